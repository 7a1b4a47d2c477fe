//! What is beyond the competence of its organisation waits for somebody above.

use super::{CHAIN, NOW};
use crate::scratch::{Scratch, item};

/// A branch whose own secretary approves, below a committee that approves what is above 50万.
fn beyond(amount: &str) -> Scratch {
    let catalogue = "entries:\n  resolution: {due: 60d, fields: {amount: money, tally: tally(pass 50%)}, approval: {beyond: amount > 50万, by: superior}}\n";
    let branch = "---\nid: sub\nname: 中共示例社区支部委员会\nkind: branch\napprovers: {approve: [己]}\n---\n";
    let text = item("一件事", &format!("fields: {{amount: {amount}}}"), "正文。");
    let approved = ", approved: {by: 丙, date: 2026-06-03}";
    assert!(text.contains(approved), "{text}");
    let site = Scratch::new().with("catalogue.yaml", catalogue).with("content/_org.md", CHAIN);
    site.with("content/sub/_org.md", branch).with("content/sub/a.md", text.replace(approved, ""))
}

#[test]
fn what_is_beyond_competence_waits_for_somebody_above() {
    for (amount, name, other) in [("1500000", "丙", "己"), ("500000", "己", "丙")] {
        let site = beyond(amount);
        let said = site.run(["check", "--now", NOW]).err;
        assert!(said.contains(&format!("等 {name} 审批：sunshine approve content/sub/a.md --as {name}")), "{said}");
        let list = site.run(["approve", "--list"]).out;
        assert!(list.trim_end().ends_with(name) && !list.contains(other), "{list}");
    }
    let site = beyond("1500000");
    let approve = |name| site.run(["approve", "content/sub/a.md", "--now", NOW, "--as", name]);
    let refused = approve("己");
    assert!(refused.code == 1 && refused.err.contains("A008"), "{refused:?}");
    assert_eq!(approve("丙").code, 0);
    assert!(site.check().codes().is_empty());
}

#[test]
fn an_edit_beyond_competence_is_approved_again_by_somebody_above() {
    let site = beyond("400000");
    let approve = |words: &[&str]| site.run(["approve", "content/sub/a.md", "--now", NOW].iter().chain(words));
    assert_eq!(approve(&["--as", "己"]).code, 0);
    site.write("content/sub/a.md", site.text("content/sub/a.md").replace("400000", "1500000"));
    let said = site.run(["check", "--now", NOW]).err;
    assert!(said.contains("A010") && said.contains("--as 丙 --secrecy passed"), "{said}");
    assert_eq!(approve(&["--as", "丙", "--secrecy", "passed"]).code, 0);
    assert!(site.check().codes().is_empty());
}
