//! For Caddy: a site to be imported by its Caddyfile.

use super::{FOR_EVER, Facts, MADE, quoted};
use std::fmt::Write as _;

pub(super) fn write(facts: &Facts) -> String {
    let Facts { base, edition, .. } = facts;
    let mut out = format!(
        "# {MADE}\n# 在 Caddyfile 里 import 本文件，把 root 改成输出文件夹。 Import it in the Caddyfile, and point root at the output folder.\n{}://{} {{\n",
        facts.scheme, facts.host
    );
    out.push_str("\tmap {path} {sunshine_robots} {\n");
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
        "\t\tX-Robots-Tag {{sunshine_robots}}\n\t\t-Server\n\t}}\n\t@assets path {base}/assets/*\n\theader @assets Cache-Control {}\n\t@pages not path {base}/assets/*\n\theader @pages {{\n\t\tCache-Control {}\n\t\tExpires {}\n\t}}\n{}\thandle_errors {{\n\t\t@missing expression {{err.status_code}} == 404\n\t\thandle @missing {{\n\t\t\troot * /srv/www/{edition}\n\t\t\trewrite * /404.html\n\t\t\tfile_server\n\t\t}}\n\t}}\n}}\n",
        quoted(FOR_EVER),
        quoted(facts.pages()),
        quoted(facts.expires()),
        route(facts)
    );
    out
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
    let _ =
        write!(out, "\t\thandle_path {base}/* {{\n\t\t\troot * /srv/www/{edition}\n\t\t\tfile_server\n\t\t}}\n\t}}\n");
    out
}
