//! What the READMEs show is read by the program without an error.

use crate::scratch::{Scratch, read_text};
use std::path::Path;

/// The fenced blocks of a language in a README.
fn blocks(readme: &str, language: &str) -> Vec<String> {
    let text = read_text(&Path::new(env!("CARGO_MANIFEST_DIR")).join(readme));
    let parts = text.split(&format!("```{language}\n")).skip(1).map(str::to_owned).collect::<Vec<_>>();
    parts.iter().map(|part| part.split("\n```").next().unwrap_or_default().to_owned() + "\n").collect()
}

/// The errors of a check, but that nobody has approved what is shown.
fn errors(site: &Scratch) -> Vec<String> {
    let json = site.run(["check", "--format", "json", "--now", "2026-11-01"]).json();
    let findings = json["findings"].as_array().expect("findings").clone();
    let errors = findings.iter().filter(|finding| finding["severity"] == "error" && finding["code"] != "A001");
    errors.map(|finding| format!("{} {}", finding["code"], finding["message"])).collect()
}

#[test]
fn the_item_of_each_readme_passes() {
    for readme in ["README.md", "README.zh-CN.md"] {
        let items = blocks(readme, "markdown");
        let [item] = items.as_slice() else { panic!("{readme}: {} items", items.len()) };
        let site = Scratch::new().with("catalogue.yaml", "entries: {}\n");
        let site = site.with("content/a.md", item).with("content/dues.csv", "收入,支出\n1,1\n");
        assert_eq!(errors(&site), [""; 0], "{readme}");
    }
}

#[test]
fn the_editions_of_each_readme_are_a_configuration() {
    for readme in ["README.md", "README.zh-CN.md"] {
        let all: Vec<String> =
            blocks(readme, "toml").into_iter().filter(|block| block.contains("[[edition]]")).collect();
        assert!(all.len() >= 2, "{readme}");
        for form in ["kiosk", "screen", "board"] {
            assert!(all.iter().any(|block| block.contains(&format!("channel = \"{form}\""))), "{readme}: {form}");
        }
        for block in all {
            let title = if block.contains("title =") { "" } else { "title = \"示例\"\n" };
            let open = block.lines().map(|line| match line.strip_prefix("# ") {
                Some(option)
                    if option.contains(" = ") && !["theme", "scope"].iter().any(|key| option.starts_with(key)) =>
                {
                    option
                }
                _ => line,
            });
            let open = open.collect::<Vec<_>>().join("\n");
            let site = Scratch::new().with("site.toml", format!("{title}{open}\n"));
            assert_eq!(errors(&site), [""; 0], "{readme}:\n{open}");
        }
    }
}

#[test]
fn the_site_that_each_readme_begins_from_nothing_is_one() {
    for readme in ["README.md", "README.zh-CN.md"] {
        let (toml, yaml) = (blocks(readme, "toml"), blocks(readme, "yaml"));
        let [root, branch] = &yaml[..2] else { panic!("{readme}: {} organisations", yaml.len()) };
        let site = Scratch::empty()
            .with("site.toml", &toml[0])
            .with("content/_org.md", root)
            .with("content/di-yi-zhibu/_org.md", branch);
        assert_eq!(errors(&site), [""; 0], "{readme}");
        let built = site.run(["build", "--now", "2026-12-02"]);
        assert_eq!(built.code, 0, "{readme}: {built:?}");
        assert!(site.tree("public").contains_key("organisations/di-yi-zhibu/index.html"), "{readme}");
    }
}
