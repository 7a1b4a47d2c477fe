//! The forms other than a website: what a touch screen, a display screen and a notice board are made of.

mod board;
mod kiosk;
mod screen;

use crate::site::{Site, Tree, toml};

/// A site with a website of each audience, and one edition of this form for each.
fn with(channel: &str) -> Site {
    let line = format!("channel = \"{channel}\"");
    let names = [format!("public-{channel}"), format!("internal-{channel}")];
    Site::new().toml(&toml(&[("public", "", ""), ("internal", "", ""), (&names[0], "", &line), (&names[1], "", &line)]))
}

fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} among {:?}", tree.keys()));
    std::str::from_utf8(bytes).expect("UTF-8")
}
