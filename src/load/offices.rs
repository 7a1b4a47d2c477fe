//! Telephones and addresses of offices, which may stand although they look like a person's, and what is masked beside them.

use super::front_matter::Parts;
use super::narrow;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Clearance, Organisation};
use crate::privacy::{self, Hit, Scanner, Written};
use crate::source::parse_yaml;
use std::ops::Range;

/// The year up to which somebody can have been born: no scan depends on the clock.
const BORN_BY: u16 = 2099;

/// What may stand although it looks like a person's: the telephones and addresses of offices.
pub(super) struct Offices {
    /// Those that the public knows.
    open: Scanner,
    /// Those that members know.
    all: Scanner,
}

impl Offices {
    /// Those of the site and of every organisation. What only members know excuses nothing that the public reads.
    pub(super) fn of(config: &Config, organisations: &[Organisation]) -> Self {
        let open = |organisation: &&Organisation| organisation.clearance == Clearance::Public;
        Self { open: scanner(config, organisations.iter().filter(open)), all: scanner(config, organisations.iter()) }
    }

    /// What is found in a text by those who may see it.
    pub(super) fn scan(&self, text: &str, clearance: Clearance) -> Vec<Hit> {
        if clearance == Clearance::Public { self.open.scan(text) } else { self.all.scan(text) }
    }

    /// A text with what may be masked in it masked, where `wanted` says so; `None` if that is nothing. The text is YAML and Markdown
    /// where `parts` say. What is YAML stays so: a mask that would break it is left to a person.
    pub(super) fn masked(&self, text: &str, parts: &Parts, wanted: impl Fn(Range<usize>) -> bool) -> Option<String> {
        let chosen = |part: &str, base: usize| -> Vec<Hit> {
            let hits = self.open.scan(part).into_iter();
            hits.filter(|hit| hit.kind.can_be_masked() && wanted(hit.range.start + base..hit.range.end + base))
                .collect()
        };
        let (front, body) = (&text[parts.front.clone()], &text[parts.body..]);
        let (mut in_front, in_body) = (chosen(front, parts.front.start), chosen(body, parts.body));
        let masked = |hits: &[Hit]| privacy::mask(front, hits, Written::Yaml);
        if is_yaml(front) && !is_yaml(&masked(&in_front)) {
            in_front.retain(|hit| is_yaml(&masked(std::slice::from_ref(hit))));
        }
        if in_front.is_empty() && in_body.is_empty() {
            return None;
        }
        let (before, between) = (&text[..parts.front.start], &text[parts.front.end..parts.body]);
        Some([before, &masked(&in_front), between, &privacy::mask(body, &in_body, Written::Markdown)].concat())
    }
}

/// Whether a text is YAML, as clerks write it.
fn is_yaml(text: &str) -> bool {
    let narrowed = narrow::normalise(&"".into(), text, 0, &mut Diagnostics::default());
    parse_yaml(&narrowed, 0).is_ok()
}

fn scanner<'o>(config: &'o Config, organisations: impl Iterator<Item = &'o Organisation> + Clone) -> Scanner {
    let contacts =
        || organisations.clone().map(|organisation| &organisation.contact).chain(std::iter::once(&config.site.contact));
    let listed = organisations.clone().flat_map(|organisation| organisation.office_phones.iter().map(|phone| &**phone));
    let phones = listed.chain(contacts().filter_map(|contact| contact.phone.as_deref()));
    Scanner::new(phones, contacts().filter_map(|contact| contact.email.as_deref()), BORN_BY)
}
