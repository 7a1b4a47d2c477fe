//! For hosts that read `_headers` (Netlify, Cloudflare Pages): to be put into the root of what is uploaded. They ask about
//! pages each time by themselves unless they are told otherwise, and join what several rules say of one header.

use super::{FOR_EVER, Facts, MADE};
use crate::address;
use std::fmt::Write as _;

pub(super) fn write(facts: &Facts) -> String {
    let mut out = format!("# {MADE}\n# 放进上传内容的根目录。 Put it into the root of what is uploaded.\n/*\n");
    for (header, value) in &facts.headers {
        let _ = writeln!(out, "  {header}: {value}");
    }
    if facts.pages() != "no-cache" {
        let _ = writeln!(out, "  Cache-Control: {}", facts.pages());
    }
    let _ = writeln!(out, "  Expires: {}\n/assets/*\n  Cache-Control: {FOR_EVER}", facts.expires());
    for (path, robots) in &facts.dated {
        let path = path.strip_prefix(&facts.base).unwrap_or(path);
        let _ = writeln!(out, "{}\n  X-Robots-Tag: {robots}", address::encode(path));
    }
    out
}
