//! What was sent and what was answered, kept outside of everything that is
//! killed: written before sending, and again after the full answer.

use std::collections::BTreeMap;
use std::sync::Mutex;

/// A return: its unit and its quarter.
pub(crate) type Return = (String, String);

/// One save: a mark that is typed into several lines at once.
#[derive(Clone, Debug)]
pub(crate) struct Save {
    pub of: Return,
    pub lines: Vec<String>,
}

/// One submission.
#[derive(Clone, Debug)]
pub(crate) struct Submission {
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
}

/// By mark, and by idempotency key.
#[derive(Debug, Default)]
pub(crate) struct Ledger(Mutex<Book>);

impl Ledger {
    fn with<T>(&self, act: impl FnOnce(&mut Book) -> T) -> T {
        act(&mut self.0.lock().expect("no writer panicked"))
    }

    pub(crate) fn save_is_sent(&self, mark: &str, save: &Save) {
        self.with(|book| sent(&mut book.saves, mark, save));
    }

    pub(crate) fn submission_is_sent(&self, key: &str, submission: &Submission) {
        self.with(|book| sent(&mut book.submissions, key, submission));
    }

    /// The full answer is there: it was acknowledged.
    pub(crate) fn is_answered(&self, name: &str) {
        self.with(|book| {
            if let Some(entry) = book.saves.get_mut(name) {
                entry.answered = true;
            }
            if let Some(entry) = book.submissions.get_mut(name) {
                entry.answered = true;
            }
        });
    }

    /// How many writes were acknowledged.
    pub(crate) fn answered(&self) -> usize {
        self.with(|book| {
            book.saves.values().filter(|entry| entry.answered).count()
                + book.submissions.values().filter(|entry| entry.answered).count()
        })
    }

    /// How many had to be sent more than once.
    pub(crate) fn sent_again(&self) -> usize {
        self.with(|book| {
            book.saves.values().filter(|entry| entry.sent > 1).count()
                + book.submissions.values().filter(|entry| entry.sent > 1).count()
        })
    }

    /// Every acknowledged save, by its mark.
    pub(crate) fn saves(&self) -> BTreeMap<String, Save> {
        self.with(|book| acknowledged(&book.saves))
    }

    /// Every acknowledged submission, by its key.
    pub(crate) fn submissions(&self) -> BTreeMap<String, Submission> {
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
