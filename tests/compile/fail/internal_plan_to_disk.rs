//! An internal plan does not go to a folder for citizens.
use sunshine::plan::Plan;
use sunshine::projection::{Internal, Public};
use sunshine::publish::{Disk, Published, publish};
use sunshine::render::{Inputs, Renderer, Trouble};

fn show(
    plan: &Plan<Internal>,
    renderer: Renderer<'_, Internal>,
    inputs: &Inputs<'_>,
    site: &mut Disk<Public>,
) -> Result<Published, Trouble> {
    publish(plan, renderer, inputs, "internal", site, &|_| {})
}

fn main() {
    let _ = show;
}
