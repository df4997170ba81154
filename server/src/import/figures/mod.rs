//! Figures from a CSV file: every row checked as if it had been typed, every
//! fault named by line and column, all of the file or nothing of it.

mod decode;
mod row;

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use app::domain::check::Severity;
use app::domain::decimal::Decimal;
use app::domain::programme::Programme;
use app::locale::{Locale, import_words as words, return_words};

use crate::store::importing::{Imported, Importing, Line, Origin};
use crate::store::{Store, StoreError};
use row::{Columns, read_row};

/// Faults listed at most; the rest is only counted.
const FAULTS_LISTED: usize = 100;
/// Rows handed to the database at a time.
const BATCH: usize = 5_000;

/// One thing wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1; the header is line 1.
    pub line: u64,
    /// From 1, with the column's name; `None` when the whole line is meant.
    pub column: Option<(usize, String)>,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// Why nothing was imported.
#[derive(Debug)]
pub enum Refused {
    /// The file's faults in order, at most 100, and how many there are.
    Faults {
        listed: Vec<Fault>,
        all: usize,
    },
    Unreadable(io::Error),
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

/// How an import is to be done.
pub struct Order<'a> {
    pub actor: &'a str,
    pub origin: Origin,
    /// Only say what would be done.
    pub dry_run: bool,
    /// The language of the faults.
    pub locale: Locale,
    /// Told how many bytes of how many were read.
    pub progress: &'a mut (dyn FnMut(u64, u64) + Send),
}

/// What the file held and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    pub rows: u64,
    /// Rows without a figure.
    pub blank: u64,
    pub imported: Imported,
}

impl Fault {
    /// The fault as one line for a person.
    #[must_use]
    pub fn sentence(&self, locale: Locale) -> String {
        match &self.column {
            Some((at, name)) => words::at_column(locale, self.line, at, name, &self.message),
            None => words::at_line(locale, self.line, &self.message),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.sentence(Locale::En))
    }
}

/// Counts the bytes that were read, for the progress bar.
struct Counted<R> {
    inner: R,
    read: std::sync::Arc<std::sync::atomic::AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        let read = u64::try_from(count).unwrap_or(u64::MAX);
        self.read.fetch_add(read, std::sync::atomic::Ordering::Relaxed);
        Ok(count)
    }
}

/// Collects faults up to the limit and counts the rest.
#[derive(Default)]
struct Faults {
    listed: Vec<Fault>,
    all: usize,
}

impl Faults {
    fn push(&mut self, fault: Fault) {
        self.all += 1;
        if self.listed.len() < FAULTS_LISTED {
            self.listed.push(fault);
        }
    }

    fn refuse_any(mut self) -> Result<(), Refused> {
        if self.all == 0 {
            return Ok(());
        }
        self.listed.sort_by_key(|fault| (fault.line, fault.column.as_ref().map(|at| at.0)));
        Err(Refused::Faults { listed: self.listed, all: self.all })
    }
}

/// Imports a CSV file of approved figures.
///
/// # Errors
/// When anything in the file is wrong, or file or database cannot be read;
/// then nothing is changed.
pub async fn import(store: &Store, path: &Path, order: Order<'_>) -> Result<Report, Refused> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let encoding = decode::detect(&mut BufReader::new(&mut file))?;
    file.rewind()?;
    let read = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let counted = Counted { inner: file, read: read.clone() };
    let text = decode::Decoding::new(BufReader::new(counted), encoding);
    let mut csv = csv::ReaderBuilder::new().flexible(true).from_reader(text);

    let mut faults = Faults::default();
    let header = csv.headers().map_err(|error| csv_fault(&error, order.locale))?.clone();
    let columns = match Columns::read(&header, order.locale) {
        Ok(columns) => columns,
        Err(found) => {
            found.into_iter().for_each(|fault| faults.push(fault));
            faults.refuse_any()?;
            return Err(Refused::Faults { listed: Vec::new(), all: 0 });
        }
    };
    let mut importing = store.begin_import().await?;
    let programmes = importing.programmes().await?;
    let by_code: HashMap<&str, &Programme> =
        programmes.iter().map(|programme| (programme.code.as_str(), programme)).collect();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();

    let (mut rows, mut blank) = (0_u64, 0_u64);
    let mut batch = Vec::with_capacity(BATCH);
    let mut record = csv::StringRecord::new();
    loop {
        match csv.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                faults.push(csv_fault(&error, order.locale).into_fault());
                break;
            }
        }
        rows += 1;
        let start = record.position().map_or(0, csv::Position::byte);
        let line = csv.get_mut().line_at(start);
        match read_row(line, &record, &columns, &by_code, order.locale) {
            Ok(Some(staged)) => batch.push(staged),
            Ok(None) => blank += 1,
            Err(fault) => faults.push(fault),
        }
        if batch.len() == BATCH {
            // Once something is wrong the rest is only read for its faults.
            if faults.all == 0 {
                importing.stage(&batch).await?;
            }
            batch.clear();
            (order.progress)(read.load(std::sync::atomic::Ordering::Relaxed), size);
        }
    }
    if rows == 0 {
        let message = words::no_rows(order.locale).to_owned();
        faults.push(Fault { line: 1, column: None, message });
    }
    faults.refuse_any()?;
    importing.stage(&batch).await?;
    (order.progress)(size, size);
    refuse_twice(&mut importing, order.locale).await?;
    importing.merge().await?;
    refuse_under_way(&mut importing, order.locale).await?;
    refuse_broken(&mut importing, &by_code, order.locale).await?;
    let imported = if order.dry_run {
        importing.rollback().await?
    } else {
        importing.commit(order.origin, order.actor, &name).await?
    };
    Ok(Report { rows, blank, imported })
}

