//! Names that the public sees masked must not stand in pinyin in addresses, which everybody reads as well.

use super::named::Masks;
use super::slug::slug;
use crate::address;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes};
use crate::model::{Clearance, Register};
use std::collections::BTreeSet;

/// P018: of public items, in their ids, aliases and the names of their files, the names that they mask or that items mask which
/// they follow; and in the ids of public opinions those that the item masks which they are about, or one that it follows.
pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let masks = Masks::of(register);
    for item in register.items.iter().filter(|item| item.clearance == Clearance::Public) {
        let mut names = masks.own(item);
        names.extend(item.follows.iter().flat_map(|(id, _)| masks.behind(id)));
        if names.is_empty() {
            continue;
        }
        let ids = std::iter::once(&item.id).chain(&item.aliases).map(|id| (id, item.marks.id, Named::Item));
        let open = item.attachments.iter().filter(|file| file.clearance == Clearance::Public);
        let files = open.map(|attachment| (&attachment.file.name, attachment.mark, Named::File));
        let pictures = item.pictures.iter().filter(|picture| !picture.internal);
        let pictures = pictures.map(|picture| (&picture.file.name, item.marks.id, Named::File));
        for (address, mark, what) in ids.chain(files).chain(pictures) {
            found(register, item.organisation, &names, address, what, || item.span(mark), sink);
        }
    }
    for opinion in register.opinions.iter().filter(|opinion| opinion.clearance() == Clearance::Public) {
        let names = opinion.about.as_deref().map(|id| masks.behind(id)).unwrap_or_default();
        let span = || opinion.span(opinion.marks.id);
        found(register, opinion.organisation, &names, &opinion.id, Named::Opinion, span, sink);
    }
}

/// What an address leads to.
#[derive(Clone, Copy)]
enum Named {
    Item,
    Opinion,
    File,
}

/// Tells of each of some names that an address spells, unless an organisation is called so too.
fn found(
    register: &Register,
    organisation: usize,
    names: &BTreeSet<String>,
    address: &str,
    what: Named,
    span: impl Fn() -> Span,
    sink: &mut Diagnostics,
) {
    // How the name of a file ends says of what kind it is.
    let words = match what {
        Named::File => address.rsplit_once('.').map_or(address, |(stem, _)| stem),
        Named::Item | Named::Opinion => address,
    };
    for name in names {
        if spelling(words, name).is_some_and(|spelling| !is_called(register, organisation, &spelling)) {
            sink.push(in_address(name, address, what, span()));
        }
    }
}

/// The words of an address that spell a name: joined or apart, with numbers beside them or not, in whichever way a character is
/// read. Two syllables in one word are many other words: they count where there is no other word beside them.
fn spelling(address: &str, name: &str) -> Option<String> {
    let syllables: Vec<Vec<String>> = name.chars().map(syllables).filter(|readings| !readings.is_empty()).collect();
    let address = address.to_ascii_lowercase();
    let words = words(&address);
    let bare = |words: &[&str]| words.concat().trim_matches(|c: char| c.is_ascii_digit()).to_owned();
    let runs = (0..words.len()).flat_map(|from| (from + 1..=words.len()).map(move |to| (from, to)));
    let counts = |(from, to): &(usize, usize)| match syllables.len() {
        0 | 1 => false,
        2 => to - from == 2 || words.iter().filter(|word| !bare(&[word]).is_empty()).count() == 1,
        _ => true,
    };
    let apart = |(from, to): (usize, usize)| match syllables.len() == 2 && to - from == 2 {
        true => {
            words[from..to].iter().zip(&syllables).all(|(word, one)| fits(&bare(&[word]), std::slice::from_ref(one)))
        }
        false => fits(&bare(&words[from..to]), &syllables),
    };
    let (from, to) = runs.filter(counts).find(|run| apart(*run))?;
    Some(bare(&words[from..to]))
}

