//! A clerk and the head of one unit: they save and submit return after return,
//! and send again what was not answered.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::domain::access::Role;
use app::domain::period::Quarter;
use serde_json::{Value, json};
use server::secret::Secret;
use server::store::Store;
use server::store::accounts::NewAccount;
use tokio::time::{Interval, MissedTickBehavior, interval, sleep};

use crate::urlencoded;

use super::client::{Answer, Post};
use super::ledger::{Ledger, Save, Submission};
use super::returns::{self, Fields, PROGRAMME};

/// Saves of a few cells before a return is filled in and submitted.
const SAVES: usize = 40;
/// Cells of such a save.
const CELLS: usize = 3;
/// The pause before something is sent again.
const AGAIN: Duration = Duration::from_millis(50);

#[derive(Debug)]
pub struct Writer {
    server: SocketAddr,
    unit: String,
    entry: String,
    lead: String,
    returns: Vec<(Quarter, Fields)>,
}

/// Opens the accounts and finds the returns of each unit; they are sent to
/// `server`.
pub async fn one_for_each_unit(store: &Store, server: SocketAddr) -> Vec<Writer> {
    let programmes = store.programmes().await.expect("the programmes");
    let programme = programmes.iter().find(|programme| programme.code == PROGRAMME);
    let returns = returns::by_unit(programme.expect("it ships"));
    let mut writers = Vec::new();
    for (unit, returns) in returns {
        let entry = cookie(store, Role::Entry, &unit).await;
        let lead = cookie(store, Role::Lead, &unit).await;
        writers.push(Writer { server, unit, entry, lead, returns });
    }
    writers
}

/// A session of somebody of that role; the cookie that shows it.
async fn cookie(store: &Store, role: Role, unit: &str) -> String {
    let name = format!("{role}-{}", unit.to_lowercase());
    let new = NewAccount { name: name.clone(), role, unit: Some(unit.to_owned()), mail: None };
    store.make_account("crash", &new).await.expect("the account");
    let account = store.account(&name).await.expect("an answer").expect("the account");
    let secret = Secret::of_session().expect("randomness");
    let started = store.start_session(&account.actor, &secret.digest(), None, true).await;
    started.expect("the session");
    format!("pilotboard={}", secret.text())
}

impl Writer {
    /// Writes until it is told to end, at one write for each `pace`.
    pub async fn write(self, ledger: Arc<Ledger>, ended: Arc<AtomicBool>, pace: Duration) {
        let mut pace = interval(pace);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for (quarter, fields) in &self.returns {
            let mut filing = Filing::new(&self, *quarter, fields);
            for at in 0..SAVES {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                filing.save_some(at, &ledger, &mut pace).await;
            }
            filing.fill_in(&ledger, &mut pace).await;
            filing.submit(&ledger, &mut pace).await;
        }
        // With all returns filed there is nothing left to be killed at.
        assert!(ended.load(Ordering::Relaxed), "{}: out of returns", self.unit);
    }

    /// Sends until there is a whole answer that is no "not now".
    async fn until_answered(&self, post: &Post, ledger: &Ledger, sent: impl Fn()) -> Answer {
        loop {
            sent();
            let why = match post.send(self.server).await {
                // Of the server, or of a proxy that has none.
                Some(answer) if (502..=504).contains(&answer.status) => answer.status.to_string(),
                Some(answer) => return answer,
                None => "no answer".to_owned(),
            };
            ledger.is_to_be_sent_again(&post.address, &why);
            sleep(AGAIN).await;
        }
    }

    /// The cookie of its clerk.
    #[must_use]
    pub fn clerk(&self) -> &str {
        &self.entry
    }

    /// The address of its unit's returns, in order.
    pub fn addresses(&self) -> impl Iterator<Item = String> {
        self.returns
            .iter()
            .map(|(quarter, _)| format!("/returns/{PROGRAMME}/{}/{quarter}", self.unit))
    }
}

/// One return on its way.
struct Filing<'a> {
    writer: &'a Writer,
    quarter: Quarter,
    fields: &'a Fields,
    lines: Vec<String>,
    /// The draft's version that was seen last.
    version: i64,
}

