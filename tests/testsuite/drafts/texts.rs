//! What the passages of a drawn item say.

/// Texts that anybody may read; some lean on what a passage inside might define, open or end.
pub(super) fn open_text(kind: usize, to: Option<String>) -> String {
    let link = |id: String| match kind {
        0..=2 => format!("见[另一事项]({id})。"),
        3 => format!("见[甲][]。\n\n[甲]: {id}"),
        _ => format!("- [所附事项]({id}#一)"),
    };
    match (kind, to) {
        (0..=4, Some(id)) => link(id),
        (5, _) => "见[甲]，并见[注][甲]。".to_owned(),
        (6, _) => "有注[^1]。".to_owned(),
        (7, _) => "有注[^1]。\n\n[^1]: 公开的注".to_owned(),
        (8, _) => "## 情况".to_owned(),
        (9, _) => "1. 一\n2. 二".to_owned(),
        (10, _) => "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |".to_owned(),
        _ => "一段**公开**的话。".to_owned(),
    }
}

/// Texts for members, made to change the meaning of what stands around them if they could.
pub(super) fn hidden_text(kind: usize, to: Option<String>) -> String {
    match (kind, to) {
        (0 | 1, Some(id)) => format!("见[密]({id})。"),
        (2, Some(id)) => format!("[甲]: {id}"),
        (3, _) => "```\n没有结束的代码".to_owned(),
        (4, _) => "[^1]: 密注".to_owned(),
        (5, _) => "## 情况".to_owned(),
        (6, _) => "- 密\n  - 密".to_owned(),
        (7, _) => "> 密".to_owned(),
        (8, _) => "**没有结束".to_owned(),
        (9, _) => "1. 密".to_owned(),
        (10, _) => "    缩进的密".to_owned(),
        _ => "密".to_owned(),
    }
}
