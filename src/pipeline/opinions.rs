//! Opinions from a spreadsheet into the content folder.

use super::{Failure, Site};
use crate::load::{DiskFiles, Placed, Problem, intake};
use crate::publish;
use crate::source::{Decoded, decode};
use std::collections::BTreeSet;
use std::path::Path;

/// What an import came to.
#[derive(Debug)]
pub enum Imported {
    /// Files were written, or would be: their paths, how many rows were there already, and which were masked.
    Done {
        /// Paths from the site's root.
        written: Vec<String>,
        /// Rows of which the file is there.
        known: usize,
        /// Those in which personal data or the sender's name was masked, and which are for members until they are read.
        masked: Vec<String>,
    },
    /// The sheet is wrong, and nothing was written.
    Refused(Vec<Problem>),
    /// The file is no text in any encoding that clerks use.
    Unreadable,
}

/// Imports the opinions of a CSV file into the folder of an organisation of the site at `root`; with `dry_run` nothing is
/// written. A row whose file is there adds nothing.
pub fn import(root: &Path, sheet: &Path, organisation: &str, dry_run: bool) -> Result<Imported, Failure> {
    let disk = DiskFiles::new(root);
    let Site { inputs, register, .. } = Site::read(&disk, root)?;
    let position = register.called(organisation)?;
    let bytes = DiskFiles::given(sheet)?;
    // As the workbooks of spreadsheet programs begin, which a part of them alone would be read as text.
    let workbook = bytes.starts_with(b"PK\x03\x04");
    let text = match decode(&bytes) {
        Decoded::Text(text, _) if !workbook => text,
        _ => return Ok(Imported::Unreadable),
    };
    let read = match intake(&text, &inputs.config, &register, position) {
        Ok(read) => read,
        Err(problems) => return Ok(Imported::Refused(problems)),
    };
    // A clerk may have moved a file into a folder of its year, or to another organisation.
    let ids: BTreeSet<&str> = register.opinions.iter().map(|opinion| &*opinion.id).collect();
    let mut written = Vec::new();
    for (path, text) in read.files {
        let id = path.rsplit('/').next().and_then(|name| name.strip_suffix(".md")).unwrap_or_default();
        if ids.contains(id) || root.join(&path).exists() {
            continue;
        }
        let write = || publish::fresh(&root.join(&path), &text).map_err(|error| Placed::name(&path, error));
        if dry_run || write()? {
            written.push(path);
        }
    }
    let masked = read.masked.into_iter().filter(|path| written.contains(path)).collect();
    Ok(Imported::Done { known: read.rows - written.len(), written, masked })
}
