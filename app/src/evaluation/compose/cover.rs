//! What the cover says, and where it is signed.

use super::{Material, section};
use crate::domain::summary::{Block, Section, Summary};
use crate::locale::{Locale, board_words, evaluation_words as words, number_words, return_words};

/// Name and text of each line; the number comes first once there is one.
pub(super) fn lines(material: &Material) -> Vec<(String, String)> {
    let locale = material.locale;
    let programme = material.programme;
    let sources: Vec<String> = programme
        .documents
        .iter()
        .map(|document| locale.name(&document.title).to_owned())
        .collect();
    let line = |name: &str, text: String| (name.to_owned(), text);
    let mut lines = vec![
        line(words::scope(locale), material.whose()),
        line(words::period(locale), number_words::quarter(locale, material.quarter)),
        line(words::as_of(locale), return_words::moment(material.as_of)),
        line(words::figures_are(locale), words::approved_alone(locale).to_owned()),
        line(words::definitions(locale), words::revision(locale, material.revision)),
        line(board_words::sources(locale), sources.join(words::between(locale))),
    ];
    if material.demo {
        lines.push(line(board_words::demo(locale), board_words::demo_meaning(locale).to_owned()));
    }
    lines
}

/// Who signs, as official documents end.
pub(super) fn signature(material: &Material) -> Section {
    let locale = material.locale;
    let lines = [
        words::head_of_body(locale),
        words::statistics_head(locale),
        words::compiled_by(locale),
        words::signed_on(locale),
    ];
    let block = Block::Signature(lines.into_iter().map(str::to_owned).collect());
    section("signature", words::signatures(locale), vec![block])
}

impl Summary {
    /// The summary as the evaluation of that number: said on the cover, and no
    /// preview any more.
    #[must_use]
    pub fn numbered(mut self, locale: Locale, number: &str) -> Self {
        let line = (words::number(locale).to_owned(), number.to_owned());
        self.head.cover.insert(0, line);
        self.head.number = Some(number.to_owned());
        self.head.mark = self.head.demo.then(|| board_words::demo(locale).to_owned());
        self
    }
}
