//! What a public projection holds of duties is nothing.
use sunshine::projection::{Duties, Projection, Public};

fn duties(projection: &Projection<Public>) -> &Duties {
    &projection.duties
}

fn main() {
    let _ = duties;
}
