//! Files to begin with, beside items: of a site, and of an organisation.

use super::skeleton::noted;
use crate::calendar::iso_day;
use crate::catalogue::OrganisationKind;
use crate::catalogue::sample::SIGNERS;
use crate::source::scalar;
use chrono::{Days, NaiveDate};

/// What comes behind the name of a place or a body in the name of its organisation, and in the short one.
const ENDINGS: [(&str, OrganisationKind); 14] = [
    ("总支部委员会", OrganisationKind::GeneralBranch),
    ("党总支部", OrganisationKind::GeneralBranch),
    ("党总支", OrganisationKind::GeneralBranch),
    ("总支部", OrganisationKind::GeneralBranch),
    ("总支", OrganisationKind::GeneralBranch),
    ("支部委员会", OrganisationKind::Branch),
    ("党支部", OrganisationKind::Branch),
    ("支部", OrganisationKind::Branch),
    ("工作委员会", OrganisationKind::WorkingCommittee),
    ("党工委", OrganisationKind::WorkingCommittee),
    ("工委", OrganisationKind::WorkingCommittee),
    ("党委会", OrganisationKind::Committee),
    ("委员会", OrganisationKind::Committee),
    ("党委", OrganisationKind::Committee),
];

/// A name without what all full names share: `中共青岚社区委员会` is `青岚社区`, and that of a committee.
fn parted(name: &str) -> (&str, Option<OrganisationKind>) {
    let name = name.trim();
    let name = name.strip_prefix("中国共产党").or(name.strip_prefix("中共")).unwrap_or(name);
    let ending = ENDINGS.iter().find_map(|(ending, kind)| Some((name.strip_suffix(ending)?, Some(*kind))));
    ending.filter(|(place, _)| !place.is_empty()).unwrap_or((name, None))
}

/// The kind of organisation that a name speaks of, if any.
pub fn kind_named(name: &str) -> Option<OrganisationKind> {
    parted(name).1
}

/// The short name that a full one is mostly given: `中共青岚社区委员会` is `青岚社区党委`.
fn short_name(name: &str) -> String {
    let (place, kind) = parted(name);
    format!("{place}{}", kind.map_or("", OrganisationKind::zh))
}

/// An `_org.md` for an organisation of an id and a full name; of the kind that its name says, where none is given.
pub fn organisation_draft(id: &str, name: &str, kind: Option<OrganisationKind>) -> String {
    let kind = kind.or(kind_named(name)).unwrap_or(OrganisationKind::Committee);
    let [propose, review, approve] = SIGNERS;
    let lines = [
        "---".to_owned(),
        noted(&format!("id: {}", scalar(id)), "网址的一部分，公开以后不要再改"),
        noted(&format!("name: {}", scalar(name)), "全称"),
        noted(&format!("short: {}", scalar(&short_name(name))), "简称"),
        noted(&format!("kind: {}", kind.zh()), &kinds()),
        noted("#secretary: 书记姓名", "以下都可不写，要写的去掉行首的 #"),
        "#contact: { address: 办公地址, phone: 办公电话, email: 邮箱, hours: 工作日 9:00—17:00 }".to_owned(),
        noted("#elected: 2026-03-15", "最近一次换届的日期"),
        noted("#founded: 2026-03-15", "新成立的，写成立日期；以前到期的公开任务不算"),
        noted("#approvers:", "由谁提出、审核、审批；不写则沿用上级党组织的"),
        format!("#  propose: [{propose}]"),
        format!("#  review: [{review}]"),
        format!("#  approve: [{approve}]"),
        "---".to_owned(),
    ];
    lines.join("\n") + "\n"
}

fn kinds() -> String {
    OrganisationKind::ALL.iter().map(|kind| kind.zh()).collect::<Vec<_>>().join("、")
}

/// Days until duties fall due in a new site: time to disclose what is to stand there always.
const BEGINNING: Days = Days::new(30);

/// A `site.toml` for the organisation of a full name, as of a day.
pub fn site_draft(name: &str, today: NaiveDate) -> String {
    let from = today.checked_add_days(BEGINNING).unwrap_or(today);
    let title = format!("{}党务公开", parted(name).0).replace(|c: char| c.is_control() || "\"\\".contains(c), "");
    let editions = [
        ("internal", "党内网站，给党员看", "https://dangnei.example"),
        ("public", "社会网站，给群众看", "https://dangwu.example"),
    ];
    let mut lines = vec![
        format!("title = \"{title}\""),
        noted(&format!("duties_from = {}", iso_day(from)), "从这一天起计算公开任务；在此以前把固定公开的内容补齐"),
    ];
    for (audience, note, url) in editions {
        lines.push(String::new());
        lines.push(noted("[[edition]]", note));
        lines.push(format!("name = \"{audience}\""));
        lines.push(format!("audience = \"{audience}\""));
        lines.push(noted(&format!("output = \"dist/{audience}\""), "网页写到这个文件夹"));
        lines.push(noted(&format!("base_url = \"{url}\""), "改成这个网站的网址"));
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn short_names_are_those_that_people_use() {
        for (name, short) in [
            ("中共青岚社区委员会", "青岚社区党委"),
            ("中国共产党示例街道工作委员会", "示例街道党工委"),
            ("中共青岚社区第一支部委员会", "青岚社区第一党支部"),
            ("中共示例学校总支部委员会", "示例学校党总支"),
            ("中共示例公司党组", "示例公司党组"),
            ("示例社区党支部", "示例社区党支部"),
            ("示例医院党总支", "示例医院党总支"),
            ("中共委员会", "委员会"),
        ] {
            assert_eq!(short_name(name), short);
        }
    }
}
