//! Where a text says by itself who wrote it.

use std::ops::Range;

/// Words after which people write who they are.
const SIGNED: [&str; 9] = ["投诉人", "反映人", "来信人", "写信人", "建议人", "提问人", "质询人", "署名", "我的名字"];

/// What stands there in place of a name.
const NAMELESS: [&str; 7] = ["匿名", "不愿", "未署", "一位", "一名", "联系", "电话"];

/// What may stand there before a name, or without one.
const KINDS: [&str; 4] = ["部分", "居民", "党员", "群众"];

/// What follows 叫 when it does not mean to be called, and no name begins with.
const CALLED: [char; 2] = ['了', '着'];

/// Characters that a name has at most.
const LONGEST: usize = 4;

/// Where a text says who wrote it, `我叫…` or `投诉人：…`, and the name there if it is plain where that begins and ends; nothing where
/// the name is masked.
pub fn signature(text: &str) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let introduced = text.match_indices("我叫").find_map(|(at, word)| {
        let end = at + word.len();
        let name = name(text, end).filter(|name| !text[name.start..].starts_with(CALLED) && ends(text, name))?;
        Some((at..end, Some(name)))
    });
    let signed = SIGNED.iter().flat_map(|word| text.match_indices(word)).find_map(|(at, word)| {
        let end = at + word.len();
        let colon = text[end..].chars().next().filter(|c| matches!(c, '：' | ':'))?;
        let name = name(text, end + colon.len_utf8())?;
        let plain = ends(text, &name)
            && !text[end..name.start].contains('\n')
            && !KINDS.iter().any(|kind| text[name.clone()].starts_with(kind));
        Some((at..end, plain.then_some(name)))
    });
    introduced.or(signed)
}

/// The name that begins at a place, or behind blanks and ends of lines there.
fn name(text: &str, at: usize) -> Option<Range<usize>> {
    let start = text.len() - text[at..].trim_start().len();
    let name: String =
        text[start..].chars().take_while(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).take(LONGEST).collect();
    let whole = name.chars().count() > 1 && !name.contains('某') && !NAMELESS.iter().any(|word| name.starts_with(word));
    whole.then(|| start..start + name.len())
}

/// Whether nothing of the same word follows.
fn ends(text: &str, name: &Range<usize>) -> bool {
    text[name.end..].chars().next().is_none_or(|c| c.is_whitespace() || "，。,.；;、：:！!（(）)".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_wrote_a_text_is_found_with_the_name_where_that_ends() {
        let found = |text: &str| signature(text).map(|(_, name)| name.map(|name| text[name].to_owned()));
        let name = |name: &str| Some(Some(name.to_owned()));
        assert_eq!(found("党费怎么交？我叫李四，住对面。"), name("李四"));
        assert_eq!(found("路灯坏了。投诉人：欧阳小五 敬上"), name("欧阳小五"));
        for text in ["投诉人：李四反映路灯坏了", "投诉人：\n李四", "投诉人：党员李四", "反映人：部分群众"]
        {
            assert_eq!(found(text), Some(None), "{text}");
        }
        for text in ["我叫了三次，没人来。", "投诉人：\n联系电话", "我叫李某某。", "建议人：匿名"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
