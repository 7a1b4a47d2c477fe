//! Organisations and items for the content of a test's site.

pub(crate) fn folder(at: &str) -> String {
    if at.is_empty() { "content".to_owned() } else { format!("content/{at}") }
}

/// An organisation. The root lies in the content folder itself, any other in the folder `at`.
#[derive(Clone)]
pub(crate) struct Org {
    pub(crate) folder: String,
    id: String,
    name: String,
    kind: String,
    lines: Vec<String>,
    body: String,
}

impl Org {
    pub(crate) fn new(id: &str) -> Self {
        let root = id == "root";
        Self {
            folder: if root { String::new() } else { id.to_owned() },
            id: id.to_owned(),
            name: format!("中共{id}支部"),
            kind: if root { "committee" } else { "branch" }.to_owned(),
            lines: Vec::new(),
            body: String::new(),
        }
    }

    /// Its folder below `content`, such as `street/community`.
    pub(crate) fn at(mut self, folder: &str) -> Self {
        folder.clone_into(&mut self.folder);
        self
    }

    pub(crate) fn name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// A line of front matter, such as `audience: internal`.
    pub(crate) fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    pub(crate) fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn text(&self) -> String {
        let Self { id, name, kind, lines, body, folder: _ } = self;
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        format!("---\nid: {id}\nname: {name}\nkind: {kind}\n{lines}---\n{body}\n")
    }
}

/// An item: a public one under the entry `tombstone`, approved, open from 2026-01-01 without end.
#[derive(Clone)]
pub(crate) struct Item {
    at: String,
    pub(crate) id: String,
    title: String,
    entry: String,
    audience: String,
    publish: String,
    approvers: [String; 3],
    lines: Vec<String>,
    body: String,
    pub(crate) beside: Vec<(String, Vec<u8>)>,
}

impl Item {
    pub(crate) fn new(id: &str) -> Self {
        Self {
            at: String::new(),
            id: id.to_owned(),
            title: format!("事项 {id}"),
            entry: "tombstone".to_owned(),
            audience: "public".to_owned(),
            publish: "2026-01-01".to_owned(),
            approvers: ["经办人", "审核人", "审批人"].map(str::to_owned),
            lines: Vec::new(),
            body: format!("{id} 的正文。"),
            beside: Vec::new(),
        }
    }

    /// The folder of its organisation below `content`.
    pub(crate) fn at(mut self, folder: &str) -> Self {
        folder.clone_into(&mut self.at);
        self
    }

    pub(crate) fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    pub(crate) fn entry(mut self, entry: &str) -> Self {
        entry.clone_into(&mut self.entry);
        self
    }

    pub(crate) fn audience(mut self, audience: &str) -> Self {
        audience.clone_into(&mut self.audience);
        self
    }

    pub(crate) fn publish(mut self, publish: impl ToString) -> Self {
        self.publish = publish.to_string();
        self
    }

    pub(crate) fn expires(self, expires: impl std::fmt::Display) -> Self {
        self.line(format!("expires: {expires}"))
    }

    pub(crate) fn approvers(mut self, names: [&str; 3]) -> Self {
        self.approvers = names.map(str::to_owned);
        self
    }

    /// A line of front matter, such as `term: 3 months`.
    pub(crate) fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    pub(crate) fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    /// A file beside it. It travels if a `line` or the body names it.
    pub(crate) fn beside(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.beside.push((name.to_owned(), bytes.as_ref().to_vec()));
        self
    }

    pub(crate) fn folder(&self) -> String {
        format!("{}/{}", folder(&self.at), self.id)
    }

    pub(crate) fn path(&self) -> String {
        format!("{}/index.md", self.folder())
    }

    pub(crate) fn text(&self) -> String {
        let Self { title, id, entry, audience, publish, body, .. } = self;
        let [proposed, reviewed, approved] = &self.approvers;
        let lines: String = self.lines.iter().map(|line| format!("{line}\n")).collect();
        format!(
            "---\ntitle: {title}\nid: {id}\nentry: {entry}\naudience: {audience}\npublish: {publish}\n{lines}approval:\n  \
             proposed: {{by: {proposed}, date: 2024-01-01}}\n  reviewed: {{by: {reviewed}, date: 2024-01-02, secrecy: passed}}\n  \
             approved: {{by: {approved}, date: 2024-01-03}}\n---\n{body}\n"
        )
    }
}

/// An opinion of the root organisation: a public suggestion that came on 2026-01-01, released on that day.
#[derive(Clone)]
pub(crate) struct Opinion {
    at: String,
    id: String,
    lines: Vec<(String, String)>,
    body: String,
}

impl Opinion {
    pub(crate) fn new(id: &str) -> Self {
        let lines = "kind: suggestion\nchannel: box\naudience: public\nreceived: 2026-01-01\nreleased: {by: 核准人, date: 2026-01-01}";
        let opinion =
            Self { at: String::new(), id: id.to_owned(), lines: Vec::new(), body: format!("{id} 的内容。") };
        lines.lines().fold(opinion, Self::line)
    }

    /// The folder of its organisation below `content`.
    pub(crate) fn at(mut self, folder: &str) -> Self {
        folder.clone_into(&mut self.at);
        self
    }

    /// A line of front matter, in place of the one with the same key.
    pub(crate) fn line(mut self, line: impl Into<String>) -> Self {
        let line = line.into();
        let key = line.split(':').next().unwrap_or_default().to_owned();
        self.lines.retain(|(known, _)| *known != key);
        self.lines.push((key, line));
        self
    }

    /// A reply on a day.
    pub(crate) fn reply(mut self, day: impl std::fmt::Display, words: &str) -> Self {
        self.body += &format!("\n\n## 答复\n\n{words}");
        self.line(format!("answered: {{date: {day}, by: 办公室}}"))
    }

    pub(crate) fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn path(&self) -> String {
        format!("{}/opinions/{}.md", folder(&self.at), self.id)
    }

    pub(crate) fn text(&self) -> String {
        let lines: String = self.lines.iter().map(|(_, line)| format!("{line}\n")).collect();
        format!("---\n{lines}---\n{}\n", self.body)
    }
}
