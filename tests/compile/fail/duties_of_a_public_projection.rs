//! What a public projection holds are not the duties of members.
use sunshine::projection::{Duties, Projection, Public};

fn duties(projection: &Projection<Public>) -> &Duties {
    &projection.duties
}

fn main() {
    let _ = duties;
}
