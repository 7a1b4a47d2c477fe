//! Rules of front matter (F), links (L), opinions (O), privacy (P), themes (T) and configuration (W): how it is written.
#![allow(missing_docs, reason = "each rule explains itself in `why`")]

use super::Rule;
use crate::diagnostic::Severity;

rules! {
    F001 "front-matter-missing" Error
        "没有文前信息，就无从知道事项属于谁、向谁公开、公开多久。"
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
        "这一项的写法读不懂，请按提示改成规定的写法。"
        "The value is not of the form that its key takes; the help says which it is.";
    F006 "required-key-missing" Error
        "每类文件都有必填的键：事项须有标题、公开项目、公开日期，公开范围由目录或事项写明；党组织须有编号、名称、类型；意见须有类型、渠道、收到日期；撤下须有日期、种类、理由。"
        "Every kind of file has keys that it needs: an item its title, entry and publication date, and an audience of its own or its entry's; an organisation its id, name and kind; an opinion its kind, channel and the day it was received; a withdrawal its day, kind and reason.";
    F010 "encoding-unreadable" Error
        "文件既不是 UTF-8 也不是 GB18030，读出来会是乱码，请另存为 UTF-8。"
        "The file is neither UTF-8 nor GB18030 and would read as nonsense; save it as UTF-8.";
    F011 "encoding-gb18030" Warning
        "文件按 GB18030 或 UTF-16 读取；请另存为 UTF-8，以免日后误读。"
        "The file was read as GB18030 or UTF-16; save it as UTF-8 so that it is never misread.";
    F012 "full-width-punctuation" Warning
        "文前信息里用了全角冒号或引号，已按半角理解。"
        "Full-width punctuation in front matter was read as its ASCII form.";
    F013 "file-empty" Error
        "空文件不成其为事项：写上内容，或把它删去。"
        "An empty file is no item: write into it, or remove it.";
    F014 "id-invalid" Error
        "编号是网址的一部分，须在各种系统上都能作文件名。"
        "The id is part of the address and must be a file name on every system.";
    F015 "id-duplicate" Error
        "一个编号只归一个事项，网址用过以后不再给别的事项用，旧链接才不会指错。"
        "An id belongs to one item alone, and its address is never given to another, so that no old link leads to the wrong one.";
    F016 "name-collision" Error
        "只有大小写或编码形式不同的文件名，在 Windows 上是同一个文件。"
        "Names that differ only in case or normalisation are one file on Windows.";
    F017 "document-number-form" Error
        "文号按 GB/T 9704—2012：机关代字、六角括号括起的四位年份、顺序号，如 向委发〔2026〕12号。"
        "Document numbers follow GB/T 9704-2012: code, full year in U+3014/U+3015 brackets, number without leading zero.";
    F018 "link-out-of-content" Error
        "指向内容文件夹之外的链接可能带出不该公开的文件；打不开的文件夹、放错的文件夹，里面写着什么不知道。"
        "A link that leads out of the content folder could carry out what nobody approved; what a folder that cannot be opened holds is not known.";
    F019 "organisation-missing" Error
        "内容文件夹须有 _org.md，写明是哪个党组织。"
        "The content folder needs an _org.md that says which organisation it is.";
    F020 "organisation-unknown" Error
        "写到的党组织须在内容文件夹里有 _org.md，按它的编号引用。"
        "An organisation is named by the id in its _org.md; there is none with this one.";
    F021 "skeleton-unfilled" Error
        "样稿里的“在这里写……”“姓名”只是提示，公开前要逐项改成真实内容。"
        "What a skeleton holds shows where to write; before an item is published each such word is replaced.";
    F022 "item-says-nothing" Warning
        "只有标题的事项没有公开任何内容。"
        "An item that is a title and nothing else discloses nothing.";
    F023 "item-copied" Warning
        "复制旧文件来写新事项是好办法，但不改就公开，同一件事会有两页。"
        "To begin with a copy is a good way; left as it is, one matter has two pages.";
    F024 "table-pasted" Warning
        "从 Word、Excel 粘贴的表格只剩制表符，被党内段落断开的表格没了表头，页面上各栏会连成一段，分不清谁是谁。"
        "A table pasted from another program has only tabs left, and one that a passage cuts in two has no head; on the page their cells run together.";
    F025 "value-cut" Error
        "文前信息里空格加 # 之后的字当作批注，不会出现在任何页面上；悄悄丢字，因此报错。"
        "In front matter what follows a blank and `#` is a comment and stands on no page; words are not to get lost silently.";
    F026 "folder-without-organisation" Warning
        "一个党组织的文件夹里要有它的 _org.md；没有的，里面的事项归上级党组织，以它的名义公开。"
        "The folder of an organisation holds its _org.md; without it what is there is disclosed in the name of the one above.";
    F027 "file-not-opened" Error
        "打不开的文件里写着什么不知道：可能正是要撤下的。其余的照常检查，撤下的照常撤下。"
        "What a file that cannot be opened says is not known; it may be what takes something off. All others are checked, and what they take off goes.";
    L001 "link-broken" Warning
        "链接找不到去处，页面上只显示文字。"
        "A link that leads nowhere; the page shows its words as plain text.";
    L002 "link-to-internal" Warning
        "向社会公开的事项不得链接党内事项；公开页面只显示文字。"
        "A public item must not link to an internal one; the public page shows plain text.";
    L003 "attachment-missing" Error
        "附件须与事项放在同一文件夹，文件名一字不差，否则页面上是一个打不开的链接。"
        "An attachment lies in the folder of its item under exactly the name that is listed; else the page would have a dead link.";
    L004 "image-missing" Error
        "正文里的图片须与事项放在同一文件夹，文件名一字不差。"
        "A picture lies in the folder of its item under exactly the name that the text gives.";
    L005 "url-unsafe" Error
        "链接只允许 http、https、mailto、tel；javascript 等写法能在读者的电脑上运行程序。"
        "Only http, https, mailto and tel links are allowed; others, such as javascript:, could run programs on the reader's machine.";
    L006 "raw-html" Error
        "正文不允许 HTML 标签和注释：它们能藏内容，也能夹带脚本。"
        "Raw HTML and comments can hide text and carry scripts, so they are refused.";
    L007 "picture-kind" Error
        "图片只用 PNG、JPEG、GIF、WebP，各种浏览器都能显示，也能去除拍摄信息。"
        "Pictures are PNG, JPEG, GIF or WebP: every browser shows them, and what they say of place and device can be taken out.";
    L008 "file-not-declared" Error
        "随事项公开的文件须列入 attachments，写明标题和公开范围。"
        "A file travels with an item only when `attachments` lists it.";
    L009 "passage-marker" Error
        "党内段落以单独成行的 ::: internal 开始，以 ::: 结束；写错会使党内文字外泄，因此一律报错。"
        "An internal passage stands between lines `::: internal` and `:::`; a marker that is not understood could leak it.";
    L010 "reserved-character" Error
        "正文里有一个程序自用的特殊字符，删去即可，不影响内容。"
        "The text holds a character that the generator keeps for itself; nothing is lost when it is deleted.";
    L011 "successor-unknown" Warning
        "被取代的事项须写明由哪个事项取代。"
        "A superseded item names the item that replaces it.";
    L012 "file-unlisted" Warning
        "放在内容文件夹里却没有事项列出的文件不会公开，多半是漏列了，或文件名的结尾不对。"
        "A file in the content folder that no item lists is not published: it was forgotten, or its name ends wrong.";
    L013 "attachment-acts" Error
        "网页和 SVG 附件里可以有脚本，在本站的地址上运行；作附件的另存为 PDF、图片或文档。"
        "A web page or an SVG picture can hold scripts, which would run at this site's address; save it as PDF, picture or document.";
    L014 "picture-undescribed" Warning
        "读屏软件念的是图片的文字说明（WCAG 2.2 的 1.1.1）；没有说明，看不见的人就不知道图上是什么。"
        "Screen readers say the words of a picture (WCAG 2.2, 1.1.1); without them who cannot see it is told nothing.";
    L015 "link-unread" Error
        "地址里有空格的链接和图片读不出来，页面上会露出原样的符号，附件也不会公开。"
        "A link or picture whose address has a blank is not read as one: its marks would stand on the page, and its file not be published.";
    L016 "indented-paragraph" Warning
        "一行开头空四格或按 Tab，Markdown 当作程序代码；从 Word 粘贴来的缩进要删去。"
        "A line that begins with four blanks or a tab is code in Markdown; indents pasted from Word are to go.";
    L017 "paragraphs-run-on" Warning
        "Markdown 里空一行才另起一段；只换行的，页面上连成一段。"
        "In Markdown a blank line begins a paragraph; a mere line break does not.";
    L020 "follows-cycle" Warning
        "来龙去脉有先有后：甲接续乙，乙就不能再接续甲；写另一事项编号的字段，也不能写自己。"
        "A thread runs one way: what an item follows cannot follow it in turn, and no field for another item names its own.";
    L021 "follows-elsewhere" Warning
        "一般只接续本党组织或上级党组织的事项；接续其他党组织的，写明理由。"
        "An item follows one of its own organisation or of one above; for any other it says why.";
    O001 "opinion-item-unknown" Error
        "意见针对的事项须在台账里，答复才能与事项放在一起。"
        "An opinion is about an item of the register, so that its reply stands with it.";
    O002 "opinion-steps-order" Error
        "意见办理依次为收到、转办、答复、反馈、评价，日期不能倒置，收到以前不能核准公开，没有答复不能反馈和评价。"
        "An opinion is received, forwarded, answered, returned and rated in this order, released only once it was received, and nothing comes back without an answer.";
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
        "收到的意见应当按期答复；一时答复不了的，告知本人并改写期限。"
        "An opinion is answered by its day; where that cannot be, the sender is told and the day is moved.";
    O009 "opinion-answered-late" Warning
        "收到的意见应当按期答复；逾期才答复的，按期答复率会如实反映。"
        "An opinion is answered by its day; a late answer shows in the rate of those in time.";
    O010 "reply-not-found" Error
        "答复可以比意见公开得窄；分不清哪里是答复，答复就会随意见一起公开。"
        "A reply may go less far than the text; where it cannot be told apart it would go with it.";
    O011 "opinion-date-ahead" Warning
        "意见的日期是已经发生的事：还没有到的日期多半是年份或月份写错了，在那一天以前不作数。"
        "The dates of an opinion tell of what has happened: one that is still to come is mostly a slip in year or month, and does not count before that day.";
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
        "What is marked as not for disclosure is on no website.";
    P014 "personal-column" Error
        "表头里有身份证号、账号、监护人、病种等栏目的，整列都是个人信息，不应公开；党费只公开合计，不逐人列出数额。"
        "A column for identity numbers, accounts, guardians or illnesses does not belong in public, nor what each member paid in dues.";
    P015 "attachment-unreadable" Error
        "加密、扫描或损坏的附件无法检查内容，不能对外公开。"
        "Nobody can tell what an encrypted, scanned or damaged attachment holds; the public does not get it.";
    P016 "picture-metadata" Warning
        "照片文件里常带有拍摄地点和设备信息；网站上公开的图片已经去除，文件夹里的原文件仍有。"
        "Photographs carry place and device; what is published does not, the file in the folder still does.";
    P017 "attachment-place" Error
        "附件里的照片、影片带有拍摄位置，附件按原样公开，不会自动去除。"
        "A photograph or film in an attachment says where it was taken; attachments are published as they are.";
    P018 "masked-name-whole" Error
        "困难家庭、未成年人等的姓名向社会公开时只留姓氏，标题、正文和附件里也不得写出全名。"
        "Of people in hardship and of minors the public reads surnames alone, in title, text and attachments as well as in lists.";
    P019 "turned-text" Error
        "有的不可见字符会把后面的文字倒过来显示，页面上的号码就和检查过的不一样。"
        "Some invisible characters turn the text behind them around: a page then shows other numbers than were checked.";
    P101 "personal-data-for-members" Warning
        "党内公开的内容也应当尽量不带个人信息；确需保留的，经审批人同意，并用 privacy_reason 写明理由。"
        "Members too see as little personal data as can be; what must stand needs an approver's consent, and a `privacy_reason`.";
    P102 "attachment-unreadable-for-members" Warning
        "加密、扫描或损坏的附件无法检查内容，里面可能有个人信息。"
        "Nobody can tell what an encrypted, scanned or damaged attachment holds: there may be personal data in it.";
    T001 "theme-template" Error
        "主题模板有误，无法生成页面。"
        "A theme template does not compile.";
    T002 "theme-attribute" Error
        "属性值没有引号，转义就不起作用；请写成 href=\"{{ x }}\"。"
        "Escaping protects nothing in an attribute without quotes; write href=\"{{ x }}\".";
    T003 "theme-template-unknown" Warning
        "模板按名字替换内置的；名字写错，改动就不起作用。"
        "A template takes the place of the built-in one of its name; under another name it does nothing.";
    T004 "theme-contrast" Warning
        "文字与底色的对比度不足 4.5:1，视力不好的人看不清。"
        "Below a contrast of 4.5:1 many people cannot read the text.";
    T005 "theme-string" Error
        "主题里替换的字句须与界面原文一字不差；对不上的，不起作用。"
        "A string replaces the words that are its key; where nothing says them it replaces nothing.";
    T006 "theme-part-missing" Error
        "页面要有标题、正文区、到期标记，党内页面还要有党内标识；缺了这些，期满的内容撤不下来，或者分不清党内党外。"
        "A page needs its title, main part, expiry marks and, for members, its band; without them a term is not kept, or inside is taken for outside.";
    T007 "theme-inline" Error
        "页面里直接写的脚本和样式会被内容安全策略拦下。"
        "Scripts and styles within a page are refused by the content security policy.";
    T008 "theme-elsewhere" Error
        "引用别的网站的文件，对方就能知道谁在浏览，文件也可能被人换掉。"
        "A file fetched from elsewhere tells others who reads, and may be changed by them.";
    W001 "configuration" Error
        "site.toml 决定什么去向哪里，写错一处就可能发错地方。"
        "site.toml decides what goes where; a mistake could publish to the wrong place.";
    W002 "screen-names-nothing" Warning
        "显示屏配置里写的类别或事项找不到，屏幕上就不会显示。"
        "What a screen is told to show and that is not there, a category or an item, is not shown.";
}
