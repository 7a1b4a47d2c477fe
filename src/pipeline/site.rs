//! A site as its files say it is at this moment: read, and not yet checked.

use super::{Failure, Inputs, editions, hold, published, vanished};
use crate::calendar::Instant;
use crate::check;
use crate::diagnostic::Diagnostics;
use crate::load::{self, DiskFiles};
use crate::model::Register;
use crate::publish::state::FOLDER;
use std::path::Path;

/// Whether a folder is a site, or was one until its `site.toml` went: then what has lapsed has to go all the same.
pub fn is_site(folder: &Path) -> bool {
    folder.join(load::SITE).is_file() || folder.join(FOLDER).is_dir()
}

/// What a command works on.
pub(super) struct Site<'f> {
    /// The configuration, and the files.
    pub inputs: Inputs<'f>,
    /// What the clerks wrote.
    pub register: Register,
    /// What is wrong with single files.
    pub findings: Diagnostics,
}

impl<'f> Site<'f> {
    /// Reads the site at `root`. A configuration that cannot be used is a failure.
    pub(super) fn read(disk: &'f DiskFiles, root: &Path) -> Result<Self, Failure> {
        let mut findings = Diagnostics::default();
        let inputs = Inputs::read(disk, root, &mut findings)?;
        let (register, found) = load::load(&inputs.files, &inputs.config)?;
        findings.append(found);
        Ok(Self::of(root, inputs, register, findings))
    }

    /// What was read of the site at `root`, with what of that was published.
    pub(super) fn of(root: &Path, inputs: Inputs<'f>, mut register: Register, findings: Diagnostics) -> Self {
        register.published = published::among(root, &inputs.config, &register);
        Self { inputs, register, findings }
    }

    /// With items that were edited after their approval as they were approved, where the site wants that.
    pub(super) fn held(mut self, root: &Path) -> Result<Self, Failure> {
        self.register = hold::hold(root, &mut self.inputs, self.register, &mut self.findings)?;
        Ok(self)
    }

    /// The same, with what a build finds besides: in editions, and in what was approved and is lost.
    pub(super) fn held_for_build(self, root: &Path) -> Result<Self, Failure> {
        self.held(root)?.with_besides(root)
    }

    /// With what was edited after its approval told, and nothing changed; and what a build finds besides.
    pub(super) fn told_for_build(mut self, root: &Path) -> Result<Self, Failure> {
        self.register = hold::tell(root, &self.inputs, self.register, &mut self.findings)?;
        self.with_besides(root)
    }

    fn with_besides(mut self, root: &Path) -> Result<Self, Failure> {
        hold::tell_reviewed(root, &self.inputs, &mut self.register, &mut self.findings)?;
        let Self { inputs, register, findings } = &mut self;
        editions::check(&inputs.config, register, findings);
        hold::lost(root, &inputs.config, register, findings);
        vanished::check(root, &inputs.config, register, findings);
        Ok(self)
    }

    /// Checks it as of an instant.
    pub(super) fn check(self, now: Instant) -> (Inputs<'f>, check::Report) {
        (self.inputs, check::check(self.register, self.findings, now))
    }
}
