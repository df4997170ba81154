//! Approved figures of units.

use app::domain::period::Quarter;
use app::domain::series::{Absence, Figure};
use sqlx::QueryBuilder;

use super::numeric::{At, Numeric};
use super::{Store, StoreError};

type Row = (String, String, At, Option<Numeric>, Option<Numeric>, Option<Numeric>, Option<String>);

/// One approved figure: unit, indicator, quarter, figure.
pub type Filed = (String, String, Quarter, Figure);

/// Which figures are wanted; `None` leaves a side open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    pub units: Option<&'a [String]>,
    pub indicators: Option<&'a [String]>,
    /// From the first to the second.
    pub quarters: Option<(Quarter, Quarter)>,
}

impl Store {
    /// The approved figures of a programme that are wanted.
    ///
    /// # Errors
    /// When the database does not answer or holds what it must not.
    pub async fn figures(
        &self,
        programme: &str,
        wanted: Wanted<'_>,
    ) -> Result<Vec<Filed>, StoreError> {
        // Only the sides that are asked for stand in the statement: a side left
        // open by `$2 is null or …` would keep the planner from its index. Units
        // are joined, so that their returns are looked up by unit as well; with
        // `any` all returns of the programme were read for it.
        let ask = |pool| {
            let mut query = QueryBuilder::new(
                "select f.unit, f.indicator, f.quarter::text, f.value, f.numerator, \
                 f.denominator, f.absence from approved_figure f",
            );
            if let Some(units) = wanted.units {
                query.push(" join unnest(").push_bind(units);
                query.push("::text[]) as w (unit) on w.unit = f.unit");
            }
            query.push(" where f.programme = ").push_bind(programme);
            if let Some(indicators) = wanted.indicators {
                query.push(" and f.indicator = any(").push_bind(indicators).push(")");
            }
            if let Some((first, last)) = wanted.quarters {
                query.push(" and f.quarter between ").push_bind(first.to_string());
                query.push(" and ").push_bind(last.to_string());
            }
            async move { query.build_query_as().fetch_all(pool).await }
        };
        let rows: Vec<Row> = self.read(ask).await?;
        rows.into_iter().map(filed).collect()
    }
}

fn filed(row: Row) -> Result<Filed, StoreError> {
    let (unit, indicator, At(quarter), value, numerator, denominator, absence) = row;
    let figure = figure_of(value, numerator, denominator, absence.as_deref()).ok_or_else(|| {
        StoreError::Unreadable { table: "figure", key: format!("{unit}/{indicator}/{quarter}") }
    })?;
    Ok((unit, indicator, quarter, figure))
}

/// The figure that a row's columns hold; `None` for what no row may hold.
pub(super) fn figure_of(
    value: Option<Numeric>,
    numerator: Option<Numeric>,
    denominator: Option<Numeric>,
    absence: Option<&str>,
) -> Option<Figure> {
    match (value, numerator, denominator, absence) {
        (Some(value), None, None, None) => Some(Figure::Number(value.0)),
        (None, Some(numerator), Some(denominator), None) => {
            Some(Figure::Ratio { numerator: numerator.0, denominator: denominator.0 })
        }
        (None, None, None, Some("not_applicable")) => Some(Figure::Absent(Absence::NotApplicable)),
        (None, None, None, Some("not_available")) => Some(Figure::Absent(Absence::NotAvailable)),
        _ => None,
    }
}
