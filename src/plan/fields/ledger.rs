//! Income, spending and what is left.

use super::numbers::{SumView, share};
use crate::fields::{Ledger, Money, Side};
use serde::Serialize;

/// A ledger with its totals.
#[derive(Debug, Hash, Serialize)]
pub(super) struct LedgerView<'p> {
    /// All of it in a sentence.
    say_zh: String,
    opening: Option<SumView>,
    income: SideView<'p>,
    spending: SideView<'p>,
    balance: SumView,
    bar: Option<Bar>,
}

#[derive(Debug, Hash, Serialize)]
struct SideView<'p> {
    lines: Vec<LineView<'p>>,
    total: SumView,
}

#[derive(Debug, Hash, Serialize)]
struct LineView<'p> {
    item: &'p str,
    note: Option<&'p str>,
    amount: SumView,
    share: Option<String>,
}

/// What part of what there was has been spent; parts of a hundred.
#[derive(Debug, Hash, Serialize)]
struct Bar {
    spent: String,
    left: String,
}

impl<'p> LedgerView<'p> {
    pub(super) fn of(ledger: &'p Ledger) -> Self {
        let Ledger { opening, income, spending, balance } = ledger;
        let opening_view = opening.map(SumView::of);
        let (income_view, spending_view) = (SideView::of(income), SideView::of(spending));
        let balance_view = SumView::of(*balance);
        let first = opening_view.as_ref().map(|sum| format!("期初结存 {}，", sum.spoken())).unwrap_or_default();
        let say = format!(
            "{first}收入 {}，支出 {}，期末结存 {}。",
            income_view.total.spoken(),
            spending_view.total.spoken(),
            balance_view.spoken()
        );
        let bar = bar(opening.unwrap_or_default() + income.total, spending.total);
        Self {
            say_zh: say,
            opening: opening_view,
            income: income_view,
            spending: spending_view,
            balance: balance_view,
            bar,
        }
    }
}

impl<'p> SideView<'p> {
    fn of(side: &'p Side) -> Self {
        let shared = side.lines.len() > 1 && side.total.0 > 0 && side.lines.iter().all(|line| line.amount.0 >= 0);
        let part = |sum: Money| share(sum.0.unsigned_abs(), side.total.0.unsigned_abs());
        let lines = side.lines.iter().map(|line| LineView {
            item: &line.item,
            note: line.note.as_deref(),
            amount: SumView::of(line.amount),
            share: shared.then(|| part(line.amount)),
        });
        Self { lines: lines.collect(), total: SumView::of(side.total) }
    }
}

/// Nothing is drawn where more was spent than there was, or nothing was there.
fn bar(available: Money, spent: Money) -> Option<Bar> {
    let sound = available.0 > 0 && spent.0 >= 0 && spent <= available;
    let whole = available.0.unsigned_abs();
    sound.then(|| Bar {
        spent: share(spent.0.unsigned_abs(), whole),
        left: share((available - spent).0.unsigned_abs(), whole),
    })
}
