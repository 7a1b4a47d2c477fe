//! Where personal data were found, and what to do about them there.

use crate::privacy::Kind;

/// Where something was found.
#[derive(Clone, Copy)]
pub(super) enum Place<'p> {
    /// In a text that clerks write here.
    Text,
    /// In the configuration, a theme, or another text in which nothing is masked.
    Setting,
    /// In the name of an attachment.
    Name,
    /// In the name of the file itself, or of its folder, which became its address.
    OwnName,
    /// In an attachment: its name, and where in it.
    Inside(&'p str),
    /// In the header of a table in an attachment: where that is, and the cell.
    Header(&'p str, &'p str),
}

impl Place<'_> {
    /// What was found, in both languages.
    pub(super) fn message(self, kind: Kind) -> (String, String) {
        let (zh, en) = (kind.zh(), kind.en());
        match self {
            Self::Text | Self::Setting => (format!("这里有{zh}"), format!("personal data here: {en}")),
            Self::Name => (format!("附件的文件名里有{zh}"), format!("the attachment's name holds personal data: {en}")),
            Self::OwnName => (
                format!("文件名里有{zh}，会成为网址"),
                format!("the name of the file becomes its address, and holds {en}"),
            ),
            Self::Inside(place) => {
                (format!("附件 {place} 里有{zh}"), format!("the attachment `{place}` holds personal data: {en}"))
            }
            Self::Header(place, cell) => (
                format!("附件 {place} 的表头有“{cell}”"),
                format!("the attachment `{place}` has a column for personal data: {en}"),
            ),
        }
    }

    /// What to do about personal data that the public would see, in both languages.
    pub(super) fn mending(self, kind: Kind) -> (&'static str, &'static str) {
        match self {
            Self::Text if kind == Kind::Landline => (
                "办公电话请登记在 _org.md 的 contact 或 office_phones 里；不是的，删去，或运行 sunshine check --fix 改成遮盖形式",
                "List an office's telephone in `contact` or `office_phones` of its _org.md; delete any other, or mask it with `sunshine check --fix`",
            ),
            Self::Text if kind == Kind::Turned => (
                "把这一段删去，重新键入；没有号码的，可运行 sunshine check --fix 去掉它",
                "Type the passage anew; where it has no number, `sunshine check --fix` takes the character out",
            ),
            Self::Text if kind.can_be_masked() => (
                "删去，或运行 sunshine check --fix 改成遮盖形式；旧稿里也要删（用 git 的请管理员清除历史）",
                "Delete it, or mask it with `sunshine check --fix`; the history of the repository still has it",
            ),
            Self::Setting if kind == Kind::Email => (
                "这里要写公务邮箱：先在党组织 _org.md 的 contact 里登记为 email，再在这里写同样的地址；不是公务邮箱的，删去",
                "An office's address belongs here: list it as `email` in `contact` of its _org.md, and write the same here; delete any other",
            ),
            Self::Setting if kind == Kind::Landline => (
                "办公电话请登记在 _org.md 的 contact 或 office_phones 里；不是的，删去",
                "List an office's telephone in `contact` or `office_phones` of its _org.md; delete any other",
            ),
            Self::Text | Self::Setting => (
                "删去；旧稿里也要删（用 git 的请管理员清除历史）",
                "Delete it; the history of the repository still has it",
            ),
            Self::Name => (
                "给文件改名，去掉其中的个人信息，文前信息里也写新名字",
                "Rename the file, and write its new name in the front matter",
            ),
            Self::OwnName => (
                "给文件改名，去掉其中的个人信息，或写一行 id: 另起的编号",
                "Rename the file, or give the item an `id:` of its own",
            ),
            Self::Inside(_) => (
                "在原文件里删去或遮盖后重新保存（--fix 不改附件）；旧稿里也要删（用 git 的请管理员清除历史）",
                "Delete or mask it in the file and save that anew (--fix leaves attachments alone); the history still has it",
            ),
            Self::Header(..) => (
                "在原表里删去这一列后重新保存；旧稿里也要删（用 git 的请管理员清除历史）",
                "Delete the column in the table and save that anew; the history still has it",
            ),
        }
    }
}
