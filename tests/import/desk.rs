//! Somebody with a file and a database to take it over into.

use std::path::PathBuf;

use app::locale::Locale;
use server::import::figures::{self, Fault, Order, Refused, Report};
use server::store::Store;
use server::store::importing::Origin;
use sqlx::PgPool;
use support::TestDatabase;
use tempfile::TempDir;

pub(crate) const HEAD: &str = "programme,unit,period,indicator,value,numerator,denominator,note";

pub(crate) struct Desk {
    pub store: Store,
    pub sql: PgPool,
    folder: TempDir,
    _database: TestDatabase,
}

/// Everything an import may change, as text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Content {
    pub figures: Vec<String>,
    pub rollups: Vec<String>,
    pub submissions: i64,
    pub audit: i64,
    pub data_version: i64,
}

impl Desk {
    /// The shipped programmes in a database for real figures.
    pub async fn real() -> Self {
        let database = TestDatabase::real().await;
        let store = database.store().await;
        let sql = PgPool::connect_with(database.options()).await.expect("the database answers");
        let folder = tempfile::tempdir().expect("a folder");
        Self { store, sql, folder, _database: database }
    }

    pub fn file(&self, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join("figures.csv");
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    pub async fn import_as(
        &self,
        bytes: &[u8],
        dry_run: bool,
        locale: Locale,
        progress: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<Report, Refused> {
        let order = Order { actor: "li.si", origin: Origin::Import, dry_run, locale, progress };
        figures::import(&self.store, &self.file(bytes), order).await
    }

    /// Takes a file over that is in order.
    pub async fn take_over(&self, text: &str) -> Report {
        let done = self.import_as(text.as_bytes(), false, Locale::En, &mut |_, _| {}).await;
        done.unwrap_or_else(|refused| panic!("{refused:?}"))
    }

    /// Takes rows of the battery pilot over.
    pub async fn take_rows(&self, rows: &str) -> Report {
        self.take_over(&format!("{HEAD}\n{rows}")).await
    }

    /// The faults of a file that must be refused, and must change nothing.
    pub async fn faults_of(&self, bytes: &[u8], locale: Locale) -> Vec<Fault> {
        let before = self.content().await;
        let done = self.import_as(bytes, false, locale, &mut |_, _| {}).await;
        assert_eq!(self.content().await, before, "a refused file changed something");
        let shown = String::from_utf8_lossy(bytes).chars().take(300).collect::<String>();
        match done {
            Err(Refused::Faults { listed, all }) => {
                assert!(!listed.is_empty() && listed.len() <= all, "{shown}");
                listed
            }
            other => panic!("{shown}\nwas not refused for its faults: {other:?}"),
        }
    }

    pub async fn content(&self) -> Content {
        let figures =
            "select concat_ws('|', f.programme, f.unit, f.quarter, f.indicator, f.version,
              l.approved_version, trim_scale(f.value), trim_scale(f.numerator),
              trim_scale(f.denominator), f.absence, f.note)
            from figure f join filing l using (unit, programme, quarter) order by 1";
        let rollups =
            "select concat_ws('|', programme, scope, indicator, quarter, value, numerator,
              denominator, filed, expected) from rollup order by 1";
        Content {
            figures: self.column(figures).await,
            rollups: self.column(rollups).await,
            submissions: self.count("select count(*) from submission").await,
            audit: self.count("select count(*) from audit_entry").await,
            data_version: self.count("select sum(data_version)::bigint from programme").await,
        }
    }

    pub async fn column(&self, sql: &str) -> Vec<String> {
        let rows: Vec<(String,)> = sqlx::query_as(sql).fetch_all(&self.sql).await.expect(sql);
        rows.into_iter().map(|(text,)| text).collect()
    }

    pub async fn count(&self, sql: &str) -> i64 {
        let (count,): (i64,) = sqlx::query_as(sql).fetch_one(&self.sql).await.expect(sql);
        count
    }
}

/// A row of the battery pilot without parts and note.
pub(crate) fn row(unit: &str, quarter: &str, indicator: &str, value: &str) -> String {
    format!("nev-battery-pilot-2018,{unit},{quarter},{indicator},{value},,,\n")
}
