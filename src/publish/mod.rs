//! Puts the pages of one edition where their readers are: the whole old site, then the whole new one.

mod age;
mod alone;
mod approved;
mod away;
mod disk;
mod exchange;
mod fresh;
mod good;
mod manifest;
mod memory;
mod rewrite;
mod server;
pub mod state;
mod work;

pub use alone::{is_published, write_alone};
pub use approved::ApprovedTexts;
pub use disk::{Destination, Disk, OutputError, travelled};
pub use fresh::fresh;
pub use good::{Good, Keeping, Kept, good_of};
pub use manifest::{FileRecord, MANIFEST, Manifest};
pub use memory::{Held, Memory};
pub use rewrite::{rewrite, rewrite_bytes};

use crate::address;
use crate::plan::{Plan, Share};
use crate::projection::Audience;
use crate::render::{Inputs, Recipe, Renderer, Trouble};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use work::{File, Source};

/// Where one audience's pages go. A plan of one audience does not fit into a sink of another.
pub trait Sink<A: Audience>: Send + Sync {
    /// What is known of a file that stands as this recipe makes it.
    fn standing(&self, path: &str, recipe: Recipe) -> Option<Known>;
    /// Paths that stand now.
    fn paths(&self) -> Vec<&str>;
    /// Whether the whole old tree is what the manifest with this SHA-256 says.
    fn is_current(&self, manifest: &[u8; 32]) -> bool;
    /// Begins a new tree that will have these paths; until [`Sink::finish`], readers see the old one.
    fn begin(&self, paths: &BTreeSet<&str>) -> Result<(), OutputError>;
    /// Takes a file over from the old tree.
    fn keep(&self, path: &str) -> Result<(), Trouble>;
    /// Adds a file to the new tree.
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Trouble>;
    /// Replaces the old tree by the new one, which this manifest says, in bytes, of which the parts have this SHA-256. What
    /// was with the old tree that neither manifest names.
    fn finish(&mut self, manifest: Manifest, sha256: [u8; 32], bytes: Vec<Vec<u8>>) -> Result<Foreign, Trouble>;
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
    /// The ids of items of which nothing stands any more, sorted.
    pub vanished: Vec<String>,
    /// What somebody else had put there.
    pub foreign: Foreign,
    /// SHA-256 of the manifest.
    pub manifest: String,
}

/// What somebody else had put into an output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// The paths of files that went with the old tree, sorted.
    pub gone: Vec<String>,
    /// Folders beside the output with what may not be removed, of this build and of former ones, sorted.
    pub left: Vec<std::path::PathBuf>,
}

/// Told how far a build has come.
pub type Progress<'p> = &'p (dyn Fn(Step) + Sync);

/// What a build has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many files more are to be made.
    Files(usize),
    /// One of them is there.
    Done,
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

/// Publishes a plan. Files that stand as their recipe would make them are neither rendered nor written again;
/// if that is all of them, nothing is touched.
pub fn publish<'p, A: Audience, S: Sink<A>>(
    plan: &'p Plan<A>,
    renderer: Renderer<'p, A>,
    inputs: &Inputs<'_>,
    edition: &str,
    sink: &mut S,
    progress: Progress<'_>,
) -> Result<Published, Trouble> {
    let mut files = work::files(plan, &renderer);
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path).collect();
    let gone: Vec<&str> = sink.paths().into_iter().filter(|path| !paths.contains(path)).collect();
    let (removed, vanished) =
        (gone.len(), gone.into_iter().filter_map(address::item_id).map(str::to_owned).collect::<Vec<_>>());
    progress(Step::Files(files.len()));
    let begun = OnceLock::new();
    let begin = |sink: &S| -> Result<(), Trouble> {
        // All threads want it begun, and all are told why it could not.
        begun.get_or_init(|| sink.begin(&paths)).as_ref().copied().map_err(|error| error.again().into())
    };
    let stage = &*sink;
    work::each(&mut files, |file| {
        file.settle(&renderer, inputs, stage, &|| begin(stage))?;
        progress(Step::Done);
        Ok(())
    })?;
    if let Some(last) = files.iter().position(|file| file.share() == Share::Others) {
        let recipes = files.iter().filter_map(|file| file.known).map(|known| known.recipe);
        let bytes = renderer.edition(recipes);
        files[last].settle_bytes(bytes, stage, &|| begin(stage))?;
        progress(Step::Done);
    }
    // What pages share is held no longer than they are made.
    drop(renderer);
    let zone = plan.projection.zone;
    let record = |file: &File<'_>| {
        let lapses = match file.source {
            Source::Page(page) => page.lapses,
            Source::Asset(_) => None,
        };
        let Known { size, blake3, recipe } = file.known?;
        let expires = lapses.map(|at| zone.rfc3339(at).into());
        Some(FileRecord { path: file.path.into(), size, blake3, recipe, expires })
    };
    let records = files.par_iter().filter_map(record).collect();
    let next_change = plan.projection.next_change.map(|at| zone.rfc3339(at));
    let manifest = Manifest::new(edition, A::READERS.id(), next_change, records);
    let bytes = manifest.to_json();
    let digest = bytes.iter().fold(Sha256::new(), |digest, part| digest.chain_update(part)).finalize().into();
    let written = files.iter().filter(|file| !file.stands).count();
    let mut done = Published {
        shown: plan.projection.items.len(),
        files: files.len(),
        written,
        removed,
        vanished,
        foreign: Foreign::default(),
        manifest: hex::encode(digest),
    };
    if written == 0 && removed == 0 && sink.is_current(&digest) {
        return Ok(done);
    }
    begin(sink)?;
    let stage = &*sink;
    files.par_iter().filter(|file| file.stands).try_for_each(|file| stage.keep(file.path))?;
    done.foreign = sink.finish(manifest, digest, bytes)?;
    done.removed += done.foreign.gone.len();
    Ok(done)
}
