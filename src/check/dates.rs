//! Family D: terms begin, then end; members see first.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Register;

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let zone = register.zone;
    for item in &register.items {
        let opens = item.publish.start(zone);
        if let Some(end) = item.expires
            && end <= opens
        {
            let (zh, en) = (
                format!("{} 期满，却在 {} 才公开", zone.last_day(end), item.publish.day()),
                format!("the term ends on {}, before it begins on {}", zone.last_day(end), item.publish.day()),
            );
            sink.push(
                Diagnostic::new(&codes::D001, item.span(item.marks.expires), zh, en)
                    .help("核对 publish 和 expires", "Check `publish` and `expires`"),
            );
        }
        let Some(public_from) = item.public_from else {
            continue;
        };
        if public_from.start(zone) < opens {
            sink.push(
                Diagnostic::new(
                    &codes::D003,
                    item.span(item.marks.public_from),
                    "社会公众先于党员看到",
                    "the public would see it before the members",
                )
                .help("public_from 不得早于 publish", "`public_from` is never before `publish`"),
            );
        }
        if item.expires.is_some_and(|end| end <= public_from.start(zone)) {
            sink.push(
                Diagnostic::new(
                    &codes::D004,
                    item.span(item.marks.public_from),
                    "向社会公开之前已经期满",
                    "the term ends before the public may see it",
                )
                .help("核对 public_from 和期限", "Check `public_from` and the term"),
            );
        }
    }
}
