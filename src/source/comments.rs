//! Lines that are comments, which reach no page.

use super::{Node, Value};
use std::ops::Range;

/// A text of YAML or TOML with every line that is a comment blank, so that all places stay what they were. `node` is what the text
/// says, by its places: a line of a value in several lines is none, whatever it begins with. What cannot be read has no values.
pub fn without_comments(text: &str, node: Option<&Node<'_>>) -> String {
    let mut values = Vec::new();
    if let Some(node) = node {
        scalars(node, &mut values);
    }
    let mut at = 0;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let within = |value: &Range<usize>| value.start < at + line.len() && at < value.end;
        match line.trim_start().starts_with('#') && !values.iter().any(within) {
            true => out.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' })),
            false => out.push_str(line),
        }
        at += line.len();
    }
    out
}

/// Adds where the scalars of a tree stand.
fn scalars(node: &Node<'_>, found: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(_) => found.push(node.range.clone()),
        Value::List(nodes) => nodes.iter().for_each(|node| scalars(node, found)),
        Value::Map(entries) => entries.iter().for_each(|(_, node)| scalars(node, found)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{parse_toml, parse_yaml};
    use super::without_comments;

    #[test]
    fn comments_go_and_values_stay() {
        let yaml = "# 甲\na: b # c\n  # 乙\nd: |\n  # 丙\n  e\n# 丁\nf: \"g\n  # 戊\"\n";
        let blank = |text: &str, comment: &str| text.replacen(comment, &" ".repeat(comment.len()), 1);
        let expected = ["# 甲", "# 乙", "# 丁"].iter().fold(yaml.to_owned(), |text, comment| blank(&text, comment));
        assert_eq!(without_comments(yaml, parse_yaml(yaml, 0).ok().as_ref()), expected);
        let toml = "# 甲\na = '''\n# 乙\n'''\n";
        assert_eq!(without_comments(toml, parse_toml(toml).ok().as_ref()), blank(toml, "# 甲"));
        assert_eq!(without_comments("# 甲\na: [\n", None), blank("# 甲\na: [\n", "# 甲"));
    }
}
