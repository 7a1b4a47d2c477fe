//! What a public projection holds are public items.
use sunshine::projection::{Projection, Public, PublicItem};

fn items(projection: &Projection<Public>) -> &[PublicItem] {
    &projection.items
}

fn main() {
    let _ = items;
}
