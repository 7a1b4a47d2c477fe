//! What a public projection holds are no internal items.
use sunshine::projection::{InternalItem, Projection, Public};

fn items(projection: &Projection<Public>) -> &[InternalItem] {
    &projection.items
}

fn main() {
    let _ = items;
}