impl<'a> Filing<'a> {
    fn new(writer: &'a Writer, quarter: Quarter, fields: &'a Fields) -> Self {
        Self { writer, quarter, fields, lines: returns::lines(fields), version: 0 }
    }

    fn address(&self) -> String {
        format!("/returns/{PROGRAMME}/{}/{}", self.writer.unit, self.quarter)
    }

    /// A mark for everything that is typed at one time.
    fn mark(&self, what: &str) -> String {
        format!("{}-{}-{what}", self.writer.unit, self.quarter)
    }

    /// Types the same mark into a few lines.
    async fn save_some(&mut self, at: usize, ledger: &Ledger, pace: &mut Interval) {
        let lines: Vec<String> =
            self.lines.iter().cycle().skip(at).take(CELLS.min(self.lines.len())).cloned().collect();
        self.save(&format!("save-{at}"), lines, &[], ledger, pace).await;
    }

    /// Types every figure, both names at the foot, and explains what is questioned.
    async fn fill_in(&mut self, ledger: &Ledger, pace: &mut Interval) {
        let foot = [("head", "Head of unit"), ("compiler", "Compiler")];
        let foot = foot.map(|(field, text)| (field.to_owned(), text.to_owned()));
        let cells: Fields = self.fields.iter().cloned().chain(foot).collect();
        let said = self.save("all", self.lines.clone(), &cells, ledger, pace).await;
        let findings = said["findings"].as_array().cloned().unwrap_or_default();
        let blocking: Vec<_> =
            findings.iter().filter(|finding| finding["severity"] == "blocking").collect();
        assert!(blocking.is_empty(), "{}: {blocking:#?}", self.address());
        let explanations: Fields = findings
            .iter()
            .filter(|finding| finding["open"] == true)
            .filter_map(|finding| finding["explain"].as_str())
            .map(|field| (field.to_owned(), "It is right.".to_owned()))
            .collect();
        if !explanations.is_empty() {
            let lines = returns::lines(&explanations);
            self.save("explained", lines, &explanations, ledger, pace).await;
        }
    }

    /// Saves cells, with a mark as the note of each of the lines.
    async fn save(
        &mut self,
        what: &str,
        lines: Vec<String>,
        cells: &[(String, String)],
        ledger: &Ledger,
        pace: &mut Interval,
    ) -> Value {
        pace.tick().await;
        let mark = self.mark(what);
        let notes = lines.iter().map(|line| (format!("{line}.note"), mark.clone()));
        let cells: BTreeMap<String, String> = cells.iter().cloned().chain(notes).collect();
        let post = Post {
            address: format!("/api/v1{}", self.address()),
            kind: "application/json",
            cookie: self.writer.entry.clone(),
            body: json!({ "version": self.version, "cells": cells }).to_string(),
        };
        let save = Save { of: (self.writer.unit.clone(), self.quarter.to_string()), lines };
        let answer =
            self.writer.until_answered(&post, ledger, || ledger.save_is_sent(&mark, &save)).await;
        assert_eq!(answer.status, 200, "{}: {answer:?}", post.address);
        let said: Value = serde_json::from_str(&answer.body).expect("JSON");
        self.version = said["version"].as_i64().expect("a version");
        ledger.is_answered(&mark);
        said
    }

    async fn submit(&mut self, ledger: &Ledger, pace: &mut Interval) {
        pace.tick().await;
        let key = self.mark("submit");
        let seen = self.version.to_string();
        let post = Post {
            address: format!("{}/check", self.address()),
            kind: "application/x-www-form-urlencoded",
            cookie: self.writer.lead.clone(),
            body: urlencoded(&[("seen", &seen), ("then", "submit"), ("key", &key)]),
        };
        let submission = Submission {
            of: (self.writer.unit.clone(), self.quarter.to_string()),
            figures: self.lines.len(),
        };
        let sent = || ledger.submission_is_sent(&key, &submission);
        let answer = self.writer.until_answered(&post, ledger, sent).await;
        assert_eq!(answer.status, 303, "{}: {answer:?}", post.address);
        assert!(answer.head.contains("/receipt"), "{}: {}", post.address, answer.head);
        ledger.is_answered(&key);
    }
}
