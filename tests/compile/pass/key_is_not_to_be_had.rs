//! The audience it is for can be named.
use sunshine::projection::Audience;

fn name<A: Audience>() {}

fn main() {
    name::<sunshine::projection::Public>();
}
