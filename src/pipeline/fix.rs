//! What can be mended by rewriting the source: personal data is masked where the public would see it.

use super::outcome::{Failure, Now};
use super::{Only, inputs};
use crate::check;
use crate::diagnostic::Diagnostics;
use crate::load::{self, DiskFiles, Placed};
use crate::publish;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Masks in the sources of the site at `root`, or in the chosen ones, what errors of family P name, and checks again. The files that were
/// rewritten (in UTF-8; line ends stay as they are), and what is found now.
pub fn fix(root: &Path, now: Now, only: &Only) -> Result<(Vec<Arc<str>>, check::Report), Failure> {
    let report = super::check(root, now)?;
    let chosen = only.of(&report)?;
    let disk = DiskFiles::new(root);
    let config = inputs::configuration(&disk, Some(root), &mut Diagnostics::default())?;
    let mut wanted: BTreeMap<Arc<str>, Vec<Range<usize>>> = BTreeMap::new();
    for finding in report.findings.iter() {
        let masks = finding.rule.is_privacy() && finding.is_error();
        if masks && chosen.holds(&finding.span.path) {
            wanted.entry(Arc::clone(&finding.span.path)).or_default().push(finding.span.start..finding.span.end);
        }
    }
    let mut fixed = Vec::new();
    for (path, places) in wanted {
        let Some(text) = load::text_of(&disk, &path) else {
            continue;
        };
        if let Some(masked) = load::masked(&text, &config, report.register(), &places) {
            publish::rewrite(&root.join(&*path), &masked).map_err(|error| Placed::name(&*path, error))?;
            fixed.push(path);
        }
    }
    let report = if fixed.is_empty() { report } else { super::check(root, now)? };
    Ok((fixed, report))
}
