//! An internal plan goes to a site for members.
use sunshine::plan::Plan;
use sunshine::projection::Internal;
use sunshine::publish::{Memory, Published, publish};
use sunshine::render::{Inputs, Renderer, Trouble};

fn show(
    plan: &Plan<Internal>,
    renderer: Renderer<'_, Internal>,
    inputs: &Inputs<'_>,
    site: &mut Memory<Internal>,
) -> Result<Published, Trouble> {
    publish(plan, renderer, inputs, "internal", site, &|_| {})
}

fn main() {
    let _ = show;
}
