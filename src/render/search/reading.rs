//! How Han characters are read (pinyin, without tones). What is read in several ways counts in each: 银行 is found by
//! yinhang, and by yinxing too.

use crate::address;

/// Readings of a word of two characters that are taken.
const MOST: usize = 8;

/// The letter for what has no reading; no syllable begins with it.
const UNREAD: &str = "u";

/// The readings of a character, the usual one first, each once.
pub(super) fn of(c: char) -> Vec<&'static str> {
    let readings = address::readings(c);
    if readings.is_empty() { vec![UNREAD] } else { readings }
}

/// The first letter of the usual reading.
pub(super) fn letter(c: char) -> char {
    of(c)[0].chars().next().unwrap_or('u')
}

/// The readings of a word, syllables parted by apostrophes.
pub(super) fn of_word(word: &[char]) -> Vec<String> {
    let mut readings = vec![String::new()];
    for c in word {
        let next = of(*c);
        let longer = readings.iter().flat_map(|before| {
            next.iter().map(move |now| if before.is_empty() { (*now).to_owned() } else { format!("{before}'{now}") })
        });
        readings = longer.take(MOST).collect();
    }
    readings
}

/// The first letters of a reading: `df` of `dang'fei`.
pub(super) fn initials(reading: &str) -> String {
    reading.split('\'').filter_map(|syllable| syllable.chars().next()).collect()
}

/// A name as it is spelt: its syllables parted by blanks, several readings of one by strokes, words as they are.
pub(super) fn spelt(name: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in name.chars() {
        if super::tokens::is_han(c) {
            out.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            out.push(of(c).join("/"));
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    out.extend((!word.is_empty()).then_some(word));
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reading_counts() {
        assert!(of('行').contains(&"hang") && of('行').contains(&"xing"));
        assert!(of_word(&['银', '行']).contains(&"yin'hang".to_owned()));
        assert!(of_word(&['重', '庆']).contains(&"chong'qing".to_owned()));
        assert!(of_word(&['会', '计']).contains(&"kuai'ji".to_owned()));
        assert!(of_word(&['行', '长']).contains(&"hang'zhang".to_owned()));
        assert_eq!(of('旅'), ["lv"]);
        assert_eq!(initials("dang'fei"), "df");
        assert_eq!(of('々'), ["u"]);
        assert_eq!(spelt("A1党支部"), "a1 dang zhi bu");
    }
}
