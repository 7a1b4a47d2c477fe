//! What pages with opinions give to their templates.

use super::data::Place;
use super::{Content, FeedLink};
use crate::address;
use crate::calendar::{Zone, iso_day};
use crate::duties::rate;
use crate::plan::Plan;
use crate::plan::fields::percent;
use crate::plan::lists::older_pages;
use crate::plan::opinions::{FEEDS, FIRST, OpinionPage, anchor, first_of, shown};
use crate::projection::{Audience, Grade, Handled, OpinionState, OpinionView, OrganisationCard, PublicOpinion, Word};
use serde::Serialize;

/// Characters of a text that stand for a title.
const OPENING: usize = 28;

/// An opinion, whole.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan) struct OpinionData<'p> {
    anchor: String,
    kind: Word,
    channel: Word,
    from: Option<Word>,
    state: Word,
    title: Option<&'p str>,
    text: &'p str,
    text_inner: bool,
    reply: &'p str,
    reply_inner: bool,
    organisation: &'p OrganisationCard,
    about: Option<About<'p>>,
    received: String,
    answered: Option<String>,
    by: Option<&'p str>,
    steps: Vec<StepView>,
    grade: Option<Word>,
    expires_at: Option<String>,
    inside: Option<InsideView<'p>>,
}

#[derive(Debug, Hash, Serialize)]
struct About<'p> {
    zh: &'p str,
    path: String,
    expires_at: Option<String>,
}

#[derive(Debug, Hash, Serialize)]
struct StepView {
    word: Word,
    date: String,
}

#[derive(Debug, Hash, Serialize)]
struct InsideView<'p> {
    internal: bool,
    due: String,
    provisional: bool,
    overdue: bool,
    forwarded_to: Option<&'p str>,
    released_by: Option<&'p str>,
    released: Option<String>,
}

impl<'p> OpinionData<'p> {
    fn of<O: OpinionView>(opinion: &'p O, zone: Zone) -> Self {
        let public: &PublicOpinion = opinion.as_ref();
        let inside = opinion.inside();
        OpinionData {
            anchor: anchor(&public.id),
            kind: public.kind,
            channel: public.channel,
            from: public.from,
            state: word(public.state()),
            title: inside.map_or(public.title.as_deref(), |inside| inside.title.as_deref()),
            text: inside.map_or(&*public.text, |inside| &*inside.text),
            text_inner: inside.is_some_and(|inside| inside.text_inner),
            reply: inside.map_or(&*public.reply, |inside| &*inside.reply),
            reply_inner: inside.is_some_and(|inside| inside.reply_inner),
            organisation: &public.organisation,
            about: public.about.as_ref().map(|item| About {
                zh: &item.title,
                path: address::item(&item.id),
                expires_at: item.ends.map(|at| zone.rfc3339(at)),
            }),
            received: iso_day(public.received),
            answered: public.answered.map(iso_day),
            by: public.by.as_deref(),
            steps: public.steps.iter().map(|(step, day)| StepView { word: word(*step), date: iso_day(*day) }).collect(),
            grade: public.grade.map(|grade| Word { id: grade.id(), zh: grade.zh(), en: grade.en() }),
            expires_at: public.ends.map(|at| zone.rfc3339(at)),
            inside: inside.map(|inside| InsideView {
                internal: inside.internal,
                due: iso_day(inside.due),
                provisional: inside.provisional,
                overdue: inside.overdue,
                forwarded_to: inside.forwarded_to.as_deref(),
                released_by: inside.released.as_ref().map(|(by, _)| &**by),
                released: inside.released.as_ref().map(|(_, day)| iso_day(*day)),
            }),
        }
    }

    /// Its title, or the beginning of its text.
    fn headline(&self) -> String {
        let line = self.text.lines().next().unwrap_or_default();
        match self.title {
            Some(title) => title.to_owned(),
            None if line.is_empty() => "（来件内容不公开）".to_owned(),
            None if line.chars().count() > OPENING => line.chars().take(OPENING).chain(['…']).collect(),
            None => line.to_owned(),
        }
    }
}

fn word(state: OpinionState) -> Word {
    Word { id: state.id(), zh: state.zh(), en: state.en() }
}

/// Counts, rates and the median of some opinions. Whether single organisations answer in time is for members only.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan) struct OpinionFigures {
    received: usize,
    answered: usize,
    answered_rate: Option<String>,
    in_time_rate: Option<String>,
    satisfaction: Option<String>,
    rated: usize,
    /// Days from receipt to answer.
    median: Option<i64>,
    overdue: Option<usize>,
}

