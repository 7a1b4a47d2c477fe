//! Family P over what a site publishes beside its content: its configuration, its catalogues, its own themes.

use super::beside::held;
use super::files::Files;
use super::found_in::Place;
use super::offices::Offices;
use super::sensitive::{ForMembers, Scan};
use super::{SITE, THEMES, read_text};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::Clearance;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

/// Static files in whose text a place can be shown.
const TEXTS: [&str; 10] = ["css", "js", "mjs", "json", "html", "xml", "txt", "svg", "md", "webmanifest"];

/// Static files that say nothing: fonts, and icons of pixels alone.
const MUTE: [&str; 6] = ["woff", "woff2", "ttf", "otf", "eot", "ico"];

/// What a file of a theme is to the scan.
enum Part {
    /// Text, read as it stands.
    Text,
    /// A picture or a document.
    Other,
    /// Not published, or without words.
    Nothing,
}

/// Scans all of it as what the public reads.
pub(super) fn scan(files: &dyn Files, config: &Config, offices: &Offices, sink: &mut Diagnostics) -> io::Result<()> {
    let catalogues = config.catalogue.iter().map(|path| (path.as_str(), Place::Text));
    for (path, place) in std::iter::once((SITE, Place::Setting)).chain(catalogues) {
        if let Ok(bytes) = files.read(path) {
            text(&path.into(), &bytes, place, offices, sink);
        }
    }
    let used: BTreeSet<&str> = config.editions.iter().filter_map(|edition| edition.theme.as_deref()).collect();
    if used.is_empty() {
        return Ok(());
    }
    for found in files.list(THEMES)?.iter().filter(|found| found.refused.is_none()) {
        let inside = found.path[THEMES.len()..].trim_start_matches('/');
        let Some((_, inside)) = inside.split_once('/').filter(|(theme, _)| used.contains(theme)) else {
            continue;
        };
        let path: Arc<str> = found.path.as_str().into();
        // What cannot be opened is told where the theme is read.
        let Ok(bytes) = files.read(&path) else { continue };
        match part(inside) {
            Part::Text => text(&path, &bytes, Place::Setting, offices, sink),
            Part::Other => {
                let held = held(&path, inside.rsplit('/').next().unwrap_or(inside), bytes);
                Scan { offices, path: &path, members: ForMembers::Deleted, sink }.file(
                    &held,
                    0..0,
                    Clearance::Public,
                    None,
                );
            }
            Part::Nothing => {}
        }
    }
    Ok(())
}

fn part(inside: &str) -> Part {
    let extension = inside.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    match inside.split_once('/') {
        Some(("templates", _)) => Part::Text,
        Some(("static", _)) if TEXTS.contains(&extension.as_str()) => Part::Text,
        Some(("static", _)) if !MUTE.contains(&extension.as_str()) => Part::Other,
        None if inside == "theme.toml" => Part::Text,
        _ => Part::Nothing,
    }
}

fn text(path: &Arc<str>, bytes: &[u8], place: Place<'_>, offices: &Offices, sink: &mut Diagnostics) {
    // What cannot be decoded is reported by whoever reads it.
    if let Some(file) = read_text(path, bytes, &mut Diagnostics::default()) {
        Scan { offices, path, members: ForMembers::Deleted, sink }.open(&file, place);
    }
}
