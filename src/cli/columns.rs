//! Listings of the command line: cells below one another, as wide as a terminal shows them.

use unicode_width::UnicodeWidthStr;

/// Rows beneath their heads, two blanks between columns. Nothing follows the last cell of a row that is not empty.
pub(super) fn columns<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    let mut out = String::new();
    let heads = heads.map(str::to_owned);
    let all = || std::iter::once(&heads).chain(rows);
    let widths: [usize; N] = std::array::from_fn(|n| all().map(|row| row[n].width()).max().unwrap_or_default());
    for row in all() {
        let last = row.iter().rposition(|cell| !cell.is_empty()).unwrap_or_default();
        for (n, cell) in row.iter().enumerate().take(last + 1) {
            let blanks = if n == last { 0 } else { widths[n] - cell.width() + 2 };
            out.push_str(cell);
            out.extend(std::iter::repeat_n(' ', blanks));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn cells_stand_below_their_heads_as_a_terminal_shows_them() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned);
        let rows = [row(["逾期", "a", "b"]), row(["待公开", "党组织", ""])];
        assert_eq!(columns(["情况", "谁", "什么"], &rows), "情况    谁      什么\n逾期    a       b\n待公开  党组织\n");
    }
}
