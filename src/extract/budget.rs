//! How much work one attachment may make.

use super::Reason;

/// Caps for one attachment.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the attachment and of everything unpacked from it together.
    pub bytes: usize,
    /// Nested XML elements.
    pub depth: usize,
    /// XML elements, cells and drawing operators together: the time budget, as a count of work.
    pub work: usize,
    /// Attachments inside attachments.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 256 << 20, depth: 256, work: 20_000_000, nesting: 3 }
    }
}

/// What is left of the limits.
pub(super) struct Budget {
    bytes: usize,
    work: usize,
    /// How deep XML may nest.
    pub(super) depth: usize,
    /// How many levels of attachments inside attachments are left.
    pub(super) nesting: usize,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { bytes: limits.bytes, work: limits.work, depth: limits.depth, nesting: limits.nesting }
    }

    /// Charges bytes that were unpacked.
    pub(super) fn unpacked(&mut self, bytes: usize) -> Result<(), Reason> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or(Reason::TooLarge)?;
        Ok(())
    }

    /// Bytes that may still be unpacked.
    pub(super) fn bytes_left(&self) -> usize {
        self.bytes
    }

    /// Charges work.
    pub(super) fn worked(&mut self, work: usize) -> Result<(), Reason> {
        self.work = self.work.checked_sub(work).ok_or(Reason::TooSlow)?;
        Ok(())
    }
}
