//! Finds room for a label beside its point, where nothing runs through it.

use plotters::style::text_anchor::HPos;

use super::canvas::Plot;

/// A straight line from point to point.
pub(super) type Stroke = ((i32, i32), (i32, i32));

/// Baseline and anchor of a label of `size` pixels: after the point, below or
/// above it, before it. `None` where every place is crossed by a stroke.
pub(super) fn place_beside(
    (x, y): (i32, i32),
    size: i32,
    plot: Plot,
    strokes: &[Stroke],
) -> Option<((i32, i32), HPos)> {
    let places = [
        (8, 4, HPos::Left),
        (8, 18, HPos::Left),
        (8, -9, HPos::Left),
        (-8, -9, HPos::Right),
        (-8, 18, HPos::Right),
    ];
    places.into_iter().find_map(|(across, down, anchor)| {
        let at = (x + across, y + down);
        let left = if matches!(anchor, HPos::Left) { at.0 } else { at.0 - size };
        let place =
            Plot { left: left - 3, top: at.1 - 12, right: left + size + 3, bottom: at.1 + 4 };
        let inside = place.left >= plot.left
            && place.right <= plot.right
            && place.top >= plot.top
            && place.bottom < plot.bottom;
        let free = inside && !strokes.iter().any(|stroke| crosses(place, *stroke));
        free.then_some((at, anchor))
    })
}

/// Whether a stroke runs through a rectangle: their boxes meet, and the
/// rectangle's corners are not all on one side of the stroke.
fn crosses(place: Plot, (from, to): Stroke) -> bool {
    let apart = from.0.max(to.0) < place.left
        || from.0.min(to.0) > place.right
        || from.1.max(to.1) < place.top
        || from.1.min(to.1) > place.bottom;
    if apart {
        return false;
    }
    let side = |x: i32, y: i32| {
        let (dx, dy) = (i64::from(to.0) - i64::from(from.0), i64::from(to.1) - i64::from(from.1));
        (dx * (i64::from(y) - i64::from(from.1)) - dy * (i64::from(x) - i64::from(from.0))).signum()
    };
    let corners = [
        side(place.left, place.top),
        side(place.right, place.top),
        side(place.left, place.bottom),
        side(place.right, place.bottom),
    ];
    !(corners.iter().all(|at| *at > 0) || corners.iter().all(|at| *at < 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLOT: Plot = Plot { left: 0, top: 0, right: 200, bottom: 100 };

    #[test]
    fn a_label_keeps_clear_of_strokes() {
        let place =
            |strokes: &[Stroke]| place_beside((50, 50), 60, PLOT, strokes).map(|(at, _)| at);
        assert_eq!(place(&[]), Some((58, 54)));
        assert_eq!(place(&[((50, 50), (200, 50))]), Some((58, 68)));
        assert_eq!(place(&[((50, 50), (200, 50)), ((50, 50), (200, 100))]), Some((58, 41)));
        assert_eq!(place(&[((60, 0), (60, 100)), ((0, 0), (50, 50)), ((40, 0), (40, 100))]), None);
    }
}