impl OpinionFigures {
    fn of<'o>(opinions: impl Iterator<Item = &'o Handled>, whole: bool) -> Self {
        let (mut received, mut in_time, mut rated, mut pleased, mut overdue) = (0, 0, 0, 0, None);
        let mut days = Vec::new();
        for opinion in opinions {
            received += 1;
            in_time += usize::from(opinion.in_time == Some(true));
            days.extend(opinion.answered.map(|day| (day - opinion.received).num_days()));
            rated += usize::from(opinion.grade.is_some());
            pleased += usize::from(matches!(opinion.grade, Some(Grade::Satisfied | Grade::Fair)));
            if let Some(late) = opinion.overdue {
                *overdue.get_or_insert(0) += usize::from(late);
            }
        }
        days.sort_unstable();
        let rate = |part: usize, all: usize| rate(part as u128, all as u128).map(percent);
        Self {
            received,
            answered: days.len(),
            answered_rate: rate(days.len(), received),
            in_time_rate: rate(in_time, days.len()).filter(|_| whole || overdue.is_some()),
            satisfaction: rate(pleased, rated),
            rated,
            median: median(&days),
            overdue,
        }
    }
}

/// The median of sorted numbers, rounded down.
fn median(sorted: &[i64]) -> Option<i64> {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2),
    }
}

#[derive(Debug, Hash, Serialize)]
pub(in crate::plan) struct OpinionsView<'p> {
    organisation: Option<&'p OrganisationCard>,
    /// What is told of all of them stands on the first page alone.
    figures: Option<OpinionFigures>,
    states: Vec<StateCount>,
    waiting: Vec<Waiting<'p>>,
    organisations: Vec<ByOrganisation>,
    opinions: Vec<OpinionData<'p>>,
    page_number: usize,
    pages: usize,
    newest: Option<String>,
    newer: Option<String>,
    older: Option<String>,
    oldest: Option<String>,
}

#[derive(Debug, Hash, Serialize)]
struct StateCount {
    word: Word,
    count: usize,
}

/// An opinion without an answer.
#[derive(Debug, Hash, Serialize)]
struct Waiting<'p> {
    title: String,
    path: String,
    organisation: &'p str,
    kind: Word,
    received: String,
    due: Option<String>,
    overdue: bool,
    expires_at: Option<String>,
}

#[derive(Debug, Hash, Serialize)]
struct ByOrganisation {
    place: Place,
    figures: OpinionFigures,
}

/// What the page of an organisation says of its opinions.
#[derive(Debug, Hash, Serialize)]
pub(in crate::plan) struct OpinionBrief {
    path: String,
    figures: OpinionFigures,
}

impl<A: Audience> Plan<A> {
    fn opinion(&self, position: u32) -> &A::Opinion {
        &self.projection.opinions[position as usize]
    }

