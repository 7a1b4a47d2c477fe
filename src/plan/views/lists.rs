//! Lists, and the pages that are made of them.

use super::Content;
use super::data::{
    CatalogueCategory, EntryRow, EntryView, Figure, GroupName, GroupView, GroupingView, ListView, Place, PlanView,
};
use crate::address;
use crate::calendar::{chinese_day, iso_day};
use crate::catalogue::{Entry, Grouping, Initiative, Plan as DisclosurePlan, Scope, Stream, Tier};
use crate::plan::Plan;
use crate::plan::item_view::{By, Row, RowRefs};
use crate::plan::lists::{Group, older_pages, rows_of};
use crate::projection::{Audience, CategoryCard, Word};

/// The groupings beside the categories.
const OTHER_GROUPINGS: [Grouping; 2] = [Grouping::Op2010, Grouping::Reg];

fn word(grouping: Grouping) -> Word {
    Word { id: grouping.id(), zh: grouping.zh(), en: grouping.en() }
}

fn approved_plan(plan: &DisclosurePlan) -> PlanView<'_> {
    PlanView { document: &plan.document, date_zh: chinese_day(plan.date), by: &plan.by }
}

impl<A: Audience> Plan<A> {
    pub(super) fn list_page(
        &self,
        group: Group,
        number: Option<usize>,
        path: &str,
    ) -> (&'static str, String, Content<'_>) {
        let projection = &self.projection;
        let list = self.list_view(group, number, path);
        let entries = |wanted: &dyn Fn(&Entry) -> bool| {
            let chosen =
                projection.catalogue.entries.iter().enumerate().filter(|(_, entry)| number.is_none() && wanted(entry));
            let chosen = chosen.filter(|(n, _)| self.projection.carries(*n));
            chosen.map(|(n, _)| self.entry_row(n)).collect()
        };
        match group {
            Group::Category(n) => {
                let group = Place::category(&projection.categories[n]);
                (
                    "category.html",
                    self.site.name_of(&group.zh, &group.en).to_owned(),
                    Content::Group { group, entries: entries(&|e| e.category == n), list },
                )
            }
            Group::Tier(n) => {
                let tier = Tier::ALL[n];
                (
                    "tier.html",
                    self.site.name_of(&format!("{}公开", tier.zh()), tier.en()).to_owned(),
                    Content::Group { group: Place::tier(tier), entries: entries(&|e| e.tier == tier), list },
                )
            }
            Group::Initiative(n) => {
                let initiative = Initiative::ALL[n];
                let group = Place::initiative(initiative);
                (
                    "initiative.html",
                    self.site.name_of(&group.zh, &group.en).to_owned(),
                    Content::Group { group, entries: entries(&|e| e.initiative == Some(initiative)), list },
                )
            }
            Group::Stream(n) => {
                let stream = Stream::ALL[n];
                let group = Place::stream(stream);
                (
                    "stream.html",
                    self.site.name_of(&group.zh, &group.en).to_owned(),
                    Content::Stream {
                        group,
                        organisations: self.nodes(|view| view.stream == stream),
                        entries: entries(&|e| e.stream == Some(stream)),
                        list,
                    },
                )
            }
            Group::Entry(n) => {
                let entry = Box::new(self.entry_view(n));
                let card = &projection.entries[n];
                ("entry.html", self.site.name_of(&card.zh, &card.en).to_owned(), Content::Entry { entry, list })
            }
            Group::Organisation(n) => {
                let title = projection.organisations[n].card.zh.to_string();
                ("organisation.html", title, Content::Organisation(Box::new(self.organisation(n, number, list))))
            }
            Group::Archive => ("archive.html", "归档".to_owned(), Content::Archive { list }),
        }
    }

    pub(super) fn list_view(&self, group: Group, number: Option<usize>, path: &str) -> ListView {
        let positions = self.lists.get(group);
        let older = older_pages(positions.len());
        let items = if group == Group::Archive { &self.projection.past } else { &self.projection.items };
        let shown = &positions[rows_of(positions.len(), number)];
        let first = match number {
            None => path.to_owned(),
            Some(_) => match path.rsplit_once("/page-") {
                Some(("archive", _)) => "archive.html".to_owned(),
                Some((folder, _)) => format!("{folder}/index.html"),
                None => path.to_owned(),
            },
        };
        let by = if matches!(group, Group::Organisation(_)) { By::Entry } else { By::Organisation };
        let page = number.unwrap_or(older + 1);
        let address_of = |n: usize| {
            if n > older { first.clone() } else { address::list_page(&first, n) }
        };
        let day = |n: &u32| iso_day(items[*n as usize].as_ref().published);
        ListView {
            total: Figure(positions.len()),
            later: self.later(group).to_owned(),
            newest: number.map(|_| first.clone()),
            newer: number.map(|n| address_of(n + 1)),
            older: (page > 1).then(|| address_of(page - 1)),
            oldest: (page > 1).then(|| address_of(1)),
            page: Figure(older + 2 - page),
            pages: Figure(older + 1),
            from: shown.first().map(day),
            to: shown.last().map(day),
            rows: RowRefs { by, past: group == Group::Archive, positions: shown.to_vec() },
        }
    }

