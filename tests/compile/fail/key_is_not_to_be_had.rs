//! The key cannot be named from outside, let alone made.
use sunshine::projection::audience::Key;

fn main() {
    let _ = Key(());
}
