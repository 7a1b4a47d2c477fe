//! For nginx: maps and the block of a host for its `http` block, and the location of each website of that host.

use super::{FOR_EVER, Facts, MADE, quoted, word};
use crate::address::{MEDIA, is_text};
use std::fmt::Write as _;

/// What the maps need; nginx takes it once, and before them.
const SIZES: &str = "#     map_hash_bucket_size 512;\n#     map_hash_max_size 65536;\n";

/// What the variables of an edition begin with.
fn variables(facts: &Facts) -> String {
    format!("sunshine_{}", facts.edition.replace('-', "_"))
}

/// What is said of each path, as variables.
pub(super) fn maps(facts: &Facts) -> String {
    let name = variables(facts);
    let mut out = format!(
        "# {MADE}\n# 把 .sunshine/server 复制为 nginx 配置文件夹里的 sunshine，在 http 段里 include sunshine/*/nginx.conf。 Copy .sunshine/server \
         into nginx's folder as sunshine, and include sunshine/*/nginx.conf in the http block.\n\
         # 网页地址比 nginx 预想的长，http 段里（第一个 include 之前）先写一次： Addresses are longer than nginx expects, so write once in the http block, before the first include:\n{SIZES}"
    );
    let mut map = |variable: &str, default: &str, lines: &mut dyn Iterator<Item = (&str, &str)>| {
        let _ = writeln!(out, "map $uri ${name}_{variable} {{\n    default {};", quoted(default));
        for (path, value) in lines {
            let _ = writeln!(out, "    {} {};", quoted(path), quoted(value));
        }
        out.push_str("}\n");
    };
    let escaped = |c: char| if ".+()".contains(c) { format!("\\{c}") } else { c.to_string() };
    let assets = format!("~^{}/assets/", facts.base.chars().map(escaped).collect::<String>());
    map("cache", facts.pages(), &mut [(&*assets, FOR_EVER)].into_iter());
    map("expires", facts.expires(), &mut [(&*assets, "")].into_iter());
    map("robots", facts.robots(), &mut facts.dated.iter().map(|(path, robots)| (&**path, &**robots)));
    if !facts.gone.is_empty() {
        map("gone", "", &mut facts.gone.iter().map(|path| (&**path, "1")));
    }
    out
}

/// The block of the host, with the locations of its websites. What is redirected stays where it was asked for.
pub(super) fn server(facts: &Facts, others: &[(String, String)]) -> String {
    let names = std::iter::once(&facts.edition).chain(others.iter().map(|(name, _)| name));
    let locations: String = names.map(|name| format!("    include sunshine/{name}/nginx.location;\n")).collect();
    let (name, port) = named(facts);
    // Of an address of IPv6 nginx listens nowhere by the port alone.
    let place = if name.starts_with('[') { "[::]:" } else { "" };
    let listen = format!("{place}{}", port.unwrap_or("80"));
    let secured = match port.is_some() && facts.scheme == "https" {
        true => format!(
            "    # base_url 是 https：写上 ssl_certificate 和 ssl_certificate_key，下一行改成 listen {listen} ssl。 base_url says https: name the certificate and its key, and make the next line `listen {listen} ssl`.\n"
        ),
        false => String::new(),
    };
    format!(
        "\nserver {{\n{secured}    listen {listen};\n    server_name {name};\n    server_tokens off;\n    absolute_redirect off;\n{locations}}}\n"
    )
}

/// The host without its port, and the port where that is not the one that goes without saying.
fn named(facts: &Facts) -> (&str, Option<&str>) {
    let (name, port) = match facts.host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => (name, port),
        _ => (facts.host.as_str(), ""),
    };
    let usual = if facts.scheme == "https" { "443" } else { "80" };
    (name, Some(port).filter(|port| !port.is_empty() && *port != usual))
}

/// Where the edition's website lies on its host.
pub(super) fn location(facts: &Facts) -> String {
    let (Facts { base, edition, .. }, name) = (facts, variables(facts));
    let (own, missing) = (word(&format!("{base}/")), word(&format!("{base}/404.html")));
    let mut out = format!(
        "# {MADE}\n# 把 alias 改成输出文件夹。 Point alias at the output folder.\nlocation {own} {{\n    alias /srv/www/{edition}/;\n    index index.html;\n    error_page 404 {missing};\n"
    );
    // Of the types that come with nginx some are missing, and where they lie is not the same everywhere.
    out.push_str("    default_type application/octet-stream;\n    types {\n");
    for (media, ends) in MEDIA {
        let _ = writeln!(out, "        {media} {};", ends.join(" "));
    }
    // It knows text/html by itself.
    let texts: Vec<&str> = MEDIA.iter().map(|(media, _)| *media).filter(|media| is_text(media)).skip(1).collect();
    let _ = writeln!(out, "    }}\n    charset utf-8;\n    charset_types {};", texts.join(" "));
    if facts.internal {
        out.push_str("    # 写上本单位内网的地址段之前，一律拒绝。 Everybody is refused until the network of the members is named.\n    # allow 10.0.0.0/8;\n    deny all;\n");
    }
    if !facts.gone.is_empty() {
        let _ = writeln!(out, "    if (${name}_gone) {{\n        return 410;\n    }}");
    }
    for (header, value) in &facts.headers {
        let _ = writeln!(out, "    add_header {header} {} always;", quoted(value));
    }
    for (header, variable) in [("Cache-Control", "cache"), ("Expires", "expires"), ("X-Robots-Tag", "robots")] {
        let _ = writeln!(out, "    add_header {header} ${name}_{variable};");
    }
    out.push_str("}\n");
    out
}
