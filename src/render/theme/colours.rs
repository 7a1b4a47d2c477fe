//! The colours of a theme: a site may set single ones, and text must stay readable on them.

use crate::diagnostic::{Diagnostic, Diagnostics, Span, codes};
use std::collections::BTreeMap;
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

impl Colours {
    /// A style sheet with these colours in place of its own.
    pub(super) fn applied(&self, css: &str) -> String {
        let mut out = css.to_owned();
        for (own, is_dark) in [(&self.light, false), (&self.dark, true)] {
            for (name, colour) in own {
                if let Some((range, _)) = declared(&out, name, is_dark) {
                    out.replace_range(range, &colour.hex);
                }
            }
        }
        out
    }

    /// Finds text that these colours make hard to read. `css`: the style sheet that they change; `path`: where they stand.
    pub(super) fn check(&self, css: &str, path: &Arc<str>, sink: &mut Diagnostics) {
        for (own, is_dark) in [(&self.light, false), (&self.dark, true)] {
            let hex = |name: &str| {
                let written = own.get(name).map(|colour| colour.hex.clone());
                written.or_else(|| declared(css, name, is_dark).map(|(_, hex)| hex.to_owned()))
            };
            for (text, ground) in READ {
                let Some(colour) = own.get(text).or(own.get(ground)) else {
                    continue;
                };
                let (Some(front), Some(back)) = (hex(text), hex(ground)) else {
                    continue;
                };
                let ratio = contrast(&front, &back);
                if ratio >= LEAST {
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

/// Where a style sheet gives a colour its value, in its first `:root` or in that for dark surroundings, and the value.
fn declared<'c>(css: &'c str, name: &str, dark: bool) -> Option<(Range<usize>, &'c str)> {
    let from = if dark { css.find("prefers-color-scheme: dark")? } else { 0 };
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
        let css = own.applied(CSS);
        assert_eq!(declared(&css, "red", true).map(|(_, hex)| hex), Some("#ffaaaa"));
        assert_eq!(declared(&css, "red", false).map(|(_, hex)| hex), Some("#b3191f"));
    }
}
