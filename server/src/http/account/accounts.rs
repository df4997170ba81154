//! The accounts, for who administers them. A one-time code is shown once, as
//! the answer to the request that made it, and cannot be asked for again.

use app::account::accounts::{self, Accounts, Listed, Standing};
use app::account::one::{self, HandedOver, One};
use app::domain::access::Role;
use app::links::{AccountDeed, Filters, Page};
use app::locale::{Locale, account_words as words};
use app::ui::form::Fault;
use axum::extract::State;
use axum::response::Response;

use super::answered_with;
use super::confirmation::require_confirmed;
use crate::http::answer::{Place, Refusal};
use crate::http::reading::Read;
use crate::http::sent::{Sent, answered, go};
use crate::http::session::{Asked, SignedIn};
use crate::http::{Board, Catalogue};
use crate::secret::Secret;
use crate::store::accounts::{Account, CODE_HOURS, Made, NewAccount, Wanted};

/// Accounts on a page.
const ON_A_PAGE: usize = 100;

fn listed(catalogue: &Catalogue, read: &Read, account: &Account) -> Listed {
    let actor = &account.actor;
    Listed {
        name: actor.name.clone(),
        role: actor.role,
        unit: actor.unit.as_deref().map(|code| catalogue.unit_name(read.locale, code)),
        mail: account.mail.clone(),
        second_factor: account.second_factor,
        standing: match (account.disabled, account.activated, account.code_expires) {
            (true, _, _) => Standing::Disabled,
            (false, _, Some(expires)) => Standing::CodeHandedOver(expires),
            (false, true, None) => Standing::Active,
            (false, false, None) => Standing::NotActivated,
        },
        made: account.created_at,
    }
}

/// `GET /accounts`
pub(in crate::http) async fn page(State(board): State<Board>, Asked(read): Asked) -> Response {
    let done = list(&board, read.clone(), Accounts::default()).await;
    answered(&board, &read, done).await
}

async fn list(board: &Board, read: Read, typed: Accounts) -> Result<Response, Refusal> {
    let (store, wanted) = (board.store(), wanted(&read.filters));
    let (catalogue, found, all) = tokio::try_join!(
        board.catalogue(),
        store.find_accounts(&wanted, ON_A_PAGE),
        store.count_accounts(),
    )?;
    let accounts = found.accounts.iter();
    let shown = Accounts {
        accounts: accounts.map(|account| listed(&catalogue, &read, account)).collect(),
        more: found.more,
        all,
        units: catalogue.units(read.locale),
        ..typed
    };
    let faulty = !shown.faults.is_empty();
    answered_with(board, read, Page::Accounts, faulty, |shell| accounts::page(shell, &shown)).await
}

/// What the address asks for.
fn wanted(filters: &Filters) -> Wanted {
    let find = filters.find.as_deref().map(str::trim).filter(|find| !find.is_empty());
    Wanted { find: find.map(str::to_owned), after: filters.after.clone() }
}

/// `POST /accounts`
pub(in crate::http) async fn make(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    sent: Sent,
) -> Response {
    let done = made(&board, &session.actor.name, &sent).await;
    answered(&board, &sent.read, done).await
}

async fn made(board: &Board, by: &str, sent: &Sent) -> Result<Response, Refusal> {
    let locale = sent.read.locale;
    let typed = |name| sent.text(name).trim().to_owned();
    let (name, role, unit, mail) = (typed("name"), typed("role"), typed("unit"), typed("mail"));
    let mut faults = Vec::new();
    if name.is_empty() {
        faults.push(Fault::new("name", words::name_missing(locale)));
    } else if !is_plain_name(&name) {
        faults.push(Fault::new("name", words::name_not_plain(locale)));
    }
    let known = role.parse::<Role>().ok();
    match known {
        None => faults.push(Fault::new("role", words::role_missing(locale))),
        Some(role) => {
            let catalogue = board.catalogue().await?;
            let sentence = wrong_unit(&catalogue, locale, role, &unit);
            faults.extend(sentence.map(|sentence| Fault::new("unit", sentence)));
        }
    }
    if !mail.is_empty() && !is_mail(&mail) {
        faults.push(Fault::new("mail", words::mail_is_none(locale)));
    }
    if let Some(role) = known
        && faults.is_empty()
    {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let new = NewAccount { name: name.clone(), role, unit: some(&unit), mail: some(&mail) };
        match board.store().make_account(by, &new).await? {
            Made::Account(_) => return Ok(go(&sent.read, &Page::AccountOf(name))),
            Made::NameTaken => faults.push(Fault::new("name", words::name_taken(locale))),
        }
    }
    let typed = Accounts { name, role, unit, mail, faults, ..Accounts::default() };
    list(board, sent.read.clone(), typed).await
}

