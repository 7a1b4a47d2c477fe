//! `[approval]`: how strictly an item is held to what was approved.

use crate::catalogue::entry_words as words;
use crate::source::Table;

words! {
    /// What becomes of a public item whose text is no longer what was approved.
    Edited {
        /// It is kept out until it is approved again.
        Out = "out" "撤下" "Kept out",
        /// What was last approved stands until it is approved again.
        LastApproved = "last-approved" "保留上次审批的内容" "As last approved",
    }
}

/// How strictly approvals are held to what was approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approvals {
    /// Whether every public item must carry the digest of what was approved.
    pub digest_required: bool,
    /// What becomes of an item that was edited after its approval.
    pub edited: Edited,
    /// Within how many working days what went through the fast lane is confirmed.
    pub confirm_within: u32,
}

impl Default for Approvals {
    fn default() -> Self {
        Self { digest_required: false, edited: Edited::Out, confirm_within: 10 }
    }
}

impl Approvals {
    pub(super) fn read(table: &mut Table<'_, '_>) -> Self {
        let usual = Self::default();
        let digest = table.parsed("digest", "optional / required", |word| match word {
            "optional" => Some(false),
            "required" => Some(true),
            _ => None,
        });
        let edited = table.parsed("edited", "out / last-approved", Edited::read);
        let within =
            table.parsed("confirm_within", "10", |days| days.parse().ok().filter(|days| (1..=60).contains(days)));
        Self {
            digest_required: digest.map_or(usual.digest_required, |digest| digest.value),
            edited: edited.map_or(usual.edited, |edited| edited.value),
            confirm_within: within.map_or(usual.confirm_within, |days| days.value),
        }
    }
}
