//! What an audience is called is no secret.
use sunshine::projection::{Audience, Public};

fn main() {
    let _ = <Public as Audience>::READERS;
}
