//! Ids made of file names: pinyin in lower case, with hyphens.

use crate::address::{self, LONGEST};
use unicode_normalization::UnicodeNormalization;

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

#[cfg(test)]
mod tests {
    use super::slug;
    use crate::address::is_sound;

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
