//! What is said no more of how to be reached: of a site, or of an organisation.

use crate::config::Contact;
use std::collections::BTreeSet;

/// The parts of a contact, by their keys, that `good` has and `now` has not, or has another of.
pub(super) fn unsaid(good: &Contact, now: &Contact) -> impl Iterator<Item = String> {
    let parts = parts(good).into_iter().zip(parts(now));
    parts.filter(|((_, before), (_, now))| before.is_some() && before != now).map(|((key, _), _)| key.to_owned())
}

/// Leaves them out.
pub(super) fn leave_out(contact: &mut Contact, unsaid: &BTreeSet<String>) {
    let Contact { address, phone, email, hours } = contact;
    for (part, key) in [(address, ADDRESS), (phone, PHONE), (email, EMAIL), (hours, HOURS)] {
        part.take_if(|_| unsaid.contains(key));
    }
}

const ADDRESS: &str = "address";
const PHONE: &str = "phone";
const EMAIL: &str = "email";
const HOURS: &str = "hours";

fn parts(contact: &Contact) -> [(&'static str, Option<&str>); 4] {
    let Contact { address, phone, email, hours } = contact;
    [(ADDRESS, address), (PHONE, phone), (EMAIL, email), (HOURS, hours)].map(|(key, part)| (key, part.as_deref()))
}
