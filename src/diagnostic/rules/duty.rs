//! Rules of approval (A), the catalogue (C) and dates (D): what is owed.
#![allow(missing_docs, reason = "each rule explains itself in `why`")]

use super::Rule;
use crate::diagnostic::Severity;

rules! {
    A001 "approval-missing" Warning
        "未经审批的事项不得公开：《中国共产党党务公开条例（试行）》规定公开须经提出、审核、审批、实施四步。还没有提出的事项不进入任何网站，也不妨碍其他事项公开。"
        "Nothing is disclosed without approval: the Regulation sets four steps, proposed, reviewed, approved, carried out. An item that nobody proposed is in no site, and holds nothing else up.";
    A002 "approval-incomplete" Warning
        "审批尚未走完的事项视为办理中，不进入任何网站，也不妨碍其他事项公开。"
        "An item whose approval is under way is in no site, and holds nothing else up.";
    A003 "approval-order" Error
        "提出、审核、审批须依次进行，日期不能倒置。"
        "Proposal, review and approval follow one another; their dates cannot run backwards.";
    A004 "approval-same-person" Error
        "提出、审核、审批应由不同的人承担，一人不能自提自批。"
        "The three steps are for three people: nobody approves their own proposal.";
    A005 "secrecy-not-passed" Error
        "向社会公开的事项必须通过保密审查。"
        "What goes to the public must have passed the secrecy review.";
    A006 "approval-after-publish" Error
        "先审批、后公开：公开日期不能早于审批日期。"
        "Approval comes first: nothing is published before the day it is approved.";
    A007 "approver-not-in-chain" Error
        "党组织写明了由谁提出、审核、审批的，其他人不能代办。"
        "Where an organisation says who may propose, review and approve, nobody else does.";
    A008 "upward-approval-missing" Error
        "按权限审批：超出本级权限的事项，报请上级党组织审批（条例第十五条）。"
        "Approval is by competence: what goes beyond it is approved by the organisation above.";
    A009 "approval-not-sealed" Error
        "本站要求审批记录带有内容的摘要码，审批之后的改动才看得出来；由审批人运行 sunshine approve 写入。"
        "This site wants approvals to carry the digest of what was approved, so that a later edit is seen; `sunshine approve` writes it.";
    A010 "edited-after-approval" Warning
        "审批针对的是当时的内容：改动以后，在重新审批之前，改动的内容不向社会公开；其他事项不受影响。"
        "What was approved is the text of that day: an edit is not public until it is approved, and holds nothing else up.";
    A011 "expedited-misused" Error
        "快速办理只用于已公开内容的小更正，并在规定的工作日内补办确认。"
        "The fast lane is for small corrections of what is public, confirmed within some working days.";
    A012 "expedited-unconfirmed" Warning
        "快速办理的更正须由另一人按期补办确认。"
        "What went through the fast lane is confirmed by another person in time.";
    A013 "edited-after-review" Warning
        "审核的是当时的内容；审核之后有改动的，重新审核以前不能审批，也不公开。"
        "What was reviewed is the text of that day: an edit is reviewed again before it is approved, and is in no site before that.";
    A014 "approval-lost" Warning
        "已公开的事项改动时不要删去审批记录：没有完整的审批就不再公开。"
        "An item that stands keeps its approval when it is edited: without a whole one it is published no more.";
    A015 "stands-no-more" Warning
        "公开过的事项不能悄悄消失：撤下要写明日期、种类和理由，改名要留旧编号。"
        "What stood does not vanish without a word: a withdrawal gives its day, kind and reason, and a renamed item its former id.";
    A016 "approval-copied" Error
        "审批是针对一件事项办的：复制文件时带过来的审批不算数，新事项要从提出办起。"
        "An approval is of one item: what came along in a copy of its file counts for nothing, and the new item begins with its proposal.";
    A017 "opened-by-loss" Error
        "向社会公开要有人写明：上级的 _org.md 不见了，原来只在党内公开的不能因此向社会公开。"
        "Somebody opens what was for members: that a file above it went does not.";
    A018 "steps-for-too-few" Warning
        "提出、审核、审批由不同的人承担：列出的人凑不齐，事项办到中途就没有人能接着办。"
        "The three steps are for three people: where those who are named are too few, an approval comes to a stop on its way.";
    A019 "publish-long-past" Warning
        "先审批、后公开：公开日期早已过去的草稿办不完审批，办之前就要改成这次公开的日期。"
        "Approval comes before publication: a draft whose day of publication is long past is given that of this publication before it is proposed.";
    C001 "entry-unknown" Error
        "每个事项都须列在公开目录的某一公开项目之下。"
        "Each item belongs under an entry of the disclosure catalogue.";
    C002 "category-unknown" Error
        "公开目录分五类，项目须归入其中一类。"
        "The catalogue has five categories, and an entry belongs to one of them.";
    C003 "field-unknown" Error
        "事项的字段由公开项目规定，写错的字段不会被公开。"
        "An item's fields are those of its entry; a misspelt one would be lost.";
    C004 "audience-above-ceiling" Error
        "公开目录规定了该项目的最大公开范围，事项不得超出。"
        "The catalogue sets how far an entry may go; an item may not go further.";
    C005 "entry-not-for-organisation" Warning
        "目录规定这一项目由别的类型的党组织公开，本党组织公开与否不计入任务。"
        "The catalogue makes this entry a duty of other kinds of organisation, and counts it for none of this kind.";
    C006 "catalogue-invalid" Error
        "公开目录本身写错时，无法判断事项该向谁公开、公开多久。"
        "With a broken catalogue nothing can say who may see an item, or for how long.";
    C007 "laxer-than-item" Error
        "事项中的段落、字段、附件只能比事项更严，不能更宽。"
        "A passage, field or attachment may be stricter than its item, never laxer.";
    C008 "public-under-internal-organisation" Error
        "仅党内可见的党组织名下，不得有向社会公开的事项。"
        "An organisation known only inside cannot have items for the public.";
    C009 "within-on-public" Error
        "限定范围只适用于党内事项；向社会公开的事项不能再限定范围。"
        "A set range is for internal items; what is public is for everybody.";
    C010 "period-missing" Warning
        "定期公开的项目须写明所属期间，才能判断是否按期公开。"
        "A periodic entry needs its period, so that duties can be followed.";
    C011 "catalogue-laxer" Error
        "下级目录只能增补和收紧，不能突破上级目录规定的最大公开范围。"
        "A catalogue that extends another may add and tighten, never raise a ceiling.";
    C012 "field-missing" Error
        "公开目录规定的必填字段就是应当公开的内容，缺了就没有公开完整。"
        "The fields that the catalogue requires are what must be disclosed; without one of them it is not.";
    C013 "field-value" Error
        "字段有规定的类型；写法不对，就无法核对、计算和展示。"
        "A field has a type; a value of another form cannot be checked, counted or shown.";
    C014 "tally-impossible" Error
        "票数不能多于实到人数，实到不能多于应到；收回的票多于发出的票，选举无效。"
        "No more votes than those present, no more present than those due; with more ballots back than issued a vote is void.";
    C015 "ledger-sums" Error
        "收支明细须平衡：各行之和等于合计，期初加收入减支出等于期末结存。"
        "A ledger adds up: lines to totals, and opening plus income less spending to the closing balance.";
    C016 "stages-order" Error
        "有先后顺序的步骤须依次进行：前一步没有开始，后一步不能完成。"
        "Steps that follow one another happen in order: nothing is done before the step ahead of it has begun.";
    C017 "outcome-contradicts-tally" Error
        "结果须与票数一致：满意率达到50%方可进入考察，没有达到的不能写成通过，达到的不能写成未通过。"
        "The outcome follows from the votes: below the pass line nobody goes on to inspection, and what passed did not fail.";
    C018 "majority-missing" Error
        "赞成人数超过应到会有表决权人数的半数，决议方为有效。"
        "A resolution binds when more than half of those with a vote who are due to attend agree.";
    C019 "decision-incomplete" Error
        "“三重一大”事项须经集体讨论决定：没有会议日期和表决结果的不得公布，会议之前不得公布；大额资金使用须写明金额。"
        "A major decision is collective: without a meeting and a tally, or ahead of the meeting, it is not published, nor large funds without an amount.";
    C020 "election-invalid" Error
        "到会的有选举权党员超过应到会人数的五分之四方可选举，得票超过实到会人数（目录写明的，按应到会人数）的半数方可当选，写明得票的须写明每名当选人的得票，当选人数不得多于应选人数；公布当选人员须同时写明到会和得票情况，“两推一选”须写明两轮推荐。"
        "More than four fifths of those entitled come to an election, more than half of those present (or entitled, where the catalogue says so) elect, each of them where votes are given by name, and nobody beyond the seats; the votes stand beside the names, and both rounds of two nominations.";
    C021 "follow-up-missing" Error
        "被评为不称职的，须写明后续处理情况，有评议就要有结果。"
        "Where somebody was graded not competent the item says what followed: an appraisal has consequences.";
    C022 "report-one-way" Error
        "双向述职既向上级党组织述职，也向党员群众述职，缺一不可，都述职后才公布。"
        "A two-way report goes to the superior organisation and to the members; one of them is not enough, and it is published after both.";
    C023 "excellent-too-many" Error
        "优秀等次不超过参加评议人数的三分之一。"
        "The grade of excellent goes to a third of those appraised at most.";
    C024 "interest-withheld" Error
        "涉及公共利益、群众切身利益的事项应当向社会公开；只在党内公开的，须写明理由。"
        "What touches the public's interest is for the public; keeping it inside needs a reason.";
    C025 "entry-withheld" Warning
        "以公开为常态、不公开为例外：目录规定不向社会公开的项目须写明理由，例如涉及党和国家秘密、依规不宜公开。"
        "Disclosure is the rule: an entry that may never be public needs a reason, such as a secret of party or state.";
    C026 "entry-locked" Error
        "上级目录锁定的项目，下级不得更改，只能另行增补自己的项目。"
        "What a superior's catalogue has locked nobody below changes; they add entries of their own.";
    C027 "entry-of-another" Error
        "一个党组织自行增补的项目，只在该党组织和它的下级适用；也不能借此更改大家共用的项目。"
        "An organisation's own entries hold for it and those below, and change nothing for the others.";
    C028 "plan-missing" Error
        "上级目录以外的事项，须先有经批准的公开方案，方可公开。"
        "A matter outside the superior's catalogue needs a plan that was approved first.";
    C029 "grade-named" Error
        "评议考核只公开合格（称职）以上人员的名单：基本合格、不合格等次反馈本人，不点名公开。"
        "Grades below competent are told to the person, never published beside a name.";
    C031 "development-step-missing" Warning
        "发展党员逐个环节公示：确定入党积极分子、确定发展对象、接收预备党员、预备党员转正，前一环节没有公示的，不能进入后一环节。"
        "Member development is announced step by step: activist, prospective member, probationary member, confirmation.";
    C032 "small-group" Error
        "公开的统计数字中不足3人（户）的一组，等于点了名，须与其他组合并；确需在党内列出的，经审批人同意，并用 privacy_reason 写明理由。"
        "A figure that counts fewer than three persons or households names them; it is merged with another, or an approver accepts that members see it, with a `privacy_reason`.";
    C033 "period-unfit" Warning
        "目录规定多久公开一次，所属期间就写多长；写成别的，任务仍算没有完成。"
        "A duty is kept by an item of its own period; one of another length leaves it open.";
    C034 "meeting-outside-period" Warning
        "写明的会议、活动日期应当在所属期间内；复制上一期的文件，常漏改日期。"
        "What an item says was held in its period was held in it; a copy of the last one often keeps a date.";
    C035 "file-for-members" Warning
        "同一个文件，一处仅限党内，一处却要向社会公开，多半是附错了版本；审批以前要核对。"
        "A file that is for members in one place and to go public in another is mostly the wrong version; it is looked at before it is approved.";
    D001 "expires-before-publish" Error
        "公开时限的截止日不能早于公开日期。"
        "An item's term ends after it begins.";
    D002 "term-unknown" Error
        "没有期限的事项会一直挂在网上；公示类项目须写明公示起止。"
        "Without an end an item would stand for ever; a notice must give its window.";
    D003 "public-before-members" Error
        "一般先党内后党外：向社会公开的日期不得早于党内公开的日期。"
        "Members first, then the public: public_from is never before publish.";
    D004 "never-public" Warning
        "向社会公开的日期晚于期满日期，社会公众永远看不到该事项。"
        "public_from is past the end of the term, so the public would never see the item.";
    D005 "window-order" Error
        "公示的截止时间须在开始时间之后。"
        "A window closes after it opens.";
    D006 "window-short" Error
        "公示期不得少于公开目录规定的日数；张贴当日不计，调休的工作日计入，迟贴的顺延。"
        "A window is as long as the catalogue asks: the day of posting does not count, make-up days do, late posting moves its end.";
    D007 "holidays-unknown" Error
        "当年放假安排公布以前，工作日无法计算，公示期是否足够也就无从判断。"
        "Until the yearly notice of holidays is out nobody can count working days, nor tell whether a window is long enough.";
    D008 "result-overdue" Warning
        "征求意见、听证、公示结束后，应当公布结果。"
        "When a window has closed, its result is made known.";
    D009 "appointment-before-window" Error
        "公示期满且没有发现影响任职的问题，方可办理任职手续。"
        "An appointment waits until its notice has stood for the whole window.";
    D010 "election-before-window" Error
        "候选人预备人选公示期满方可选举、公布当选结果。"
        "An election, and its result, waits until the notice of candidates has stood for the whole window.";
    D011 "term-too-long" Error
        "公开时限由公开目录规定；需要延长的，写明理由。"
        "The catalogue sets how long an item stands; a longer term needs a reason.";
    D012 "review-overdue" Warning
        "固定公开的内容须定期复核，整改未完成的须按期更新进展，以免过时。"
        "What stands, and what is not put right yet, is looked at again in time, so that it does not go stale.";
    D013 "term-of-office-over" Warning
        "党代表实行任期制，任期届满后名册不再有效。"
        "Delegates serve a term; past its end the roll no longer holds.";
    D014 "proposal-unanswered" Warning
        "党代表的提案提议须按期答复。"
        "A delegate's proposal is answered by its date.";
    D015 "published-late" Warning
        "随时公开的事项须在事项发生后规定的时间内公开。"
        "An ad hoc item is published within so many days after what it reports.";
    D016 "result-to-stay-missing" Warning
        "期满只留结果的项目，期满前要写好不带姓名的结果 result，否则期满后页面上什么都不留。公示期满才有结果的，由后续事项公开（D020）。"
        "Of such an entry only the result, without persons, stays after the term: it is written before the term ends. Where it is known only when a window has closed, an item that follows tells it (D020).";
    D017 "result-too-early" Warning
        "公示、征求意见截止以后才有结果：没有截止就写“期满无异议”，页面上便与“公示中”同时出现。"
        "What came of a window is known when it has closed: told before, it stands beside the word that the window is open.";
    D020 "follow-up-open" Warning
        "公示期满要有选举结果、任免结果，征求意见要反馈采纳情况，决定要公开执行情况：开了头的事项，到期要有下文。"
        "A notice is followed by the result, a consultation by what became of it, a decision by its execution, in time.";
    D021 "term-of-office-ending" Warning
        "基层党组织按期换届：党的基层委员会每届任期一般五年，总支部、支部一般三年，村、社区的都是五年；届满前六个月开始提醒。"
        "Basic organisations elect anew in time: committees after five years, general branches and branches after three, those of villages and communities after five; the warning begins six months before.";
    D022 "date-far-ahead" Warning
        "很远以后的公开、撤下日期，党组织的成立、撤销日期，所属期间，还没有到的更正、更新、复核和办结日期，多半是年份写错了：事项会到那时才公开、才撤下，没有办的会算作办了。"
        "A publication, withdrawal, founding, dissolving or period far ahead, or a change, review or finished step that is still to come, is mostly a slip in the year: the item would wait for it, or count as done what is not.";
}
