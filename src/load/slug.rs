//! Ids made of file names: pinyin in lower case, with hyphens.

use crate::address;
use unicode_normalization::UnicodeNormalization;

/// Device names that Windows gives to no file.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Bytes of an id at most.
pub const LONGEST: usize = 100;

/// An address for a file's stem: lower-case ASCII, Han characters as pinyin, everything else a hyphen.
/// `2026年第二季度三会一课` becomes `2026-nian-di-er-ji-du-san-hui-yi-ke`.
pub fn slug(stem: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut joined = false;
    for c in stem.nfc() {
        if c.is_ascii_alphanumeric() {
            match words.last_mut() {
                Some(word) if joined => word.push(c.to_ascii_lowercase()),
                _ => words.push(c.to_ascii_lowercase().to_string()),
            }
            joined = true;
        } else {
            joined = false;
            words.extend(address::typed(c).map(str::to_owned));
        }
    }
    let mut slug = words.join("-");
    slug.truncate(LONGEST);
    slug.trim_end_matches('-').to_owned()
}

/// Whether an id can be part of an address and of a file name on every system.
pub fn is_sound(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= LONGEST
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !id.starts_with('-')
        && !id.ends_with('-')
        && !DEVICES.contains(&id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_become_addresses() {
        assert_eq!(slug("2026年第二季度三会一课"), "2026-nian-di-er-ji-du-san-hui-yi-ke");
        assert_eq!(slug("Dues 2026 H1（公示）"), "dues-2026-h1-gong-shi");
        assert_eq!(slug("cafe\u{301}"), "caf");
        assert_eq!(slug("履职规律女略"), "lv-zhi-gui-lv-nv-lve");
        assert!(is_sound(&slug(&"律".repeat(60))) && is_sound(&slug("x律".repeat(60).as_str())));
        assert!(is_sound("hupan-dues-2026-h1"));
        for id in ["", "-a", "A", "con", "a b", "党费", "a/b"] {
            assert!(!is_sound(id), "{id}");
        }
    }
}
