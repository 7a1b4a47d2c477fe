//! Codes that lead from a screen or a sheet of paper to an address.

use fast_qr::{ECL, QRBuilder};
use serde::Serialize;
use std::fmt::Write as _;

/// The blank rim that ISO/IEC 18004 asks for, in modules.
const QUIET: usize = 4;

/// A QR code as a drawing: a square of `size` units, and the path of its dark modules.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Qr {
    size: usize,
    path: String,
    address: String,
}

impl Qr {
    /// The code of an address; `None` where it is too long for one.
    pub(super) fn of(address: String) -> Option<Self> {
        let code = QRBuilder::new(address.as_str()).ecl(ECL::M).build().ok()?;
        let mut path = String::with_capacity(code.size * code.size * 4);
        for y in 0..code.size {
            let mut x = 0;
            while x < code.size {
                let dark = (x..code.size).take_while(|&x| code[y][x].value()).count();
                if dark > 0 {
                    let _ = write!(path, "M{} {}h{dark}v1h-{dark}z", x + QUIET, y + QUIET);
                }
                x += dark + 1;
            }
        }
        Some(Self { size: code.size + 2 * QUIET, path, address })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_finder_patterns_stand_in_their_corners() {
        let code = Qr::of("https://dangwu.example.org/items/a.html".to_owned()).expect("short enough");
        let right = code.size - QUIET - 7;
        for (x, y) in [(QUIET, QUIET), (right, QUIET), (QUIET, right)] {
            assert!(code.path.contains(&format!("M{x} {y}h7v1h-7z")), "{code:?}");
        }
        assert!(Qr::of("x".repeat(3000)).is_none());
    }
}
