//! What can be mended by rewriting the source: personal data is masked where the public would see it.

use super::only::Chosen;
use super::outcome::{Failure, Now};
use super::{Only, inputs};
use crate::check;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, codes};
use crate::load::{self, DiskFiles, Placed, SITE};
use crate::model::Organisation;
use crate::publish;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Masks in the sources of the site at `root`, or in the chosen ones, what errors of family P name, and in opinions what its
/// warnings name, and checks again, until that changes nothing: what stood beside a number may be found once that is masked. The files
/// that were rewritten (in UTF-8; line ends stay as they are), and what is found now.
pub fn fix(root: &Path, now: Now, only: &Only) -> Result<(Vec<Arc<str>>, check::Report), Failure> {
    let disk = DiskFiles::new(root);
    let config = inputs::configuration(&disk, Some(root), &mut Diagnostics::default())?;
    let mut fixed = BTreeSet::new();
    // Each round leaves fewer digits and addresses than there were.
    loop {
        let report = super::check(root, now)?;
        let rewritten = rewrite(root, &disk, &config, &report, &only.of(&report)?)?;
        if rewritten.is_empty() {
            return Ok((fixed.into_iter().collect(), report));
        }
        fixed.extend(rewritten);
    }
}

/// What may be the telephone or address of an office.
const REACHED_BY: [&Rule; 3] = [&codes::P003, &codes::P004, &codes::P011];

/// Whether a file that lists telephones and addresses of offices may not have been understood.
fn hides_offices(finding: &Diagnostic) -> bool {
    let path = &*finding.span.path;
    !finding.rule.is_privacy() && finding.is_error() && (path == SITE || Organisation::made_by(path).is_some())
}

/// Masks once what a check found in what was chosen, but nothing that may be an office's while it is not known which those are. The
/// files that were rewritten.
fn rewrite(
    root: &Path,
    disk: &DiskFiles,
    config: &Config,
    report: &check::Report,
    chosen: &Chosen,
) -> Result<Vec<Arc<str>>, Failure> {
    let register = report.register();
    let offices_are_known = !report.findings.iter().any(hides_offices);
    let opinions: BTreeSet<&str> = register.opinions.iter().map(|opinion| &*opinion.path).collect();
    let mut wanted: BTreeMap<Arc<str>, Vec<Range<usize>>> = BTreeMap::new();
    for finding in report.findings.iter() {
        let path = &finding.span.path;
        let masks = finding.rule.is_privacy() && (finding.is_error() || opinions.contains(&**path));
        let may_be_office = REACHED_BY.contains(&finding.rule);
        if masks && chosen.holds(path) && (offices_are_known || !may_be_office) {
            wanted.entry(Arc::clone(path)).or_default().push(finding.span.start..finding.span.end);
        }
    }
    let mut fixed = Vec::new();
    for (path, places) in wanted {
        let Some(text) = load::text_of(disk, &path) else {
            continue;
        };
        if let Some(masked) = load::masked(&path, &text, config, register, &places) {
            publish::rewrite(&root.join(&*path), &masked).map_err(|error| Placed::name(&*path, error))?;
            fixed.push(path);
        }
    }
    Ok(fixed)
}
