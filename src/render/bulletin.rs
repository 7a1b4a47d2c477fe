//! The printed bulletin.

use super::{Theme, Trouble};
use crate::plan::Bulletin;

/// A bulletin as one page to be printed on A4; it needs no other file.
pub fn bulletin(theme: &Theme, bulletin: &Bulletin) -> Result<String, Trouble> {
    let mut context = tera::Context::new();
    context.insert("bulletin", bulletin);
    Ok(theme.tera.render("bulletin.html", &context)?)
}
