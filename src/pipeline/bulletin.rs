//! One printable page of what was disclosed in a period, through the same door as the sites of members.

use super::Site;
use super::inputs::{SITE, THEMES};
use super::outcome::{Failure, Now};
use crate::calendar::{Horizon, Period};
use crate::check;
use crate::config::{Edition, Readers};
use crate::diagnostic::Diagnostics;
use crate::load::DiskFiles;
use crate::model::NoSuchOrganisation;
use crate::plan::Bulletin;
use crate::projection::{Internal, Lens, NoSuchScope, project};
use crate::publish;
use crate::publish::state::FOLDER;
use crate::render;
use std::io;
use std::path::{Path, PathBuf};

/// How a bulletin is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page to print.
    Html,
    /// Plain text.
    Text,
    /// To be read aloud.
    Reading,
}

/// A bulletin, and what was left out of it.
#[derive(Debug)]
pub struct Compiled {
    /// What was written.
    pub text: String,
    /// How many files have an error, and so were not counted.
    pub faulty: usize,
    /// The files and folders of the site, sources and outputs, which a bulletin stays out of.
    of_the_site: Vec<PathBuf>,
}

/// Compiles what the organisation of id `organisation`, and those below it, disclosed in a period, as members may know
/// it at an instant.
pub fn bulletin(root: &Path, now: Now, organisation: &str, period: Period, form: Form) -> Result<Compiled, Failure> {
    let disk = DiskFiles::new(root);
    let site = Site::read(&disk, root)?.held(root)?;
    let now = now.at(site.inputs.config.zone);
    let (inputs, report) = site.check(now);
    let (checked, findings) = report.keep_going();
    let register = checked.register();
    let organisation = register.organisations[register.called(organisation)?].id.to_string();
    let lens = Lens { scope: Some(organisation), ..Lens::default() };
    let unknown = |NoSuchScope(id)| NoSuchOrganisation { id, near: Vec::new() };
    let projection = project::<Internal>(&checked, &lens, &Horizon::new(now)).map_err(unknown)?;
    let bulletin = Bulletin::of(&projection, period, inputs.config.zone.day(now));
    let text = match form {
        Form::Text => bulletin.text(),
        Form::Reading => bulletin.reading(),
        Form::Html => {
            let mut found = Diagnostics::default();
            let Some(mut themes) = inputs.themes(&mut found)? else {
                return Err(Failure::Configuration(found));
            };
            let edition = inputs.config.editions.iter().find(|edition| edition.audience == Readers::Internal);
            let key = edition.map(Edition::theme_key).unwrap_or_default();
            let theme = themes.remove(&key).or_else(|| themes.into_values().next());
            let theme = theme.ok_or_else(|| io::Error::other("there is no edition, and so no theme"))?;
            render::bulletin(&theme, &bulletin).map_err(|trouble| io::Error::other(trouble.to_string()))?
        }
    };
    let config = &inputs.config;
    let folders = [SITE, THEMES, FOLDER, config.content.as_str()].into_iter();
    let named = folders.chain(config.catalogue.iter().map(String::as_str)).map(|path| root.join(path));
    let outputs = config.editions.iter().map(|edition| root.join(&edition.output));
    let of_the_site = named.chain(outputs).map(|path| path.canonicalize().unwrap_or(path)).collect();
    Ok(Compiled { text, faulty: check::kept_out(&findings), of_the_site })
}

/// Writes a bulletin to a file of its own: in no edition, whose readers may be the public, and over no source. What is
/// there already is written over only where `overwrite` says so.
pub fn write_bulletin(compiled: &Compiled, path: &Path, overwrite: bool) -> io::Result<()> {
    let shown = path.display();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let place = folder.canonicalize()?.join(path.file_name().unwrap_or_default());
    if publish::is_published(&place) {
        return Err(io::Error::other(format!(
            "{shown} 在网站文件夹里，通报只给党员，请写到别处 (is inside an edition; a bulletin is for members: write it elsewhere)"
        )));
    }
    if compiled.of_the_site.iter().any(|own| place.starts_with(own)) {
        return Err(io::Error::other(format!(
            "{shown} 是站点自己的文件或文件夹，通报请写到别处 (belongs to the site itself: write the bulletin elsewhere)"
        )));
    }
    publish::write_alone(path, &compiled.text, overwrite)
}
