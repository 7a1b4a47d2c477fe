use notify_debouncer_full::notify::{self, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer};
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
    events: Receiver<DebounceEventResult>,
    watched: Vec<PathBuf>,
    _debouncer: Debouncer<notify::RecommendedWatcher, RecommendedCache>,
}

impl Watcher {
    /// Watches these files and folders below a root: folders with all that is in them.
    pub(super) fn new(root: &Path, inputs: &[String]) -> io::Result<Self> {
        let (send, events) = channel();
        let failed = |error: notify::Error| io::Error::other(error);
        let mut debouncer = new_debouncer(SETTLE, None, send).map_err(failed)?;
        let root = root.canonicalize()?;
        debouncer.watch(&root, RecursiveMode::NonRecursive).map_err(failed)?;
        let watched: Vec<PathBuf> = inputs.iter().map(|input| root.join(input)).collect();
        for folder in watched.iter().filter(|path| path.is_dir()) {
            debouncer.watch(folder, RecursiveMode::Recursive).map_err(failed)?;
        }
        Ok(Self { events, watched, _debouncer: debouncer })
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
        let inside = |path: &PathBuf| self.watched.iter().any(|watched| path.starts_with(watched));
        !reading && event.paths.iter().any(inside)
    }
}
