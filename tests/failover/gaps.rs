//! For how long nothing was acknowledged when a primary was killed.

use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

/// What was killed of the primary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Killed {
    /// All its processes of PostgreSQL; Patroni sees it.
    PostgreSqlAlone,
    /// These and Patroni: nobody is left who could say so.
    WholeNode,
}

/// The longest silence after each kill.
pub(crate) struct Gaps(Vec<(Killed, Duration)>);

impl Gaps {
    /// Of when writes were acknowledged, in order, and when was killed.
    pub(crate) fn of(acknowledged: &[Instant], kills: &[(Killed, Instant)]) -> Self {
        let ends = kills.iter().skip(1).map(|(_, at)| Some(*at)).chain([None]);
        let gaps = kills.iter().zip(ends).map(|((killed, begin), end)| {
            // A silence is the one of the kill it ends after; it may begin before.
            let gap = acknowledged
                .windows(2)
                .filter(|pair| pair[1] > *begin && end.is_none_or(|end| pair[1] <= end))
                .map(|pair| pair[1] - pair[0])
                .max();
            (*killed, gap.unwrap_or_default())
        });
        Self(gaps.collect())
    }

    /// So many in a hundred are at most this long.
    pub(crate) fn within(&self, hundredth: usize) -> Duration {
        within(self.0.iter().map(|(_, gap)| *gap).collect(), hundredth)
    }
}

fn within(mut gaps: Vec<Duration>, hundredth: usize) -> Duration {
    gaps.sort();
    let place = (gaps.len() * hundredth).div_ceil(100).saturating_sub(1);
    gaps.get(place).copied().unwrap_or_default()
}

impl fmt::Display for Gaps {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |what: &str, gaps: Vec<Duration>| {
            let number = gaps.len();
            let at = |hundredth| within(gaps.clone(), hundredth);
            let (p50, p95, most) = (at(50), at(95), at(100));
            writeln!(
                out,
                "write gap, {what} ({number}): p50 {p50:.1?}, p95 {p95:.1?}, at most {most:.1?}"
            )
        };
        let of = |wanted: &[Killed]| {
            let of_it = self.0.iter().filter(|(killed, _)| wanted.contains(killed));
            of_it.map(|(_, gap)| *gap).collect()
        };
        line("PostgreSQL alone killed", of(&[Killed::PostgreSqlAlone]))?;
        line("whole node killed", of(&[Killed::WholeNode]))?;
        line("all", of(&[Killed::PostgreSqlAlone, Killed::WholeNode]))?;
        let each: Vec<_> = self.0.iter().map(|(_, gap)| format!("{gap:.1?}")).collect();
        write!(out, "each, in order: {}", each.join(", "))
    }
}

#[test]
fn a_gap_is_the_longest_silence_from_a_kill_to_the_next() {
    let begin = Instant::now();
    let at = |tenths: u64| begin + Duration::from_millis(tenths * 100);
    let acknowledged = [0, 1, 2, 22, 23, 54, 104, 105].map(at);
    // One was answered after the kill, before the silence.
    let kills = [(Killed::PostgreSqlAlone, at(1)), (Killed::WholeNode, at(60))];
    let gaps = Gaps::of(&acknowledged, &kills);
    let lengths: Vec<u128> = gaps.0.iter().map(|(_, gap)| gap.as_millis()).collect();
    assert_eq!(lengths, [3_100, 5_000]);
    assert_eq!((gaps.within(50).as_secs(), gaps.within(95).as_secs()), (3, 5));
}
