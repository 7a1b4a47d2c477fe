//! A preview on this machine: every edition on a loopback port of its own, rebuilt on change and when a term
//! begins or ends. The last good site stays up while there are errors, with the findings shown in the page, or on public pages how
//! many there are.

mod http;
mod overlay;
mod watch;

use crate::calendar::Instant;
use crate::config::Readers;
use crate::diagnostic::{Diagnostics, Lang};
use crate::pipeline::{Failure, Now, Preview};
use crate::publish::Held;
use http::Server;
use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, RwLock};
use std::time::Duration;
use tokio::sync::watch as signal;
use watch::{Change, Watcher};

/// What `serve` needs from its caller: it reads no clock and prints nothing itself.
pub struct Settings<'s> {
    /// The site's root.
    pub root: &'s Path,
    /// The port of the first edition; the others follow. 0 takes any that are free.
    pub port: u16,
    /// A fixed instant, or none to follow the clock.
    pub now: Option<Now>,
    /// The present instant.
    pub clock: fn() -> Instant,
    /// The language of the findings in the page.
    pub lang: Lang,
    /// Told what happens.
    pub tell: &'s dyn Fn(Event<'_>),
}

/// What happens while serving.
#[derive(Debug)]
pub enum Event<'e> {
    /// An edition can be seen at an address.
    Listening(&'e str, Readers, SocketAddr),
    /// The site was rebuilt, in this many seconds; the findings may keep the last good one up.
    Rebuilt(&'e Diagnostics, f64),
    /// It could not be rebuilt.
    Failed(&'e Failure),
}

/// One edition as it is shown now.
#[derive(Debug, Default)]
struct Shown {
    site: Arc<Held>,
    /// The findings as HTML, where there are any; on public pages how many.
    findings: Option<String>,
}

/// An edition's state, shared between the builder and its server.
struct Shared {
    shown: RwLock<Shown>,
    version: signal::Sender<u64>,
}

/// Serves until the process ends. `Err` when it cannot begin, with a configuration that cannot be used or a port that is
/// taken, or cannot go on, since changes are not seen any more.
pub fn serve(settings: &Settings<'_>) -> Result<Infallible, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let mut preview = Preview::new(settings.root);
    let editions = preview.editions()?;
    let mut watcher = Watcher::new(settings.root)?;
    watcher.follow(&preview.watched()?)?;
    let mut shared = Vec::new();
    for (n, (name, readers)) in (0u16..).zip(editions) {
        let port = if settings.port == 0 { 0 } else { settings.port.saturating_add(n) };
        let state = Arc::new(Shared { shown: RwLock::default(), version: signal::Sender::new(0) });
        let bound = runtime.block_on(Server::bind(port, Arc::clone(&state)));
        let server = bound.map_err(|error| Failure::Trouble(unbound(port, &error, settings.lang).into()))?;
        (settings.tell)(Event::Listening(&name, readers, server.address()));
        runtime.spawn(server.run());
        shared.push((name, readers, state));
    }
    let mut next = rebuild(settings, &mut preview, &shared);
    loop {
        let patience = match (settings.now, next) {
            (None, Some(at)) => seconds_until(at, (settings.clock)()),
            _ => Duration::from_secs(3600),
        };
        match watcher.wait(patience) {
            Change::Time if settings.now.is_some() => {}
            Change::Files | Change::Time => next = rebuild(settings, &mut preview, &shared),
            Change::Lost => return Err(std::io::Error::other(UNSEEN).into()),
        }
        // A configuration that cannot be used names nothing else.
        if let Ok(inputs) = preview.watched() {
            watcher.follow(&inputs)?;
        }
    }
}

/// Why nothing can be shown at a port, and what to do.
fn unbound(port: u16, error: &std::io::Error, lang: Lang) -> String {
    match (error.kind(), lang) {
        (ErrorKind::AddrInUse, Lang::Zh) => format!(
            "端口 {port} 已被占用，也许另一个 sunshine serve 还开着；请关闭占用它的程序，或用 --port 换一个（--port 0 用任意空闲端口）"
        ),
        (ErrorKind::AddrInUse, Lang::En) => format!(
            "port {port} is taken, perhaps by another `sunshine serve`; end what has it, or name another with --port (--port 0: any that is free)"
        ),
        (ErrorKind::PermissionDenied, Lang::Zh) => {
            format!("没有权限使用端口 {port}；请用 --port 换一个 1024 以上的，如 --port 8600")
        }
        (ErrorKind::PermissionDenied, Lang::En) => {
            format!("port {port} may not be used; name one from 1024 on with --port, such as --port 8600")
        }
        (_, Lang::Zh) => format!("端口 {port} 不能用（{error}）；请用 --port 换一个，如 --port 8600"),
        (_, Lang::En) => format!("port {port} cannot be used ({error}); name another with --port, such as --port 8600"),
    }
}

/// What is said when changes of files are not told any more.
const UNSEEN: &str = "看不到文件的变化了，请重新运行 sunshine serve (changes of files are not seen any more; start `sunshine serve` again)";

fn seconds_until(at: Instant, now: Instant) -> Duration {
    let seconds = u64::try_from(at.unix().saturating_sub(now.unix())).unwrap_or(0);
    Duration::from_secs(seconds.clamp(1, 3600))
}

/// Rebuilds and shows what came of it; when it changes by itself.
fn rebuild(
    settings: &Settings<'_>,
    preview: &mut Preview,
    shared: &[(String, Readers, Arc<Shared>)],
) -> Option<Instant> {
    let begun = std::time::Instant::now();
    let now = settings.now.unwrap_or_else(|| Now::At((settings.clock)()));
    let said = |failure: &Failure, readers| match readers {
        Readers::Internal => overlay::of_failure(failure, settings.root, settings.lang),
        Readers::Public => overlay::of_trouble(settings.lang),
    };
    match preview.rebuild(now) {
        Ok(built) => {
            let whole = overlay::of_findings(&built.findings, settings.root, settings.lang);
            let numbers = overlay::of_numbers(&built.findings, settings.lang);
            for (name, readers, state) in shared {
                let findings = if *readers == Readers::Internal { &whole } else { &numbers };
                let findings =
                    built.failed.as_ref().map(|failure| said(failure, *readers)).or_else(|| findings.clone());
                // An edition that is no more, or is for others now, has no pages.
                let site = built.sites.get(&(name.clone(), *readers)).cloned().unwrap_or_default();
                show(state, Some(site), findings);
            }
            match &built.failed {
                Some(failure) => (settings.tell)(Event::Failed(failure)),
                None => (settings.tell)(Event::Rebuilt(&built.findings, begun.elapsed().as_secs_f64())),
            }
            built.next_change
        }
        Err(failure) => {
            for (_, readers, state) in shared {
                show(state, None, Some(said(&failure, *readers)));
            }
            (settings.tell)(Event::Failed(&failure));
            None
        }
    }
}

/// Puts a site up, or keeps the one that is, and tells the pages that are open.
fn show(state: &Shared, site: Option<Arc<Held>>, findings: Option<String>) {
    let mut shown = state.shown.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    let site = site.unwrap_or_else(|| Arc::clone(&shown.site));
    let same = Arc::ptr_eq(&site, &shown.site) && findings == shown.findings;
    *shown = Shown { site, findings };
    drop(shown);
    if !same {
        state.version.send_modify(|version| *version += 1);
    }
}
