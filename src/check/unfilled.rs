//! F021, F022: what was filled in nowhere. A draft that nobody proposed yet is told of it with A001.

use crate::catalogue::sample::TEXT;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{ApprovalState, Item, Register};

pub(super) fn check(register: &Register, sink: &mut Diagnostics) {
    let proposed = register.items.iter().filter(|item| !matches!(item.approval, ApprovalState::Missing));
    for item in proposed {
        for (word, mark) in &item.samples {
            let (zh, en) = still(word);
            sink.push(Diagnostic::new(&codes::F021, item.span(*mark), zh, en).help(
                "写上正文；样稿里的姓名、电话、数字也要逐项改成真的",
                "Write the text; names, telephones and figures of the skeleton too are to be made true, one by one",
            ));
        }
        if says_nothing(item) {
            let (zh, en) = ("只有标题，没有正文、字段和附件", "there is a title, and no text, field or attachment");
            sink.push(
                Diagnostic::new(&codes::F022, item.span(item.marks.whole), zh, en)
                    .help("写上公开的内容，或附上文件", "Write what is disclosed, or attach a file"),
            );
        }
    }
}

/// That a word of the skeleton still stands.
pub(super) fn still(word: &str) -> (String, String) {
    let (zh, en) = if word == TEXT { ("正文", "the text") } else { ("这里", "this") };
    (format!("{zh}还是样稿里的“{word}”"), format!("{en} is still as in the skeleton"))
}

/// Whether an item that stands tells its readers no more than its title.
fn says_nothing(item: &Item) -> bool {
    item.fields.is_empty()
        && item.attachments.is_empty()
        && item.summary.is_none()
        && item.withdrawn.is_none()
        && item.body.is_blank()
}
