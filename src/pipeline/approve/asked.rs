//! Whether somebody may take a step of an approval on a day: one rule after the other, and the first that refuses is told.

use super::{Refused, Signature};
use crate::check;
use crate::model::{ApprovalState, Clearance, Item, Register, Role, Step, StepKind};
use chrono::NaiveDate;

/// A step that somebody wants to take.
pub(super) struct Asked<'a> {
    register: &'a Register,
    item: &'a Item,
    step: StepKind,
    signature: &'a Signature,
    /// The day of the step.
    day: NaiveDate,
    today: NaiveDate,
    /// The steps that were taken before.
    taken: Vec<(StepKind, &'a Step)>,
}

impl<'a> Asked<'a> {
    /// `step` of an item, on a day, and today.
    pub(super) fn of(
        register: &'a Register,
        item: &'a Item,
        step: StepKind,
        signature: &'a Signature,
        (day, today): (NaiveDate, NaiveDate),
    ) -> Self {
        let taken: Vec<(StepKind, &Step)> = match &item.approval {
            ApprovalState::Missing => Vec::new(),
            ApprovalState::Partial(partial) => partial.taken.iter().map(|(step, taken)| (*step, taken)).collect(),
            ApprovalState::Whole(approval) if step == StepKind::Confirmed => {
                vec![(StepKind::Approved, approval.last())]
            }
            ApprovalState::Whole(approval) => {
                let steps = [(StepKind::Proposed, &approval.proposed), (StepKind::Reviewed, &approval.reviewed)];
                steps.into_iter().filter_map(|(step, taken)| Some((step, taken.as_ref()?))).collect()
            }
        };
        let taken = taken.into_iter().filter(|(other, _)| *other != step).collect();
        Self { register, item, step, signature, day, today, taken }
    }

    /// Whether the step may be taken.
    pub(super) fn may(&self) -> Result<(), Refused> {
        let rules = [
            Self::is_named,
            Self::has_no_words_for_steps,
            Self::is_not_ahead,
            Self::is_by_another,
            Self::is_not_said_before,
            Self::is_not_copied,
            Self::is_in_office,
            Self::is_in_the_chain,
            Self::is_in_order,
            Self::is_not_in_vain,
            Self::says_of_secrecy,
        ];
        rules.iter().try_for_each(|rule| rule(self))
    }

    fn refuse(&self, zh: impl Into<String>, en: impl Into<String>) -> Result<(), Refused> {
        Err(Refused::because(&self.item.path, zh, en))
    }

    fn is_named(&self) -> Result<(), Refused> {
        if self.signature.name.is_empty() {
            return self.refuse("没有写名字：--as 姓名", "there is no name: --as NAME");
        }
        Ok(())
    }

    fn has_no_words_for_steps(&self) -> Result<(), Refused> {
        match &self.item.approval {
            ApprovalState::Partial(partial) if partial.in_words => {
                let help = check::in_words(self.item, self.register);
                self.refuse(
                    format!("approval 不手写：{}", help.zh),
                    format!("`approval` is not written by hand. {}", help.en),
                )
            }
            ApprovalState::Missing | ApprovalState::Partial(_) | ApprovalState::Whole(_) => Ok(()),
        }
    }

    fn is_not_ahead(&self) -> Result<(), Refused> {
        let Self { day, today, .. } = self;
        if day > today {
            return self.refuse(
                format!("办理日期 {day} 还没有到，今天是 {today}"),
                format!("the day of this step, {day}, is still to come: today is {today}"),
            );
        }
        Ok(())
    }

    /// Nobody takes two steps of one approval.
    fn is_by_another(&self) -> Result<(), Refused> {
        let Some((other, _)) = self.taken.iter().find(|(_, taken)| *taken.by == *self.signature.name) else {
            return Ok(());
        };
        let step_zh = self.step.zh();
        let who = check::candidates(self.register, self.item, self.step.role());
        let names = check::names(&who);
        let (zh, en) = match who.as_slice() {
            [] if check::nobody_is_left(self.register, self.item, self.step.role()) => {
                let more = check::one_more(self.step.role());
                (format!("，现在没有别人能办：{}", more.zh), format!(", and nobody is left. {}", more.en))
            }
            [] => (String::new(), String::new()),
            _ => (format!("；可以{step_zh}的：{}", names.zh), format!(": {}", names.en)),
        };
        self.refuse(
            format!("您已办过{}，{step_zh}由另一人办{zh}", other.zh()),
            format!("you took the step `{}`; another person takes this one{en}", other.id()),
        )
    }

