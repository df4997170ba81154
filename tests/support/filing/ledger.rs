//! What was sent and what was answered, kept outside of everything that is
//! killed: written before sending, and again after the full answer.

use std::collections::BTreeMap;
use std::sync::Mutex;

use tokio::time::Instant;

/// A return: its unit and its quarter.
pub type Return = (String, String);

/// One save: a mark that is typed into several lines at once.
#[derive(Clone, Debug)]
pub struct Save {
    pub of: Return,
    pub lines: Vec<String>,
}

/// One submission.
#[derive(Clone, Debug)]
pub struct Submission {
    pub of: Return,
    /// How many figures it holds.
    pub figures: usize,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    what: T,
    sent: usize,
    answered: bool,
}

#[derive(Debug, Default)]
struct Book {
    saves: BTreeMap<String, Entry<Save>>,
    submissions: BTreeMap<String, Entry<Submission>>,
    /// When a full answer arrived, in order.
    moments: Vec<Instant>,
    /// What had to be sent again, and why.
    failures: Vec<String>,
}

/// By mark, and by idempotency key.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<Book>);

impl Ledger {
    fn with<T>(&self, act: impl FnOnce(&mut Book) -> T) -> T {
        act(&mut self.0.lock().expect("no writer panicked"))
    }

    pub fn save_is_sent(&self, mark: &str, save: &Save) {
        self.with(|book| sent(&mut book.saves, mark, save));
    }

    pub fn submission_is_sent(&self, key: &str, submission: &Submission) {
        self.with(|book| sent(&mut book.submissions, key, submission));
    }

    /// The full answer is there: it was acknowledged.
    pub fn is_answered(&self, name: &str) {
        self.with(|book| {
            book.moments.push(Instant::now());
            if let Some(entry) = book.saves.get_mut(name) {
                entry.answered = true;
            }
            if let Some(entry) = book.submissions.get_mut(name) {
                entry.answered = true;
            }
        });
    }

    /// What was sent got no answer, or the answer that it cannot be done now.
    pub fn is_to_be_sent_again(&self, address: &str, why: &str) {
        self.with(|book| book.failures.push(format!("{address}: {why}")));
    }

    /// All that had to be sent again, and why.
    pub fn failures(&self) -> Vec<String> {
        self.with(|book| book.failures.clone())
    }

    /// When each write was acknowledged, in order.
    pub fn moments(&self) -> Vec<Instant> {
        self.with(|book| book.moments.clone())
    }

    /// How many writes were acknowledged.
    pub fn answered(&self) -> usize {
        self.with(|book| {
            book.saves.values().filter(|entry| entry.answered).count()
                + book.submissions.values().filter(|entry| entry.answered).count()
        })
    }

    /// How many had to be sent more than once.
    pub fn sent_again(&self) -> usize {
        self.with(|book| {
            book.saves.values().filter(|entry| entry.sent > 1).count()
                + book.submissions.values().filter(|entry| entry.sent > 1).count()
        })
    }

    /// Every acknowledged save, by its mark.
    pub fn saves(&self) -> BTreeMap<String, Save> {
        self.with(|book| acknowledged(&book.saves))
    }

    /// Every acknowledged submission, by its key.
    pub fn submissions(&self) -> BTreeMap<String, Submission> {
        self.with(|book| acknowledged(&book.submissions))
    }
}

fn sent<T: Clone>(book: &mut BTreeMap<String, Entry<T>>, name: &str, what: &T) {
    let new = || Entry { what: what.clone(), sent: 0, answered: false };
    book.entry(name.to_owned()).or_insert_with(new).sent += 1;
}

fn acknowledged<T: Clone>(book: &BTreeMap<String, Entry<T>>) -> BTreeMap<String, T> {
    book.iter()
        .filter(|(_, entry)| entry.answered)
        .map(|(name, entry)| (name.clone(), entry.what.clone()))
        .collect()
}
