//! What is known of the standby, and what it must have to be asked.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::looking::Found;

/// The version of each programme's data.
pub type Versions = BTreeMap<String, i64>;

/// Why the standby is not asked until it was looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It did not answer in time; its connections may be well.
    Slow,
    /// Connections broke; those made before are not used any more.
    Broken,
}

/// One server, since connections to it were last found whole.
#[derive(Debug)]
struct Run {
    number: u64,
    server: String,
    since: Instant,
    seen: Versions,
}

#[derive(Debug, Default)]
struct State {
    wanted: Versions,
    run: Option<Run>,
    doubt: Option<Doubt>,
    runs: u64,
}

/// Shared by those who read, the watcher, and the pool.
#[derive(Debug, Default)]
pub(super) struct Known {
    state: Mutex<State>,
    /// Wakes the watcher.
    look: Notify,
}

fn covers(seen: &Versions, wanted: &Versions) -> bool {
    wanted.iter().all(|(code, wanted)| seen.get(code).is_some_and(|seen| seen >= wanted))
}

impl Known {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Raises what must be there.
    pub(super) fn want(&self, versions: &Versions) {
        let mut state = self.state();
        if covers(&state.wanted, versions) {
            return;
        }
        for (code, version) in versions {
            let wanted = state.wanted.entry(code.clone()).or_default();
            *wanted = (*version).max(*wanted);
        }
        self.look.notify_one();
    }

    /// The run to ask, where it has all that is wanted.
    pub(super) fn ready(&self) -> Option<u64> {
        let state = self.state();
        let run = state.run.as_ref().filter(|_| state.doubt.is_none())?;
        covers(&run.seen, &state.wanted).then_some(run.number)
    }

    pub(super) fn is_same(&self, number: u64) -> bool {
        self.state().run.as_ref().is_some_and(|run| run.number == number)
    }

    pub(super) fn is_at(&self, server: &str) -> bool {
        self.state().run.as_ref().is_some_and(|run| run.server == server)
    }

    /// Whether a connection of that age belongs to the run.
    pub(super) fn began_before(&self, age: Duration) -> bool {
        self.state().run.as_ref().is_some_and(|run| age <= run.since.elapsed())
    }

    /// Has the standby looked at before it is asked again, unless that was done
    /// since the run that gave the reason.
    pub(super) fn doubt(&self, number: u64, doubt: Doubt) {
        if self.is_same(number) {
            self.doubt_any(doubt);
        }
    }

    pub(super) fn doubt_any(&self, doubt: Doubt) {
        let mut state = self.state();
        if state.doubt != Some(Doubt::Broken) {
            state.doubt = Some(doubt);
        }
        self.look.notify_one();
    }

    pub(super) fn is_doubted(&self) -> bool {
        self.state().doubt.is_some()
    }

    /// Whether the standby is there and has not all that is wanted.
    pub(super) fn is_behind(&self) -> bool {
        let state = self.state();
        state.run.as_ref().is_some_and(|run| !covers(&run.seen, &state.wanted))
    }

    /// Takes down what was seen; whether the standby was away until now.
    pub(super) fn found(&self, found: Found) -> bool {
        let mut state = self.state();
        let broke = state.doubt.take() == Some(Doubt::Broken);
        if let Some(run) = &mut state.run
            && run.server == found.place.server
            && !broke
        {
            run.seen = found.versions;
            return false;
        }
        state.runs += 1;
        let (number, since) = (state.runs, Instant::now());
        let run = Run { number, server: found.place.server, since, seen: found.versions };
        state.run.replace(run).is_none()
    }

    /// Takes down that it is away; whether it was there until now.
    pub(super) fn lost(&self) -> bool {
        let mut state = self.state();
        state.doubt = None;
        state.run.take().is_some()
    }

    /// Waits until somebody wants it looked at, at most so long.
    pub(super) async fn wanted_within(&self, pause: Duration) {
        // Without it, it is looked at in any case.
        let _ = tokio::time::timeout(pause, self.look.notified()).await;
    }
}

#[cfg(test)]
mod tests {
    use super::super::looking::Place;
    use super::*;

    fn versions(of: &[(&str, i64)]) -> Versions {
        of.iter().map(|(code, version)| ((*code).to_owned(), *version)).collect()
    }

    fn found(server: &str, of: &[(&str, i64)]) -> Found {
        let place = Place { system: "1".into(), database: 5, server: server.into(), copies: true };
        Found { place, versions: versions(of) }
    }

    #[test]
    fn only_a_standby_with_every_programme_as_wanted_is_asked() {
        let known = Known::default();
        assert_eq!(known.ready(), None, "nobody looked yet");
        assert!(known.found(found("a", &[("one", 4), ("two", 7)])));
        assert_eq!(known.ready(), Some(1));
        known.want(&versions(&[("one", 4), ("two", 8)]));
        assert_eq!(known.ready(), None);
        assert!(known.is_behind());
        // The sum is the same, and still it is behind.
        assert!(!known.found(found("a", &[("one", 5), ("two", 7)])));
        assert_eq!(known.ready(), None);
        assert!(!known.found(found("a", &[("one", 5), ("two", 8)])));
        assert_eq!(known.ready(), Some(1));
        // An older answer of the primary that came late lowers nothing.
        known.want(&versions(&[("two", 3)]));
        known.want(&versions(&[("three", 1)]));
        assert_eq!(known.ready(), None, "a programme it does not have");
    }

    #[test]
    fn a_doubted_standby_is_looked_at_before_it_is_asked_again() {
        let known = Known::default();
        known.found(found("a", &[]));
        known.doubt(1, Doubt::Slow);
        assert_eq!(known.ready(), None);
        known.found(found("a", &[]));
        assert_eq!(known.ready(), Some(1), "its connections are as they were");
        known.doubt(1, Doubt::Broken);
        known.doubt(1, Doubt::Slow);
        known.found(found("a", &[]));
        assert_eq!(known.ready(), Some(2), "connections are made anew");
        known.doubt(1, Doubt::Broken);
        assert_eq!(known.ready(), Some(2), "that was of the run before");
        known.found(found("b", &[]));
        assert_eq!(known.ready(), Some(3), "another server");
        assert!(!known.is_same(2) && !known.is_at("a"));
        assert!(known.lost() && !known.lost());
        assert!(known.found(found("b", &[])), "it was away");
    }
}