/// What is to be put right of the unit of an account with that role.
fn wrong_unit(catalogue: &Catalogue, locale: Locale, role: Role, unit: &str) -> Option<String> {
    if !role.is_of_a_unit() {
        return (!unit.is_empty()).then(|| words::unit_too_much(locale).to_owned());
    }
    if catalogue.name_of(unit).is_some() {
        return None;
    }
    Some(match (catalogue.units(locale).is_listed(), unit) {
        (true, _) => words::unit_missing(locale).to_owned(),
        (false, "") => words::unit_code_missing(locale).to_owned(),
        (false, unknown) => words::unit_unknown(locale, unknown),
    })
}

/// As the database has it: lower-case letters and digits, with single marks
/// between them.
#[must_use]
pub fn is_plain_name(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    name.len() <= 60 && name.split(['.', '_', '-']).all(plain)
}

fn is_mail(text: &str) -> bool {
    text.parse::<lettre::Address>().is_ok()
}

async fn account_of(board: &Board, name: &str) -> Result<Account, Refusal> {
    let account = board.store().account(name).await?;
    account.ok_or_else(|| Refusal::NoSuchAccount(name.to_owned()))
}

/// `GET /accounts/{name}`
pub(in crate::http) async fn one(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Place(name): Place<String>,
    Asked(read): Asked,
) -> Response {
    let done = one_page(&board, read.clone(), &session.actor.name, &name, None).await;
    answered(&board, &read, done).await
}

async fn one_page(
    board: &Board,
    read: Read,
    by: &str,
    name: &str,
    handed_over: Option<HandedOver>,
) -> Result<Response, Refusal> {
    let account = account_of(board, name).await?;
    let catalogue = board.catalogue().await?;
    let shown = One { account: listed(&catalogue, &read, &account), own: by == name, handed_over };
    let page = Page::AccountOf(name.to_owned());
    answered_with(board, read, page, false, |shell| one::page(shell, &shown)).await
}

/// `POST /accounts/{name}/{deed}`
pub(in crate::http) async fn change(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Place((name, deed)): Place<(String, String)>,
    sent: Sent,
) -> Response {
    if let Err(response) =
        require_confirmed(&board, &sent.read, &session, &sent.uri, &sent.form).await
    {
        return response;
    }
    let done = changed(&board, &session.actor.name, &name, &deed, &sent).await;
    answered(&board, &sent.read, done).await
}

async fn changed(
    board: &Board,
    by: &str,
    name: &str,
    deed: &str,
    sent: &Sent,
) -> Result<Response, Refusal> {
    let account = account_of(board, name).await?;
    let Some(deed) = AccountDeed::ALL.into_iter().find(|known| known.word() == deed) else {
        return Err(Refusal::NoSuchPage);
    };
    let store = board.store();
    match deed {
        AccountDeed::Code => {
            let code = Secret::code()?;
            store.hand_over(by, &account.actor, &code.digest()).await?;
            let handed_over = HandedOver {
                code: code.text().to_owned(),
                address: sent.origin.as_ref().map(|origin| {
                    let code = Some(code.text().to_owned());
                    let filters = Filters { code, ..Filters::default() };
                    format!("{origin}{}", Page::Activation.link(&filters))
                }),
                hours: CODE_HOURS,
            };
            return one_page(board, sent.read.clone(), by, name, Some(handed_over)).await;
        }
        // Nobody is left to let in who locks himself out.
        AccountDeed::Disable if by == name => {}
        AccountDeed::Disable => store.set_disabled(by, &account.actor, true).await?,
        AccountDeed::Enable => store.set_disabled(by, &account.actor, false).await?,
        AccountDeed::Reset => store.reset_second_factor(by, &account.actor).await?,
    }
    Ok(go(&sent.read, &Page::AccountOf(name.to_owned())))
}
