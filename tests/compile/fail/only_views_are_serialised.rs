//! A record of the register cannot be serialised.
use sunshine::model::Item;

fn dump(card: &Item) -> String {
    serde_json::to_string(card).unwrap_or_default()
}

fn main() {
    let _ = dump;
}
