//! Duties that carry no figure: how they stand, unit by duty; one duty of one
//! unit with its history; saying how it stands, and the ministry's remark. No
//! rule is decided here; they are in `domain::duty`.

mod list;
pub mod matrix;
pub mod one;
mod said;
pub mod say;

use crate::domain::programme::Programme;
use crate::links::Page;
use crate::locale::{board_words, duty_words as words};
use crate::ui::shell::{Shell, Step};

/// The path from the overview to a programme's duties, and to one unit's.
fn path_to(shell: &Shell, programme: &Programme, with_matrix: bool) -> Vec<Step> {
    let locale = shell.locale;
    let overview = Step { name: board_words::overview(locale).to_owned(), page: Page::Overview };
    let name = locale.name(&programme.short).to_owned();
    let to_programme = Step { name, page: Page::Programme(programme.code.clone()) };
    let matrix =
        Step { name: words::short(locale).to_owned(), page: Page::Duties(programme.code.clone()) };
    [overview, to_programme].into_iter().chain(with_matrix.then_some(matrix)).collect()
}
