//! Duties that carry no figure: how they stand, unit by duty; one duty of one
//! unit with its history; saying how it stands, and the ministry's remark. No
//! rule is decided here; they are in `domain::duty`.

mod list;
pub mod matrix;
pub mod one;
mod said;
pub mod say;

use crate::domain::programme::Programme;
use crate::exhibit;
use crate::links::Page;
use crate::locale::duty_words as words;
use crate::ui::shell::{Shell, Step};

/// The path from the overview to all duties of a programme.
fn path_to(shell: &Shell, programme: &Programme) -> Vec<Step> {
    let mut path = exhibit::path_to(shell, Some(programme));
    path.push(Step {
        name: words::short(shell.locale).to_owned(),
        page: Page::Duties(programme.code.clone()),
    });
    path
}
