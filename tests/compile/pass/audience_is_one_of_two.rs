//! Citizens are an audience.
use sunshine::projection::{Audience, Public};

enum Everybody {}

fn edition_for<A: Audience>() {}

fn main() {
    let _ = std::mem::size_of::<Everybody>();
    edition_for::<Public>();
}
