//! What web servers make of the configurations that are made for them, where they are installed: pages, what is gone, what is
//! not there, and that members' pages are refused until somebody says who the members are.

use crate::scratch::read_text;
use crate::site::{Written, read_tree, toml};
use crate::web::site;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A program, where it is installed. Without it a test fails if `SUNSHINE_SERVERS` names it, as `scripts/test` does of what
/// it installed, and says that it tried nothing if not.
fn program(name: &str) -> Option<Command> {
    let places = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"];
    let found = places.map(|folder| Path::new(folder).join(name)).into_iter().find(|path| path.exists());
    if found.is_none() {
        let needed = std::env::var("SUNSHINE_SERVERS").unwrap_or_default();
        assert!(!needed.split_whitespace().any(|one| one == name), "{name} is needed, and not installed");
        // What a test prints that passes is kept back.
        writeln!(std::io::stderr(), "{name} is not installed: what it is told was not tried").expect("it is said");
    }
    found.map(Command::new)
}

fn succeeds(command: &mut Command) {
    let ran = command.output().expect("it runs");
    assert!(ran.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

fn built() -> Written {
    let written = site().write();
    written.build_clean("2026-03-10");
    written
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port()
}

/// Copies what servers are told to where they look for it, with the output folders where they are.
fn installed(written: &Written) -> std::path::PathBuf {
    let folder = written.root().join("sunshine");
    for (path, bytes) in read_tree(&written.root().join(".sunshine/server")) {
        let mut text = String::from_utf8(bytes).expect("UTF-8");
        for edition in ["public", "internal"] {
            let output = written.output(edition).display().to_string();
            text = text.replace(&format!("/srv/www/{edition}"), &output);
        }
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, text).expect("it is written");
    }
    folder
}

/// Says where a server listens, in the one file that does.
fn listens(folder: &Path, name: &str, said: &str, instead: &str) {
    let path = folder.join(name);
    let text = read_text(&path);
    assert_eq!(text.matches(said).count(), 1, "{text}");
    fs::write(path, text.replace(said, instead)).expect("it is written");
}

/// A server that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a server, and gives the status of what it answers, with the type where it answers with a file.
fn answers(command: &mut Command, port: u16, paths: &[&str]) -> Vec<(u16, Option<String>)> {
    let running = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts"));
    let mut tries = (0..100).map(|_| std::thread::sleep(Duration::from_millis(100)));
    let connect = || TcpStream::connect(("127.0.0.1", port));
    assert!(tries.any(|()| connect().is_ok()), "{command:?} does not listen");
    let answer = |path: &&str| {
        let mut stream = connect().expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
            .expect("it is asked");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let code = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
        let code = code.unwrap_or_else(|| panic!("{path}: {answer}"));
        let told = answer.lines().find_map(|line| line.strip_prefix("Content-Type: ").map(str::to_owned));
        (code, told.filter(|_| matches!(code, 200 | 404)))
    };
    let answered = paths.iter().map(answer).collect();
    drop(running);
    answered
}

/// What is asked of the public's edition, and what it answers: with which type, where it has one.
const ASKED: [(&str, u16, &str); 7] = [
    ("items/long.html", 200, "text/html; charset=utf-8"),
    ("items/over.html", 410, ""),
    ("nowhere.html", 404, "text/html; charset=utf-8"),
    ("nowhere.csv", 404, "text/html; charset=utf-8"),
    ("items.csv", 200, "text/csv; charset=utf-8"),
    ("calendar.ics", 200, "text/calendar; charset=utf-8"),
    ("items.json", 200, "application/json; charset=utf-8"),
];

/// What is asked of the members' edition, which lets nobody in.
const REFUSED: [&str; 3] =
    ["/internal/items/inside.html", "/internal/items/inside-over.html", "/internal/nowhere.html"];

/// Asks a server for all of it.
fn asked(command: &mut Command, port: u16) {
    let paths: Vec<String> = ASKED.iter().map(|(path, ..)| format!("/public/{path}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).chain(REFUSED).collect();
    let expected =
        ASKED.iter().map(|(_, code, kind)| (*code, Some((*kind).to_owned()).filter(|kind| !kind.is_empty())));
    let expected: Vec<_> = expected.chain(REFUSED.map(|_| (403, None))).collect();
    assert_eq!(answers(command, port, &paths), expected);
}

/// nginx with what it is told of every edition, if it is installed and takes it.
fn nginx(written: &Written, folder: &Path) -> Option<Command> {
    let mut trial = program("nginx")?;
    let told = read_text(&folder.join("public/nginx.conf"));
    let sizes = told.lines().filter_map(|line| line.strip_prefix("#     ")).collect::<Vec<_>>().join("\n");
    assert_eq!(sizes.lines().count(), 2);
    let main = format!(
        "pid {};\ndaemon off;\nmaster_process off;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{sizes}\ninclude sunshine/*/nginx.conf;\n}}\n",
        written.root().join("pid").display(),
    );
    let path = written.root().join("nginx.conf");
    fs::write(&path, main).expect("it is written");
    let prefix = |command: &mut Command| {
        command.arg("-p").arg(written.root()).arg("-c").arg(&path);
    };
    prefix(trial.arg("-t"));
    succeeds(&mut trial);
    let mut nginx = program("nginx").expect("it is there");
    prefix(&mut nginx);
    Some(nginx)
}

#[test]
fn nginx_serves_both_websites_of_a_host_from_one_block() {
    let written = built();
    let (folder, port) = (installed(&written), free_port());
    listens(&folder, "public/nginx.conf", "listen 80;", &format!("listen 127.0.0.1:{port};"));
    let Some(mut nginx) = nginx(&written, &folder) else { return };
    asked(&mut nginx, port);
}

/// The usual site with a website at each of these addresses.
fn built_at(addresses: &[(&str, &str)]) -> Written {
    let rows: Vec<_> = addresses.iter().map(|(name, _)| (*name, "", "")).collect();
    let usual = |name: &str| format!("https://dangwu.example/{name}\"");
    let text = addresses.iter().fold(toml(&rows), |text, (name, url)| text.replace(&usual(name), &format!("{url}\"")));
    let written = site().toml(&text).write();
    written.build_clean("2026-03-10");
    written
}

#[test]
fn websites_on_ports_of_their_own_have_blocks_of_their_own_that_listen_there() {
    let written = built_at(&[
        ("public", "http://10.1.2.3:8080"),
        ("internal", "http://10.1.2.3:8081"),
        ("public-v6", "http://[fd00::1]:8080"),
        ("public-bare", "http://[fd00::2]"),
        ("public-tls", "https://dangwu.example:8443/open"),
        ("public-usual", "https://other.example:443/a"),
        ("public-same", "https://Other.example/b"),
        ("public-own", "https://阳光.example/党务"),
    ]);
    let told = |path: &str| read_text(&written.root().join(".sunshine/server").join(path));
    for (edition, listen, name, caddy) in [
        ("public", "8080", "10.1.2.3", "http://10.1.2.3:8080 {"),
        ("internal", "8081", "10.1.2.3", "http://10.1.2.3:8081 {"),
        ("public-v6", "[::]:8080", "[fd00::1]", "http://[fd00::1]:8080 {"),
        ("public-bare", "[::]:80", "[fd00::2]", "http://[fd00::2] {"),
        ("public-tls", "8443", "dangwu.example", "https://dangwu.example:8443 {"),
        ("public-usual", "80", "other.example", "https://other.example:443 {"),
        ("public-own", "80", "xn--54qy39n.example", "https://xn--54qy39n.example {"),
    ] {
        let nginx = told(&format!("{edition}/nginx.conf"));
        assert!(nginx.contains(&format!("\n    listen {listen};\n    server_name {name};\n")), "{edition}: {nginx}");
        assert_eq!(nginx.contains("ssl_certificate"), edition == "public-tls", "{edition}: {nginx}");
        assert!(told(&format!("{edition}/Caddyfile")).contains(&format!("\n{caddy}\n")), "{edition}");
    }
    assert!(told("public-usual/nginx.conf").contains("include sunshine/public-same/nginx.location;"));
    assert!(!told("public-same/nginx.conf").contains("server {"));
    let headers = told("public/_headers");
    assert!(headers.contains("\n/items/long.html\n") && !headers.contains("Cloudflare"), "{headers}");
}

#[test]
fn nginx_listens_at_the_port_of_the_address() {
    let ports = [free_port(), free_port()];
    let [public, internal] = ["public", "internal"].map(|name| format!("/{name}"));
    let [public, internal] =
        [(ports[0], public), (ports[1], internal)].map(|(port, path)| format!("http://127.0.0.1:{port}{path}"));
    let written = built_at(&[("public", &public), ("internal", &internal)]);
    let folder = installed(&written);
    let Some(mut nginx) = nginx(&written, &folder) else { return };
    let open = answers(&mut nginx, ports[0], &["/public/items/long.html", "/public/items", REFUSED[0]]);
    assert_eq!(open.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [200, 301, 404], "members are elsewhere");
    assert_eq!(answers(&mut nginx, ports[1], &REFUSED[..1]), [(403, None)]);
}

/// What is asked below a path in Chinese: a page, what is not there, and what is not there elsewhere on the host.
const CHINESE: [&str; 3] =
    ["/%E5%85%9A%E5%8A%A1/items/long.html", "/%E5%85%9A%E5%8A%A1/items/over.html", "/%E5%85%9A%E5%8A%A1/nowhere.html"];

#[test]
fn nginx_serves_a_path_in_chinese() {
    let port = free_port();
    let written = built_at(&[("public", &format!("http://127.0.0.1:{port}/党务"))]);
    let folder = installed(&written);
    let Some(mut nginx) = nginx(&written, &folder) else { return };
    let answered = answers(&mut nginx, port, &CHINESE);
    assert_eq!(answered.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [200, 410, 404]);
    assert!(answered[2].1.is_some(), "the site's own page");
}

#[test]
fn caddy_serves_a_path_in_chinese() {
    let port = free_port();
    let written = built_at(&[("public", &format!("http://127.0.0.1:{port}/党务"))]);
    let Some(mut caddy) = caddy(&written) else { return };
    let answered = answers(&mut caddy, port, &CHINESE);
    assert_eq!(answered.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [200, 410, 404]);
    let page = answered[2].1.as_deref();
    assert_eq!(page, Some("text/html; charset=utf-8"), "the site's own page");
}

/// A path with signs that mean something in the files of servers, and what is asked below it, written in two ways.
const SIGNS: &str = "/党务（区直）·a+b,(c)@d&e=f!%20g.h";
const SIGNED: [&str; 3] = [
    "/%E5%85%9A%E5%8A%A1%EF%BC%88%E5%8C%BA%E7%9B%B4%EF%BC%89%C2%B7a%2Bb%2C%28c%29%40d%26e%3Df%21%20g.h/items/long.html",
    "/%E5%85%9A%E5%8A%A1%EF%BC%88%E5%8C%BA%E7%9B%B4%EF%BC%89%C2%B7a+b,(c)@d&e=f!%20g.h/items/over.html",
    "/%E5%85%9A%E5%8A%A1%EF%BC%88%E5%8C%BA%E7%9B%B4%EF%BC%89%C2%B7a+b,(c)@d&e=f!%20g.h/nowhere.html",
];

#[test]
fn servers_take_a_path_with_signs() {
    let port = free_port();
    let written = built_at(&[("public", &format!("http://127.0.0.1:{port}{SIGNS}"))]);
    let folder = installed(&written);
    let answered = |mut server: Command| {
        let answered = answers(&mut server, port, &SIGNED);
        assert_eq!(answered.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [200, 410, 404], "{server:?}");
        assert_eq!(answered[2].1.as_deref(), Some("text/html; charset=utf-8"), "the site's own page");
    };
    nginx(&written, &folder).into_iter().for_each(answered);
    caddy(&written).into_iter().for_each(answered);
}

/// Caddy with what it is told of every edition, if it is installed.
fn caddy(written: &Written) -> Option<Command> {
    let mut caddy = program("caddy")?;
    installed(written);
    let path = written.root().join("Caddyfile");
    fs::write(&path, "{\n\tadmin off\n}\nimport sunshine/*/Caddyfile\n").expect("it is written");
    let home = ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"].map(|name| (name, written.root()));
    caddy.args(["run", "--adapter", "caddyfile", "--config"]).arg(&path).envs(home);
    Some(caddy)
}

#[test]
fn caddy_serves_both_websites_of_a_host_from_one_block() {
    let port = free_port();
    let host = format!("http://127.0.0.1:{port}");
    let written = built_at(&[("public", &format!("{host}/public")), ("internal", &format!("{host}/internal"))]);
    let Some(mut caddy) = caddy(&written) else { return };
    asked(&mut caddy, port);
}
