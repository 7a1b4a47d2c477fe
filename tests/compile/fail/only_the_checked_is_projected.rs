//! What was only loaded does not go through the door.
use sunshine::calendar::Horizon;
use sunshine::model::Register;
use sunshine::projection::{Lens, NoSuchScope, Projection, Public, project};

fn open(checked: &Register, horizon: &Horizon) -> Result<Projection<Public>, NoSuchScope> {
    project(checked, &Lens::default(), horizon)
}

fn main() {
    let _ = open;
}
