//! Whether an edition tells the public which duties were kept.

use super::{Channel, Readers, refuse};
use crate::source::Table;

/// Reads `show_duties` of an edition; a finding where the edition is none that it could be said of.
pub(super) fn shown(table: &mut Table<'_, '_>, audience: Option<Readers>, channel: Option<Channel>) -> bool {
    let Some(shown) = table.flag_at("show_duties").filter(|shown| shown.value) else {
        return false;
    };
    let (zh, en) = match (audience, channel) {
        (Some(Readers::Internal), _) => ("党内版不用写 show_duties", "an edition for members needs no `show_duties`"),
        (_, Some(Channel::Kiosk | Channel::Screen | Channel::Board)) => {
            ("show_duties 只用于网站版", "`show_duties` belongs to a website")
        }
        (None | Some(Readers::Public), None | Some(Channel::Web)) => return true,
    };
    let help_zh = "删去这一行：党内网站总是列出公开任务，触摸屏、显示屏和公开栏都不列";
    let help_en =
        "Remove the line: a website for members always shows duties, and no touch screen, display screen or board does";
    refuse(table, shown.range, zh, en, help_zh, help_en);
    false
}
