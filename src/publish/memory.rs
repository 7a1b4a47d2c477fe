//! An edition in memory, for previews and tests.

use super::{FileRecord, Foreign, Known, MANIFEST, Manifest, OutputError, Sink};
use crate::projection::Audience;
use crate::render::{Recipe, Trouble};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

/// A whole site, by path.
pub type Held = BTreeMap<String, Arc<[u8]>>;

/// A site in memory: what `serve` shows, and what tests compare.
#[derive(Debug)]
pub struct Memory<A: Audience> {
    old: Arc<Held>,
    records: BTreeMap<Box<str>, FileRecord>,
    new: Mutex<Held>,
    audience: PhantomData<fn() -> A>,
}

impl<A: Audience> Default for Memory<A> {
    fn default() -> Self {
        Self { old: Arc::default(), records: BTreeMap::new(), new: Mutex::default(), audience: PhantomData }
    }
}

impl<A: Audience> Memory<A> {
    /// The site that was published last.
    pub fn site(&self) -> Arc<Held> {
        Arc::clone(&self.old)
    }

    fn stage(&self, path: &str, bytes: Arc<[u8]>) {
        self.new.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes);
    }
}

impl<A: Audience> Sink<A> for Memory<A> {
    fn standing(&self, path: &str, recipe: Recipe) -> Option<Known> {
        self.records.get(path).filter(|record| record.recipe == recipe).map(Known::from)
    }

    fn paths(&self) -> Vec<&str> {
        self.records.keys().map(|path| &**path).collect()
    }

    fn is_current(&self, manifest: &[u8; 32]) -> bool {
        self.old.get(MANIFEST).is_some_and(|bytes| *Sha256::digest(bytes) == *manifest)
    }

    fn begin(&self, _: &BTreeSet<&str>) -> Result<(), OutputError> {
        self.new.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(())
    }

    fn keep(&self, path: &str) -> Result<(), Trouble> {
        let bytes = self.old.get(path).ok_or_else(|| format!("{path} is not held"))?;
        self.stage(path, Arc::clone(bytes));
        Ok(())
    }

    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Trouble> {
        self.stage(path, bytes.into());
        Ok(())
    }

    fn finish(&mut self, manifest: Manifest, _: [u8; 32], bytes: Vec<Vec<u8>>) -> Result<Foreign, Trouble> {
        self.stage(MANIFEST, bytes.concat().into());
        self.records = manifest.files.into_iter().map(|file| (file.path.clone(), file)).collect();
        self.old = Arc::new(std::mem::take(&mut *self.new.lock().unwrap_or_else(PoisonError::into_inner)));
        Ok(Foreign::default())
    }
}
