//! The index that a reader's browser searches: classic scripts, since nothing else loads from disk, each of which calls
//! `sunshineIndex(name, data)`.
//!
//! Postings of a segment are gathered when the first of its shards is wanted; each shard is held until it is written.

mod coding;
mod lists;
mod postings;
mod reading;
mod tokens;

use super::{GENERATOR, Inputs, Recipe, Trouble};
use crate::plan::{Page, Plan, Search, SearchPart, Segment, words};
use crate::projection::{Audience, CommonItem, ItemView};
use postings::{Postings, Shards};
use std::hash::Hash;
use std::sync::{Mutex, OnceLock, PoisonError};

/// What is known of each segment of one plan, as far as it was asked for.
pub(super) struct Index(Vec<Known>);

#[derive(Default)]
struct Known {
    content: OnceLock<Recipe>,
    /// Those that were not given out yet.
    shards: Mutex<Shards>,
}

impl Index {
    pub(super) fn new(search: &Search) -> Self {
        Self(search.segments.iter().map(|_| Known::default()).collect())
    }

    /// The recipe of a shard; `None` for what is quicker made than known.
    pub(super) fn recipe<A: Audience>(&self, plan: &Plan<A>, part: SearchPart) -> Option<Recipe> {
        let (SearchPart::Heads(n, shard) | SearchPart::Texts(n, shard)) = part else { return None };
        let mut recipe = Recipe::mix(GENERATOR.as_bytes());
        self.content(plan, n).hash(&mut recipe);
        (matches!(part, SearchPart::Heads(..)), shard).hash(&mut recipe);
        Some(recipe.done())
    }

    /// A word for each segment that changes with any of its files.
    fn versions<A: Audience>(&self, plan: &Plan<A>) -> Vec<String> {
        let version = |(n, segment)| {
            let mut version = Recipe::mix(&self.content(plan, n).0);
            lists::items(plan, segment).to_string().hash(&mut version);
            hex::encode(&version.done().0[..4])
        };
        plan.search.segments.iter().enumerate().map(version).collect()
    }

    fn content<A: Audience>(&self, plan: &Plan<A>, n: usize) -> &Recipe {
        self.0[n].content.get_or_init(|| content(plan, &plan.search.segments[n]))
    }

    /// The bytes of a file of the index.
    pub(super) fn bytes<A: Audience>(
        &self,
        plan: &Plan<A>,
        page: &Page,
        part: SearchPart,
        inputs: &Inputs<'_>,
    ) -> Result<Vec<u8>, Trouble> {
        let name = page.path.trim_start_matches("search/").trim_end_matches(".js");
        let segment = |n: usize| &plan.search.segments[n];
        let shard = |n: usize, of: fn(&mut Shards) -> &mut Vec<String>, shard: usize| -> Result<Vec<u8>, Trouble> {
            let mut left = self.0[n].shards.lock().unwrap_or_else(PoisonError::into_inner);
            if of(&mut left).get(shard).is_none_or(String::is_empty) {
                *left = gather(plan, segment(n), inputs)?;
            }
            Ok(script(name, &format!("\"{}\"", std::mem::take(&mut of(&mut left)[shard]))))
        };
        Ok(match part {
            SearchPart::Page => Vec::new(),
            SearchPart::Index => script(name, &lists::site(plan, &self.versions(plan)).to_string()),
            SearchPart::Items(n) => script(name, &lists::items(plan, segment(n)).to_string()),
            SearchPart::Rows(n, block) => script(name, &lists::rows(plan, segment(n), block).to_string()),
            SearchPart::Heads(n, number) => shard(n, |shards| &mut shards.heads, number)?,
            SearchPart::Texts(n, number) => shard(n, |shards| &mut shards.texts, number)?,
        })
    }
}

/// A call with the name and JSON, in which the two line ends that older browsers do not take in a text are escaped.
fn script(name: &str, json: &str) -> Vec<u8> {
    let mut json = std::borrow::Cow::from(json);
    for (end, escaped) in [('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")] {
        if json.contains(end) {
            json = json.replace(end, escaped).into();
        }
    }
    format!("sunshineIndex(\"{name}\",{json});\n").into_bytes()
}

/// How the files of the index are written. It is raised when they are written otherwise, so that no browser takes a file of
/// an older form for one of these; the generator as a whole changes more often than that.
const FORM: u8 = 2;

/// A digest of what the files of a segment say, but for what the passing of time changes.
fn content<A: Audience>(plan: &Plan<A>, segment: &Segment) -> Recipe {
    let mut recipe = Recipe::mix(&[FORM]);
    (segment.heads, segment.texts).hash(&mut recipe);
    for view in plan.search.items(&plan.projection, segment.items.clone()) {
        let item: &CommonItem = view.as_ref();
        words(view, &mut |said, text| (said as u8, text).hash(&mut recipe));
        view.reading().text.digest.hash(&mut recipe);
        let marks = (view.internal(), item.focus);
        (&item.id, item.published, item.last_day, marks).hash(&mut recipe);
    }
    recipe.done()
}

fn gather<A: Audience>(plan: &Plan<A>, segment: &Segment, inputs: &Inputs<'_>) -> Result<Shards, Trouble> {
    let mut postings = Postings::default();
    for (number, item) in (0u32..).zip(plan.search.items(&plan.projection, segment.items.clone())) {
        words(item, &mut |said, text| postings.say(number, said, text));
        if !item.reading().text.is_empty() {
            postings.text(number, &(inputs.text)(&item.reading().text)?);
        }
    }
    Ok(postings.shards(segment.heads, segment.texts))
}
