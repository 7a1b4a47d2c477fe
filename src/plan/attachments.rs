//! Attachments as templates get them.

use crate::address;
use crate::projection::FileItem;
use serde::Serialize;

/// What travels with an item: kind, size, digest.
#[derive(Debug, Hash, Serialize)]
pub(super) struct AttachmentView<'p> {
    file: &'p str,
    path: String,
    title: &'p str,
    size_zh: String,
    kind: String,
    sha256: &'p str,
    internal: bool,
}

/// The view of a file of the item `id`.
pub(super) fn attachment<'p>(id: &str, file: &'p FileItem) -> AttachmentView<'p> {
    let name = &*file.file.name;
    AttachmentView {
        file: name,
        path: address::encode(&address::file(id, name)).into_owned(),
        title: &file.title,
        size_zh: size_zh(file.file.size),
        kind: name.rsplit_once('.').map(|(_, extension)| extension.to_uppercase()).unwrap_or_default(),
        sha256: &file.file.sha256,
        internal: file.internal,
    }
}

/// `3.2 KB`, for people.
fn size_zh(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["B", "KB", "MB", "GB"];
    let mut unit = 0;
    let mut whole = bytes;
    let mut tenths = 0;
    while whole >= 1024 && unit + 1 < UNITS.len() {
        tenths = whole % 1024 * 10 / 1024;
        whole /= 1024;
        unit += 1;
    }
    if unit == 0 { format!("{whole} B") } else { format!("{whole}.{tenths} {}", UNITS[unit]) }
}
