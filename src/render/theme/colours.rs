//! The colours of a theme: a site may set single ones, and text must stay readable on them.

use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// The colours that a theme names, for light and for dark surroundings alike: `--paper` and so on in its style sheets.
pub const COLOURS: [&str; 12] =
    ["paper", "wash", "ink", "muted", "hair", "line", "red", "on-red", "gold", "gold-ink", "band", "on-band"];

/// Which colours text is set in, and on which.
const READ: [(&str, &str); 9] = [
    ("ink", "paper"),
    ("ink", "wash"),
    ("muted", "paper"),
    ("muted", "wash"),
    ("red", "paper"),
    ("red", "wash"),
    ("gold-ink", "paper"),
    ("on-red", "red"),
    ("on-band", "band"),
];

/// The least contrast of text with what it stands on: WCAG 2.2, 1.4.3 (AA).
const LEAST: f64 = 4.5;

/// A colour as `#rrggbb`, and where it was written.
#[derive(Clone, Debug)]
pub struct Colour {
    /// `#b3191f`
    pub hex: String,
    /// Where it stands in the theme's settings.
    pub range: Range<usize>,
}

impl Colour {
    /// Reads `#rrggbb`.
    pub fn read(text: &str) -> Option<String> {
        let digits = text.strip_prefix('#')?;
        let sound = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        sound.then(|| text.to_ascii_lowercase())
    }
}

/// A site's own colours by name: in light and in dark surroundings.
#[derive(Clone, Debug, Default)]
pub struct Colours {
    /// Where it is light.
    pub light: BTreeMap<&'static str, Colour>,
    /// Where it is dark.
    pub dark: BTreeMap<&'static str, Colour>,
}

/// Colours that a style sheet takes.
struct Set<'c> {
    own: &'c BTreeMap<&'static str, Colour>,
    /// Whether they are those for dark surroundings.
    is_dark: bool,
    /// Whether the style sheet has a block of its own for those.
    among_dark: bool,
}

impl Colours {
    /// What a style sheet, by its name, takes of these colours.
    fn sets(&self, sheet: &str) -> Vec<Set<'_>> {
        let light = Set { own: &self.light, is_dark: false, among_dark: false };
        match sheet {
            "site.css" | "kiosk.css" => vec![light, Set { own: &self.dark, is_dark: true, among_dark: true }],
            // Display screens are always dark.
            "screen.css" => vec![Set { own: &self.dark, is_dark: true, among_dark: false }],
            _ => Vec::new(),
        }
    }

    /// A style sheet, by its name, with these colours in place of its own.
    pub(super) fn applied(&self, sheet: &str, css: &str) -> String {
        let mut out = css.to_owned();
        for set in self.sets(sheet) {
            for (name, colour) in set.own {
                if let Some((range, _)) = declared(&out, name, set.among_dark) {
                    out.replace_range(range, &colour.hex);
                }
            }
        }
        out
    }

    /// Finds text that these colours make hard to read, each once. `sheets`: the style sheets by name; `path`: where the
    /// colours stand.
    pub(super) fn check(&self, sheets: &[(&str, &str)], path: &Arc<str>, sink: &mut Diagnostics) {
        let mut told = BTreeSet::new();
        let sets = sheets.iter().flat_map(|(name, css)| self.sets(name).into_iter().map(move |set| (*css, set)));
        for (css, Set { own, is_dark, among_dark }) in sets {
            let hex = |name: &str| {
                let written = own.get(name).map(|colour| colour.hex.clone());
                written.or_else(|| declared(css, name, among_dark).map(|(_, hex)| hex.to_owned()))
            };
            for (text, ground) in READ {
                let Some(colour) = own.get(text).or(own.get(ground)) else {
                    continue;
                };
                let (Some(front), Some(back)) = (hex(text), hex(ground)) else {
                    continue;
                };
                let ratio = contrast(&front, &back);
                if ratio >= LEAST || !told.insert((is_dark, front.clone(), back.clone(), text, ground)) {
                    continue;
                }
                let (zh, en) = if is_dark { ("深色", "dark") } else { ("浅色", "light") };
                let span = Span::new(path, colour.range.clone());
                sink.push(
                    Diagnostic::new(
                        &codes::T004,
                        span,
                        format!("{zh}模式下，文字色 {text}（{front}）在底色 {ground}（{back}）上的对比度只有 {ratio:.2}:1"),
                        format!("in {en} mode, text in {text} ({front}) on {ground} ({back}) has a contrast of {ratio:.2}:1 only"),
                    )
                    .help("至少要 4.5:1：加大两色的明暗差别", "It must be 4.5:1 at least: set the two further apart in lightness"),
                );
            }
        }
    }
}

