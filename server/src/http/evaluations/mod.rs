//! Evaluation summaries: the preview, what is written to it, freezing,
//! publication, and files. Reading is for everybody signed in; what is
//! published is for everybody.

mod composed;
mod deeds;
mod files;
mod jobs;
mod pages;
mod published;

pub(super) use composed::MOST;
pub(super) use deeds::{freeze, publish, withdraw, write};
pub(super) use files::{ask, cancel, content, job};
pub use jobs::work_off as make_files;
pub(super) use pages::{evaluation, evaluation_as_json, preview, preview_as_json};
pub(super) use published::{list, one};

use app::domain::summary::Format;

/// Splits `PB-2026-0003.sdmx.csv` into the thing and its format; a part
/// without a known one is the thing itself.
fn with_format(part: &str) -> (&str, Option<Format>) {
    // The longest ending first: `.sdmx.csv` ends in `.csv` too.
    let mut formats = Format::ALL;
    formats.sort_by_key(|format| std::cmp::Reverse(format.extension().len()));
    for format in formats {
        let thing = part.strip_suffix(format.extension()).and_then(|it| it.strip_suffix('.'));
        if let Some(thing) = thing {
            return (thing, Some(format));
        }
    }
    (part, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_counts() {
        assert_eq!(with_format("a.sdmx.csv"), ("a", Some(Format::Sdmx)));
        assert_eq!(with_format("PB-2026-0003.csv"), ("PB-2026-0003", Some(Format::Csv)));
        assert_eq!(with_format("a.pdf.exe"), ("a.pdf.exe", None));
        assert_eq!(with_format("nev-battery-pilot-2018"), ("nev-battery-pilot-2018", None));
    }
}
