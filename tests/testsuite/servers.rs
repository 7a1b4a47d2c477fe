//! What web servers make of the configurations that are made for them, where they are installed: pages, what is gone, what is
//! not there, and that members' pages are refused until somebody says who the members are.

use crate::scratch::read_text;
use crate::site::Written;
use crate::web::site;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A program, where it is installed.
fn program(name: &str) -> Option<Command> {
    let places = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"];
    places.map(|folder| Path::new(folder).join(name)).into_iter().find(|path| path.exists()).map(Command::new)
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

/// A configuration for a server that listens on a port of this machine, with the output folder where it is.
fn configuration(written: &Written, edition: &str, name: &str, listen: (&str, String)) -> String {
    let path = written.root().join(".sunshine/server").join(edition).join(name);
    let text = read_text(&path);
    assert!(text.contains(listen.0), "{text}");
    let folder = written.output(edition).display().to_string();
    text.replace(listen.0, &listen.1).replace(&format!("/srv/www/{edition}"), &folder)
}

/// A server that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a server, and gives the status lines of what it answers.
fn answers(command: &mut Command, port: u16, paths: &[&str]) -> Vec<u16> {
    let running = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts"));
    let mut tries = (0..100).map(|_| std::thread::sleep(Duration::from_millis(100)));
    let connect = || TcpStream::connect(("127.0.0.1", port));
    assert!(tries.any(|()| connect().is_ok()), "{command:?} does not listen");
    let status = |path: &&str| {
        let mut stream = connect().expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
            .expect("it is asked");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("{path}: {answer}"))
    };
    let statuses = paths.iter().map(status).collect();
    drop(running);
    statuses
}

/// What is asked of each edition, and what it answers.
const ASKED: [(&str, [&str; 3], [u16; 3]); 2] = [
    ("public", ["/public/items/long.html", "/public/items/over.html", "/public/nowhere.html"], [200, 410, 404]),
    ("internal", ["/internal/index.html", "/internal/items/inside.html", "/internal/nowhere.html"], [403, 403, 403]),
];

/// The main file of nginx, with what the editions' files ask to be written once.
fn nginx_main(written: &Written, parts: &[String]) -> std::path::PathBuf {
    let sizes = parts[0].lines().filter_map(|line| line.strip_prefix("#     ")).collect::<Vec<_>>().join("\n");
    assert_eq!(sizes.lines().count(), 2);
    let pid = written.root().join("pid");
    let main = format!(
        "pid {};\ndaemon off;\nmaster_process off;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{sizes}\n{}}}\n",
        pid.display(),
        parts.concat()
    );
    let path = written.root().join("nginx.conf");
    fs::write(&path, main).expect("it is written");
    path
}

#[test]
fn nginx_serves_what_its_configuration_says() {
    let Some(mut trial) = program("nginx") else { return };
    let written = built();
    let ports = ASKED.map(|_| free_port());
    let part = |n: usize| {
        configuration(&written, ASKED[n].0, "nginx.conf", ("listen 80;", format!("listen 127.0.0.1:{};", ports[n])))
    };
    let parts = [part(0), part(1)];
    succeeds(trial.arg("-t").arg("-p").arg(written.root()).arg("-c").arg(nginx_main(&written, &parts)));
    for (n, (edition, paths, expected)) in ASKED.iter().enumerate() {
        let mut nginx = program("nginx").expect("it is there");
        let main = nginx_main(&written, &parts[n..=n]);
        let statuses = answers(nginx.arg("-p").arg(written.root()).arg("-c").arg(main), ports[n], paths);
        assert_eq!(statuses, expected, "{edition}");
    }
}

#[test]
fn caddy_serves_what_its_configuration_says() {
    let written = built();
    for (edition, paths, expected) in ASKED {
        let Some(mut caddy) = program("caddy") else { return };
        let port = free_port();
        let text = configuration(
            &written,
            edition,
            "Caddyfile",
            ("https://dangwu.example {", format!("http://127.0.0.1:{port} {{")),
        );
        let path = written.root().join("Caddyfile");
        fs::write(&path, format!("{{\n\tadmin off\n}}\n{text}")).expect("it is written");
        let home = ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"].map(|name| (name, written.root()));
        let command = caddy.args(["run", "--adapter", "caddyfile", "--config"]).arg(&path).envs(home);
        assert_eq!(answers(command, port, &paths), expected, "{edition}");
    }
}
