//! The instant of a build, and when the next answer about time changes.

use super::Instant;
use std::sync::atomic::{AtomicI64, Ordering};

/// The `now` of a build, and how long what was decided with it stays true.
///
/// Every question about time goes through [`Horizon::reached`]. A boundary that is still ahead when it is
/// asked about is a boundary at which the answer changes; the earliest of them is [`Horizon::next`]. So the
/// next change of an edition is right by construction: nothing that depends on time can forget to say so.
#[derive(Debug)]
pub struct Horizon {
    now: Instant,
    next: AtomicI64,
}

impl Horizon {
    /// A horizon that nothing has asked about yet.
    pub fn new(now: Instant) -> Self {
        Self { now, next: AtomicI64::new(i64::MAX) }
    }

    /// The instant of the build.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Whether `boundary` has come. A boundary still ahead is noted.
    pub fn reached(&self, boundary: Instant) -> bool {
        if boundary <= self.now {
            return true;
        }
        self.next.fetch_min(boundary.unix(), Ordering::Relaxed);
        false
    }

    /// The first instant at which any answer given so far would change.
    pub fn next(&self) -> Option<Instant> {
        match self.next.load(Ordering::Relaxed) {
            i64::MAX => None,
            seconds => Some(Instant::from_unix(seconds)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_change_is_the_earliest_boundary_still_ahead() {
        let horizon = Horizon::new(Instant::from_unix(100));
        assert_eq!(horizon.next(), None);
        assert!(horizon.reached(Instant::from_unix(100)), "a term is half-open: its end has come at its end");
        assert_eq!(horizon.next(), None);
        assert!(!horizon.reached(Instant::from_unix(300)));
        assert!(!horizon.reached(Instant::from_unix(200)));
        assert_eq!(horizon.next(), Some(Instant::from_unix(200)));
    }
}
