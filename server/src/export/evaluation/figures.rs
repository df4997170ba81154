//! A figure as a row of fields: the same in CSV, on the workbook's sheet of
//! all figures, and where both are read again.

use std::borrow::Cow;
use std::ops::Range;

use app::domain::decimal::Decimal;
use app::domain::series::{Absence, Figure};
use app::domain::summary::{Cited, Counted, Party, Summary};
use app::exhibit::absence_word;
use app::locale::{Locale, office_words as words};

use super::plain::plain;

/// What one field of a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum<'a> {
    Text(Cow<'a, str>),
    /// A number and the places behind the point it is shown with.
    Number(Decimal, u8),
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    UnitCode,
    Unit,
    IndicatorCode,
    Indicator,
    MeasureUnit,
    Quarter,
    Value,
    Numerator,
    Denominator,
    Absence,
    Filed,
    Due,
    Version,
}

impl Field {
    /// All, in the order of the columns.
    pub const ALL: [Self; 13] = [
        Self::UnitCode,
        Self::Unit,
        Self::IndicatorCode,
        Self::Indicator,
        Self::MeasureUnit,
        Self::Quarter,
        Self::Value,
        Self::Numerator,
        Self::Denominator,
        Self::Absence,
        Self::Filed,
        Self::Due,
        Self::Version,
    ];

    #[must_use]
    pub fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::UnitCode => words::unit_code(locale),
            Self::Unit => words::unit(locale),
            Self::IndicatorCode => words::indicator_code(locale),
            Self::Indicator => words::indicator(locale),
            Self::MeasureUnit => words::measure_unit(locale),
            Self::Quarter => words::quarter(locale),
            Self::Value => words::value(locale),
            Self::Numerator => words::numerator(locale),
            Self::Denominator => words::denominator(locale),
            Self::Absence => words::absence(locale),
            Self::Filed => words::filed(locale),
            Self::Due => words::due(locale),
            Self::Version => words::version(locale),
        }
    }

    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::Value
                | Self::Numerator
                | Self::Denominator
                | Self::Filed
                | Self::Due
                | Self::Version
        )
    }

    /// What the figure has in this field.
    #[must_use]
    pub fn of<'a>(self, figure: &Named<'a>) -> Datum<'a> {
        let Named { party, counted, cited, locale } = figure;
        match (self, &cited.figure) {
            (Self::UnitCode, _) => text(&party.code),
            (Self::Unit, _) => text(&party.name),
            (Self::IndicatorCode, _) => text(&counted.code),
            (Self::Indicator, _) => text(&counted.name),
            (Self::MeasureUnit, _) => text(&counted.measure_unit),
            (Self::Quarter, _) => Datum::Text(cited.quarter.to_string().into()),
            (Self::Value, of) => match of.shown(counted.decimals) {
                Some(value) => Datum::Number(value, counted.decimals),
                None => Datum::Nothing,
            },
            (Self::Numerator, Figure::Ratio { numerator, .. }) => number(numerator),
            (Self::Denominator, Figure::Ratio { denominator, .. }) => number(denominator),
            (Self::Absence, Figure::Absent(absence)) => text(absence_word(*locale, *absence)),
            // Divided by zero.
            (Self::Absence, of) if of.shown(counted.decimals).is_none() => {
                text(absence_word(*locale, Absence::NotApplicable))
            }
            (Self::Filed, _) => count(cited.summed.map(|(filed, _)| i64::from(filed))),
            (Self::Due, _) => count(cited.summed.map(|(_, due)| i64::from(due))),
            (Self::Version, _) => count(cited.version.map(i64::from)),
            (Self::Numerator | Self::Denominator | Self::Absence, _) => Datum::Nothing,
        }
    }
}

/// A figure, whose it is and of what.
pub struct Named<'a> {
    pub party: &'a Party,
    pub counted: &'a Counted,
    pub cited: &'a Cited,
    locale: Locale,
}

/// All figures, in the summary's order.
pub fn named(summary: &Summary) -> impl Iterator<Item = Named<'_>> {
    named_in(summary, 0..summary.figures.len())
}

/// Those of the figures that stand at these places.
pub fn named_in(summary: &Summary, places: Range<usize>) -> impl Iterator<Item = Named<'_>> {
    let locale = super::locale(summary);
    let figures = summary.figures.get(places).unwrap_or_default();
    figures.iter().filter_map(move |cited| {
        let (party, counted) = summary.named(cited)?;
        Some(Named { party, counted, cited, locale })
    })
}

fn text(text: &str) -> Datum<'_> {
    Datum::Text(plain(text))
}

/// An exact number, with all its places.
fn number(number: &Decimal) -> Datum<'static> {
    Datum::Number(number.clone(), u8::try_from(number.decimals()).unwrap_or(u8::MAX))
}

fn count(count: Option<i64>) -> Datum<'static> {
    count.map_or(Datum::Nothing, |count| Datum::Number(Decimal::from(count), 0))
}