    pub(super) fn newest_of(&self, entry: usize) -> Option<Row<'_>> {
        self.lists.entries[entry]
            .first()
            .map(|n| Row::of(self.item(*n as usize), By::Organisation, self.projection.zone))
    }

    pub(super) fn entry_row(&self, n: usize) -> EntryRow<'_> {
        let card = &self.projection.entries[n];
        EntryRow {
            place: Place::entry(card),
            tier: card.tier,
            count: self.lists.entries[n].len(),
            later: self.soon(Group::Entry(n)),
            newest: self.newest_of(n),
        }
    }

    pub(super) fn entry_view(&self, n: usize) -> EntryView<'_> {
        let card = &self.projection.entries[n];
        let entry = &self.projection.catalogue.entries[n];
        let audience = entry.audience.unwrap_or(entry.ceiling);
        let after = entry.after.unwrap_or(A::AFTER);
        let scope = entry.scope.as_deref().and_then(|scope| self.scope_place(scope));
        let applies: Vec<&str> = entry.applies.iter().map(|kind| kind.zh()).collect();
        EntryView {
            place: Place::entry(card),
            category: Place::category(&card.category),
            tier: card.tier,
            frequency_zh: entry.frequency_zh(),
            term_zh: entry.term_zh(),
            audience: Word { id: audience.id(), zh: audience.zh(), en: audience.en() },
            after: Word { id: after.id(), zh: after.zh(), en: after.en() },
            initiative: entry.initiative.map(Place::initiative),
            stream: entry.stream.map(Place::stream),
            department_zh: self.projection.catalogue.department(entry).map(|label| label.zh.as_str()),
            applies_zh: (!applies.is_empty()).then(|| applies.join("、")),
            groups: OTHER_GROUPINGS.iter().filter_map(|grouping| self.group_name(*grouping, entry)).collect(),
            plan: entry
                .scope
                .as_ref()
                .filter(|_| scope.is_some())
                .and_then(|scope| scope.plan.as_ref())
                .map(approved_plan),
            scope,
            focus: entry.focus,
            count: self.lists.entries[n].len(),
            later: self.soon(Group::Entry(n)),
            newest: self.newest_of(n),
        }
    }

    pub(super) fn catalogue(&self) -> Content<'_> {
        let category = |(n, card): (usize, &std::sync::Arc<CategoryCard>)| CatalogueCategory {
            place: Place::category(card),
            entries: (0..self.projection.entries.len())
                .filter(|entry| {
                    self.projection.catalogue.entries[*entry].category == n && self.projection.carries(*entry)
                })
                .map(|entry| self.entry_view(entry))
                .collect(),
        };
        Content::Catalogue {
            categories: self.projection.categories.iter().enumerate().map(category).collect(),
            groupings: OTHER_GROUPINGS.iter().map(|grouping| self.grouping(*grouping)).collect(),
        }
    }

    fn group_name(&self, grouping: Grouping, entry: &Entry) -> Option<GroupName<'_>> {
        let catalogue = &self.projection.catalogue;
        let (_, label) = *catalogue.groups(grouping).get(catalogue.group_of(grouping, entry)?)?;
        Some(GroupName { kind: word(grouping), zh: &label.zh })
    }

    fn grouping(&self, grouping: Grouping) -> GroupingView<'_> {
        let catalogue = &self.projection.catalogue;
        let of = |n: usize| {
            let all = self.projection.entries.iter();
            let within = |position: usize| catalogue.group_of(grouping, &catalogue.entries[position]) == Some(n);
            all.filter(|card| within(card.position) && self.projection.carries(card.position))
                .map(|card| Place::entry(card))
                .collect()
        };
        let groups = catalogue.groups(grouping).into_iter().enumerate();
        GroupingView {
            kind: word(grouping),
            groups: groups.map(|(n, (_, label))| GroupView { zh: &label.zh, entries: of(n) }).collect(),
        }
    }

    /// The organisation whose own an entry is.
    fn scope_place(&self, scope: &Scope) -> Option<Place> {
        let own = self.projection.organisations.iter().find(|view| *view.card.id == *scope.organisation)?;
        Some(Place::organisation(&own.card))
    }
}
