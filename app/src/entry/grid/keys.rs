//! What a key means in a cell: Excel's keys.

/// How a cell is being typed into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Just come to: all of it is marked, typing replaces it.
    #[default]
    Ready,
    /// Being typed anew: arrows leave it.
    Typing,
    /// Opened with F2 or the pointer: arrows move the caret.
    Within,
}

/// A key as the browser tells it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pressed<'a> {
    /// The key's name, `ArrowUp` or `z`.
    pub key: &'a str,
    /// Ctrl, or the command key.
    pub ctrl: bool,
    pub shift: bool,
    pub alt: bool,
    /// Whether an input method is composing a word: then it is its key.
    pub composing: bool,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many cells down, or up when negative.
    By(isize),
    First,
    Last,
    /// To what is beside the cell.
    Beside,
    /// Opens the cell to move the caret in it.
    Within,
    /// Back to what was in the cell.
    Back,
    Undo,
    Redo,
    Save,
    /// The list of keys.
    Keys,
}

/// A page of cells.
const PAGE: isize = 10;

/// What a key does in a cell; `None` leaves it to the browser.
#[must_use]
pub fn step(mode: Mode, pressed: Pressed) -> Option<Step> {
    let Pressed { key, ctrl, shift, alt, composing } = pressed;
    if composing || alt {
        return None;
    }
    let caret_stays = mode != Mode::Within;
    if ctrl {
        return match key {
            "s" | "S" => Some(Step::Save),
            "z" if !shift => Some(Step::Undo),
            "z" | "Z" | "y" | "Y" => Some(Step::Redo),
            "Home" if caret_stays => Some(Step::First),
            "End" if caret_stays => Some(Step::Last),
            _ => None,
        };
    }
    match key {
        "Enter" => Some(Step::By(if shift { -1 } else { 1 })),
        "Tab" => Some(Step::By(if shift { -1 } else { 1 })),
        "Escape" if mode != Mode::Ready => Some(Step::Back),
        "F2" => Some(Step::Within),
        "?" | "？" if mode == Mode::Ready => Some(Step::Keys),
        _ if shift || !caret_stays => None,
        "ArrowDown" => Some(Step::By(1)),
        "ArrowUp" => Some(Step::By(-1)),
        "ArrowRight" if mode == Mode::Ready => Some(Step::Beside),
        "PageDown" => Some(Step::By(PAGE)),
        "PageUp" => Some(Step::By(-PAGE)),
        _ => None,
    }
}

/// The cell that so many steps lead to; `None` where there is none: Tab then
/// leaves the grid, and nothing else moves.
#[must_use]
pub fn moved(from: usize, by: isize, cells: usize) -> Option<usize> {
    let last = cells.checked_sub(1)?;
    let to = from.checked_add_signed(by);
    match by {
        // A page more than there is ends at the end.
        PAGE => Some(to.unwrap_or(last).min(last)),
        _ if by == -PAGE => Some(to.unwrap_or(0)),
        _ => to.filter(|to| *to <= last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(key: &str) -> Pressed<'_> {
        Pressed { key, ..Pressed::default() }
    }

    #[test]
    fn enter_and_arrows_walk_the_column() {
        for mode in [Mode::Ready, Mode::Typing] {
            assert_eq!(step(mode, plain("Enter")), Some(Step::By(1)));
            assert_eq!(step(mode, Pressed { shift: true, ..plain("Enter") }), Some(Step::By(-1)));
            assert_eq!(step(mode, plain("ArrowDown")), Some(Step::By(1)));
            assert_eq!(step(mode, plain("ArrowUp")), Some(Step::By(-1)));
            assert_eq!(step(mode, Pressed { ctrl: true, ..plain("End") }), Some(Step::Last));
        }
    }

    #[test]
    fn within_a_cell_arrows_move_the_caret_and_enter_leaves() {
        for key in ["ArrowDown", "ArrowUp", "ArrowRight", "Home", "End", "PageDown"] {
            assert_eq!(step(Mode::Within, plain(key)), None, "{key}");
            assert_eq!(step(Mode::Within, Pressed { ctrl: true, ..plain(key) }), None, "{key}");
        }
        assert_eq!(step(Mode::Within, plain("Enter")), Some(Step::By(1)));
        assert_eq!(step(Mode::Within, plain("Escape")), Some(Step::Back));
    }

    #[test]
    fn enter_that_commits_a_word_is_the_input_methods() {
        for key in ["Enter", "ArrowDown", "Escape", "Process", "?"] {
            let composing = Pressed { composing: true, ..plain(key) };
            assert_eq!(step(Mode::Typing, composing), None, "{key}");
        }
    }

    #[test]
    fn undo_redo_and_save_are_where_excel_has_them() {
        let ctrl = |key| Pressed { ctrl: true, ..plain(key) };
        assert_eq!(step(Mode::Ready, ctrl("z")), Some(Step::Undo));
        assert_eq!(step(Mode::Ready, ctrl("y")), Some(Step::Redo));
        assert_eq!(step(Mode::Ready, Pressed { shift: true, ..ctrl("Z") }), Some(Step::Redo));
        assert_eq!(step(Mode::Within, ctrl("s")), Some(Step::Save));
        assert_eq!(step(Mode::Ready, ctrl("c")), None);
        assert_eq!(step(Mode::Ready, Pressed { alt: true, ..ctrl("z") }), None);
    }

    #[test]
    fn digits_are_typed() {
        for key in ["1", ".", "-", "Backspace", "Delete", "n"] {
            assert_eq!(step(Mode::Ready, plain(key)), None, "{key}");
        }
        assert_eq!(step(Mode::Ready, plain("Escape")), None);
    }

    #[test]
    fn the_column_ends_at_both_ends() {
        assert_eq!(moved(0, -1, 36), None);
        assert_eq!(moved(35, 1, 36), None);
        assert_eq!(moved(3, 1, 36), Some(4));
        assert_eq!(moved(3, -10, 36), Some(0));
        assert_eq!(moved(30, 10, 36), Some(35));
        assert_eq!(moved(0, 1, 0), None);
    }
}
