//! Organisations: the tree, and the page of each.

use super::FEW;
use super::data::{
    Counted, Figure, ListView, Node, OrganisationData, OrganisationGroup, OrganisationPage, Place, indent,
};
use crate::catalogue::Stream;
use crate::config::Contact;
use crate::plan::Plan;
use crate::plan::item_view::{By, rows};
use crate::plan::lists::{FORESEEN, Group, counted, streams};
use crate::plan::phones::Phone;
use crate::projection::{Audience, CategoryCard, OrganisationView};

impl<A: Audience> Plan<A> {
    pub(super) fn node(&self, n: usize) -> Node {
        let view = &self.projection.organisations[n];
        Node {
            id: view.card.id.to_string(),
            zh: view.card.zh.to_string(),
            path: view.card.path.clone(),
            depth: indent(view.depth),
            kind: view.kind,
            stream: stream(view),
            count: Figure(self.lists.organisations[n].len()),
            later: self.soon(Group::Organisation(n)),
        }
    }

    pub(super) fn nodes(&self, wanted: impl Fn(&OrganisationView) -> bool) -> Vec<Node> {
        let organisations = self.projection.organisations.iter().enumerate();
        organisations.filter(|(_, view)| wanted(view)).map(|(n, _)| self.node(n)).collect()
    }

    /// The streams beside that of party affairs, with how many items stand in each.
    pub(super) fn stream_counts(&self) -> Vec<Counted> {
        let counted = |n: usize| Counted {
            place: Place::stream(Stream::ALL[n]),
            count: self.lists.streams[n].len(),
            later: self.soon(Group::Stream(n)),
            hint_zh: "",
        };
        streams(&self.projection).into_iter().map(counted).collect()
    }

    pub(super) fn organisation<'p>(&'p self, n: usize, number: Option<usize>, list: ListView) -> OrganisationPage<'p> {
        let projection = &self.projection;
        let view = &projection.organisations[n];
        let mut ancestors = Vec::new();
        let mut above = view.parent;
        while let Some(position) = above {
            ancestors.insert(0, Place::organisation(&projection.organisations[position].card));
            above = projection.organisations[position].parent;
        }
        let own = &self.lists.organisations[n];
        let group = |card: &std::sync::Arc<CategoryCard>| {
            let items: Vec<&A::Item> = own
                .iter()
                .map(|n| self.item(*n as usize))
                .filter(|item| item.as_ref().entry.category.id == card.id)
                .collect();
            let (count, later) = counted(items.iter().map(|item| item.as_ref().ends), FORESEEN, projection.zone);
            OrganisationGroup {
                category: Place::category(card),
                count,
                later,
                rows: rows(items.into_iter().take(FEW), By::Entry, projection.zone),
            }
        };
        let groups = projection
            .categories
            .iter()
            .filter(|_| number.is_none())
            .map(group)
            .filter(|group| group.count > 0)
            .collect();
        let contact = (view.contact != Contact::default()).then_some(&view.contact);
        OrganisationPage {
            organisation: OrganisationData {
                id: &view.card.id,
                zh: view.name_en.as_ref().unwrap_or(&view.name),
                full: view.name_en.as_ref().map(|_| &*view.name),
                kind: view.kind,
                stream: stream(view),
                secretary: view.secretary.as_deref(),
                contact,
                phones: Phone::all(view.contact.phone.as_deref()),
                internal: view.internal,
            },
            ancestors,
            children: self.nodes(|child| child.parent == Some(n)),
            groups,
            opinions: if number.is_none() { self.opinions_of(n) } else { None },
            list,
        }
    }
}

fn stream(view: &OrganisationView) -> Option<Place> {
    Some(view.stream).filter(|stream| *stream != Stream::Party).map(Place::stream)
}