    /// Two items with the same words are one, or the second is a copy on which nobody worked.
    fn is_not_said_before(&self) -> Result<(), Refused> {
        let begins = !matches!(self.item.approval, ApprovalState::Whole(_));
        let Some(first) = begins.then(|| check::said_before(self.register, self.item)).flatten() else {
            return Ok(());
        };
        self.refuse(
            format!("内容与 {} 一字不差：是新事项的，改好再办；多余的，删去这个文件", first.path),
            format!("it says word for word what {} says: write the new item first, or delete this file", first.path),
        )
    }

    fn is_not_copied(&self) -> Result<(), Refused> {
        let Some(first) = check::copied_from(self.register, self.item) else {
            return Ok(());
        };
        self.refuse(
            format!("这里的审批是从 {} 复制来的，不算数；删去 approval，从提出办起", first.path),
            format!("this approval was copied from {}; drop `approval` and begin with the proposal", first.path),
        )
    }

    /// Whether the person has the role, by the chain as it is now. Whoever approves, also for an organisation above, may confirm
    /// too.
    fn has_role(&self) -> bool {
        let (item, name) = (self.item, &self.signature.name);
        let role = self.step.role();
        let who = self.register.approvers(item.organisation, item.entry, role);
        let also_approvers = role == Role::Approve || self.step == StepKind::Confirmed;
        who.iter().any(|other| **other == **name)
            || also_approvers && self.register.approves(item.organisation, item.entry, name)
    }

    /// Whether somebody who left had the role on a day.
    fn had_role(&self, date: NaiveDate) -> bool {
        let step = Step { by: self.signature.name.as_str().into(), date };
        self.register.had_role(self.item.organisation, self.item.entry, self.step.role(), &step)
    }

    fn is_in_office(&self) -> Result<(), Refused> {
        if self.has_role() || !self.had_role(NaiveDate::MIN) || self.had_role(self.today) {
            return Ok(());
        }
        let (name, step_zh) = (&self.signature.name, self.step.zh());
        self.refuse(
            format!("{name} 已经离任，不能再{step_zh}；以前办的仍然有效"),
            format!("{name} has left and takes no more steps; what was done before stands"),
        )
    }

    /// Whether somebody above may approve, and who may confirm, the rules say.
    fn is_in_the_chain(&self) -> Result<(), Refused> {
        let role = self.step.role();
        let who = self.register.approvers(self.item.organisation, self.item.entry, role);
        if role == Role::Approve || who.is_empty() || self.has_role() || self.had_role(self.day) {
            return Ok(());
        }
        let (name, step_zh) = (&self.signature.name, self.step.zh());
        let names = who.iter().map(|name| &**name).collect::<Vec<_>>();
        self.refuse(
            format!("{name} 不能{step_zh}；可以{step_zh}的：{}", names.join("、")),
            format!("{name} may not take this step; it is for {}", names.join(", ")),
        )
    }

    fn is_in_order(&self) -> Result<(), Refused> {
        let day = self.day;
        let Some((_, before)) = self.taken.last().filter(|(_, before)| day < before.date) else {
            return Ok(());
        };
        self.refuse(
            format!("日期 {day} 早于上一步的 {}", before.date),
            format!("{day} is before {}, the day of the step before", before.date),
        )
    }

    /// A day of publication that is long past is mended before the first step, and not after the last.
    fn is_not_in_vain(&self) -> Result<(), Refused> {
        if matches!(self.item.approval, ApprovalState::Whole(_)) {
            return Ok(());
        }
        match check::in_vain(self.item, self.register, self.day) {
            Some(why) => self.refuse(why.zh, why.en),
            None => Ok(()),
        }
    }

    /// The review says what came of the secrecy review, and so does an approval that takes the place of one.
    fn says_of_secrecy(&self) -> Result<(), Refused> {
        let Signature { name, secrecy, expedited, .. } = self.signature;
        let again = match &self.item.approval {
            ApprovalState::Whole(approval) => approval.seal.is_some() || *approval.last().by != **name,
            ApprovalState::Missing | ApprovalState::Partial(_) => false,
        };
        let asks =
            self.step == StepKind::Reviewed || (self.step == StepKind::Approved && (expedited.is_some() || again));
        if asks && self.item.clearance == Clearance::Public && secrecy.is_none() {
            let refused = self.refuse(
                "向社会公开的事项要写保密审查结果：加 --secrecy passed（可公开）、passed-with-deletions（删减后公开）或 refused（不予公开）",
                "a public item needs the result of its secrecy review: add --secrecy passed, passed-with-deletions or refused",
            );
            return refused.map_err(|refused| Refused { unsaid: true, ..refused });
        }
        if self.step == StepKind::Proposed && secrecy.is_some() {
            return self.refuse(
                "保密审查的结果在审核一步写：提出时不加 --secrecy",
                "the secrecy review belongs to the step after: propose without --secrecy",
            );
        }
        Ok(())
    }
}
