//! What stands in a skeleton where a clerk is to write (样稿): the guide puts it there, and loading finds what was left.

/// The text of a skeleton.
pub const TEXT: &str = "在这里写正文。";

/// How a value begins that is to be written.
pub const WRITE: &str = "在这里写";

/// How a cell of a table begins that is to be filled in; the name of its column follows.
pub const FILL: &str = "填";

/// A person.
pub const NAME: &str = "姓名";

/// What a person is.
pub const ROLE: &str = "职务";

/// A person who proposes something.
pub const DELEGATE: &str = "代表姓名";

/// A number, a sum and a rate, which nobody takes for true ones.
pub const NUMBER: &str = "99999";
/// A sum.
pub const SUM: &str = "99999.00";
/// A rate.
pub const RATE: &str = "99.99%";

/// How many of [`NUMBER`] came, and how many of those were in favour.
pub const PRESENT: &str = "99998";
/// Those in favour.
pub const IN_FAVOUR: &str = "99989";

/// The names of a skeleton for those who take the steps of an approval.
pub const SIGNERS: [&str; 3] = ["提出人姓名", "审核人姓名", "审批人姓名"];

/// Whether a value is still that of a skeleton; `column` is the name under which it stands.
pub fn is_sample(value: &str, column: Option<&str>) -> bool {
    let value = value.trim();
    [NAME, ROLE, DELEGATE, NUMBER, SUM, RATE, PRESENT, IN_FAVOUR].contains(&value)
        || value.starts_with(WRITE)
        || column.is_some_and(|column| value.strip_prefix(FILL) == Some(column))
}

#[cfg(test)]
mod tests {
    use super::is_sample;

    #[test]
    fn what_is_to_be_filled_in_is_told_from_what_was() {
        for (value, column) in [
            ("姓名", None),
            (" 在这里写议题", None),
            ("填等次", Some("等次")),
            ("代表姓名", Some("by")),
            ("99999.00", None),
        ] {
            assert!(is_sample(value, column), "{value}");
        }
        for (value, column) in [
            ("姓名栏", None),
            ("请在这里写", None),
            ("填海工程", Some("海")),
            ("填等次", None),
            ("", None),
            ("9999", None),
            ("99999.50", None),
        ] {
            assert!(!is_sample(value, column), "{value}");
        }
    }
}
