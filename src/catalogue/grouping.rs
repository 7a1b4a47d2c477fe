//! The three ways of grouping entries, which live side by side.

use super::entry::words;
use super::{Catalogue, Entry, Label};

words! {
    /// A way of grouping entries.
    Grouping {
        /// The five categories of the catalogue.
        Categories = "categories" "公开目录五类" "Five categories of the catalogue",
        /// The eight headings of the 2010 Opinion.
        Op2010 = "op2010" "2010年意见八个方面" "Eight headings of the 2010 Opinion",
        /// The seven items of the 2017 Regulation for basic organisations.
        Reg = "reg" "2017年条例七项（基层）" "Seven items of the 2017 Regulation",
    }
}

impl Catalogue {
    /// The groups of a grouping, in order: id and name.
    pub fn groups(&self, grouping: Grouping) -> Vec<(&str, &Label)> {
        let headings = match grouping {
            Grouping::Categories => {
                return self.categories.iter().map(|category| (category.id.as_str(), &category.label)).collect();
            }
            Grouping::Op2010 => &self.op2010,
            Grouping::Reg => &self.reg,
        };
        headings.iter().map(|heading| (heading.id.as_str(), &heading.label)).collect()
    }

    /// The department that proposes an entry's items.
    pub fn department(&self, entry: &Entry) -> Option<&Label> {
        let id = entry.department.as_ref()?;
        self.departments.iter().find(|heading| heading.id == *id).map(|heading| &heading.label)
    }

    /// The position of an entry's group in [`Self::groups`]; none where a site's own entry names none.
    pub fn group_of(&self, grouping: Grouping, entry: &Entry) -> Option<usize> {
        let (headings, code) = match grouping {
            Grouping::Categories => return Some(entry.category),
            Grouping::Op2010 => (&self.op2010, entry.op2010.as_ref()?),
            Grouping::Reg => (&self.reg, entry.reg.as_ref()?),
        };
        headings.iter().position(|heading| heading.id == *code)
    }
}
