//! Puts the pages of one edition where their readers are: the whole old site, then the whole new one.

mod alone;
mod approved;
mod disk;
mod exchange;
mod fresh;
mod good;
mod manifest;
mod memory;
mod rewrite;
mod server;
pub mod state;

pub use alone::{is_published, write_alone};
pub use approved::ApprovedTexts;
pub use disk::{Destination, Disk, OutputError, travelled};
pub use fresh::fresh;
pub use good::{Good, Kept};
pub use manifest::{FileRecord, MANIFEST, Manifest};
pub use memory::{Held, Memory};
pub use rewrite::{rewrite, rewrite_bytes};

use crate::plan::{Page, Plan};
use crate::projection::Audience;
use crate::render::{Asset, Inputs, Recipe, Renderer, Trouble};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where one audience's pages go. A plan of one audience does not fit into a sink of another.
pub trait Sink<A: Audience>: Send + Sync {
    /// What is known of a file that stands as this recipe makes it.
    fn standing(&self, path: &str, recipe: Recipe) -> Option<Known>;
    /// Paths that stand now.
    fn paths(&self) -> Vec<&str>;
    /// Whether the whole old tree is what the manifest with this SHA-256 says.
    fn is_current(&self, manifest: &[u8; 32]) -> bool;
    /// Begins a new tree that will have these paths; until [`Sink::finish`], readers see the old one.
    fn begin(&mut self, paths: &BTreeSet<&str>) -> Result<(), Trouble>;
    /// Takes a file over from the old tree.
    fn keep(&self, path: &str) -> Result<(), Trouble>;
    /// Adds a file to the new tree.
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Trouble>;
    /// Replaces the old tree by the new one, which this manifest says, in bytes with this SHA-256.
    fn finish(&mut self, manifest: Manifest, sha256: [u8; 32], bytes: Vec<u8>) -> Result<(), Trouble>;
    /// Leaves what a web server is told of the site, outside of it; where there is no server to tell, nothing.
    fn advise(&mut self, _: Vec<(&'static str, String)>) -> Result<(), Trouble> {
        Ok(())
    }
}

/// What a publish did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Items of the edition that are in their term.
    pub shown: usize,
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
    source: Source<'f>,
    /// What is known of it, if it stands as its recipe makes it.
    standing: Option<Known>,
}

/// What the manifest says of a file's bytes.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    size: u64,
    blake3: [u8; 32],
    recipe: Recipe,
}

impl From<&FileRecord> for Known {
    fn from(&FileRecord { size, blake3, recipe, .. }: &FileRecord) -> Self {
        Self { size, blake3, recipe }
    }
}

enum Source<'f> {
    Page(&'f Page),
    Asset(&'f Asset),
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
    let mut files = files(plan, renderer);
    if !sink.paths().is_empty() {
        let stage = &*sink;
        files.par_iter_mut().try_for_each(|file| file.look(renderer, inputs, stage))?;
    }
    let written = files.iter().filter(|file| file.standing.is_none()).count();
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path).collect();
    let removed = sink.paths().into_iter().filter(|path| !paths.contains(path)).count();
    let zone = plan.projection.zone;
    let next_change = plan.projection.next_change.map(|at| zone.rfc3339(at));
    let record = |file: &File<'_>, Known { size, blake3, recipe }| {
        let lapses = match file.source {
            Source::Page(page) => page.lapses,
            Source::Asset(_) => None,
        };
        FileRecord { path: file.path.into(), size, blake3, recipe, expires: lapses.map(|at| zone.rfc3339(at).into()) }
    };
    let finished = |files: Vec<FileRecord>| {
        let manifest = Manifest::new(edition, A::READERS.id(), next_change.clone(), files);
        let bytes = manifest.to_json();
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        (manifest, digest, bytes)
    };
    let shown = plan.projection.items.len();
    let done = Published { shown, files: files.len(), written, removed, manifest: String::new() };
    if written == 0 && removed == 0 {
        let records = files.iter().filter_map(|file| Some(record(file, file.standing?)));
        let (_, digest, _) = finished(records.collect());
        if sink.is_current(&digest) {
            return Ok(Published { manifest: hex::encode(digest), ..done });
        }
    }
    sink.begin(&paths)?;
    let count = AtomicUsize::new(0);
    let (total, stage) = (files.len(), &*sink);
    let records: Result<Vec<FileRecord>, Trouble> = files
        .par_iter()
        .map(|file| {
            let known = match file.standing {
                Some(standing) => stage.keep(file.path).map(|()| standing)?,
                None => file.write(renderer, inputs, stage)?,
            };
            progress(count.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok(record(file, known))
        })
        .collect();
    let (manifest, digest, bytes) = finished(records?);
    sink.finish(manifest, digest, bytes)?;
    Ok(Published { manifest: hex::encode(digest), ..done })
}

/// Every file of the new tree, by path.
fn files<'f, A: Audience>(plan: &'f Plan<A>, renderer: &'f Renderer<'_, A>) -> Vec<File<'f>> {
    let file = |path, source| File { path, source, standing: None };
    let pages = plan.pages.iter().map(|page| file(page.path.as_str(), Source::Page(page)));
    let assets = renderer.assets().map(|asset| file(asset.path.as_str(), Source::Asset(asset)));
    let mut files: Vec<File<'f>> = pages.chain(assets).collect();
    files.sort_by_key(|file| file.path);
    files
}

impl File<'_> {
    /// Finds out whether the file stands as it would be made.
    fn look<A: Audience>(
        &mut self,
        renderer: &Renderer<'_, A>,
        inputs: &Inputs<'_>,
        sink: &impl Sink<A>,
    ) -> Result<(), Trouble> {
        let known = match self.source {
            Source::Page(page) => renderer.recipe(page, &renderer.draft(page)),
            Source::Asset(asset) => Some(Recipe::of(&asset.bytes)),
        };
        // Open data is large, seldom the same, and not held: it is made again when it is written.
        let recipe = known.map_or_else(|| self.source.bytes(renderer, inputs).map(|(recipe, _)| recipe), Ok)?;
        self.standing = sink.standing(self.path, recipe);
        Ok(())
    }

    /// Makes the file and writes it.
    fn write<A: Audience>(
        &self,
        renderer: &Renderer<'_, A>,
        inputs: &Inputs<'_>,
        sink: &impl Sink<A>,
    ) -> Result<Known, Trouble> {
        let (recipe, bytes) = self.source.bytes(renderer, inputs)?;
        let known = Known { size: bytes.len() as u64, blake3: blake3::hash(&bytes).into(), recipe };
        sink.put(self.path, bytes)?;
        Ok(known)
    }
}

impl Source<'_> {
    /// The recipe and bytes.
    fn bytes<A: Audience>(
        &self,
        renderer: &Renderer<'_, A>,
        inputs: &Inputs<'_>,
    ) -> Result<(Recipe, Vec<u8>), Trouble> {
        match self {
            Self::Page(page) => {
                let draft = renderer.draft(page);
                let recipe = renderer.recipe(page, &draft);
                let bytes = renderer.render(page, draft, inputs)?;
                Ok((recipe.unwrap_or_else(|| Recipe::of(&bytes)), bytes))
            }
            Self::Asset(asset) => Ok((Recipe::of(&asset.bytes), asset.bytes.to_vec())),
        }
    }
}
