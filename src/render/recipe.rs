//! Recipes: digests of all that a file is made of.

use serde::{Deserialize, Serialize};
use std::hash::Hasher;

/// A digest of everything that a page is made of. The same recipe makes the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Recipe(#[serde(with = "hex::serde")] pub [u8; 16]);

impl Recipe {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::from(&blake3::hash(bytes))
    }

    /// Begins a recipe with what all pages share.
    pub(super) fn mix(base: &[u8]) -> Mix {
        let mut bytes = Vec::with_capacity(4096);
        bytes.extend_from_slice(base);
        Mix(bytes)
    }
}

impl From<&blake3::Hash> for Recipe {
    fn from(digest: &blake3::Hash) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&digest.as_bytes()[..16]);
        Self(short)
    }
}

/// A recipe in the making: takes in whatever can be hashed. Gathered first and digested once, since views are many
/// small parts.
pub(super) struct Mix(Vec<u8>);

impl Mix {
    /// The recipe of all that was taken in.
    pub(super) fn done(self) -> Recipe {
        Recipe::of(&self.0)
    }
}

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        u64::from_le_bytes(Recipe::of(&self.0).0[..8].try_into().unwrap_or_default())
    }
}
