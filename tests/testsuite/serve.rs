//! The preview: two loopback ports, live reload, the last good site kept while there are errors, terms on time.

use crate::site::{Item, Site, Written, put};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// A running preview, ended when the test is.
struct Preview {
    child: Child,
    /// Addresses by edition, in the order of the configuration.
    addresses: Vec<String>,
}

impl Preview {
    fn of(written: &Written) -> Self {
        Self::begun(written, Stdio::null())
    }

    /// One that tells what it finds at `stderr`, in Chinese.
    fn begun(written: &Written, stderr: Stdio) -> Self {
        let mut child = written
            .command(&["--lang", "zh-CN", "serve", "--port", "0"])
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .expect("the binary runs");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        let addresses = (0..2).map(|_| {
            let line = lines.next().expect("an address").expect("readable output");
            line.split("http://").nth(1).expect("a URL").trim_end_matches('/').to_owned()
        });
        let addresses = addresses.collect();
        Self { child, addresses }
    }

    fn public(&self) -> &str {
        &self.addresses[0]
    }

    fn internal(&self) -> &str {
        &self.addresses[1]
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The whole answer to a GET, made under a host name and with more headers, each behind a line break.
fn get_as(address: &str, host: &str, path: &str, more: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close{more}\r\n\r\n")
        .expect("it takes a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it answers");
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(address: &str, path: &str) -> String {
    get_as(address, address, path, "")
}

/// Asks until the answer is as wanted; the last one if it never is.
fn wait_for(address: &str, path: &str, wanted: impl Fn(&str) -> bool) -> String {
    let begun = Instant::now();
    loop {
        let answer = get(address, path);
        if wanted(&answer) || begun.elapsed() > Duration::from_secs(20) {
            return answer;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn site() -> Site {
    let open = Item::new("open").title("公开的事项").publish("2026-01-01").line("expires: 2099-12-31");
    let inside =
        Item::new("inside").title("党内的事项").audience("internal").publish("2026-01-01").line("expires: 2099-12-31");
    Site::new().item(open).item(inside)
}

#[test]
fn each_audience_has_a_port_of_its_own() {
    let written = site().write();
    let preview = Preview::of(&written);
    let home = wait_for(preview.public(), "/", |answer| answer.contains("公开的事项"));
    assert!(home.starts_with("HTTP/1.1 200") && !home.contains("党内的事项"), "{home}");
    let members = get(preview.internal(), "/index.html");
    assert!(members.contains("公开的事项") && members.contains("党内的事项"));
    assert!(get(preview.public(), "/items/inside.html").starts_with("HTTP/1.1 404"));
    assert!(get(preview.public(), "/items/open.html").contains("/_sunshine/events"));
    for path in ["/", "/_sunshine/events"] {
        assert!(get_as(preview.internal(), "elsewhere.example", path, "").starts_with("HTTP/1.1 403"));
    }
    assert!(get(preview.public(), "/../site.toml").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_port_that_is_taken_is_said_with_what_to_do() {
    let written = site().write();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    for (lang, words) in [
        ("zh-CN", format!("端口 {port} 已被占用，也许另一个 sunshine serve 还开着；请关闭占用它的程序，或用 --port")),
        ("en", format!("port {port} is taken, perhaps by another `sunshine serve`; end what has it, or name another")),
    ] {
        let ran = written.run(&["serve", "--port", &port, "--lang", lang]);
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.code() == Some(2) && said.contains(&words) && !said.contains("os error"), "{said}");
    }
}

#[test]
fn another_page_in_the_same_browser_reads_nothing() {
    let written = site().write();
    let preview = Preview::of(&written);
    wait_for(preview.internal(), "/", |answer| answer.contains("党内的事项"));
    let asked = |more: &str| get_as(preview.internal(), preview.internal(), "/search/index.js", more);
    let own = asked("\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script");
    assert!(own.starts_with("HTTP/1.1 200") && own.contains("cross-origin-resource-policy: same-origin"), "{own}");
    for site in ["cross-site", "same-site"] {
        let script = format!("\r\nSec-Fetch-Site: {site}\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script");
        assert!(asked(&script).starts_with("HTTP/1.1 403"), "{site}");
        let link = format!("\r\nSec-Fetch-Site: {site}\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document");
        assert!(asked(&link).starts_with("HTTP/1.1 200"), "a link may open the preview");
    }
}

#[test]
fn a_change_is_shown_and_told_to_open_pages() {
    let written = site().write();
    let preview = Preview::of(&written);
    wait_for(preview.public(), "/", |answer| answer.contains("公开的事项"));
    let mut events = BufReader::new(TcpStream::connect(preview.public()).unwrap());
    let address = preview.public();
    write!(events.get_mut(), "GET /_sunshine/events HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
    let mut next = || {
        let mut line = String::new();
        while !line.starts_with("data:") {
            line.clear();
            events.read_line(&mut line).expect("a line");
        }
        line.trim().to_owned()
    };
    let first = next();
    let changed = Item::new("open").title("改过的事项").publish("2026-01-01").line("expires: 2099-12-31");
    put(&written.root().join(changed.path()), changed.text().as_bytes());
    assert_ne!(next(), first);
    assert!(get(preview.public(), "/items/open.html").contains("改过的事项"));
}

#[test]
fn after_the_first_build_only_what_is_new_is_told() {
    let draft = "---\ntitle: 草稿\nentry: gone\naudience: public\npublish: 2026-01-01\n---\n正文。\n";
    let written = site().file("content/first.md", draft).write();
    let mut preview = Preview::begun(&written, Stdio::piped());
    let mut lines = BufReader::new(preview.child.stderr.take().expect("it is piped")).lines();
    // What is told of one build, to its last line.
    let mut build = || {
        let mut told = String::new();
        loop {
            let line = lines.next().expect("a line").expect("readable output");
            told = told + &line + "\n";
            if line.contains("已更新") {
                return told;
            }
        }
    };
    let mut until = |words: &str| (0..9).map(|_| build()).find(|told| told.contains(words)).expect("it is told");
    let told = until("first.md");
    assert!(told.contains("A001") && !told.contains("新增"), "{told}");
    put(&written.root().join("content/second.md"), draft.replace("草稿", "又一件").as_bytes());
    let told = until("A001");
    assert!(told.contains("second.md") && !told.contains("first.md"), "{told}");
    assert!(told.contains("新增 2 处") && told.contains("其余 2 处见 sunshine check"), "{told}");
    std::fs::remove_file(written.root().join("content/first.md")).expect("it goes");
    let told = until("消失 2 处");
    assert!(!told.contains("A001") && told.contains("新增 0 处，消失 2 处，其余 2 处"), "{told}");
}

#[test]
fn catalogues_in_folders_of_their_own_are_watched_also_those_that_come_later() {
    let toml = crate::site::toml(&[("public", "", ""), ("internal", "", "")]);
    let with = |files: &str| toml.replace("[\"catalogue.yaml\"]", &format!("[\"catalogue.yaml\", {files}]"));
    let named = |zh: &str| format!("entries:\n  archive-public: {{zh: {zh}}}\n");
    let written = site().toml(&with("\"own/a.yaml\"")).file("own/a.yaml", named("甲项目")).write();
    let preview = Preview::of(&written);
    let shows = |zh: &str| wait_for(preview.public(), "/catalogue.html", |page| page.contains(zh)).contains(zh);
    assert!(shows("甲项目"));
    put(&written.root().join("own/a.yaml"), named("乙项目").as_bytes());
    assert!(shows("乙项目"));
    put(&written.root().join("later/b.yaml"), named("丙项目").as_bytes());
    put(&written.root().join("site.toml"), with("\"own/a.yaml\", \"later/b.yaml\"").as_bytes());
    assert!(shows("丙项目"));
    put(&written.root().join("later/b.yaml"), named("丁项目").as_bytes());
    assert!(shows("丁项目"));
}

#[test]
fn the_last_good_site_stays_while_there_are_errors_with_the_findings_in_the_page() {
    let written = site().write();
    let preview = Preview::of(&written);
    wait_for(preview.public(), "/", |answer| answer.contains("公开的事项"));
    let broken =
        Item::new("open").title("写错的事项").publish("2026-01-01").line("expires: 2099-12-31").line("pubish: x");
    put(&written.root().join(broken.path()), broken.text().as_bytes());
    let page = wait_for(preview.internal(), "/items/open.html", |answer| answer.contains("F003"));
    assert!(page.contains("公开的事项") && page.contains("publish") && !page.contains("<h1>写错的事项"), "{page}");
    let page = get(preview.public(), "/items/open.html");
    assert!(page.contains("公开的事项") && page.contains("1 处错误"), "{page}");
    assert!(!page.contains("F003") && !page.contains("写错的事项"), "findings quote what may be internal: {page}");
    put(&written.root().join(broken.path()), &site().files[&broken.path()]);
    let page = wait_for(preview.public(), "/items/open.html", |answer| !answer.contains("处错误"));
    assert!(page.contains("公开的事项"));
}

/// An item of which the term ends in so many seconds.
fn brief(seconds: i64) -> Item {
    #[expect(clippy::disallowed_methods, reason = "the preview follows the clock, and so does its test")]
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let end = sunshine::calendar::Instant::from_unix(i64::try_from(now).unwrap() + seconds);
    let end = sunshine::calendar::Zone::default().rfc3339(end);
    Item::new("brief").title("很快到期的事项").entry("gone").publish("2026-01-01").line(format!("expires: {end}"))
}

#[test]
fn an_item_leaves_when_its_term_ends_without_any_change_of_a_file() {
    let written = site().item(brief(4)).write();
    let preview = Preview::of(&written);
    wait_for(preview.public(), "/", |answer| answer.contains("公开的事项"));
    let home = wait_for(preview.public(), "/", |answer| !answer.contains("很快到期的事项"));
    assert!(!home.contains("很快到期的事项"));
    assert!(get(preview.public(), "/items/brief.html").starts_with("HTTP/1.1 404"));
}

#[test]
fn an_item_leaves_when_its_term_ends_also_while_the_configuration_cannot_be_used() {
    let written = site().item(brief(8)).write();
    let preview = Preview::of(&written);
    wait_for(preview.public(), "/", |answer| answer.contains("很快到期的事项"));
    put(&written.root().join("site.toml"), b"titel = 1\n");
    let home = wait_for(preview.internal(), "/", |answer| answer.contains("W001"));
    assert!(home.contains("W001") && home.contains("公开的事项"), "{home}");
    let home = wait_for(preview.public(), "/", |answer| !answer.contains("很快到期的事项"));
    assert!(!home.contains("很快到期的事项") && home.contains("公开的事项"), "{home}");
    assert!(get(preview.public(), "/items/brief.html").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_port_shows_its_edition_to_its_readers_and_nothing_when_that_is_no_more() {
    let written = site().write();
    let preview = Preview::of(&written);
    wait_for(preview.public(), "/", |answer| answer.contains("公开的事项"));
    let toml = crate::site::toml(&[("public", "", ""), ("internal", "", "")]);
    put(&written.root().join("site.toml"), toml.replacen("\"public\"\noutput", "\"internal\"\noutput", 1).as_bytes());
    let page = wait_for(preview.public(), "/items/open.html", |answer| answer.starts_with("HTTP/1.1 404"));
    assert!(page.starts_with("HTTP/1.1 404"), "{page}");
    assert!(!get(preview.public(), "/index.html").contains("党内的事项"));
}
