//! For hosts that read `_headers` (Netlify, Cloudflare Pages): to be put into the root of what is uploaded. They ask about
//! pages each time by themselves unless they are told otherwise, and join what several rules say of one header.

use super::{FOR_EVER, Facts, MADE};
use crate::address;
use std::fmt::Write as _;

/// How many rules Cloudflare Pages reads.
const MOST: usize = 100;

pub(super) fn write(facts: &Facts) -> String {
    let mut out = format!("# {MADE}\n# 放进上传内容的根目录。 Put it into the root of what is uploaded.\n");
    // Those of all files and of the theme's beside those of items.
    if facts.dated.len() + 2 > MOST {
        let _ = writeln!(
            out,
            "# Cloudflare Pages 只认前 {MOST} 条规则，其后文件的到期日告诉不了搜索引擎。 Cloudflare Pages reads the first {MOST} rules: of files after those search engines are not told until when they stand."
        );
    }
    out.push_str("/*\n");
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
