//! Stands for `pages` in a build that does not read PDF.

use app::domain::summary::Summary;

use super::{Findings, NotOurs};

pub(super) fn number(_: &[u8]) -> Option<String> {
    None
}

pub(super) fn compare(_: &Summary, _: &[u8], _: &mut Findings) -> Result<(), NotOurs> {
    Err(NotOurs::NotInThisBuild)
}
