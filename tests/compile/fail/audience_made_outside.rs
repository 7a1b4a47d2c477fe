//! The sealed trait cannot be implemented for a type of one's own.
use sunshine::projection::Audience;

enum Everybody {}

impl Audience for Everybody {}

fn main() {
    let _ = std::mem::size_of::<Everybody>();
}
