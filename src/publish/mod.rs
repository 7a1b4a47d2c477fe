//! Puts the pages of one edition where their readers are: the whole old site, then the whole new one.

mod disk;
mod exchange;
mod manifest;
mod memory;
pub mod state;

pub use disk::{Destination, Disk, OutputError};
pub use manifest::{FileRecord, MANIFEST, Manifest};
pub use memory::{Held, Memory};

use crate::plan::{Page, Plan};
use crate::projection::Audience;
use crate::render::{Inputs, Recipe, Renderer, Trouble};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where one audience's pages go. A plan of one audience does not fit into a sink of another.
pub trait Sink<A: Audience>: Sync {
    /// The record of a file that stands as this recipe makes it.
    fn standing(&self, path: &str, recipe: &str) -> Option<FileRecord>;
    /// Paths that stand now.
    fn paths(&self) -> Vec<&str>;
    /// Whether the whole old tree is what this manifest says.
    fn is_current(&self, manifest: &[u8]) -> bool;
    /// Begins a new tree that will have these paths; until [`Sink::finish`], readers see the old one.
    fn begin(&mut self, paths: &BTreeSet<&str>) -> Result<(), Trouble>;
    /// Takes a file over from the old tree.
    fn keep(&self, path: &str) -> Result<(), Trouble>;
    /// Adds a file to the new tree.
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Trouble>;
    /// Replaces the old tree by the new one.
    fn finish(&mut self, manifest: Manifest, bytes: Vec<u8>) -> Result<(), Trouble>;
}

/// What a publish did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files in the edition, beside its manifest.
    pub files: usize,
    /// Files that were rendered and written.
    pub written: usize,
    /// Files that are no longer there.
    pub removed: usize,
    /// SHA-256 of the manifest.
    pub manifest: String,
}

/// Told how far a publish has come: files done, files in all.
pub type Progress<'p> = &'p (dyn Fn(usize, usize) + Sync);

/// One file of the new tree.
struct File<'f> {
    path: &'f str,
    page: Option<&'f Page>,
    /// Its bytes, where they had to be made to know its recipe.
    made: Option<Vec<u8>>,
    recipe: String,
}

/// Publishes a plan. Files that stand as their recipe would make them are neither rendered nor written again;
/// if that is all of them, nothing is touched.
pub fn publish<A: Audience>(
    plan: &Plan<A>,
    renderer: &Renderer<'_, A>,
    inputs: &Inputs<'_>,
    edition: &str,
    sink: &mut impl Sink<A>,
    progress: Progress<'_>,
) -> Result<Published, Trouble> {
    let mut files = files(plan, renderer, inputs)?;
    let standing: Vec<Option<FileRecord>> =
        files.par_iter().map(|file| sink.standing(file.path, &file.recipe)).collect();
    let written = standing.iter().filter(|record| record.is_none()).count();
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path).collect();
    let removed = sink.paths().into_iter().filter(|path| !paths.contains(path)).count();
    let zone = plan.projection.zone;
    let next_change = plan.projection.next_change.map(|at| zone.rfc3339(at));
    let manifest = |files: Vec<FileRecord>| Manifest::new(edition, A::READERS.id(), next_change.clone(), files);
    let lapses = |page: Option<&Page>| page.and_then(|page| page.lapses).map(|at| zone.rfc3339(at));
    let finished = |files: Vec<FileRecord>| {
        let manifest = manifest(files);
        let bytes = manifest.to_json();
        (manifest, hex(&Sha256::digest(&bytes)), bytes)
    };
    let done = Published { files: files.len(), written, removed, manifest: String::new() };
    if written == 0 && removed == 0 {
        let records = standing.iter().flatten().zip(&files);
        let records = records.map(|(record, file)| FileRecord { expires: lapses(file.page), ..record.clone() });
        let (_, digest, bytes) = finished(records.collect());
        if sink.is_current(&bytes) {
            return Ok(Published { manifest: digest, ..done });
        }
    }
    sink.begin(&paths)?;
    let count = AtomicUsize::new(0);
    let (total, stage) = (files.len(), &*sink);
    let records: Result<Vec<FileRecord>, Trouble> = files
        .par_iter_mut()
        .zip(standing)
        .map(|(file, record)| {
            let record = match record {
                Some(record) => {
                    stage.keep(file.path)?;
                    record
                }
                None => write(renderer, inputs, file, stage)?,
            };
            progress(count.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok(FileRecord { expires: lapses(file.page), ..record })
        })
        .collect();
    let (manifest, digest, bytes) = finished(records?);
    sink.finish(manifest, bytes)?;
    Ok(Published { manifest: digest, ..done })
}

/// Every file of the new tree, by path, and what it is made of.
fn files<'f, A: Audience>(
    plan: &'f Plan<A>,
    renderer: &'f Renderer<'_, A>,
    inputs: &Inputs<'_>,
) -> Result<Vec<File<'f>>, Trouble> {
    let pages: Result<Vec<File<'f>>, Trouble> = plan
        .pages
        .par_iter()
        .map(|page| {
            let (recipe, made) = match renderer.recipe(page) {
                Some(recipe) => (recipe, None),
                None => {
                    let bytes = renderer.render(page, inputs)?;
                    (Recipe::of(&bytes), Some(bytes))
                }
            };
            Ok(File { path: &page.path, page: Some(page), made, recipe: hex(&recipe.0) })
        })
        .collect();
    let mut files = pages?;
    files.extend(renderer.assets().map(|asset| File {
        path: &asset.path,
        page: None,
        made: Some(asset.bytes.to_vec()),
        recipe: hex(&Recipe::of(&asset.bytes).0),
    }));
    files.sort_by_key(|file| file.path);
    Ok(files)
}

fn write<A: Audience>(
    renderer: &Renderer<'_, A>,
    inputs: &Inputs<'_>,
    file: &mut File<'_>,
    sink: &impl Sink<A>,
) -> Result<FileRecord, Trouble> {
    let bytes = match (file.made.take(), file.page) {
        (Some(bytes), _) => bytes,
        (None, Some(page)) => renderer.render(page, inputs)?,
        (None, None) => Vec::new(),
    };
    let record = FileRecord {
        path: file.path.to_owned(),
        size: bytes.len() as u64,
        sha256: hex(&Sha256::digest(&bytes)),
        recipe: file.recipe.clone(),
        expires: None,
    };
    sink.put(file.path, bytes)?;
    Ok(record)
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}
