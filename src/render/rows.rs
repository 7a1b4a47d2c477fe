//! Rows of lists. An item's row that names its organisation stands in up to four lists of an edition, and is made once.

use super::{Recipe, Trouble};
use crate::plan::{self, By, Plan, RowRefs};
use crate::projection::Audience;
use std::hash::Hash;
use std::sync::OnceLock;

/// The way up from every list but the archive, for which rows are kept.
const ROOT: &str = "../../";

/// The rows of the items in their term that name the organisation, as far as they are made.
pub(super) struct Rows(Vec<Row>);

#[derive(Default)]
struct Row {
    recipe: OnceLock<Recipe>,
    html: OnceLock<Box<str>>,
}

impl Rows {
    pub(super) fn new<A: Audience>(plan: &Plan<A>) -> Self {
        Self(plan.projection.items.iter().map(|_| Row::default()).collect())
    }

    /// What a row is made of.
    pub(super) fn recipe<A: Audience>(&self, plan: &Plan<A>, by: By, past: bool, position: u32) -> Recipe {
        let make = || {
            let mut recipe = Recipe::mix(&[]);
            plan.row(by, past, position).hash(&mut recipe);
            recipe.done()
        };
        self.kept(by, past, position).map_or_else(make, |row| *row.recipe.get_or_init(make))
    }

    /// The rows of a list, one after the other, each as `write` writes it.
    pub(super) fn html<A: Audience>(
        &self,
        plan: &Plan<A>,
        list: &RowRefs,
        root: &str,
        write: impl Fn(&plan::Row<'_>) -> Result<Vec<u8>, Trouble>,
    ) -> Result<String, Trouble> {
        let mut out = String::with_capacity(list.positions.len() * 600);
        for (by, past, position) in list.iter() {
            let make = || Ok::<_, Trouble>(String::from_utf8(write(&plan.row(by, past, position))?)?);
            let Some(row) = self.kept(by, past, position).filter(|_| root == ROOT) else {
                out.push_str(&make()?);
                continue;
            };
            match row.html.get() {
                Some(html) => out.push_str(html),
                None => {
                    let html = make()?;
                    out.push_str(&html);
                    // Another thread may have been first, with the same row.
                    let _ = row.html.set(html.into());
                }
            }
        }
        Ok(out)
    }

    fn kept(&self, by: By, past: bool, position: u32) -> Option<&Row> {
        (by == By::Organisation && !past).then(|| &self.0[position as usize])
    }
}
