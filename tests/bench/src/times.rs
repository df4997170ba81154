//! Many durations, told by their middle and their slow end.

use std::time::Duration;

use tokio::time::Instant;

/// Sorted durations.
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn of(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        Self(all)
    }

    /// All of them, the shortest first.
    pub(crate) fn into_inner(self) -> Vec<Duration> {
        self.0
    }

    /// Runs `each` so many times after a tenth of that unmeasured.
    pub(crate) fn measure(count: usize, mut each: impl FnMut()) -> Self {
        let mut all = Vec::with_capacity(count);
        for at in 0..count + count / 10 {
            let begun = Instant::now();
            each();
            if at >= count / 10 {
                all.push(begun.elapsed());
            }
        }
        Self::of(all)
    }

    /// What so many percent stay within.
    pub(crate) fn within(&self, percent: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * percent / 100).copied().unwrap_or_default()
    }

    /// `p50 1.23 ms, p95 1.50 ms`
    pub(crate) fn told(&self) -> String {
        format!("p50 {}, p95 {}", milliseconds(self.within(50)), milliseconds(self.within(95)))
    }
}

pub(crate) fn milliseconds(time: Duration) -> String {
    let value = time.as_secs_f64() * 1_000.0;
    if value < 1.0 { format!("{value:.3} ms") } else { format!("{value:.2} ms") }
}

/// Thousands of bytes.
#[expect(clippy::cast_precision_loss, reason = "shown with one place")]
pub(crate) fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1_000.0)
}
