//! What was checked goes through the door.
use sunshine::calendar::Horizon;
use sunshine::check::Checked;
use sunshine::projection::{Lens, NoSuchScope, Projection, Public, project};

fn open(checked: &Checked, horizon: &Horizon) -> Result<Projection<Public>, NoSuchScope> {
    project(checked, &Lens::default(), horizon)
}

fn main() {
    let _ = open;
}
