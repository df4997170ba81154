//! What was typed and is not saved yet: what goes with the next request, and
//! what each answer makes of it. One request at a time; nobody's text is
//! overwritten unseen.

use super::fields::{Fields, Texts};

/// Somebody else's text for a cell that was typed here too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contest {
    pub theirs: String,
    /// Who typed it and when, where the answer said so.
    pub by: String,
    pub at: String,
}

/// What is to be asked of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Nothing,
    /// The form as the server has it: somebody else saved meanwhile.
    Look,
    /// These cells, typed into the draft's version.
    Send {
        version: i64,
        cells: Texts,
    },
}

/// How far a field's text has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    #[default]
    Saved,
    Waiting,
    /// Refused, or nobody answered; kept here.
    Failed,
    /// Somebody else typed something else; to be decided.
    Contested,
}

/// What is typed over what the server holds.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    /// The draft's version that `base` is.
    version: i64,
    base: Texts,
    /// Not sent yet.
    typed: Texts,
    sent: Option<Texts>,
    /// Sent, but no answer came: the server may hold these or not.
    lost: Vec<(String, String)>,
    contested: Fields<Contest>,
    /// What the server would not take, with its sentence.
    refused: Texts,
    /// Requests in a row that nobody answered.
    failures: u32,
    /// Whether others saved, so that `base` is not all of `version`.
    stale: bool,
    /// Whether `base` is what a page showed that was refused: what differs
    /// from the server was typed here.
    unsure: bool,
}

impl Outbox {
    /// A form as it was loaded.
    #[must_use]
    pub fn new(version: i64, base: Texts) -> Self {
        Self { version, base, ..Self::default() }
    }

    /// A form that came back with what was not saved: the server is asked
    /// first what it holds.
    #[must_use]
    pub fn of_refused_page(version: i64, shown: Texts) -> Self {
        Self { stale: true, unsure: true, ..Self::new(version, shown) }
    }