/// Where a style sheet gives a colour its value, in its first `:root` or in that among what is for dark surroundings, and
/// the value.
fn declared<'c>(css: &'c str, name: &str, among_dark: bool) -> Option<(Range<usize>, &'c str)> {
    let from = if among_dark { css.find("prefers-color-scheme: dark")? } else { 0 };
    let open = from + css[from..].find(":root")?;
    let block = open..open + css[open..].find('}')?;
    let key = format!("--{name}:");
    let at = css[block.clone()].match_indices(&key).map(|(at, _)| block.start + at + key.len()).next()?;
    let end = at + css[at..block.end].find(';')?;
    let value = css[at..end].trim();
    let start = at + css[at..end].find(value)?;
    Some((start..start + value.len(), value))
}

/// The contrast of two colours, 1 to 21: WCAG 2.2, "contrast ratio".
fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// WCAG 2.2, "relative luminance".
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let byte = hex.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let part = f64::from(byte.unwrap_or_default()) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSS: &str = include_str!("../../../themes/sunshine/static/site.css");

    #[test]
    fn the_built_in_colours_can_be_read() {
        for dark in [false, true] {
            for (text, ground) in READ {
                let hex = |name| declared(CSS, name, dark).map(|(_, hex)| hex).expect(name);
                let ratio = contrast(hex(text), hex(ground));
                assert!(ratio >= LEAST, "{text} on {ground}, dark {dark}: {ratio}");
            }
        }
    }

    #[test]
    fn every_colour_is_declared_for_light_and_dark() {
        for name in COLOURS {
            assert!(declared(CSS, name, false).is_some() && declared(CSS, name, true).is_some(), "{name}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast("#ffffff", "#000000") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.478).abs() < 1e-3);
    }

    #[test]
    fn a_colour_takes_its_place_in_one_scheme_only() {
        let mut own = Colours::default();
        own.dark.insert("red", Colour { hex: "#ffaaaa".into(), range: 0..0 });
        let css = own.applied("site.css", CSS);
        assert_eq!(declared(&css, "red", true).map(|(_, hex)| hex), Some("#ffaaaa"));
        assert_eq!(declared(&css, "red", false).map(|(_, hex)| hex), Some("#b3191f"));
    }

    #[test]
    fn a_display_screen_takes_the_dark_colours_and_what_no_scheme_is_of_none() {
        let mut own = Colours::default();
        own.light.insert("red", Colour { hex: "#1a4b8c".into(), range: 0..0 });
        own.dark.insert("red", Colour { hex: "#8fb8ef".into(), range: 0..0 });
        let css = ":root { --red: #ef8a80; }";
        assert_eq!(own.applied("screen.css", css), ":root { --red: #8fb8ef; }");
        assert_eq!(own.applied("kiosk.css", css), ":root { --red: #1a4b8c; }");
        assert_eq!(own.applied("web.css", css), css);
    }

    #[test]
    fn text_is_tried_on_every_sheet_that_takes_a_colour() {
        let mut own = Colours::default();
        own.dark.insert("red", Colour { hex: "#ffffff".into(), range: 0..0 });
        let site = ":root { --paper: #eeeeee; } @media (prefers-color-scheme: dark) { :root { --paper: #000000; } }";
        let mut sink = Diagnostics::default();
        own.check(&[("site.css", site), ("screen.css", ":root { --paper: #eeeeee; }")], &"t".into(), &mut sink);
        assert_eq!(sink.iter().count(), 1);
    }
}
