//! A summary from facts: each section in a file of its own, all from the same
//! figures, in one language.

mod annex;
mod cited;
mod cover;
mod duties;
mod indicators;
mod restated;
mod returns;
mod table;
mod targets;
mod units;

use std::collections::BTreeMap;

use crate::domain::calendar::Moment;
use crate::domain::duty::Standings;
use crate::domain::facts::Facts;
use crate::domain::indicator::Indicator;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::rollup::Scope;
use crate::domain::summary::{Block, Head, Section, Summary, Version};
use crate::domain::unit::Unit;
use crate::links::{Filters, Page};
use crate::locale::{Locale, evaluation_words as words, number_words};
use crate::ui::share::Sharing;
use crate::ui::shell::{Assets, Shell};

/// The sections to which the ministry can write, by their codes.
pub const NARRATED: [&str; 6] = ["key-figures", "targets", "volumes", "units", "returns", "duties"];

/// What a summary is composed from.
pub struct Material<'a> {
    pub locale: Locale,
    pub programme: &'a Programme,
    pub revision: i32,
    /// The one unit it is about; `None` for the whole programme.
    pub unit: Option<&'a Unit>,
    pub quarter: Quarter,
    /// Since when the figures are the approved ones: now, for a preview.
    pub as_of: Moment,
    pub demo: bool,
    /// Every approved figure and sum of the programme up to the quarter.
    pub facts: Facts,
    /// The approved versions up to the quarter.
    pub versions: Vec<Version>,
    /// What the ministry wrote, by section.
    pub narrative: BTreeMap<String, String>,
    /// How the duties stand; `None` for who may not see them.
    pub duties: Option<Standings>,
    /// The evaluation frozen last of the same scope and quarter, with its number.
    pub earlier: Option<(String, Summary)>,
}

impl Material<'_> {
    /// Whose figures the summary is about.
    fn who(&self) -> Scope<'_> {
        self.unit.map_or(Scope::Programme, |unit| Scope::Unit(&unit.code))
    }

    /// The name of whose figures they are.
    fn whose(&self) -> String {
        match self.unit {
            Some(unit) => self.locale.name(&unit.name).to_owned(),
            None => words::whole_programme(self.locale).to_owned(),
        }
    }

    fn named(&self, code: Option<&String>) -> Option<&Indicator> {
        code.and_then(|code| self.programme.indicator(code))
    }

    /// What the shared charts ask of a page: language, and as of when.
    fn shell(&self) -> Shell {
        Shell {
            locale: self.locale,
            page: Page::Programme(self.programme.code.clone()),
            filters: Filters { lang: Some(self.locale), ..Filters::default() },
            demo: self.demo,
            as_of: self.quarter,
            with_figures: false,
            with_islands: false,
            programmes: Vec::new(),
            assets: Assets::default(),
            notices: Vec::new(),
            faulty: false,
            person: None,
            sharing: Sharing::default(),
        }
    }
}

/// The whole document. Its number is given when it is frozen
/// ([`Summary::numbered`] sets it on the cover).
#[must_use]
pub fn compose(material: &Material) -> Summary {
    let shell = material.shell();
    let (parties, counted, figures) = cited::all(material);
    let mut summary = Summary {
        head: head(material),
        sections: Vec::new(),
        parties,
        indicators: counted,
        figures,
        versions: material.versions.clone(),
    };
    let sections = [
        indicators::key_figures(&shell, material),
        targets::section(material),
        indicators::volumes(&shell, material),
        indicators::outlets(&shell, material),
        units::section(material),
        returns::section(material),
        duties::section(material),
        restated::restatements(material),
        restated::changes(material, &summary),
        annex::section(material, &summary),
        Some(cover::signature(material)),
    ];
    summary.sections = sections.into_iter().flatten().map(|it| narrated(material, it)).collect();
    summary
}

/// The section with what the ministry wrote of it, before its tables.
fn narrated(material: &Material, mut section: Section) -> Section {
    if let Some(text) = material.narrative.get(&section.code) {
        let paragraphs = text.split('\n').map(str::trim).filter(|text| !text.is_empty());
        let blocks: Vec<Block> = paragraphs.map(|text| Block::Text(text.to_owned())).collect();
        section.blocks.splice(0..0, blocks);
    }
    section
}

fn head(material: &Material) -> Head {
    let locale = material.locale;
    let programme = material.programme;
    let period = number_words::quarter(locale, material.quarter);
    let whose = material.whose();
    let mark = match material.demo {
        true => words::preview_of_demo(locale),
        false => words::preview(locale),
    };
    Head {
        number: None,
        programme: programme.code.clone(),
        revision: material.revision,
        unit: material.unit.map(|unit| unit.code.clone()),
        quarter: material.quarter,
        language: locale.tag().to_owned(),
        as_of: material.as_of,
        demo: material.demo,
        title: words::title(locale, locale.name(&programme.name)),
        subtitle: words::subtitle(locale, whose, period),
        issuer: words::form_by(locale, locale.name(&programme.form.issued_by)),
        cover: cover::lines(material),
        mark: Some(mark.to_owned()),
    }
}

fn section(code: &str, heading: &str, blocks: Vec<Block>) -> Section {
    Section { code: code.to_owned(), heading: heading.to_owned(), blocks }
}

/// Where a table has no rows, a sentence that says so.
fn or_sentence(table: crate::domain::summary::Table, sentence: &str) -> Block {
    if table.rows.is_empty() { Block::Text(sentence.to_owned()) } else { Block::Table(table) }
}
