//! What pages may load, and where they may send something: their Content-Security-Policy.

use crate::config::{Channel, Edition, Intake};

/// The policy of every page of an edition. It stands in the page itself, so that it holds from disk too; `'self'` is
/// there the scheme `file:`. Nothing is inline and nothing comes from elsewhere. A website's forms lead to its own search,
/// and with an opinion to the address that is configured for them.
pub(super) fn policy(edition: &Edition) -> String {
    let form = match (edition.channel, &edition.intake) {
        (Channel::Web, Intake::Endpoint(url)) => format!("'self' {url}"),
        (Channel::Web, Intake::None | Intake::Mail(_) | Intake::Paper) => "'self'".to_owned(),
        (Channel::Kiosk | Channel::Screen | Channel::Board, _) => "'none'".to_owned(),
    };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action {form}"
    )
}