async fn refuse_twice(importing: &mut Importing, locale: Locale) -> Result<(), Refused> {
    let mut faults = Faults::default();
    for twice in importing.twice(1_000).await? {
        faults.push(Fault {
            line: twice.line,
            column: None,
            message: words::given_twice(locale, twice.first_line),
        });
    }
    faults.refuse_any()
}

/// What people are typing or deciding on is not overwritten from a file.
async fn refuse_under_way(importing: &mut Importing, locale: Locale) -> Result<(), Refused> {
    let mut faults = Faults::default();
    for at in importing.under_way(1_000).await? {
        let state = return_words::state(locale, Some(at.state));
        faults.push(Fault {
            line: at.line,
            column: None,
            message: words::under_way(locale, &at.unit, at.quarter, state),
        });
    }
    faults.refuse_any()
}

/// Holds the blocking checks against every return that changes.
async fn refuse_broken(
    importing: &mut Importing,
    programmes: &HashMap<&str, &Programme>,
    locale: Locale,
) -> Result<(), Refused> {
    let mut faults = Faults::default();
    let mut lines: Vec<Line> = Vec::new();
    importing
        .each_line(|line| {
            let same = lines.first().is_none_or(|first| {
                (&first.programme, &first.unit, first.quarter)
                    == (&line.programme, &line.unit, line.quarter)
            });
            if !same {
                check_return(&lines, programmes, locale, &mut faults);
                lines.clear();
            }
            lines.push(line);
        })
        .await?;
    check_return(&lines, programmes, locale, &mut faults);
    faults.refuse_any()
}

fn check_return(
    lines: &[Line],
    programmes: &HashMap<&str, &Programme>,
    locale: Locale,
    faults: &mut Faults,
) {
    let Some(first) = lines.first() else { return };
    let Some(programme) = programmes.get(first.programme.as_str()) else { return };
    let numbers: HashMap<&str, (Decimal, Option<u64>)> = lines
        .iter()
        .filter_map(|line| {
            let value = Decimal::new(line.value.clone()?);
            Some((line.indicator.as_str(), (value, line.line)))
        })
        .collect();
    for check in programme.checks.iter().filter(|check| check.severity == Severity::Blocking) {
        let number = |line: &str| numbers.get(line).map(|(value, _)| value);
        let Some(broken) = check.rule.broken(number) else { continue };
        let line = check
            .rule
            .lines()
            .filter_map(|code| numbers.get(code.as_str()).and_then(|(_, line)| *line))
            .min();
        // A rule broken by figures that all were there before is not this file's fault.
        let Some(line) = line else { continue };
        let text = locale.name(&check.text);
        let message = words::check_broken(
            locale,
            text,
            &check.rule,
            &broken.left,
            &broken.right,
            &first.unit,
            first.quarter,
        );
        faults.push(Fault { line, column: None, message });
    }
}

impl Refused {
    fn into_fault(self) -> Fault {
        match self {
            Self::Faults { mut listed, .. } if !listed.is_empty() => listed.remove(0),
            Self::Faults { .. } => Fault { line: 0, column: None, message: String::new() },
            Self::Unreadable(error) => Fault { line: 0, column: None, message: error.to_string() },
            Self::Store(error) => Fault { line: 0, column: None, message: error.to_string() },
        }
    }
}

/// A file that is not CSV at all, or breaks off.
fn csv_fault(error: &csv::Error, locale: Locale) -> Refused {
    let line = error.position().map_or(1, csv::Position::line);
    let message = words::not_csv(locale, error);
    Refused::Faults { listed: vec![Fault { line, column: None, message }], all: 1 }
}
