//! What the index says beside postings: of the site, of the items of a segment, and of single items.

use super::coding;
use super::reading;
use crate::calendar::iso_day;
use crate::plan::{Plan, ROWS, Segment};
use crate::projection::{Audience, CommonItem, ItemView, State};
use serde_json::json;
use std::collections::BTreeMap;

/// Characters of a sentence in a result.
const SENTENCE: usize = 64;

/// The site: filters in words, names to find organisations and entries by, and how many files there are.
/// `versions` tell files of a segment from those that stood at their addresses before.
pub(super) fn site<A: Audience>(plan: &Plan<A>, versions: &[String]) -> serde_json::Value {
    let projection = &plan.projection;
    let mut letters: BTreeMap<char, Vec<char>> = BTreeMap::new();
    let mut seen = std::collections::BTreeSet::new();
    let whole = plan.search.segments.iter().map(|segment| segment.items.clone());
    for item in whole.flat_map(|range| plan.search.items(projection, range)) {
        let item: &CommonItem = item.as_ref();
        let heads = [&item.title].into_iter().chain(&item.document).chain(&item.keywords);
        seen.extend(heads.flat_map(|words| words.chars()).filter(|c| super::tokens::is_han(*c)));
    }
    for c in seen {
        letters.entry(reading::letter(c)).or_default().push(c);
    }
    let letters: BTreeMap<String, String> =
        letters.into_iter().map(|(letter, all)| (letter.into(), all.into_iter().collect())).collect();
    let entries = projection.entries.iter().map(|card| {
        let category = projection.categories.iter().position(|other| other.id == card.category.id);
        // Items name entries by position, so one that is not told of leaves a gap.
        let told = projection.carries(card.position);
        let [id, zh, en] = if told { [&*card.id, &*card.zh, &*card.en] } else { [""; 3] };
        // An English edition names it in English, and finds it by its Chinese too.
        let name = plan.site.name_of(zh, en);
        let other = if name == zh { "" } else { zh };
        json!([id, name, category, card.tier.id, reading::spelt(zh), other])
    });
    let organisations = projection.organisations.iter().map(|organisation| {
        let (card, name) = (&organisation.card, &organisation.name);
        json!([
            card.id,
            card.zh,
            organisation.depth,
            reading::spelt(&card.zh),
            if *name == card.zh { "" } else { name }
        ])
    });
    let segments = plan.search.segments.iter().zip(versions);
    json!({
        "rows": ROWS,
        "segments": segments.map(|(s, version)| json!([s.items.len(), s.heads, s.texts, version])).collect::<Vec<_>>(),
        "categories": projection.categories.iter().map(|card| json!([card.id, plan.site.name_of(&card.zh, &card.en)])).collect::<Vec<_>>(),
        "entries": entries.collect::<Vec<_>>(),
        "organisations": organisations.collect::<Vec<_>>(),
        "letters": letters,
    })
}

/// Columns of a segment: for each item its entry, organisation, state, period and when it leaves; for each whose window is open, when that closes.
pub(super) fn items<A: Audience>(plan: &Plan<A>, segment: &Segment) -> serde_json::Value {
    let all = || plan.search.items(&plan.projection, segment.items.clone()).map(|item| item.as_ref());
    let period = |item: &CommonItem| {
        item.period.map_or_else(|| iso_day(item.published)[..4].to_owned(), |period| period.to_string())
    };
    let zone = plan.projection.zone;
    let (mut periods, mut ends) = (BTreeMap::new(), BTreeMap::new());
    for item in all() {
        periods.insert(period(item), 0);
        ends.extend(item.ends.map(|at| (at.unix(), 0)));
    }
    number(&mut periods);
    number(&mut ends);
    let gaps = ends.keys().map(|at| whole(*at)).scan(0, |last, at| Some(at - std::mem::replace(last, at)));
    let place = |n: usize| u32::try_from(n).unwrap_or_default();
    json!({
        "entry": coding::all(all().map(|item| place(item.entry.position))),
        "organisation": coding::all(all().map(|item| place(item.organisation.position))),
        "state": coding::runs(all().map(|item| state(item.state))),
        "closes": coding::all(all().filter_map(|item| item.closes(zone)).map(|at| whole(at.unix()))),
        "periods": periods.keys().collect::<Vec<_>>(),
        "period": coding::all(all().map(|item| periods[&period(item)])),
        "minutes": coding::all(gaps),
        "ends": coding::all(all().map(|item| item.ends.map_or(0, |at| ends[&at.unix()] + 1))),
    })
}

/// Whole minutes: a term never ends later than it says.
fn whole(at: i64) -> u32 {
    u32::try_from(at.div_euclid(60)).unwrap_or_default()
}

/// Numbers keys in their order.
fn number<K>(map: &mut BTreeMap<K, u32>) {
    for (n, value) in (0..).zip(map.values_mut()) {
        *value = n;
    }
}

/// The number of a state, as the reader's script knows it.
fn state(state: State) -> u32 {
    match state {
        State::Current => 0,
        State::Closing => 1,
        State::Consulting => 2,
        State::Notice => 3,
        State::Past | State::Kept => 4,
    }
}

/// What results show of items: id, title, days, document number, a sentence, and marks: 1 for a priority matter, 2 for
/// members only.
pub(super) fn rows<A: Audience>(plan: &Plan<A>, segment: &Segment, block: usize) -> serde_json::Value {
    let first = segment.items.start + block * ROWS;
    let items = plan.search.items(&plan.projection, first..segment.items.end.min(first + ROWS));
    items
        .map(|view| {
            let item: &CommonItem = view.as_ref();
            let sentence = item.sentence().unwrap_or_default();
            let short: String = sentence.chars().take(SENTENCE).collect();
            let more = if short.len() < sentence.len() && !short.ends_with('…') { "…" } else { "" };
            json!([
                item.id,
                item.title,
                iso_day(item.published),
                item.last_day.map(iso_day).unwrap_or_default(),
                item.document.as_deref().unwrap_or_default(),
                format!("{short}{more}"),
                u8::from(item.focus) + 2 * u8::from(view.internal()),
            ])
        })
        .collect()
}
