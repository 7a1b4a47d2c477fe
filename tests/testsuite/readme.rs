//! What the READMEs show is read by the program without an error.

use crate::scratch::{Scratch, read_text, run, sunshine};
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

/// A configuration without its remarks.
fn bare(toml: &str) -> Vec<&str> {
    toml.lines().map(|line| line.split('#').next().unwrap_or_default().trim_end()).collect()
}

#[test]
fn the_site_that_each_readme_begins_from_nothing_is_the_one_that_is_shown() {
    for readme in ["README.md", "README.zh-CN.md"] {
        let folder = Scratch::empty();
        let typed: Vec<String> = blocks(readme, "sh")
            .iter()
            .flat_map(|block| block.lines())
            .filter_map(|line| line.strip_prefix("sunshine new "))
            .map(str::to_owned)
            .collect();
        let [site, branch, item] = typed.as_slice() else { panic!("{readme}: {typed:?}") };
        let new = |at: &str, typed: &str| {
            let ran = run(sunshine(&folder.path(at)).arg("new").args(typed.split(' ')).args(["--now", "2026-12-01"]));
            assert_eq!(ran.code, 0, "{readme}: {ran:?}");
            ran.out
        };
        assert_eq!(new("", site), "site.toml\ncontent/_org.md\n");
        assert_eq!(bare(&folder.text("qinglan/site.toml")), bare(&blocks(readme, "toml")[0]), "{readme}");
        new("qinglan", branch);
        assert_eq!(new("qinglan", item), "content/qinglan-party-dues-2026-h1.md\n", "{readme}");
        folder.write("qinglan/content/di-yi-zhibu/_org.md", &blocks(readme, "yaml")[0]);
        let built = run(sunshine(&folder.path("qinglan")).args(["build", "--now", "2026-12-02"]));
        assert_eq!(built.code, 0, "{readme}: {built:?}");
        let page = folder.path("qinglan/dist/public/organisations/di-yi-zhibu/index.html");
        assert!(page.is_file(), "{readme}");
    }
}
