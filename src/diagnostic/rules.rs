use super::{Severity, Text};

/// A rule that a finding names: its code and name never change, so that people can look them up.
#[derive(Debug)]
pub struct Rule {
    /// `A001`
    pub code: &'static str,
    /// `approval-missing`
    pub name: &'static str,
    /// What it does to the item.
    pub severity: Severity,
    /// Why the rule exists, in both languages.
    why: (&'static str, &'static str),
}

impl Rule {
    /// Why the rule exists and what it protects.
    pub fn why(&self) -> Text {
        Text::new(self.why.0, self.why.1)
    }
}

macro_rules! rules {
    ($($code:ident $name:literal $severity:ident $zh:literal $en:literal;)*) => {
        /// The rules by code.
        #[allow(missing_docs, reason = "each rule explains itself in `why`")]
        pub mod codes {
            use super::{Rule, Severity};
            $(pub static $code: Rule = Rule {
                code: stringify!($code), name: $name, severity: Severity::$severity, why: ($zh, $en),
            };)*
        }
        /// Every rule, by code.
        pub static RULES: &[&Rule] = &[$(&codes::$code),*];
    };
}

rules! {
    A001 "approval-missing" Error
        "未经审批的事项不得公开：《中国共产党党务公开条例（试行）》规定公开须经提出、审核、审批、实施四步。"
        "Nothing is disclosed without approval: the Regulation sets four steps, proposed, reviewed, approved, carried out.";
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
        "党组织写明了谁可以提出、审核、审批的，别人不能代替。"
        "Where an organisation says who may propose, review and approve, nobody else does.";
    A008 "upward-approval-missing" Error
        "按权限审批：超出本级权限的事项，报请上级党组织审批（条例第十五条）。"
        "Approval is by competence: what goes beyond it is approved by the organisation above.";
    A009 "approval-not-sealed" Error
        "站点要求审批带上内容的摘要码，审批之后的改动才看得出来。"
        "The site wants approvals to carry the digest of what was approved, so that a later edit is seen.";
    A010 "edited-after-approval" Warning
        "审批的是当时的内容；改动后重新审批以前，改动的内容不向社会公开，也不妨碍其他事项公开。"
        "What was approved is the text of that day: an edit is not public until it is approved, and holds nothing else up.";
    A011 "expedited-misused" Error
        "快速办理只用于已公开内容的小更正，并在规定的工作日内补办确认。"
        "The fast lane is for small corrections of what is public, confirmed within some working days.";
    A012 "expedited-unconfirmed" Warning
        "快速办理的更正须由另一人按期补办确认。"
        "What went through the fast lane is confirmed by another person in time.";
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
        "该公开项目规定由特定类型的党组织公开。"
        "The entry is a duty of other kinds of organisation.";
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
        "有先后的步骤须按先后进行：前一步没有开始，后一步不能完成。"
        "Steps that follow one another happen in order: nothing is done before the step ahead of it has begun.";
    C017 "outcome-contradicts-tally" Error
        "结果须与票数一致：满意率达到50%方可进入考察，没有达到的不能写成通过，达到的不能写成未通过。"
        "The outcome follows from the votes: below the pass line nobody goes on to inspection, and what passed did not fail.";
    C018 "majority-missing" Error
        "赞成人数超过应到会有表决权人数的半数，决议方为有效。"
        "A resolution binds when more than half of those with a vote who are due to attend agree.";
    C019 "decision-incomplete" Error
        "“三重一大”事项须经集体讨论决定：没有会议日期和表决结果的不得公布；大额资金使用须写明金额。"
        "A major decision is collective: without a meeting and a tally it is not published, nor large funds without an amount.";
    C020 "election-invalid" Error
        "到会的有选举权党员超过应到会人数的五分之四方可选举，得票超过实到会人数的半数方可当选。"
        "More than four fifths of those entitled are present at an election, and more than half of those present elect.";
    C021 "follow-up-missing" Error
        "被评为不称职的，须写明后续处理。"
        "A grade of not competent needs its follow-up.";
    C022 "report-one-way" Error
        "双向述职既向上级党组织述职，也向党员群众述职，缺一不可。"
        "A two-way report goes to the superior organisation and to the members; one of them is not enough.";
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
    C031 "development-step-missing" Warning
        "发展党员逐个环节公示：确定入党积极分子、确定发展对象、接收预备党员、预备党员转正，前一环节没有公示的，不能进入后一环节。"
        "Member development is announced step by step: activist, prospective member, probationary member, confirmation.";
    C032 "small-group" Error
        "公开的统计数字中不足3人（户）的一组，等于点了名，须与其他组合并。"
        "A figure that counts fewer than three persons or households names them; it is merged with another.";
    D001 "expires-before-publish" Error
        "公开期限必须在公开之后结束。"
        "A term ends after it begins.";
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
        "公示截止须在开始之后。"
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
        "公示期满、没有影响任职的问题，方可办理任职。"
        "An appointment waits until its notice has stood for the whole window.";
    D010 "election-before-window" Error
        "候选人预备人选公示期满方可选举、公布当选结果。"
        "An election, and its result, waits until the notice of candidates has stood for the whole window.";
    D011 "term-too-long" Error
        "公开期限由公开目录规定；需要延长的，写明理由。"
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
    D020 "follow-up-open" Warning
        "公示期满要有选举结果、任免结果，征求意见要反馈采纳情况，决定要公开执行情况：开了头的事项，到期要有下文。"
        "A notice is followed by the result, a consultation by what became of it, a decision by its execution, in time.";
    D021 "term-of-office-ending" Warning
        "基层党组织按期换届：村、社区党组织每届任期五年，其他基层党组织三年；届满前六个月开始提醒。"
        "Basic organisations elect anew in time: village and community ones after five years, others after three; the warning begins six months before.";
    F001 "front-matter-missing" Error
        "没有文前信息就不知道事项归谁、向谁公开、公开多久。"
        "Without front matter nothing says whose the item is, for whom, and for how long.";
    F002 "front-matter-syntax" Error
        "文前信息须是规范的 YAML。"
        "Front matter is YAML.";
    F003 "unknown-key" Error
        "写错的键会悄悄丢失内容，因此一律报错。"
        "A misspelt key would silently lose what was meant, so it is an error.";
    F004 "duplicate-key" Error
        "同一个键写两次，无法判断以哪个为准。"
        "With a key given twice nobody can say which one counts.";
    F005 "bad-value" Error
        "值的写法不对，无法理解。"
        "The value is not of the form that the key takes.";
    F006 "required-key-missing" Error
        "标题、公开项目、公开范围、公开日期缺一不可。"
        "Title, entry, audience and publication date are needed on every item.";
    F010 "encoding-unreadable" Error
        "文件既不是 UTF-8 也不是 GB18030，读出来会是乱码。"
        "The file is neither UTF-8 nor GB18030.";
    F011 "encoding-gb18030" Warning
        "文件按 GB18030 读取；请另存为 UTF-8，以免日后误读。"
        "The file was read as GB18030; save it as UTF-8 so that it is never misread.";
    F012 "full-width-punctuation" Warning
        "文前信息里用了全角冒号或引号，已按半角理解。"
        "Full-width punctuation in front matter was read as its ASCII form.";
    F013 "file-empty" Error
        "空文件不是事项。"
        "An empty file is no item.";
    F014 "id-invalid" Error
        "编号是网址的一部分，须在各种系统上都能作文件名。"
        "The id is part of the address and must be a file name on every system.";
    F015 "id-duplicate" Error
        "编号和网址永不重复使用。"
        "Ids and addresses are never used twice.";
    F016 "name-collision" Error
        "只有大小写或编码形式不同的文件名，在 Windows 上是同一个文件。"
        "Names that differ only in case or normalisation are one file on Windows.";
    F017 "document-number-form" Error
        "文号按 GB/T 9704—2012：机关代字、六角括号括起的四位年份、顺序号，如 向委发〔2026〕12号。"
        "Document numbers follow GB/T 9704-2012: code, full year in U+3014/U+3015 brackets, number without leading zero.";
    F018 "link-out-of-content" Error
        "指向内容文件夹之外的链接可能带出不该公开的文件。"
        "A link that leads out of the content folder could carry out what nobody approved.";
    F019 "organisation-missing" Error
        "内容文件夹须有 _org.md，写明是哪个党组织。"
        "The content folder needs an _org.md that says which organisation it is.";
    F020 "organisation-unknown" Error
        "没有这个编号的党组织。"
        "There is no organisation with this id.";
    L001 "link-broken" Warning
        "链接找不到去处，页面上只显示文字。"
        "A link that leads nowhere; the page shows its words as plain text.";
    L002 "link-to-internal" Warning
        "向社会公开的事项不得链接党内事项；公开页面只显示文字。"
        "A public item must not link to an internal one; the public page shows plain text.";
    L003 "attachment-missing" Error
        "列出的附件不在事项旁边。"
        "A listed attachment does not lie beside the item.";
    L004 "image-missing" Error
        "正文引用的图片不在事项旁边。"
        "A picture that the text names does not lie beside the item.";
    L005 "url-unsafe" Error
        "只允许 http、https、mailto、tel 链接。"
        "Only http, https, mailto and tel links are allowed.";
    L006 "raw-html" Error
        "正文不允许 HTML 标签和注释：它们能藏内容，也能夹带脚本。"
        "Raw HTML and comments can hide text and carry scripts, so they are refused.";
    L007 "picture-kind" Error
        "图片只收 PNG、JPEG、GIF、WebP。"
        "Pictures are PNG, JPEG, GIF or WebP.";
    L008 "file-not-declared" Error
        "随事项公开的文件须列入 attachments，写明标题和公开范围。"
        "A file travels with an item only when `attachments` lists it.";
    L009 "passage-marker" Error
        "党内段落以单独成行的 ::: internal 开始，以 ::: 结束；写错会使党内文字外泄，因此一律报错。"
        "An internal passage stands between lines `::: internal` and `:::`; a marker that is not understood could leak it.";
    L010 "reserved-character" Error
        "正文含有程序保留的字符。"
        "The text holds a character that the generator reserves.";
    L011 "successor-unknown" Warning
        "被取代的事项须写明由哪个事项取代。"
        "A superseded item names the item that replaces it.";
    L020 "follows-cycle" Warning
        "来龙去脉有先有后：甲接续乙，乙就不能再接续甲。"
        "A thread runs one way: what an item follows cannot follow it in turn.";
    L021 "follows-elsewhere" Warning
        "一般只接续本党组织或上级党组织的事项；接续其他党组织的，写明理由。"
        "An item follows one of its own organisation or of one above; for any other it says why.";
    O001 "opinion-item-unknown" Error
        "意见针对的事项须在台账里，答复才能与事项放在一起。"
        "An opinion is about an item of the register, so that its reply stands with it.";
    O002 "opinion-steps-order" Error
        "意见办理依次为收到、转办、答复、反馈、评价，日期不能倒置，没有答复不能反馈和评价。"
        "An opinion is received, forwarded, answered, returned and rated in this order, and nothing comes back without an answer.";
    O003 "opinion-laxer-than-item" Error
        "关于党内事项的意见会透露事项内容，不能比事项公开得更宽。"
        "An opinion tells of its item, so it may go no further than that.";
    O004 "opinion-not-released" Error
        "意见来自个人，须有人核对过不含个人信息、不涉密，才能向社会公开。"
        "Opinions come from persons: somebody makes sure that nobody can be told from them before the public sees them.";
    O005 "opinion-names-sender" Error
        "提意见的人受保护：姓名和联系方式不出现在任何页面上。"
        "Whoever gives an opinion is protected: name and contact stand on no page.";
    O006 "question-without-reply" Error
        "询问、质询是党员和代表的权利，质询须有书面答复。"
        "To question is a right of members and delegates, and a question at a meeting is answered in words.";
    O007 "reply-without-date" Error
        "没有答复日期，就不知道是否按期答复，也不知道从何时起公开。"
        "Without its day nobody can tell whether a reply was in time, nor from when it stands.";
    O008 "opinion-overdue" Warning
        "收到的意见应当按期答复。"
        "An opinion is answered by its day.";
    O009 "opinion-answered-late" Warning
        "收到的意见应当按期答复，迟答复的计入及时率。"
        "An opinion is answered by its day; late answers count in the rate.";
    P001 "id-number" Error
        "居民身份证号能直接识别到人，任何对外公开的内容里都不得出现。"
        "A resident identity number points at one person; nothing that the public sees may hold one.";
    P002 "id-piece-beside-birth-date" Error
        "遮盖后的身份证号与出生日期同时出现时，其余位数可以推算出来。"
        "Beside a birth date the hidden digits of a masked identity number can be worked out.";
    P003 "mobile-number" Error
        "个人手机号不得公开；办公电话请登记在党组织的 contact 里。"
        "Personal mobile numbers are not disclosed; office telephones belong in an organisation's `contact`.";
    P004 "landline-unlisted" Error
        "只有登记在册的办公电话可以公开，其他固定电话可能是住宅电话。"
        "Only listed office telephones may stand; any other may be somebody's home.";
    P005 "bank-card" Error
        "银行卡号不得公开，公开资金去向不需要卡号。"
        "Bank cards are not disclosed: saying where money went needs none.";
    P006 "bank-account" Error
        "银行账号和一卡通号不得公开。"
        "Bank accounts and passbooks are not disclosed.";
    P007 "passport-number" Error
        "护照和通行证号不得公开。"
        "Passport and permit numbers are not disclosed.";
    P008 "officer-card" Error
        "军官证等证件号不得公开。"
        "Numbers of officers' cards are not disclosed.";
    P009 "social-security" Error
        "社会保障号不得公开。"
        "Social security numbers are not disclosed.";
    P010 "home-address" Error
        "详细到门牌的家庭住址不得公开。"
        "Home addresses down to the door are not disclosed.";
    P011 "personal-mail" Error
        "个人电子邮箱不得公开；办公邮箱请登记在 contact 里。"
        "Personal e-mail addresses are not disclosed; office mail belongs in `contact`.";
    P012 "secrecy-mark" Error
        "带密级或内部标志的内容不得上网，党内网站也不行。"
        "What carries a secrecy mark is on no website, the members' included.";
    P013 "withheld-mark" Error
        "写明不予公开的内容不得上网。"
        "What says that it is not to be disclosed is not.";
    P014 "personal-column" Error
        "表头要求填写身份证号、账号、监护人、病种等，整列都不应公开。"
        "A column for identity numbers, accounts, guardians or illnesses does not belong in public.";
    P015 "attachment-unreadable" Error
        "加密、扫描或损坏的附件查不出里面有什么，不能对外公开。"
        "Nobody can tell what an encrypted, scanned or damaged attachment holds; the public does not get it.";
    P016 "picture-metadata" Warning
        "照片里常带拍摄地点和设备信息，公开的图片已去除。"
        "Photographs carry place and device; what is published does not.";
    P017 "attachment-place" Error
        "附件里的照片、影片带有拍摄位置，附件按原样公开，不会自动去除。"
        "A photograph or film in an attachment says where it was taken; attachments are published as they are.";
    P018 "masked-name-whole" Error
        "困难家庭、未成年人等的姓名向社会公开时只留姓氏，标题和正文里也不得写出全名。"
        "Of people in hardship and of minors the public reads surnames alone, in title and text as well as in lists.";
    P101 "personal-data-for-members" Warning
        "党内公开的内容也应当尽量不带个人信息，确需公开的由审批人同意。"
        "Members too see as little personal data as can be; what must stand needs an approver's consent.";
    P102 "attachment-unreadable-for-members" Warning
        "加密、扫描或损坏的附件查不出里面有什么。"
        "Nobody can tell what an encrypted, scanned or damaged attachment holds.";
    T001 "theme-template" Error
        "主题模板有误，无法生成页面。"
        "A theme template does not compile.";
    T002 "theme-attribute" Error
        "压缩后属性值失去引号，转义就失去作用；属性请写成 href=\"{{ x }}\"。"
        "After minifying the attribute would lose its quotes, and escaping its force; write href=\"{{ x }}\".";
    W001 "configuration" Error
        "site.toml 决定什么去向哪里，写错一处就可能发错地方。"
        "site.toml decides what goes where; a mistake could publish to the wrong place.";
    W002 "screen-names-nothing" Warning
        "显示屏配置里写的类别或事项不存在，就不会显示。"
        "A category or an item that a screen is told of and that is not there is not shown.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_and_explained_in_both_languages() {
        assert!(RULES.is_sorted_by(|a, b| a.code < b.code));
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
        for rule in RULES {
            assert!(rule.why.0.chars().any(|c| c > '\u{2E80}') && rule.why.1.is_ascii(), "{}", rule.code);
        }
    }
}
