//! Readers of foreign formats, whose panics are failures to read.

use super::Reason;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a parser that is not ours: its panic on malformed bytes is a damaged attachment, not the end of a build.
pub(super) fn guarded<T>(parse: impl FnOnce() -> Result<T, Reason>) -> Result<T, Reason> {
    catch_unwind(AssertUnwindSafe(parse)).unwrap_or(Err(Reason::Damaged))
}
