//! When the files of a site change, and when that is told no more.

use notify_debouncer_full::notify::{self, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Editors write a file in several steps; this is how long a person does not notice.
const SETTLE: Duration = Duration::from_millis(120);

/// Why the wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// An input file changed.
    Files,
    /// The time came.
    Time,
    /// Nothing can be watched any longer.
    Lost,
}

/// Watches the input files of a site.
pub(super) struct Watcher {
    root: PathBuf,
    events: Receiver<DebounceEventResult>,
    debouncer: Debouncer<notify::RecommendedWatcher, RecommendedCache>,
    /// The input files and folders.
    inputs: Vec<PathBuf>,
    /// The folders in which changes are told, and whether with all that is in them.
    folders: BTreeSet<(PathBuf, bool)>,
}

impl Watcher {
    /// Watches nothing yet below a root.
    pub(super) fn new(root: &Path) -> io::Result<Self> {
        let (send, events) = channel();
        let debouncer = new_debouncer(SETTLE, None, send).map_err(io::Error::other)?;
        let root = root.canonicalize()?;
        Ok(Self { root, events, debouncer, inputs: Vec::new(), folders: BTreeSet::new() })
    }

    /// Watches these files and folders from here on: folders with all that is in them, and whether one of them comes.
    pub(super) fn follow(&mut self, inputs: &[String]) -> io::Result<()> {
        self.inputs = inputs.iter().map(|input| self.root.join(input)).collect();
        // One that went is not watched any more, also if it comes again.
        self.folders.retain(|(folder, _)| folder.is_dir());
        let above = |path: &PathBuf| (path.parent().unwrap_or(&self.root).to_owned(), false);
        let within = |path: &PathBuf| path.is_dir().then(|| (path.clone(), true));
        let wanted: Vec<_> = self.inputs.iter().flat_map(|path| [Some(above(path)), within(path)]).flatten().collect();
        for (folder, whole) in wanted.into_iter().filter(|(folder, _)| folder.is_dir()) {
            if self.folders.insert((folder.clone(), whole)) {
                let mode = if whole { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
                self.debouncer.watch(&folder, mode).map_err(io::Error::other)?;
            }
        }
        Ok(())
    }

    /// Waits for a change of an input file, or for some time to pass.
    pub(super) fn wait(&mut self, patience: Duration) -> Change {
        let begun = std::time::Instant::now();
        loop {
            let rest = patience.saturating_sub(begun.elapsed());
            match self.events.recv_timeout(rest) {
                Ok(Ok(events)) if !events.iter().any(|event| self.matters(event)) => {}
                Ok(_) => return Change::Files,
                Err(RecvTimeoutError::Timeout) => return Change::Time,
                Err(RecvTimeoutError::Disconnected) => return Change::Lost,
            }
        }
    }

    fn matters(&self, event: &DebouncedEvent) -> bool {
        let reading = matches!(event.kind, notify::EventKind::Access(_));
        let inside = |path: &PathBuf| self.inputs.iter().any(|input| path.starts_with(input));
        !reading && event.paths.iter().any(inside)
    }
}
