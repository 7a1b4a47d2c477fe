//! What each type of field looks like on a page, and in open data.

use crate::site::{Item, Org, Site, Tree, found};
use scraper::{Html, Selector};
use serde_json::{Value, json};

const NOW: &str = "2026-05-15";

const CATALOGUE: &str = "entries:
  all:
    category: routine-affairs
    zh: 各类字段
    tier: ad-hoc
    audience: public
    after: keep
    pii: name
    fields:
      topic: text
      draft: paragraph
      payers: number
      coverage: percent
      amount: money
      met: date
      grade: choice(优秀|称职)
      secretary: person
      people: people
      window: window(min 5wd)
      tally: tally(pass 50%)
      stages: stages
      ledger: ledger
      scores: table(姓名|人数)
      meetings: meetings
      proposals: proposals
      contact: contact
      election: reference
      document: document
      materials: checklist
      secret!: text
  hardship:
    category: routine-affairs
    zh: 只留姓
    tier: ad-hoc
    audience: public
    after: keep
    pii: masked
    fields:
      people: people
      secretary: person
      scores: table(姓名|人数)
      given: table(户主 姓名|帮扶对象（学生）|金额)
      asked: proposals
";

const FIELDS: &str = "fields:
  topic: 议题
  draft: \"**第一段**\\n\\n第二段<b>\"
  payers: 1309
  coverage: 92.9%
  amount: 1.2万元
  met: 2025-12-30
  grade: 称职
  secretary: {name: 沈知行, role: 书记}
  people: [{name: 方晓岚, role: 委员, note: 新任}]
  window: {opens: 2026-05-11, closes: 2026-05-25}
  tally: {eligible: 50, present: 46, 赞成: 41, 反对: 5}
  stages: [{name: 申请, date: 2026-04-01, state: 已完成}, {name: 审核, state: 进行中, note: 五月}]
  ledger: {opening: 100, in: [{item: 交纳, amount: 12900}], out: [{item: 上缴, amount: 6500}], balance: 6500}
  scores: [{姓名: 甲组, 人数: 12}]
  meetings: [{date: 2026-04-03, kind: 党课, topic: 初心, present: 78, eligible: 86}]
  proposals: [{no: 3, by: 代表团, subject: 车棚, state: 办理中, handled_by: 街道, reply: 在建, due: 2026-09-30}]
  contact: {address: 湖畔路1号, phone: 0000-8800201}
  election: other
  document: 向委发〔2026〕12号
  materials: [申请书, {text: 证明, done: true}]
  secret: 只给党员的话
reviewed: 2026-05-01
term_reason: 群众关注
internal_reason: 不该外传的理由";

fn built() -> (Tree, Tree) {
    let people = "fields: {people: [{name: 欧阳一鸣}, {name: 王小明, role: 组长}], secretary: 赵大有, scores: [{姓名: 钱有余, 人数: 12}],
        given: [{户主 姓名: 1.孙长顺, 帮扶对象（学生）: 孙小满, 金额: 800}],
        asked: [{no: 1, by: 周望舒, subject: 修缮, state: 办理中}]}";
    let site = Site::new()
        .file("catalogue.yaml", CATALOGUE)
        .org(Org::new("root").line("contact: {phone: 0000-8800201}"))
        .item(Item::new("a").entry("all").line(FIELDS))
        .item(Item::new("other").entry("hardship").line(people))
        .write();
    site.build_clean(NOW);
    (site.tree("public"), site.tree("internal"))
}

fn page(tree: &Tree, path: &str) -> Html {
    Html::parse_document(std::str::from_utf8(&tree[path]).expect("UTF-8"))
}

fn texts(page: &Html, css: &str) -> Vec<String> {
    let selector = Selector::parse(css).expect(css);
    page.select(&selector).map(|element| element.text().collect::<String>().trim().to_owned()).collect()
}

fn first(page: &Html, css: &str) -> String {
    texts(page, css).into_iter().next().unwrap_or_else(|| panic!("{css} is on the page"))
}

fn attribute(page: &Html, css: &str, name: &str) -> String {
    let selector = Selector::parse(css).expect(css);
    let found = page.select(&selector).next().and_then(|element| element.attr(name));
    found.unwrap_or_else(|| panic!("{css} has {name}")).to_owned()
}

