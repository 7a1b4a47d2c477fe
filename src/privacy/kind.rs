//! Kinds of what must not be published: names, and how one may be shown.

use super::links;
use super::normal::{Normal, Reading};

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A resident identity number (GB 11643), 18 or 15 characters.
    IdCard,
    /// A piece of an identity number in a text that also gives a birth date: the rest can be computed.
    PartOfIdBesideBirth,
    /// A mobile number.
    Mobile,
    /// A fixed telephone that the organisation does not list.
    Landline,
    /// A bank card.
    BankCard,
    /// A bank account or passbook by the words around it.
    Account,
    /// A passport or travel permit.
    Passport,
    /// A card of an officer, soldier or police officer.
    OfficerCard,
    /// A social or medical insurance number.
    SocialSecurity,
    /// A home address down to the door.
    HomeAddress,
    /// An e-mail address that the organisation does not list.
    Email,
    /// A secrecy mark (密级) or a mark of internal papers.
    SecrecyMark,
    /// A mark that says the paper is not to be disclosed.
    WithheldMark,
    /// The header of a table column that asks for such data.
    TableHeader,
    /// An invisible character that turns the text around it.
    Turned,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::IdCard,
        Self::PartOfIdBesideBirth,
        Self::Mobile,
        Self::Landline,
        Self::BankCard,
        Self::Account,
        Self::Passport,
        Self::OfficerCard,
        Self::SocialSecurity,
        Self::HomeAddress,
        Self::Email,
        Self::SecrecyMark,
        Self::WithheldMark,
        Self::TableHeader,
        Self::Turned,
    ];

    /// The name in Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Self::IdCard => "居民身份证号",
            Self::PartOfIdBesideBirth => "与出生日期同时出现的部分身份证号",
            Self::Mobile => "手机号",
            Self::Landline => "未登记的固定电话",
            Self::BankCard => "银行卡号",
            Self::Account => "银行账号",
            Self::Passport => "护照或通行证号",
            Self::OfficerCard => "军官证等证件号",
            Self::SocialSecurity => "社会保障号",
            Self::HomeAddress => "家庭住址",
            Self::Email => "个人电子邮箱",
            Self::SecrecyMark => "密级或内部标志",
            Self::WithheldMark => "不予公开标志",
            Self::TableHeader => "涉及个人信息的表头",
            Self::Turned => "会把文字倒过来显示的不可见字符",
        }
    }

    /// The name in English.
    pub fn en(self) -> &'static str {
        match self {
            Self::IdCard => "resident identity number",
            Self::PartOfIdBesideBirth => "part of an identity number beside a birth date",
            Self::Mobile => "mobile number",
            Self::Landline => "unlisted fixed telephone",
            Self::BankCard => "bank card number",
            Self::Account => "bank account number",
            Self::Passport => "passport or travel permit number",
            Self::OfficerCard => "officer card number",
            Self::SocialSecurity => "social security number",
            Self::HomeAddress => "home address",
            Self::Email => "personal e-mail address",
            Self::SecrecyMark => "secrecy mark",
            Self::WithheldMark => "mark of withheld matter",
            Self::TableHeader => "table header for personal data",
            Self::Turned => "invisible character that turns the text around",
        }
    }

    /// Whether masking makes a finding of this kind publishable; marks and headers need a person's decision.
    pub fn can_be_masked(self) -> bool {
        !matches!(self, Self::SecrecyMark | Self::WithheldMark | Self::TableHeader)
    }

    /// How a finding may be shown: `110101********1234`, `138****5678`, the last four of a card. Beside a birth
    /// date the form of an identity number can be reversed: use [`mask`](super::mask()), which looks for one.
    /// What cannot be masked comes back as it was.
    pub fn masked(self, original: &str) -> String {
        let reading = match self {
            Self::IdCard | Self::Mobile | Self::BankCard => Reading::Bent,
            _ => Reading::Plain,
        };
        let shown = links::readings(original).pop().map(|shown| shown.text);
        let original = shown.as_deref().unwrap_or(original);
        let mut plain: Vec<char> = Normal::of(original, 0..original.len(), reading).chars;
        plain.retain(|c| c.is_ascii_alphanumeric());
        match self {
            Self::IdCard => middle(&plain, 6, 4),
            Self::PartOfIdBesideBirth => "*".repeat(plain.len().clamp(4, 18)),
            Self::Mobile => middle(&plain[plain.len().saturating_sub(11)..], 3, 4),
            Self::Landline => "*".repeat(plain.len().clamp(4, 12)),
            Self::BankCard | Self::Account => middle(&plain, 0, 4),
            Self::Passport => middle(&plain, 1, 2),
            Self::OfficerCard | Self::SocialSecurity => middle(&plain, 0, 2),
            Self::HomeAddress => street(original),
            Self::Email => email(original),
            Self::Turned => String::new(),
            Self::SecrecyMark | Self::WithheldMark | Self::TableHeader => original.to_owned(),
        }
    }
}

/// Keeps the first and last characters; all go when that would leave little hidden.
fn middle(plain: &[char], head: usize, tail: usize) -> String {
    let count = plain.len();
    let (head, tail) = if count >= head + tail + 3 { (head, tail) } else { (0, 0) };
    let hidden = "*".repeat(count - head - tail);
    plain[..head].iter().copied().chain(hidden.chars()).chain(plain[count - tail..].iter().copied()).collect()
}

/// The address up to its first number, masked from there on.
fn street(original: &str) -> String {
    format!("{}****", up_to_number(original))
}

/// What is left of an address.
pub(super) fn up_to_number(address: &str) -> &str {
    let numeral = |c: char| c.is_numeric() || "零〇一二三四五六七八九十".contains(c);
    &address[..address.find(numeral).unwrap_or(address.len())]
}

fn email(original: &str) -> String {
    match original.split_once(['@', '＠']) {
        Some((local, domain)) => format!("{}****@{domain}", local.chars().next().unwrap_or('*')),
        None => "****".to_owned(),
    }
}
