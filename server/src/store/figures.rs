//! Approved figures of units.

use app::domain::decimal::Decimal;
use app::domain::period::Quarter;
use app::domain::series::{Absence, Figure};
use bigdecimal::BigDecimal;

use super::{Store, StoreError};

type Row = (
    String,
    String,
    String,
    Option<BigDecimal>,
    Option<BigDecimal>,
    Option<BigDecimal>,
    Option<String>,
);

/// One approved figure: unit, indicator, quarter, figure.
pub type Filed = (String, String, Quarter, Figure);

/// Which figures are wanted; `None` leaves a side open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    pub units: Option<&'a [String]>,
    pub indicators: Option<&'a [String]>,
    pub quarters: Option<&'a [String]>,
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
        let rows: Vec<Row> = sqlx::query_as(
            "select f.unit, f.indicator, f.quarter, f.value, f.numerator, f.denominator, f.absence
             from filing l
             join figure f on f.unit = l.unit and f.programme = l.programme
               and f.quarter = l.quarter and f.version = l.approved_version
             where l.programme = $1
               and ($2::text[] is null or l.unit = any($2))
               and ($3::text[] is null or f.indicator = any($3))
               and ($4::text[] is null or l.quarter = any($4))",
        )
        .bind(programme)
        .bind(wanted.units)
        .bind(wanted.indicators)
        .bind(wanted.quarters)
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(filed).collect()
    }
}

fn filed(row: Row) -> Result<Filed, StoreError> {
    let (unit, indicator, quarter, value, numerator, denominator, absence) = row;
    let unreadable =
        || StoreError::Unreadable { table: "figure", key: format!("{unit}/{indicator}/{quarter}") };
    let figure = match (value, numerator, denominator, absence.as_deref()) {
        (Some(value), None, None, None) => Figure::Number(Decimal::new(value)),
        (None, Some(numerator), Some(denominator), None) => Figure::Ratio {
            numerator: Decimal::new(numerator),
            denominator: Decimal::new(denominator),
        },
        (None, None, None, Some("not_applicable")) => Figure::Absent(Absence::NotApplicable),
        (None, None, None, Some("not_available")) => Figure::Absent(Absence::NotAvailable),
        _ => return Err(unreadable()),
    };
    let quarter = quarter.parse().map_err(|_| unreadable())?;
    Ok((unit, indicator, quarter, figure))
}
