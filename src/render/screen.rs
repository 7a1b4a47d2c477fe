//! The text of a display screen, for LED controllers that show one line after the other.

use crate::plan::{Encoding, Plan};
use crate::projection::Audience;

/// One line for each item, ended by CRLF.
pub(super) fn ticker<A: Audience>(plan: &Plan<A>, encoding: Encoding) -> Vec<u8> {
    let mut text: String = plan.ticker().map(|line| line.replace(['\r', '\n'], " ") + "\r\n").collect();
    if text.is_empty() {
        text = plan.site.name_of("目前没有公开事项。", "Nothing stands here at present.").to_owned() + "\r\n";
    }
    match encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Gb18030 => encoding_rs::GB18030.encode(&text).0.into_owned(),
    }
}
