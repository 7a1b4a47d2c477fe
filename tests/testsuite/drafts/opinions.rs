//! Opinions drawn by chance.

use super::{Audience, Drawn, Readers, date};
use crate::site::SENDERS;
use proptest::option::{of, weighted};
use proptest::prelude::*;

#[derive(Clone, Debug)]
pub(crate) struct OpinionDraft {
    org: usize,
    about: Option<usize>,
    kind: usize,
    text: Audience,
    /// Who may see the reply, and how many days after it came in.
    reply: Option<(Audience, u64)>,
    received: u64,
    forwarded: bool,
    returned: Option<bool>,
    expires: Option<u64>,
    titled: bool,
}

pub(crate) fn opinion() -> impl Strategy<Value = OpinionDraft> {
    let audience =
        || prop_oneof![4 => Just(Audience::Public), 3 => Just(Audience::Internal), 1 => Just(Audience::Specific)];
    let said = (audience(), of((audience(), 0..40u64)), 0..3usize, any::<bool>());
    let steps = (0..300u64, any::<bool>(), of(any::<bool>()), weighted(0.3, 1..100u64));
    (0..5usize, weighted(0.6, 0..12usize), said, steps).prop_map(
        |(org, about, (text, reply, kind, titled), (received, forwarded, returned, expires))| OpinionDraft {
            org,
            about,
            kind,
            text,
            reply,
            received,
            forwarded,
            returned,
            expires,
            titled,
        },
    )
}

fn word(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::Internal => "internal",
        Audience::Specific => "specific",
    }
}

impl Drawn {
    /// The path and text of an opinion for these readers; none where it is hidden from them and left out.
    pub(super) fn opinion(&self, at: usize, readers: Readers, without_hidden: bool) -> Option<(String, String)> {
        let draft = &self.opinions[at];
        let org = draft.org % (self.orgs.len() + 1);
        let about = draft.about.map(|about| about % self.items.len());
        let reach = about.map_or(Audience::Public, |about| self.audience(about));
        let floor = if self.org_is_internal(org) { Audience::Internal } else { Audience::Public };
        let narrowed = |audience: Audience| audience.max(floor).max(reach);
        let (text, reply) = (narrowed(draft.text), draft.reply.map(|(audience, after)| (narrowed(audience), after)));
        let open = reply.map_or(text, |(reply, _)| reply.min(text));
        let hidden = match readers {
            Readers::Public => open != Audience::Public,
            Readers::Scoped => {
                let outside = !self.line(org).contains(&self.scope());
                outside || open == Audience::Specific || about.is_some_and(|about| self.is_hidden(about, readers))
            }
        };
        if hidden && without_hidden {
            return None;
        }
        let bare = without_hidden && readers == Readers::Public;
        let mut lines = vec![
            format!("kind: {}", ["suggestion", "complaint", "inquiry"][draft.kind]),
            "channel: box".to_owned(),
            format!("from: {}", SENDERS[draft.kind]),
            format!("received: {}", date(draft.received)),
            format!("audience: {}", word(text)),
        ];
        lines.extend(about.map(|about| format!("about: item-{about}")));
        let shown = |audience: Audience| !bare || audience == Audience::Public;
        if draft.titled && shown(text) {
            lines.push(format!("title: 意见{at}"));
        }
        if draft.forwarded {
            let to = if bare { "" } else { ", to: 密" };
            lines.push(format!("forwarded: {{date: {}{to}}}", date(draft.received)));
        }
        if open == Audience::Public {
            let by = if bare { "甲" } else { "密" };
            lines.push(format!("released: {{by: {by}, date: {}}}", date(draft.received + 2)));
        }
        let mut body = if shown(text) { format!("意见{at}的内容。\n") } else { String::new() };
        if let Some((audience, after)) = reply {
            let answered = draft.received + after;
            lines.extend(shown(audience).then(|| format!("reply_audience: {}", word(audience))));
            lines.push(format!("answered: {{date: {}, by: 办公室}}", date(answered)));
            if let Some(rated) = draft.returned {
                lines.push(format!("returned: {}", date(answered + 1)));
                lines.extend(rated.then(|| format!("rated: {{date: {}, grade: fair}}", date(answered + 3))));
            }
            if shown(audience) {
                body += &format!("\n## 答复\n\n意见{at}的答复。\n");
            }
        }
        lines.extend(draft.expires.map(|days| format!("expires: {}", date(draft.received + days))));
        let folder = self.org_folder(org);
        let folder = if folder.is_empty() { "content".to_owned() } else { format!("content/{folder}") };
        Some((format!("{folder}/opinions/op-{at}.md"), format!("---\n{}\n---\n{body}", lines.join("\n"))))
    }
}
