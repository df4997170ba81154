//! All figures as a file lists them, against those that were frozen: by unit,
//! indicator and quarter, in whatever order.

use std::collections::HashMap;

use app::domain::decimal::Decimal;
use app::domain::summary::Summary;
use app::locale::{Locale, verify_words as words};

use super::tables::Entry;
use super::{Findings, bare};
use crate::export::evaluation::figures::{Datum, Field, Named, named};
use crate::export::evaluation::locale;

/// Places of the fields that say which figure it is.
const UNIT: usize = 0;
const INDICATOR: usize = 2;
const QUARTER: usize = 5;

pub(super) struct Figures<'a> {
    locale: Locale,
    /// By unit, indicator and quarter.
    expected: HashMap<(String, String, String), Named<'a>>,
}

impl<'a> Figures<'a> {
    pub(super) fn of(summary: &'a Summary) -> Self {
        let expected = named(summary).map(|figure| {
            let text = |field: Field| match field.of(&figure) {
                Datum::Text(text) => bare(&text),
                Datum::Number(..) | Datum::Nothing => String::new(),
            };
            let key = (text(Field::UnitCode), text(Field::IndicatorCode), text(Field::Quarter));
            (key, figure)
        });
        Self { locale: locale(summary), expected: expected.collect() }
    }

    /// One row of the file; `entry` gives what it has in each of the fields, by
    /// the field's place among [`Field::ALL`].
    pub(super) fn row<'e>(
        &mut self,
        entry: impl Fn(usize) -> Option<&'e Entry>,
        to: &mut Findings,
    ) {
        let text = |place: usize| entry(place).map(|entry| bare(entry.text())).unwrap_or_default();
        let key = (text(UNIT), text(INDICATOR), text(QUARTER));
        if key.1.is_empty() && key.2.is_empty() {
            return;
        }
        let locale = self.locale;
        let Some(figure) = self.expected.remove(&key) else {
            let place = words::one_figure(locale, key.0, key.1, key.2);
            to.add(place, words::not_there(locale), words::there(locale));
            return;
        };
        for (place, field) in Field::ALL.into_iter().enumerate() {
            let frozen = field.of(&figure);
            let found = entry(place);
            if same(&frozen, found) {
                continue;
            }
            let place = words::figure(
                locale,
                &figure.party.name,
                &figure.counted.name,
                key.2.as_str(),
                field.name(locale),
            );
            to.add(place, &told(&frozen), found.map_or("", Entry::text));
        }
    }

    /// What the file did not have.
    pub(super) fn end(self, to: &mut Findings) {
        let locale = self.locale;
        let mut missing: Vec<_> = self.expected.into_iter().collect();
        missing.sort_by(|(one, _), (other, _)| one.cmp(other));
        for ((_, _, quarter), figure) in missing {
            let place =
                words::one_figure(locale, &figure.party.name, &figure.counted.name, quarter);
            to.add(place, words::there(locale), words::not_there(locale));
        }
    }
}

pub(super) fn same(frozen: &Datum, found: Option<&Entry>) -> bool {
    let found = found.map(|entry| bare(entry.text())).unwrap_or_default();
    // A text that a spreadsheet might take for a formula stands behind one.
    let found = found.strip_prefix('\'').unwrap_or(&found);
    match frozen {
        Datum::Nothing => found.is_empty(),
        Datum::Text(text) => {
            let text = bare(text);
            text.strip_prefix('\'').unwrap_or(&text) == found
        }
        Datum::Number(number, _) => found.parse::<Decimal>().is_ok_and(|found| found == *number),
    }
}

pub(super) fn told(frozen: &Datum) -> String {
    match frozen {
        Datum::Text(text) => text.clone().into_owned(),
        Datum::Number(number, _) => number.to_string(),
        Datum::Nothing => String::new(),
    }
}