    /// The opinions about an item.
    pub(super) fn opinions_about(&self, id: &str) -> Vec<OpinionData<'_>> {
        let zone = self.projection.zone;
        self.lists.opinions.about(id).iter().map(|n| OpinionData::of(self.opinion(*n), zone)).collect()
    }

    /// What statistics keep of the opinions of an organisation, or of all.
    fn handled_of(&self, organisation: Option<usize>) -> impl Iterator<Item = &Handled> {
        let handled = self.projection.handled.iter();
        handled.filter(move |opinion| organisation.is_none_or(|wanted| opinion.organisation == wanted))
    }

    /// The opinions of an organisation in short, if it received any.
    pub(super) fn opinions_of(&self, organisation: usize) -> Option<OpinionBrief> {
        let card = &self.projection.organisations[organisation].card;
        self.lists.opinions.received_any(organisation).then(|| OpinionBrief {
            path: first_of(&card.id),
            figures: OpinionFigures::of(self.handled_of(Some(organisation)), false),
        })
    }

    pub(super) fn opinion_page(&self, page: OpinionPage) -> Option<(&'static str, String, Content<'_>)> {
        let (organisation, number) = match page {
            OpinionPage::All(number) => (None, number),
            OpinionPage::Organisation(n, number) => (Some(n), number),
            OpinionPage::Atom => {
                let mut feed = self.opinion_feed(FEEDS[0]);
                let entries = std::mem::take(&mut feed.entries);
                return Some(("feed.xml", feed.title.clone(), Content::Feed { feed, entries }));
            }
            OpinionPage::Json | OpinionPage::Csv | OpinionPage::JsonFeed => return None,
        };
        let card = organisation.map(|n| &*self.projection.organisations[n].card);
        let title = card.map_or_else(|| "意见与答复".to_owned(), |card| format!("{}意见与答复", card.zh));
        let view = self.opinions_view(organisation, card, number);
        Some(("opinions.html", title, Content::Opinions(Box::new(view))))
    }

    /// The feeds that a page of opinions names.
    pub(super) fn opinion_feeds(&self) -> Vec<FeedLink> {
        let title = format!("{} · 意见与答复", self.site.title());
        let kinds = [("application/atom+xml", "Atom 订阅"), ("application/feed+json", "JSON 订阅")];
        let link = |(path, (kind, zh)): (&str, _)| FeedLink { path: path.to_owned(), title: title.clone(), kind, zh };
        FEEDS.into_iter().zip(kinds).map(link).collect()
    }

    fn opinions_view<'p>(
        &'p self,
        organisation: Option<usize>,
        card: Option<&'p OrganisationCard>,
        number: Option<usize>,
    ) -> OpinionsView<'p> {
        let list = self.lists.opinions.of_organisation(organisation);
        let first = card.map_or_else(|| FIRST.to_owned(), |card| first_of(&card.id));
        let older = older_pages(list.len());
        let page = number.unwrap_or(older + 1);
        let address_of = |n: usize| if n > older { first.clone() } else { address::list_page(&first, n) };
        let state = |state: &OpinionState| StateCount {
            word: word(*state),
            count: self.handled_of(organisation).filter(|opinion| opinion.state == *state).count(),
        };
        let on_first = number.is_none();
        OpinionsView {
            organisation: card,
            figures: on_first.then(|| OpinionFigures::of(self.handled_of(organisation), organisation.is_none())),
            states: if on_first { OpinionState::ALL.iter().map(state).collect() } else { Vec::new() },
            waiting: if on_first { self.unanswered(list) } else { Vec::new() },
            organisations: if on_first && card.is_none() { self.by_organisation() } else { Vec::new() },
            opinions: shown(list, number)
                .iter()
                .map(|n| OpinionData::of(self.opinion(*n), self.projection.zone))
                .collect(),
            page_number: older + 2 - page,
            pages: older + 1,
            newest: number.map(|_| first.clone()),
            newer: number.map(|n| address_of(n + 1)),
            older: (page > 1).then(|| address_of(page - 1)),
            oldest: (page > 1).then(|| address_of(1)),
        }
    }

    /// Those without an answer: for members by the day on which it is due, for the public as received.
    fn unanswered(&self, list: &[u32]) -> Vec<Waiting<'_>> {
        let open = list.iter().filter(|n| self.opinion(**n).as_ref().answered.is_none());
        let mut waiting: Vec<Waiting<'_>> = open
            .map(|n| {
                let opinion = self.opinion(*n);
                let data = OpinionData::of(opinion, self.projection.zone);
                let public = opinion.as_ref();
                Waiting {
                    title: data.headline(),
                    path: self.opinion_address(*n as usize),
                    organisation: &public.organisation.zh,
                    kind: public.kind,
                    received: data.received,
                    due: opinion.inside().map(|inside| iso_day(inside.due)),
                    overdue: opinion.inside().is_some_and(|inside| inside.overdue),
                    expires_at: data.expires_at,
                }
            })
            .collect();
        waiting.sort_by(|a, b| (&a.due, &a.received, &a.path).cmp(&(&b.due, &b.received, &b.path)));
        waiting
    }

    /// Organisations with opinions, in the order of the tree.
    fn by_organisation(&self) -> Vec<ByOrganisation> {
        let organisations = self.projection.organisations.iter().enumerate();
        organisations
            .filter_map(|(n, view)| {
                let brief = self.opinions_of(n)?;
                let OpinionBrief { path, figures } = brief;
                Some(ByOrganisation { place: Place { path, ..Place::organisation(&view.card) }, figures })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn a_median_is_a_whole_number_of_days() {
        for (days, middle) in [(&[][..], None), (&[3], Some(3)), (&[1, 4], Some(2)), (&[0, 9, 10], Some(9))] {
            assert_eq!(median(days), middle);
        }
    }
}
