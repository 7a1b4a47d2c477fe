//! A trait of one's own can be implemented for a type of one's own.
trait Audience {}

enum Everybody {}

impl Audience for Everybody {}

fn main() {
    let _ = std::mem::size_of::<Everybody>();
}
