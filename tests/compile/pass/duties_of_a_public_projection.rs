//! What a projection for members holds are the duties.
use sunshine::projection::{Duties, Internal, Projection};

fn duties(projection: &Projection<Internal>) -> &Duties {
    &projection.duties
}

fn main() {
    let _ = duties;
}
