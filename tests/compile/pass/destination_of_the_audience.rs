//! A public destination opens as a public folder.
use sunshine::projection::Public;
use sunshine::publish::{Destination, Disk, OutputError};

fn open(destination: Destination<Public>) -> Result<Disk<Public>, OutputError> {
    Disk::open(destination)
}

fn main() {
    let _ = open;
}
