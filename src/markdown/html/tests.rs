//! What a text becomes on a page.

use super::*;
use crate::markdown::{cut, visible};

#[test]
fn no_two_headings_have_one_anchor() {
    let html = html("## 甲\n\n## 甲\n\n## 甲-1\n\n## 甲\n");
    let ids: Vec<&str> = html.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids, ["甲", "甲-1", "甲-1-1", "甲-2"]);
}

#[test]
fn a_block_of_code_across_the_edge_of_a_passage_is_internal_as_a_whole() {
    for (text, expected) in [
        (
            "```\n甲\n\n::: internal\n密\n:::\n\n乙\n```\n\n丙\n",
            "<div class=\"internal\">\n<pre><code>甲\n\n\n\n密\n\n\n\n乙\n</code></pre>\n</div>\n<p>丙</p>",
        ),
        (
            "~~~\n甲\n\n::: internal\n密\n~~~\n\n密二\n:::\n\n丙\n",
            "<div class=\"internal\">\n<pre><code>甲\n\n\n\n密\n</code></pre>\n<p>密二</p>\n</div>\n<p>丙</p>",
        ),
        (
            "甲\n\n::: internal\n```\n密\n:::\n\n丙\n",
            "<p>甲</p>\n<div class=\"internal\">\n<pre><code>密\n\n\n\n丙</code></pre>\n</div>",
        ),
        (
            "::: internal\n```\n密\n```\n:::\n\n丙\n",
            "<div class=\"internal\">\n<pre><code>密\n</code></pre>\n</div>\n<p>丙</p>",
        ),
    ] {
        let (passages, _) = cut(text, 0);
        assert_eq!(html(&visible(text, &passages, true)), expected, "{text}");
    }
}

#[test]
fn no_two_notes_have_one_anchor() {
    let html = html("文[^1]\n\n[^1]: 甲\n\n[^1]: 乙\n");
    let ids: Vec<&str> = html.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids, ["note.1", "note.1-1"]);
}

#[test]
fn a_reference_to_the_character_of_a_mark_opens_nothing() {
    let text = "- 丙\n\n  &#xE0A1;\n\n丁\n\n&#57505;戊\n";
    let expected = "<ul>\n<li>\n<p>丙</p>\n<p></p>\n</li>\n</ul>\n<p>丁</p>\n<p>戊</p>";
    assert_eq!(html(text), expected);
    assert_eq!(to_html_within("&#xE0A1;\n", true), "<p></p>\n");
}

fn html(text: &str) -> String {
    to_html(text, None, &|url, _| Target::Url(url.to_owned())).trim_end().to_owned()
}

#[test]
fn a_note_has_an_anchor_of_its_own_also_among_other_texts() {
    let text = "## files\n\n文[^files]\n\n[^files]: 注\n";
    for (among, before) in [(None, ""), (Some("one"), "one.")] {
        let html = to_html(text, among, &|_, _| Target::Plain);
        assert!(html.contains(&format!("<h2 id=\"{before}section-files\">")), "{html}");
        assert!(html.contains(&format!("<a href=\"#{before}note.files\">1</a>")), "{html}");
        assert!(html.contains(&format!("<div class=\"footnote-definition\" id=\"{before}note.files\">")), "{html}");
    }
}

#[test]
fn a_text_within_a_page_brings_no_anchor_no_picture_and_no_markup_of_its_own() {
    for (text, expected) in [
        ("**要点**\n\n第二段", "<p><strong>要点</strong></p>\n<p>第二段</p>\n"),
        ("## 一", "<h2>一</h2>\n"),
        ("文[^1]\n\n[^1]: 注", "<p>文［1］</p>\n<blockquote>\n<p>注</p>\n</blockquote>\n"),
        ("<script>x</script>\n", "<p>&lt;script&gt;x&lt;/script&gt;\n</p>\n"),
        ("甲<b>乙</b><!-- 丙 -->", "<p>甲&lt;b&gt;乙&lt;/b&gt;&lt;!-- 丙 --&gt;</p>\n"),
        ("[点](javascript:x) [站](https://a.example/)", "<p>点 <a href=\"https://a.example/\">站</a></p>\n"),
        ("![图](a.png) ![图](https://a.example/a.png)", "<p>图 图</p>\n"),
        ("甲\u{E000}乙", "<p>甲\u{E000}乙</p>\n"),
        ("一、甲。\n二、乙\n丙；\n三、丁。", "<p>一、甲。</p>\n<p>二、乙丙；</p>\n<p>三、丁。</p>\n"),
        ("- 甲。\n  乙", "<ul>\n<li>甲。乙</li>\n</ul>\n"),
    ] {
        assert_eq!(to_html_within(text, true), expected, "{text}");
    }
    let reserved: String = RESERVED.iter().collect();
    assert_eq!(to_html_within(&format!("{reserved}\n\n甲{reserved}"), true), "<p>甲</p>\n");
}

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    for (text, wanted) in [
        ("**《办法》**规定", "<p><strong>《办法》</strong>规定</p>"),
        ("**年利率3.5%**起", "<p><strong>年利率3.5%</strong>起</p>"),
        ("是**重要（必读）**的", "<p>是<strong>重要（必读）</strong>的</p>"),
        ("依据*《规则》*办理", "<p>依据<em>《规则》</em>办理</p>"),
        ("共~~“三项”~~四项", "<p>共<del>“三项”</del>四项</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
    ] {
        assert_eq!(html(text), wanted);
    }
}

#[test]
fn a_line_break_between_han_characters_is_no_space() {
    assert_eq!(html("党务\n公开"), "<p>党务公开</p>");
    assert_eq!(html("党务，\n**公开**"), "<p>党务，<strong>公开</strong></p>");
    assert_eq!(html("open\naffairs"), "<p>open\naffairs</p>");
    assert_eq!(html("党务\nopen"), "<p>党务\nopen</p>");
}

#[test]
fn headings_have_anchors_and_stay_below_the_title() {
    assert_eq!(html("# 一、基本情况"), "<h2 id=\"一基本情况\">一、基本情况</h2>");
    assert_eq!(html("## main\n\n## main"), "<h2 id=\"section-main\">main</h2>\n<h2 id=\"section-main-1\">main</h2>");
}

#[test]
fn aligned_cells_carry_a_class() {
    let table = html("|甲|乙|丙|\n|-:|:-:|-|\n|1|**2**|3|\n");
    assert!(table.contains("<th class=\"r\">甲</th><th class=\"c\">乙</th><th>丙</th>"), "{table}");
    assert!(table.contains("<td class=\"r\">1</td><td class=\"c\"><strong>2</strong></td><td>3</td>"), "{table}");
}

#[test]
fn what_may_not_be_followed_stands_as_text() {
    let plain = to_html("见[通知](x)。![图](y.png)", None, &|_, _| Target::Plain);
    assert_eq!(plain.trim_end(), "<p>见通知。图</p>");
}

#[test]
fn an_internal_passage_is_a_block_that_says_so() {
    let text = "甲\n\n- 乙\n\n::: internal\n丙[^1]\n\n[^1]: 注\n:::\n\n丁\n";
    let (passages, _) = cut(text, 0);
    let members = html(&visible(text, &passages, true));
    assert!(members.contains("<div class=\"internal\">") && members.contains('丙'), "{members}");
    assert_eq!(members.matches("<div").count(), members.matches("</div>").count(), "{members}");
    let public = html(&visible(text, &passages, false));
    assert_eq!(public, "<p>甲</p>\n<ul>\n<li>乙</li>\n</ul>\n<p>丁</p>");
}
