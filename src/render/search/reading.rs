//! How Han characters are read (pinyin, without tones). What is read in several ways counts in each: 银行 is found by
//! yinhang, and by yinxing too.

use crate::address;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Readings of a word of two characters that are taken.
const MOST: usize = 8;

/// Readings, each with characters that are read so, and in other ways too. Rare readings, of which dictionaries know many,
/// are left out.
const SEVERAL: &str = "bao薄堡 bi秘 bian便扁 bo薄伯柏泊 can参 cang藏 cen参 ceng曾 cha查差 chai差 chang长场 chao朝 che车 chen称沈 \
    cheng盛称乘 chi匙 chong重冲 chou仇 chu畜处 chuan传 dai大 dan单弹石 de得地的 di地的提 diao调 dou都 du都度 duo度 \
    e恶 fou否 ge合盖 gei给 geng更 gu贾 hai还 hang行巷 he和合核 hu核和 huan还 hui会 ji给系纪济 jia贾 jian见 \
    jiang降强 jiao校觉教角 jie解 jin劲 jing劲 ju车 juan卷圈 jue觉角 jun均 ka卡 kuai会 le乐了 liao了 liu六 lu绿六 \
    luo落 lv率绿 mei没 mi秘 mo没模万 mu模 ou区 pi否 pian便扁 piao朴 po泊 pu堡朴 qi期奇 qia卡 qiang强 qie切 qiu仇 \
    qu区 quan圈 sai塞 se色塞 sha厦 shan单 she折 shen参沈什 sheng省盛乘 shi什石识似 shu数 shuai率 shui说 shuo说 \
    si似 su宿 tan弹 ti提 tiao调 wan万 wu恶 xi系 xia厦 xian见 xiang降巷 xiao校 xie解 xing行省 xu畜 yao要 ye叶 \
    yue乐 yun员均 zang藏 zeng曾 zha查 zhai翟 zhang长 zhao朝着 zhe着折 zhong重 zhu属 zhuan传 zhuo着";

/// The same by character.
static READINGS: LazyLock<BTreeMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut readings: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
    for entry in SEVERAL.split(' ') {
        let (reading, all) = entry.split_at(entry.find(|c: char| !c.is_ascii()).unwrap_or(entry.len()));
        all.chars().for_each(|c| readings.entry(c).or_default().push(reading));
    }
    readings
});

/// The letter for what has no reading; no syllable begins with it.
const UNREAD: &str = "u";

/// The readings of a character, the usual one first, each once.
pub(super) fn of(c: char) -> Vec<&'static str> {
    let usual = address::typed(c).unwrap_or(UNREAD);
    let others = READINGS.get(&c).into_iter().flatten().copied();
    std::iter::once(usual).chain(others.filter(|reading| *reading != usual)).collect()
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