    /// The draft's version that the form is right for.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version
    }

    /// The text the server holds, as far as known.
    #[must_use]
    pub fn base(&self, field: &str) -> &str {
        self.base.get(field).map_or("", String::as_str)
    }

    /// Takes a field's text as it stands now.
    pub fn typed(&mut self, field: &str, text: &str) {
        self.refused.take(field);
        let known = match self.sent.as_ref().and_then(|sent| sent.get(field)) {
            Some(sent) => sent == text,
            None => self.base(field) == text && !self.lost.iter().any(|(lost, _)| lost == field),
        };
        if known && !self.contested.has(field) {
            self.typed.take(field);
        } else {
            self.typed.put(field, text.to_owned());
        }
    }

    /// What to ask now. What is sent counts as sent from here on.
    pub fn next_request(&mut self) -> Next {
        if self.sent.is_some() {
            return Next::Nothing;
        }
        if self.stale {
            return Next::Look;
        }
        let mut cells = Texts::default();
        for (field, text) in self.typed.all().filter(|(field, _)| !self.is_held(field)) {
            cells.put(field, text.clone());
        }
        if cells.is_empty() {
            return Next::Nothing;
        }
        cells.names().for_each(|field| drop(self.typed.take(field)));
        self.sent = Some(cells.clone());
        Next::Send { version: self.version, cells }
    }

    /// The page may be older than what the server holds.
    pub fn look_again(&mut self) {
        self.stale = true;
    }

    /// Whether there is nothing to ask.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.sent.is_none() && !self.stale && self.typed.names().all(|field| self.is_held(field))
    }

    /// Whether a field waits for a person.
    fn is_held(&self, field: &str) -> bool {
        self.contested.has(field) || self.refused.has(field)
    }

    /// Whether an answer is awaited.
    #[must_use]
    pub fn is_sending(&self) -> bool {
        self.sent.is_some()
    }

    /// The server has what was sent. `changed` is whether the draft changed by
    /// it: otherwise a new version is somebody else's.
    pub fn saved(&mut self, version: i64, changed: bool) {
        for (field, text) in self.sent.take().unwrap_or_default().all() {
            self.lost.retain(|(lost, _)| lost != field);
            if self.typed.get(field) == Some(text) {
                self.typed.take(field);
            }
            self.base.put(field, text.clone());
        }
        let own = version == self.version + i64::from(changed);
        self.stale |= !own;
        self.version = version;
        self.failures = 0;
    }

    /// No answer came, or one that says to try again.
    pub fn failed(&mut self) {
        let sent = self.take_back();
        self.lost.extend(sent.all().map(|(field, text)| (field.to_owned(), text.clone())));
        self.failures += 1;
    }

    /// How long to wait before the next request, in milliseconds: longer with
    /// each one that failed, a minute at most.
    #[must_use]
    pub fn pause(&self) -> i32 {
        match self.failures {
            0 => 0,
            failures => (1_000 << failures.min(6)).min(60_000),
        }
    }

    /// Somebody else changed cells that were sent; nothing was saved.
    pub fn conflict(&mut self, version: i64, theirs: Vec<(String, Contest)>) {
        self.take_back();
        for (field, contest) in theirs {
            // What got there before, without our hearing of it, is our own.
            let own =
                self.lost.iter().any(|(lost, text)| *lost == field && *text == contest.theirs);
            self.base.put(&field, contest.theirs.clone());
            if !own {
                self.contested.put(&field, contest);
            }
        }
        self.version = version;
        self.stale = true;
        self.failures = 0;
    }

    /// The server will not take these texts as they are; nothing was saved.
    /// They wait until they are changed, the others go on.
    pub fn refuse(&mut self, faults: Vec<(String, String)>) {
        let sent = self.take_back();
        let first = faults.first().map(|(_, why)| why.clone()).unwrap_or_default();
        let names_ours = faults.iter().any(|(field, _)| sent.has(field));
        for field in sent.names() {
            let why = faults.iter().find(|(faulty, _)| faulty == field).map(|(_, why)| why);
            // A refusal that names nothing of ours is one of all.
            if let Some(why) = why.or((!names_ours).then_some(&first)) {
                self.refused.put(field, why.clone());
            }
        }
        self.failures = 0;
    }

    /// Takes over the form as the server has it: the fields whose texts are to
    /// be shown anew, because somebody else changed them and nobody here did.
    pub fn looked(&mut self, version: i64, server: Texts) -> Vec<(String, String)> {
        let mut anew = Vec::new();
        let unseen = self.unsure && version != self.version;
        for (field, theirs) in server.all() {
            let before = self.base(field).to_owned();
            if self.unsure && before != *theirs && !self.typed.has(field) {
                self.typed.put(field, before.clone());
            }
            match self.typed.get(field) {
                Some(mine) if mine == theirs => {
                    self.typed.take(field);
                    self.contested.take(field);
                }
                Some(_) => {
                    let own = self.lost.iter().any(|(lost, text)| lost == field && text == theirs);
                    let changed = before != *theirs && !own && (!self.unsure || unseen);
                    if let Some(contest) = self.contested.get_mut(field) {
                        contest.theirs.clone_from(theirs);
                    } else if changed {
                        let contest = Contest { theirs: theirs.clone(), ..Contest::default() };
                        self.contested.put(field, contest);
                    }
                }
                None if before != *theirs => anew.push((field.to_owned(), theirs.clone())),
                None => {}
            }
            self.base.put(field, theirs.clone());
        }
        self.version = version;
        self.stale = false;
        self.unsure = false;
        self.failures = 0;
        anew
    }

    /// Marks a field of a page that came back as contested.
    pub fn contest(&mut self, field: &str) {
        self.typed.put(field, self.base(field).to_owned());
        self.contested.put(field, Contest::default());
    }

    /// Takes up what was kept on this computer: a field, what the server held
    /// when it was typed, and the text. The field shows the text afterwards,
    /// unless it is answered `false`: then the server has it already.
    pub fn restore(&mut self, field: &str, before: &str, text: &str) -> bool {
        let server = self.base(field).to_owned();
        if server == text {
            return false;
        }
        self.typed.put(field, text.to_owned());
        if server != before {
            let contest = Contest { theirs: server, ..Contest::default() };
            self.contested.put(field, contest);
        }
        true
    }

    /// What somebody else typed into a cell, while it is not decided.
    #[must_use]
    pub fn contested(&self, field: &str) -> Option<&Contest> {
        self.contested.get(field)
    }

    /// Decides a contested cell; the text to show.
    pub fn decide(&mut self, field: &str, keep_mine: bool) -> Option<String> {
        let contest = self.contested.take(field)?;
        if keep_mine {
            return self.typed.get(field).cloned();
        }
        self.typed.take(field);
        Some(contest.theirs)
    }

    /// Why the server would not take a field's text.
    #[must_use]
    pub fn refusal(&self, field: &str) -> Option<&str> {
        self.refused.get(field).map(String::as_str)
    }

    /// How far a field's text has come.
    #[must_use]
    pub fn kept(&self, field: &str) -> Kept {
        if self.contested.has(field) {
            Kept::Contested
        } else if self.refused.has(field) {
            Kept::Failed
        } else if !self.is_unsaved(field) {
            Kept::Saved
        } else if self.failures > 0 {
            Kept::Failed
        } else {
            Kept::Waiting
        }
    }

    /// Whether the server is not known to have what a field holds.
    #[must_use]
    pub fn is_unsaved(&self, field: &str) -> bool {
        self.typed.has(field) || self.sent.as_ref().is_some_and(|sent| sent.has(field))
    }

    /// How many fields the server is not known to have.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        let sent = self.sent.iter().flat_map(Texts::names);
        self.typed.len() + sent.filter(|field| !self.typed.has(field)).count()
    }

    /// Whether the last request failed.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.failures > 0
    }

    fn take_back(&mut self) -> Texts {
        let sent = self.sent.take().unwrap_or_default();
        for (field, text) in sent.all() {
            if !self.typed.has(field) {
                self.typed.put(field, text.clone());
            }
        }
        sent
    }
}

#[cfg(test)]
#[path = "outbox_tests.rs"]
mod tests;
