//! When a touch screen goes back to its start.

use super::screen::whole;
use crate::source::Table;

/// The table `[edition.kiosk]`.
#[derive(Clone, Copy, Debug)]
pub struct Kiosk {
    /// After how many seconds without a touch it asks whether somebody is there.
    pub idle: u32,
    /// How many seconds it waits for an answer before it goes back to its start.
    pub countdown: u32,
}

impl Default for Kiosk {
    fn default() -> Self {
        Self { idle: 60, countdown: 10 }
    }
}

impl Kiosk {
    /// Reads its keys; those that are left out have defaults.
    pub(super) fn read(table: &mut Table<'_, '_>) -> Self {
        let usual = Self::default();
        Self {
            idle: whole(table, "idle", 10..=600).unwrap_or(usual.idle),
            countdown: whole(table, "countdown", 5..=60).unwrap_or(usual.countdown),
        }
    }
}
