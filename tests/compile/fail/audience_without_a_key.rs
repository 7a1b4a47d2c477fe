//! What an audience may see is asked with a key, and nobody else can make one.
use sunshine::projection::{Audience, Public};

fn main() {
    let _ = <Public as Audience>::clearance(&());
}
