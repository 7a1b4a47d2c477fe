//! A public destination does not open as an internal one.
use sunshine::projection::{Internal, Public};
use sunshine::publish::{Destination, Disk, OutputError};

fn open(destination: Destination<Public>) -> Result<Disk<Internal>, OutputError> {
    Disk::open(destination)
}

fn main() {
    let _ = open;
}
