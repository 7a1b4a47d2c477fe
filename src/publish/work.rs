//! The files of a new tree, as work that all threads share.

use super::{Known, Sink};
use crate::plan::{Page, Plan, Share};
use crate::projection::Audience;
use crate::render::{Asset, Inputs, Recipe, Renderer, Trouble};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// One file of the new tree.
pub(super) struct File<'f> {
    pub(super) path: &'f str,
    pub(super) source: Source<'f>,
    /// What is known of its bytes, once it is settled.
    pub(super) known: Option<Known>,
    /// Whether it stands in the old tree as its recipe makes it.
    pub(super) stands: bool,
}

/// What a file is made of.
pub(super) enum Source<'f> {
    Page(&'f Page),
    Asset(&'f Asset),
}

/// Every file of the new tree, by path.
pub(super) fn files<'f, A: Audience>(plan: &'f Plan<A>, renderer: &Renderer<'f, A>) -> Vec<File<'f>> {
    let file = |path, source| File { path, source, known: None, stands: false };
    let mut files: Vec<File<'f>> = Vec::with_capacity(plan.pages.len() + renderer.assets().count());
    files.extend(plan.pages.iter().map(|page| file(page.path.as_str(), Source::Page(page))));
    files.extend(renderer.assets().map(|asset| file(asset.path.as_str(), Source::Asset(asset))));
    files.sort_by_key(|file| file.path);
    files
}

/// Files of which a thread makes so many at a time.
const FEW: usize = 16;

/// Does something to each file but those that are made of all others, on all threads: what takes long is begun first, so
/// that no thread waits for another in the end.
pub(super) fn each<'f>(
    files: &mut [File<'f>],
    act: impl Fn(&mut File<'f>) -> Result<(), Trouble> + Sync,
) -> Result<(), Trouble> {
    let (mut segments, mut whole, mut few) = (BTreeMap::<_, Vec<_>>::new(), Vec::new(), Vec::new());
    for file in files {
        match file.share() {
            Share::Segment(n) => segments.entry(n).or_default().push(file),
            Share::Whole => whole.push(vec![file]),
            Share::Few => few.push(file),
            Share::Others => {}
        }
    }
    let mut pieces: Vec<Vec<&mut File<'f>>> = segments.into_values().chain(whole).collect();
    let mut few = few.into_iter();
    while few.len() > 0 {
        pieces.push(few.by_ref().take(FEW).collect());
    }
    pieces.into_par_iter().with_max_len(1).try_for_each(|piece| piece.into_iter().try_for_each(&act))
}

impl File<'_> {
    pub(super) fn share(&self) -> Share {
        match self.source {
            Source::Page(page) => page.kind.share(),
            Source::Asset(_) => Share::Few,
        }
    }

    /// Finds out whether the file stands as it would be made, and if not, makes it and puts it into the new tree, which is
    /// begun before.
    pub(super) fn settle<A: Audience>(
        &mut self,
        renderer: &Renderer<'_, A>,
        inputs: &Inputs<'_>,
        sink: &impl Sink<A>,
        begin: &dyn Fn() -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let (recipe, bytes) = match self.source {
            Source::Page(page) => {
                let draft = renderer.draft(page);
                let recipe = renderer.recipe(page, &draft);
                if recipe.is_some_and(|recipe| self.stood(sink, recipe)) {
                    return Ok(());
                }
                (recipe, renderer.render(page, draft, inputs)?)
            }
            Source::Asset(asset) => (None, asset.bytes.to_vec()),
        };
        match recipe {
            Some(recipe) => self.made(blake3::hash(&bytes), bytes, recipe, sink, begin),
            None => self.settle_bytes(bytes, sink, begin),
        }
    }

    /// The same for bytes that are made already, such as open data and assets: they are their own recipe.
    pub(super) fn settle_bytes<A: Audience>(
        &mut self,
        bytes: Vec<u8>,
        sink: &impl Sink<A>,
        begin: &dyn Fn() -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let digest = blake3::hash(&bytes);
        let recipe = Recipe::from(&digest);
        if self.stood(sink, recipe) { Ok(()) } else { self.made(digest, bytes, recipe, sink, begin) }
    }

    fn made<A: Audience>(
        &mut self,
        digest: blake3::Hash,
        bytes: Vec<u8>,
        recipe: Recipe,
        sink: &impl Sink<A>,
        begin: &dyn Fn() -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        begin()?;
        self.known = Some(Known { size: bytes.len() as u64, blake3: digest.into(), recipe });
        sink.put(self.path, bytes)
    }

    fn stood<A: Audience>(&mut self, sink: &impl Sink<A>, recipe: Recipe) -> bool {
        self.known = sink.standing(self.path, recipe);
        self.stands = self.known.is_some();
        self.stands
    }
}
