//! Opinions (意见建议), and what became of them.

use super::{Clearance, Mark, OpinionKind, Step};
use crate::calendar::Instant;
use crate::catalogue::entry_words as words;
use crate::diagnostic::Span;
use chrono::NaiveDate;
use std::sync::Arc;

words! {
    /// By which way an opinion came (意见渠道).
    OpinionChannel {
        /// 意见箱
        Box = "box" "意见箱" "Box",
        /// 来访
        Visit = "visit" "来访" "Visit",
        /// 来信
        Letter = "letter" "来信" "Letter",
        /// 来电
        Phone = "phone" "来电" "Telephone" | "电话" | "热线",
        /// 电子邮件
        Email = "email" "电子邮件" "E-mail",
        /// 网络留言
        Online = "online" "网络留言" "Online" | "微信" | "网站" | "小程序",
        /// 会议
        Meeting = "meeting" "会议" "Meeting",
    }
}

words! {
    /// Whose opinion it is, as far as any page says.
    Sender {
        /// 党员
        Member = "member" "党员" "Party member",
        /// 党代表
        Delegate = "delegate" "党代表" "Delegate",
        /// 群众
        Resident = "resident" "群众" "Resident" | "居民",
        /// 单位
        Unit = "unit" "单位" "Organisation",
    }
}

words! {
    /// What the sender thinks of the handling (评价).
    Grade {
        /// 满意
        Satisfied = "satisfied" "满意" "Satisfied",
        /// 基本满意
        Fair = "fair" "基本满意" "Fairly satisfied",
        /// 不满意
        Dissatisfied = "dissatisfied" "不满意" "Dissatisfied",
    }
}

words! {
    /// How far the handling of an opinion has come: 收到 → 转办 → 答复 → 反馈 → 评价.
    OpinionState {
        /// 收到
        Received = "received" "收到" "Received",
        /// 转办
        Forwarded = "forwarded" "转办" "Forwarded",
        /// 答复
        Answered = "answered" "答复" "Answered",
        /// 反馈: the sender was told.
        Returned = "returned" "反馈" "Sender told",
        /// 评价
        Rated = "rated" "评价" "Rated",
    }
}

/// Where in its file an opinion says what it says.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpinionMarks {
    /// The front matter as a whole.
    pub whole: Mark,
    /// `id`, or the whole where the file's name gives it.
    pub id: Mark,
    /// `audience` or `reply_audience`, or the whole.
    pub audience: Mark,
    /// `about`
    pub about: Mark,
    /// `received`
    pub received: Mark,
    /// `due`
    pub due: Mark,
    /// The day in `released`.
    pub released: Mark,
    /// The four steps that may follow, in their order.
    pub steps: [Mark; 4],
    /// What was sent.
    pub text: Mark,
    /// The reply.
    pub reply: Mark,
}

/// An opinion of a member or citizen, and how it was handled (意见).
#[derive(Debug)]
pub struct Opinion {
    /// Where its file lies, from the site's root.
    pub path: Arc<str>,
    /// Where it says what.
    pub marks: OpinionMarks,
    /// Its stable id.
    pub id: Arc<str>,
    /// Position of the organisation that it was sent to.
    pub organisation: usize,
    /// What it is.
    pub kind: OpinionKind,
    /// By which way it came.
    pub channel: OpinionChannel,
    /// Whose it is, without a name.
    pub from: Option<Sender>,
    /// The sender's name, for making sure that it stands nowhere; in no site.
    pub name: Option<Arc<str>>,
    /// The id of the item that it is about.
    pub about: Option<Arc<str>>,
    /// In a few words; goes with the text.
    pub title: Option<Arc<str>>,
    /// What was sent; empty where that is not kept.
    pub text: Arc<str>,
    /// The reply; empty where there is none.
    pub reply: Arc<str>,
    /// Who may see title and text.
    pub text_clearance: Clearance,
    /// Who may see the reply.
    pub reply_clearance: Clearance,
    /// Who released it to the public, and when.
    pub released: Option<Step>,
    /// When it was received.
    pub received: NaiveDate,
    /// The last day on which an answer is in time.
    pub due: NaiveDate,
    /// Whether that day may move, since holidays are still to be announced.
    pub provisional: bool,
    /// When and to whom it was passed on.
    pub forwarded: Option<(NaiveDate, Option<Arc<str>>)>,
    /// When and by which office it was answered.
    pub answered: Option<(NaiveDate, Option<Arc<str>>)>,
    /// When the sender was told.
    pub returned: Option<NaiveDate>,
    /// When and how the sender rated the handling.
    pub rated: Option<(NaiveDate, Grade)>,
    /// When it leaves, exclusively; none for what is not answered yet.
    pub expires: Option<Instant>,
}

impl Opinion {
    /// A place in its file.
    pub fn span(&self, mark: Mark) -> Span {
        mark.span(&self.path)
    }

    /// Who may know of it at all: whoever may see one of its two parts.
    pub fn clearance(&self) -> Clearance {
        let parts = [(&self.text, self.text_clearance), (&self.reply, self.reply_clearance)];
        let said = parts.into_iter().filter(|(text, _)| !text.is_empty()).map(|(_, clearance)| clearance);
        said.min().unwrap_or(Clearance::Specific)
    }

    /// The dated steps that were taken, in the order of the states.
    pub fn steps(&self) -> Vec<(OpinionState, NaiveDate, Mark)> {
        let [forwarded, answered, returned, rated] = self.marks.steps;
        [
            Some((OpinionState::Received, self.received, self.marks.received)),
            self.forwarded.as_ref().map(|(day, _)| (OpinionState::Forwarded, *day, forwarded)),
            self.answered.as_ref().map(|(day, _)| (OpinionState::Answered, *day, answered)),
            self.returned.map(|day| (OpinionState::Returned, day, returned)),
            self.rated.map(|(day, _)| (OpinionState::Rated, day, rated)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
