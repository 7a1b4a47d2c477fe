//! Workbooks (.xlsx): cells of every sheet, hidden or not, and strings that no cell uses any more.

use super::budget::Budget;
use super::cells::Cells;
use super::office::{Parts, targets};
use super::xml::{Node, walk};
use super::{Piece, Reason};
use std::collections::BTreeSet;

const BOOK: &str = "xl/workbook.xml";

/// Reads the sheets of a workbook; `seen` gets the names of the parts that need no second reading.
pub(super) fn read(
    parts: &Parts,
    budget: &mut Budget,
    pieces: &mut Vec<Piece>,
    seen: &mut Vec<String>,
) -> Result<(), Reason> {
    let targets = targets(parts, BOOK, budget)?;
    let (strings, guides) = match parts.get("xl/sharedStrings.xml") {
        Some(part) => shared(part, budget)?,
        None => Default::default(),
    };
    pieces.push(Piece::new("拼音提示", guides));
    let dates = match parts.get("xl/styles.xml") {
        Some(part) => date_styles(part, budget)?,
        None => BTreeSet::new(),
    };
    let mut used = vec![false; strings.len()];
    let mut sheets = Vec::new();
    walk(&parts[BOOK], budget, |node| {
        if let Node::Start("sheet", attributes) = node {
            let hidden = attributes.get("state").is_some_and(|state| state != "visible");
            let name = attributes.get("name").unwrap_or_default();
            let place = if hidden { format!("隐藏工作表 {name}") } else { format!("工作表 {name}") };
            sheets.push((place, attributes.get("id").unwrap_or_default()));
        }
        Ok(())
    })?;
    for (place, id) in sheets {
        let Some(name) = targets.get(&id) else { continue };
        let Some(part) = parts.get(name) else { continue };
        let mut cells = Cells::new(&place, &strings, &dates, &mut used);
        walk(part, budget, |node| {
            cells.node(&node);
            Ok(())
        })?;
        pieces.extend(cells.pieces());
        seen.push(name.clone());
    }
    let orphans: Vec<&str> =
        strings.iter().zip(used).filter(|(_, used)| !used).map(|(text, _)| text.as_str()).collect();
    pieces.push(Piece::new("未引用的字符串", orphans.join("\n")));
    seen.push("xl/sharedStrings.xml".to_owned());
    Ok(())
}

/// The shared strings, rich text runs joined, and the phonetic guides.
fn shared(part: &[u8], budget: &mut Budget) -> Result<(Vec<String>, String), Reason> {
    let (mut strings, mut guides, mut inside, mut guide) = (Vec::<String>::new(), String::new(), false, false);
    walk(part, budget, |node| {
        match node {
            Node::Start("si", _) => strings.push(String::new()),
            Node::Start("rPh", _) => guide = true,
            Node::End("rPh") => guide = false,
            Node::Start("t", _) => inside = !guide,
            Node::End("t") => inside = false,
            Node::Text(text) if guide => guides.extend([text, "\n"]),
            Node::Text(text) if inside => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(text);
                }
            }
            Node::Text(_) | Node::Start(..) | Node::End(_) => {}
        }
        Ok(())
    })?;
    Ok((strings, guides))
}

/// Indices of the cell styles that show a number as a date.
fn date_styles(part: &[u8], budget: &mut Budget) -> Result<BTreeSet<usize>, Reason> {
    let (mut own, mut styles, mut index, mut inside) = (BTreeSet::new(), BTreeSet::new(), 0, false);
    walk(part, budget, |node| {
        match node {
            Node::Start("numFmt", attributes) => {
                let code = attributes.get("formatCode").unwrap_or_default().to_ascii_lowercase();
                if code.contains('y') || code.contains('年') {
                    own.insert(attributes.get("numFmtId").unwrap_or_default());
                }
            }
            Node::Start("cellXfs", _) => inside = true,
            Node::End("cellXfs") => inside = false,
            Node::Start("xf", attributes) if inside => {
                let id = attributes.get("numFmtId").unwrap_or_default();
                let known = id.parse::<u32>().is_ok_and(|id| matches!(id, 14..=17 | 22 | 27..=36 | 50..=58));
                if known || own.contains(&id) {
                    styles.insert(index);
                }
                index += 1;
            }
            Node::Text(_) | Node::Start(..) | Node::End(_) => {}
        }
        Ok(())
    })?;
    Ok(styles)
}