#[test]
fn each_type_is_shown_in_its_own_form() {
    let page = page(&built().0, "items/a.html");
    for (css, text) in [
        (".as-text dd", "议题"),
        (".as-paragraph strong", "第一段"),
        (".as-paragraph p + p", "第二段<b>"),
        (".as-number .figure", "1,309"),
        (".as-percent .figure", "92.9%"),
        (".as-money dd", "12,000.00 元（1.2 万元）"),
        (".as-date time", "2025年12月30日"),
        (".as-choice dd", "称职Competent"),
        (".as-people .role", "书记"),
        (".as-window .state.running", "进行中"),
        (".as-tally .say", "赞成 41 票，占到会 89.1%，已过半数。"),
        (".as-tally tbody th", "赞成For"),
        (".as-tally tbody td", "41"),
        (".as-tally text.pass", "半数 50%"),
        (".as-stages li.done .state", "已完成"),
        (".as-stages li.running .note", "五月"),
        (".as-stages time", "2026-04-01"),
        (".as-ledger tfoot td", "6,500.00"),
        (".as-ledger tbody:nth-of-type(2) .total td", "12,900.001.29 万元"),
        (".as-ledger .spent", "已支出 50%"),
        (".as-table tbody td.num", "12"),
        (".as-meetings td .note", "90.7%"),
        (".as-proposals h3 .state", "办理中"),
        (".as-proposals li b", "车棚"),
        (".as-proposals li time", "2026-09-30"),
        (".as-contact a", "0000-8800201"),
        (".as-link a", "事项 other"),
        (".as-document dd", "向委发〔2026〕12号"),
        (".as-checklist li", "☐申请书"),
        (".as-checklist li + li", "☑证明（已完成）"),
    ] {
        assert_eq!(first(&page, css), text, "{css}");
    }
    let window = first(&page, ".as-window dd");
    assert!(window.contains("2026年5月11日至2026年5月25日，共 10 个工作日"), "{window}");
    assert_eq!(attribute(&page, ".as-contact a", "href"), "tel:00008800201");
    assert_eq!(attribute(&page, ".as-tally svg", "role"), "img");
    assert_eq!(
        attribute(&page, ".as-tally svg", "aria-label"),
        "得票图：赞成 41 票（89.1%），反对 5 票（10.9%）；竖线为半数 50%"
    );
    assert_eq!(attribute(&page, ".as-tally line", "x1"), "50%");
    assert_eq!(attribute(&page, ".as-tally rect.part", "width"), "89.1%");
    let scoped = texts(&page, ".form th").len();
    assert_eq!(texts(&page, ".form th[scope]").len(), scoped, "each head says what it heads");
    assert!(texts(&page, "[style], .form script").is_empty(), "a strict policy forbids both");
}

#[test]
fn what_is_for_members_stays_on_their_pages() {
    let (public, internal) = built();
    for secret in ["只给党员的话", "不该外传的理由"] {
        assert_eq!(found(&public, secret), None);
        assert!(found(&internal, secret).is_some());
    }
    for tree in [&public, &internal] {
        let facts = first(&page(tree, "items/a.html"), ".about-item");
        assert!(facts.contains("延长理由") && facts.contains("群众关注") && facts.contains("2026年5月1日"));
    }
    assert!(first(&page(&internal, "items/a.html"), ".about-item").contains("不向社会公开的理由"));
}

#[test]
fn names_that_the_catalogue_masks_are_whole_for_members_only() {
    let (public, internal) = built();
    for name in ["欧阳一鸣", "王小明", "赵大有", "钱有余", "孙长顺", "孙小满", "周望舒"] {
        assert_eq!(found(&public, name), None);
        assert!(found(&internal, name).is_some());
    }
    let shown = texts(&page(&public, "items/other.html"), ".as-people b");
    assert_eq!(shown, ["欧阳某某", "王某某", "赵某某"]);
}

#[test]
fn open_data_has_the_fields_that_its_readers_may_see() {
    let (public, internal) = built();
    let fields = |tree: &Tree| -> Value {
        let all: Value = serde_json::from_slice(&tree["items.json"]).expect("JSON");
        let items = all["items"].as_array().expect("items").clone();
        items.into_iter().find(|item| item["id"] == "a").expect("the item")["fields"].clone()
    };
    let shown = fields(&public);
    for (pointer, value) in [
        ("/payers", json!(1309)),
        ("/coverage", json!(92.9)),
        ("/amount", json!("12000.00")),
        ("/met", json!("2025-12-30")),
        ("/tally/options/0", json!({"option": "赞成", "votes": 41})),
        ("/ledger/out/lines/0/amount", json!("6500.00")),
        ("/scores/0", json!({"姓名": "甲组", "人数": "12"})),
        ("/election", json!("other")),
        ("/materials/1/done", json!(true)),
    ] {
        assert_eq!(shown.pointer(pointer), Some(&value), "{pointer}");
    }
    assert_eq!((shown.get("secret"), fields(&internal)["secret"].as_str()), (None, Some("只给党员的话")));
    let csv = public["fields.csv"].strip_prefix("\u{FEFF}".as_bytes()).expect("a mark for spreadsheets");
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(csv).records().map(|row| row.expect("a row")).collect();
    for row in [
        ["a", "payers", "交纳党费人数", "", "1309"],
        ["a", "tally", "表决（测评）结果", "options[2].votes", "5"],
        ["other", "people", "人员名单", "[1].name", "欧阳某某"],
    ] {
        assert!(rows.iter().any(|found| found == row.as_slice()), "{row:?}");
    }
}
