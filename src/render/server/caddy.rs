//! For Caddy: the site of a host, to be imported by its Caddyfile, and the part of each website of that host.

use super::{FOR_EVER, Facts, MADE, quoted, word};
use crate::address::{self, MEDIA, is_text};
use std::fmt::Write as _;

/// The site of the host, with the parts of its websites.
pub(super) fn host(facts: &Facts, others: &[(String, String)]) -> String {
    let mut out = format!(
        "# {MADE}\n# 在 Caddyfile 里 import .sunshine/server/*/Caddyfile，把 root 改成输出文件夹。 Import .sunshine/server/*/Caddyfile in the Caddyfile, and point root at the output folders.\n{}://{} {{\n",
        facts.scheme, facts.host
    );
    let websites = || {
        let own = (&facts.edition, &facts.base);
        std::iter::once(own).chain(others.iter().map(|(name, base)| (name, base)))
    };
    for (name, _) in websites() {
        let _ = writeln!(out, "\timport ../{name}/Caddyfile.part");
    }
    out.push_str("\thandle_errors {\n");
    // The first that fits is taken, so the longest paths stand first; what was asked for, since parts cut their path off.
    let mut places: Vec<(&String, &String)> = websites().collect();
    places.sort_by_key(|(_, base)| std::cmp::Reverse(base.len()));
    for (n, (name, base)) in places.into_iter().enumerate() {
        let _ = writeln!(
            out,
            "\t\t@missing{n} expression `{{err.status_code}} == 404 && {{http.request.orig_uri.path}}.startsWith(\"{base}/\")`\n\t\thandle @missing{n} {{\n\t\t\theader Content-Type \"text/html; charset=utf-8\"\n\t\t\troot * /srv/www/{name}\n\t\t\trewrite * /404.html\n\t\t\tfile_server\n\t\t}}"
        );
    }
    out.push_str("\t}\n}\n");
    out
}

/// The edition's website on its host.
pub(super) fn part(facts: &Facts) -> String {
    let Facts { base, .. } = facts;
    let (own, assets) = (word(&format!("{base}/*")), word(&format!("{base}/assets/*")));
    let mut out = format!("# {MADE}\nhandle {own} {{\n\tmap {{path}} {{sunshine_robots}} {{\n");
    for (path, robots) in &facts.dated {
        let _ = writeln!(out, "\t\t{} {}", quoted(path), quoted(robots));
    }
    let _ = writeln!(out, "\t\tdefault {}\n\t}}", quoted(facts.robots()));
    out.push_str("\theader {\n");
    for (header, value) in &facts.headers {
        let _ = writeln!(out, "\t\t{header} {}", quoted(value));
    }
    let _ = write!(
        out,
        "\t\tX-Robots-Tag {{sunshine_robots}}\n\t\t-Server\n\t}}\n{}\t@assets path {assets}\n\theader @assets Cache-Control {}\n\t@pages not path {assets}\n\theader @pages {{\n\t\tCache-Control {}\n\t\tExpires {}\n\t}}\n{}}}\n",
        texts(),
        quoted(FOR_EVER),
        quoted(facts.pages()),
        quoted(facts.expires()),
        route(facts)
    );
    out
}

/// What texts are, and that they are UTF-8, whatever the machine knows of the ends of names.
fn texts() -> String {
    let texts = MEDIA.iter().filter(|(media, _)| is_text(media));
    let header = |(media, ends): &(&str, &[&str])| {
        let end = ends[0];
        format!("\t@{end} path *.{end}\n\theader @{end} Content-Type \"{media}; charset=utf-8\"\n")
    };
    texts.map(header).collect()
}

/// Who is let in, what is gone, and the files: a route, since elsewhere Caddy would look for files first.
fn route(facts: &Facts) -> String {
    let Facts { base, edition, .. } = facts;
    let mut out = "\troute {\n".to_owned();
    if facts.internal {
        out.push_str("\t\t# 把下一行的地址换成本单位内网的地址段；换之前一律拒绝。 Everybody is refused until the network of the members is named.\n\t\t@outside not remote_ip 255.255.255.255/32\n\t\terror @outside 403\n");
    }
    if !facts.gone.is_empty() {
        let gone: Vec<String> = facts.gone.iter().map(|path| quoted(path)).collect();
        let _ = writeln!(out, "\t\t@gone path {}\n\t\terror @gone 410", gone.join(" "));
    }
    // It cuts a path off letter by letter of ASCII, of which those of the request are decoded.
    let letter = |c: char| match c {
        '!'..='~' => c.to_string(),
        _ => address::encode(c.encode_utf8(&mut [0; 4])).into_owned(),
    };
    let base: String = base.chars().map(letter).collect();
    let _ =
        write!(out, "\t\thandle_path {base}/* {{\n\t\t\troot * /srv/www/{edition}\n\t\t\tfile_server\n\t\t}}\n\t}}\n");
    out
}
