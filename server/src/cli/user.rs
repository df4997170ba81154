//! `pilotboard user`: accounts from the command line; the first administrator's
//! to begin with. One-time codes go to standard output, and nowhere else.

use app::domain::access::Role;
use app::locale::{Locale, account_words as words};
use clap::{Args, Subcommand};

use super::database::{Beside, open};
use super::import::actor;
use super::{Database, Failure, exit, talk};
use crate::http::is_plain_name;
use crate::secret::Secret;
use crate::store::Store;
use crate::store::accounts::{Account, CODE_HOURS, Made, NewAccount};

/// What is done with accounts.
#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Makes an account and prints the one-time code that activates it.
    Add(Adding),
    /// Prints a new one-time code for an account; the ones before open nothing
    /// any more.
    Activate(One),
    /// Locks an account and signs it out everywhere, at once.
    Disable(One),
    /// Lets a disabled account in again.
    Enable(One),
    /// Takes the second factor from an account, for a lost authenticator.
    Reset(One),
    /// Lists all accounts: name, role, unit, state, second factor.
    List {
        #[command(flatten)]
        database: Database,
    },
}

#[derive(Debug, Args)]
pub(super) struct Adding {
    /// Lower-case letters and digits, with . _ - between them.
    name: String,
    /// entry, lead, reviewer, observer, auditor or admin.
    #[arg(long, value_parser = role)]
    role: Role,
    /// Code of the unit, for entry and lead, such as 120000.
    #[arg(long)]
    unit: Option<String>,
    /// Where reminders go.
    #[arg(long)]
    mail: Option<String>,
    #[command(flatten)]
    database: Database,
}

#[derive(Debug, Args)]
pub(super) struct One {
    /// The account's name.
    name: String,
    #[command(flatten)]
    database: Database,
}

fn role(word: &str) -> Result<Role, String> {
    word.parse()
        .map_err(|_| "the roles are entry, lead, reviewer, observer, auditor and admin".to_owned())
}

/// `pilotboard user …`
pub(super) async fn run(user: User, locale: Locale) -> Result<u8, Failure> {
    let database = match &user {
        User::Add(adding) => &adding.database,
        User::Activate(one) | User::Disable(one) | User::Enable(one) | User::Reset(one) => {
            &one.database
        }
        User::List { database } => database,
    };
    let opened = open(database, "pilotboard", 2, Beside::Server).await?;
    let done = carry_out(&opened.store, &user, locale).await;
    opened.close().await?;
    done.map(|()| exit::DONE)
}

async fn carry_out(store: &Store, user: &User, locale: Locale) -> Result<(), Failure> {
    let by = actor();
    match user {
        User::Add(adding) => {
            let account = add(store, &by, adding).await?;
            hand_over(store, &by, &account).await
        }
        User::Activate(one) => {
            let account = named(store, &one.name).await?;
            hand_over(store, &by, &account).await
        }
        User::Disable(one) => {
            let account = named(store, &one.name).await?;
            Ok(store.set_disabled(&by, &account.actor, true).await?)
        }
        User::Enable(one) => {
            let account = named(store, &one.name).await?;
            Ok(store.set_disabled(&by, &account.actor, false).await?)
        }
        User::Reset(one) => {
            let account = named(store, &one.name).await?;
            Ok(store.reset_second_factor(&by, &account.actor).await?)
        }
        User::List { .. } => list(store, locale).await,
    }
}

async fn add(store: &Store, by: &str, adding: &Adding) -> Result<Account, Failure> {
    let refused = |sentence: String| Err(Failure::Refused(sentence));
    let Adding { name, role, unit, mail, .. } = adding;
    if !is_plain_name(name) {
        return refused(format!(
            "{name}: a name has lower-case letters and digits, with . _ - between them"
        ));
    }
    match unit {
        Some(unit) if !role.is_of_a_unit() => {
            return refused(format!("{unit}: an account of the role {role} belongs to no unit"));
        }
        Some(unit) if !store.is_unit(unit).await? => {
            return refused(format!("{unit}: no programme has a unit of this code"));
        }
        None if role.is_of_a_unit() => {
            return refused(format!("an account of the role {role} needs its --unit"));
        }
        Some(_) | None => {}
    }
    let new =
        NewAccount { name: name.clone(), role: *role, unit: unit.clone(), mail: mail.clone() };
    match store.make_account(by, &new).await? {
        Made::Account(_) => named(store, name).await,
        Made::NameTaken => refused(format!("{name}: there is an account of that name")),
    }
}

async fn named(store: &Store, name: &str) -> Result<Account, Failure> {
    let account = store.account(name).await?;
    account.ok_or_else(|| Failure::Refused(format!("{name}: there is no account of that name")))
}

async fn hand_over(store: &Store, by: &str, account: &Account) -> Result<(), Failure> {
    if account.disabled {
        let name = &account.actor.name;
        return Err(Failure::Refused(format!("{name}: the account is disabled; enable it first")));
    }
    let code = Secret::code().map_err(|error| Failure::Io(std::io::Error::other(error)))?;
    store.hand_over(by, &account.actor, &code.digest()).await?;
    talk::say(&format!(
        "one-time code of {}, for /activate; it opens the account for {CODE_HOURS} hours",
        account.actor.name
    ));
    Ok(talk::put(code.text())?)
}

async fn list(store: &Store, locale: Locale) -> Result<(), Failure> {
    for account in store.accounts().await? {
        let state = if account.disabled {
            words::disabled(locale)
        } else if account.activated {
            words::active(locale)
        } else {
            words::not_activated(locale)
        };
        let factor = if account.second_factor { words::set_up(locale) } else { "" };
        let unit = account.actor.unit.as_deref().unwrap_or("");
        let (name, role) = (&account.actor.name, account.actor.role);
        talk::put(&format!("{name}\t{role}\t{unit}\t{state}\t{factor}"))?;
    }
    Ok(())
}
