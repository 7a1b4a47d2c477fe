//! What a page shows can be serialised.
use sunshine::projection::OrganisationCard;

fn dump(card: &OrganisationCard) -> String {
    serde_json::to_string(card).unwrap_or_default()
}

fn main() {
    let _ = dump;
}