/// The words of an address, or of the name of a file.
fn words(address: &str) -> Vec<&str> {
    address.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// How a character may be written: its readings, with ü as v and as yu; a letter as itself.
fn syllables(c: char) -> Vec<String> {
    if c.is_ascii_alphanumeric() {
        return vec![c.to_ascii_lowercase().to_string()];
    }
    let readings = address::readings(c);
    readings
        .iter()
        .map(|one| (*one).to_owned())
        .chain(readings.iter().filter(|one| one.contains('v')).map(|one| one.replace('v', "yu")))
        .collect()
}

/// Whether a text is one syllable of each after the other.
fn fits(text: &str, syllables: &[Vec<String>]) -> bool {
    match syllables.split_first() {
        None => text.is_empty(),
        Some((first, rest)) => {
            first.iter().any(|one| text.strip_prefix(one.as_str()).is_some_and(|text| fits(text, rest)))
        }
    }
}

/// Whether words of the id or of a name of an organisation, or of one above it, are spelled so: `heping` of 和平街道党工委.
fn is_called(register: &Register, organisation: usize, spelling: &str) -> bool {
    let all = std::iter::successors(register.organisations.get(organisation), |one| {
        one.parent.and_then(|parent| register.organisations.get(parent))
    });
    let names = all.flat_map(|one| [one.id.to_string(), slug(&one.name), slug(&one.short)]);
    names.into_iter().any(|name| {
        let words = words(&name);
        (0..words.len()).any(|from| (from + 1..=words.len()).any(|to| words[from..to].concat() == spelling))
    })
}

/// P018: a name in pinyin in an id or alias, or in the name of a file, which are in addresses.
fn in_address(name: &str, address: &str, what: Named, span: Span) -> Diagnostic {
    let (zh, en, help) = match what {
        Named::Item => (
            "网址（编号）",
            "address",
            Text::new(
                "给事项写一个没有姓名的编号（id），例如 id: item-1；aliases 里的删去；文件名可以不改",
                "Give the item an id without the name, such as id: item-1; delete it from `aliases`; the file may keep its name",
            ),
        ),
        Named::Opinion => (
            "意见的编号 ",
            "id of the opinion",
            Text::new(
                "给意见写一个没有姓名的编号（id），例如 id: letter-1；文件名可以不改",
                "Give the opinion an id without the name, such as id: letter-1; the file may keep its name",
            ),
        ),
        Named::File => (
            "附件的文件名 ",
            "name of the attachment",
            Text::new(
                "给文件改名，去掉姓名，文前信息或正文里也写新名字",
                "Rename the file without the name, and write its new name in the front matter or the text",
            ),
        ),
    };
    let (zh, en) = (
        format!("“{name}”向社会公开时应当隐去，{zh}{address} 里却有姓名的拼音"),
        format!("`{name}` is masked for the public, and the {en} `{address}` spells the name"),
    );
    Diagnostic::new(&codes::P018, span, zh, en).help(help.zh, help.en)
}

#[cfg(test)]
mod tests {
    use super::spelling;

    #[test]
    fn a_name_is_found_however_it_is_spelled() {
        for (address, name) in [
            ("kun-nan-bang-fu-ou-yang-zi-han", "欧阳子涵"),
            ("ouyangzihan-2026", "欧阳子涵"),
            ("zengguoqiang2026", "曾国强"),
            ("bangfu-zengguoqiang", "曾国强"),
            ("ceng-guo-qiang", "曾国强"),
            ("shan-xiao-hong-1", "单小红"),
            ("xiexiaohong", "解小红"),
            ("qiuxiaohong", "仇小红"),
            ("lyuxiaohong", "吕小红"),
            ("bangfu-lv-xiaohong-2026", "吕小红"),
            ("LiSi_2026", "李四"),
            ("bangfu-li-si-2026", "李四"),
        ] {
            assert!(spelling(address, name).is_some(), "{address} {name}");
        }
        for (address, name) in [
            ("tuan-wenxiao-manyuan-2026", "温小满"),
            ("heping-bangfu-2026", "何平"),
            ("baiyun-cun-bangfu", "白云"),
            ("gaoxin-qu-2026", "高新"),
            ("xi-anping", "西安"),
            ("bangfu-2026", "曾国强"),
        ] {
            assert_eq!(spelling(address, name), None, "{address} {name}");
        }
    }
}
