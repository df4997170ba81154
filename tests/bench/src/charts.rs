//! Each kind of chart drawn alone, from data at hand.

use app::exhibit::Exhibit;
use app::locale::Locale;

use crate::Line;
use crate::times::Times;

const DRAWINGS: usize = 1_000;

/// The line for one kind of chart, drawn at its width in a page.
pub(crate) fn measure(kind: &str, exhibit: &Exhibit, width: u32) -> Line {
    let mut bytes = 0;
    let times = Times::measure(DRAWINGS, || {
        bytes = std::hint::black_box(exhibit.drawn_in_page(Locale::Zh, "chart", width)).len();
    });
    Line(format!("chart: {kind} ({bytes} bytes)"), times.told(), "0.2 ms")
}
