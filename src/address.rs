//! Where things are in a site, from its root. Every address ends in a file name, so that it works from disk.

use pinyin::ToPinyin;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The pinyin of a Han character without its tone, as it is typed: ü as v. `None` where there is none, or none in ASCII.
pub fn typed(c: char) -> Option<&'static str> {
    match c.to_pinyin()?.plain() {
        "lü" => Some("lv"),
        "lüe" => Some("lve"),
        "nü" => Some("nv"),
        "nüe" => Some("nve"),
        reading => Some(reading).filter(|reading| reading.is_ascii()),
    }
}

/// Readings, each with characters that are read so, and in other ways too. Rare readings, of which dictionaries know many,
/// are left out.
const SEVERAL: &str = "bao薄堡 bi秘 bian便扁 bo薄伯柏泊 can参 cang藏 cen参 ceng曾 cha查差 chai差 chang长场 chao朝 che车 chen称沈 \
    cheng盛称乘 chi匙 chong重冲 chou仇 chu畜处 chuan传 dai大 dan单弹石 de得地的 di地的提 diao调 dou都 du都度 duo度 \
    e恶 fou否 ge合盖 gei给 geng更 gu贾 hai还 hang行巷 he和合核 hu核和 huan还 hui会 ji给系纪济 jia贾 jian见 \
    jiang降强 jiao校觉教角 jie解 jin劲 jing劲 ju车 juan卷圈 jue觉角 jun均 ka卡 kuai会 le乐了 liao了 liu六 lu绿六 \
    luo落 lv率绿 mei没 mi秘 mo没模万 mu模 ou区 pi否 pian便扁 piao朴 po泊 pu堡朴 qi期奇 qia卡 qiang强 qie切 qiu仇 \
    qu区 quan圈 sai塞 se色塞 sha厦 shan单 she折 shen参沈什 sheng省盛乘 shi什石识似 shu数 shuai率 shui说 shuo说 \
    si似 su宿 tan弹 ti提 tiao调 wan万 wu恶 xi系 xia厦 xian见 xiang降巷 xiao校 xie解 xing行省 xu畜 yao要 ye叶 \
    yue乐 yu尉 yun员均 zang藏 zeng曾 zha查 zhai翟 zhang长 zhao朝着 zhe着折 zhong重 zhu属 zhuan传 zhuo着";

/// The same by character.
static READINGS: LazyLock<BTreeMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut readings: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
    for entry in SEVERAL.split(' ') {
        let (reading, all) = entry.split_at(entry.find(|c: char| !c.is_ascii()).unwrap_or(entry.len()));
        all.chars().for_each(|c| readings.entry(c).or_default().push(reading));
    }
    readings
});

/// The readings of a Han character as they are typed, the usual one first, each once; empty where there is none.
pub fn readings(c: char) -> Vec<&'static str> {
    let others = READINGS.get(&c).into_iter().flatten().copied();
    let mut readings: Vec<&str> = typed(c).into_iter().collect();
    readings.extend(others.filter(|reading| typed(c) != Some(reading)));
    readings
}

/// Device names that Windows gives to no file.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Bytes of an id at most.
pub const LONGEST: usize = 100;

/// Whether an id can be part of an address and of a file name on every system.
pub fn is_sound(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= LONGEST
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !id.starts_with('-')
        && !id.ends_with('-')
        && !DEVICES.contains(&id)
}

/// What kinds of file a site holds, by the ends of their names, and what a server calls each; texts are UTF-8.
pub const MEDIA: [(&str, &[&str]); 22] = [
    ("text/html", &["html"]),
    ("text/css", &["css"]),
    ("text/javascript", &["js"]),
    ("text/plain", &["txt"]),
    ("text/csv", &["csv"]),
    ("text/calendar", &["ics"]),
    ("application/json", &["json"]),
    ("application/xml", &["xml"]),
    ("image/svg+xml", &["svg"]),
    ("image/png", &["png"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/gif", &["gif"]),
    ("image/webp", &["webp"]),
    ("application/pdf", &["pdf"]),
    ("application/msword", &["doc", "wps"]),
    ("application/vnd.ms-excel", &["xls", "et"]),
    ("application/vnd.ms-powerpoint", &["ppt", "dps"]),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    ("application/ofd", &["ofd"]),
    ("application/zip", &["zip"]),
];

/// Whether files of a kind are text, of which a server tells the encoding.
pub fn is_text(media: &str) -> bool {
    media.starts_with("text/") || matches!(media, "application/json" | "application/xml" | "image/svg+xml")
}

/// The page of an item.
pub fn item(id: &str) -> String {
    ["items/", id, ".html"].concat()
}

/// The id of the item whose page is at a path.
pub fn item_id(path: &str) -> Option<&str> {
    path.strip_prefix("items/")?.strip_suffix(".html")
}

/// The page of a thread.
pub fn thread(id: &str) -> String {
    format!("threads/{id}/index.html")
}

/// A file that travels with an item.
pub fn file(id: &str, name: &str) -> String {
    format!("files/{id}/{name}")
}

/// The first page of a list: of a category, tier, initiative, entry or organisation.
pub fn list(kind: &str, id: &str) -> String {
    format!("{kind}/{id}/index.html")
}

/// A later page of a list, by its number from the oldest.
pub fn list_page(first: &str, number: usize) -> String {
    let folder = first.strip_suffix("/index.html").or(first.strip_suffix(".html")).unwrap_or(first);
    format!("{folder}/page-{number}.html")
}

/// The way from a page up to the root of its site: empty, or `../` once per folder.
pub fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// A path as it stands in a link: everything but unreserved characters and `/` percent-encoded (RFC 3986).
pub fn encode(path: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'/');
    if path.bytes().all(plain) {
        return Cow::Borrowed(path);
    }
    path.bytes().map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The path that a link stands for: `%E5%85%9A` turned back; what is no UTF-8 stays as written.
pub fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
