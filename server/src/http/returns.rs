//! What is due and who has filed: a unit's own list, the ministries' view of
//! all units, and the reminders that go out from there.

use std::collections::HashMap;
use std::time::Duration;

use app::domain::access::{Action, Actor};
use app::domain::calendar::Day;
use app::domain::due::Standings;
use app::domain::filing::Key;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::unit::Unit;
use app::entry::reminder_mail;
use app::entry::reminding::{Reminding, Typed, chosen};
use app::entry::returns::{self, TaskList};
use app::entry::standing::{self, Look, Standing};
use app::links::{Page, Part};
use app::locale::{board_words, due_words as words, number_words};
use app::ui::form::Fault;
use app::ui::shell::Shell;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::answer::{self, Refusal, refuse, render};
use super::form::read_form;
use super::origin::Origin;
use super::reading::{Read, showable};
use super::session::{Asked, SignedIn};
use super::{Board, Catalogue, files};
use crate::mail::MailError;
use crate::store::StoreError;
use crate::store::due::Of;

/// How long an answer waits for mails to go out; they go on without it.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Page,
    Table,
}

/// `GET /returns`
pub(super) async fn list(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    answered(&board, &session.actor, read, Wanted::Page).await
}

/// `GET /returns.csv`
pub(super) async fn list_as_csv(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
) -> Response {
    answered(&board, &session.actor, read, Wanted::Table).await
}

/// `POST /returns`: reminds the units that are chosen.
pub(super) async fn remind(
    State(board): State<Board>,
    SignedIn(session): SignedIn,
    Asked(read): Asked,
    origin: Option<Extension<Origin>>,
    request: Request,
) -> Response {
    let origin = origin.map(|Extension(origin)| origin.to_string()).unwrap_or_default();
    match reminded(&board, &session.actor, &origin, read.clone(), request).await {
        Ok(response) => response,
        Err(refusal) => refuse(&board, read, refusal).await,
    }
}

async fn answered(board: &Board, actor: &Actor, read: Read, wanted: Wanted) -> Response {
    match list_of(board, actor, read.clone(), wanted).await {
        Ok(response) => response,
        Err(refusal) => refuse(board, read, refusal).await,
    }
}

async fn list_of(
    board: &Board,
    actor: &Actor,
    read: Read,
    wanted: Wanted,
) -> Result<Response, Refusal> {
    let catalogue = board.catalogue().await?;
    let Some(unit) = &actor.unit else {
        return overview(board, actor, &catalogue, read, wanted).await;
    };
    let programmes = catalogue.programmes.iter();
    let asked: Vec<Of> = programmes
        .map(|its| Of { programme: &its.code, unit, quarters: (its.from, Quarter::LAST) })
        .collect();
    let standings = board.store().standings(actor, &asked, &[]).await?;
    let shell = shell(board, &catalogue, read);
    let list = TaskList::compose(shell.locale, &catalogue.programmes, unit, &standings);
    Ok(match wanted {
        Wanted::Page => answer::page(StatusCode::OK, render(|| returns::page(&shell, &list))),
        Wanted::Table => files::table(&shell, board, &list.table(shell.locale), "returns"),
    })
}

/// The ministries' view.
async fn overview(
    board: &Board,
    actor: &Actor,
    catalogue: &Catalogue,
    mut read: Read,
    wanted: Wanted,
) -> Result<Response, Refusal> {
    let Some(programme) = subject(catalogue, &mut read) else {
        let shell = shell(board, catalogue, read);
        return Ok(answer::page(
            StatusCode::OK,
            render(|| standing::page_without_programmes(&shell)),
        ));
    };
    let programmes = &catalogue.programmes;
    let asked = read.filters.period;
    let today = board.store().today().await?;
    let of = above(programme, &mut read);
    let Some(look) = Look::at(programme, of, asked, today) else {
        let shell = shell(board, catalogue, read);
        let html = render(|| standing::page_before_first(&shell, programmes, programme));
        return Ok(answer::page(StatusCode::OK, html));
    };
    let standings = looked_at(board, actor, programmes, &look, today).await?;
    let found = Standing { programmes, look, standings: &standings };
    if let Some(asked) = asked.filter(|asked| *asked != found.look.quarter) {
        let name = |quarter| number_words::quarter(read.locale, quarter);
        let notice = words::no_returns_for(read.locale, name(asked), name(found.look.quarter));
        read.notices.push(notice);
        read.filters.period = None;
    }
    if wanted == Wanted::Table {
        let shell = shell(board, catalogue, read);
        let name = format!("returns-{}", programme.code);
        return Ok(files::table(&shell, board, &found.table(shell.locale), &name));
    }
    let reminding = match actor.may_at_all(Action::Remind) {
        true => Some(fresh(board, &found).await?),
        false => None,
    };
    let shell = shell(board, catalogue, read);
    let html = render(|| standing::page(&shell, &found, reminding.as_ref()));
    Ok(answer::page(StatusCode::OK, html))
}

async fn reminded(
    board: &Board,
    actor: &Actor,
    origin: &str,
    mut read: Read,
    request: Request,
) -> Result<Response, Refusal> {
    let form = read_form(request).await?;
    form.deny_unknown(&["programme", "period", "unit", "reason"])?;
    let catalogue = board.catalogue().await?;
    let code = form.get("programme").unwrap_or_default();
    let Some(programme) = catalogue.programme(code) else {
        return Err(Refusal::NoSuchProgramme(showable(code)));
    };
    let asked: Option<Quarter> = form.get("period").and_then(|period| period.parse().ok());
    read.filters.programme = Some(programme.code.clone());
    read.filters.period = asked;
    let programmes = &catalogue.programmes;
    let today = board.store().today().await?;
    let of = above(programme, &mut read);
    let Some(look) = Look::at(programme, of, asked, today) else {
        let shell = shell(board, &catalogue, read);
        let html = render(|| standing::page_before_first(&shell, programmes, programme));
        return Ok(answer::page(StatusCode::UNPROCESSABLE_ENTITY, html));
    };
    let standings = looked_at(board, actor, programmes, &look, today).await?;
    let found = Standing { programmes, look, standings: &standings };
    let typed = Typed {
        units: form.all("unit").map(str::to_owned).collect(),
        // Browsers end lines as mails do; the rest of the product does not.
        reason: form.get("reason").unwrap_or_default().replace("\r\n", "\n").trim().to_owned(),
    };
    let dues = if asked == Some(found.look.quarter) {
        chosen(read.locale, &found, &typed)
    } else {
        read.filters.period = None;
        Err(vec![Fault::new("period", words::choose_a_period(read.locale))])
    };
    let dues = match dues {
        Ok(dues) => dues,
        Err(faults) => {
            let fresh = fresh(board, &found).await?;
            let reminding = Reminding { typed: Some(typed), faults, ..fresh };
            let mut shell = shell(board, &catalogue, read);
            shell.faulty = true;
            let html = render(|| standing::page(&shell, &found, Some(&reminding)));
            return Ok(answer::page(StatusCode::UNPROCESSABLE_ENTITY, html));
        }
    };
    let units: Vec<&str> = dues.iter().map(|due| due.unit.code.as_str()).collect();
    let mut mails = addresses(board, &units).await?;
    let letters = dues
        .iter()
        .map(|due| {
            let key = due.key();
            let address = format!("{origin}{}", Page::Return(key.clone(), Part::Form).path());
            Letter {
                to: mails.remove(&key.unit).unwrap_or_default(),
                subject: reminder_mail::subject(due),
                text: reminder_mail::text(due, &typed.reason, &address),
                key,
            }
        })
        .collect();
    // It goes on when the browser, or our patience, is gone.
    let sending = tokio::spawn(send(board.clone(), actor.clone(), typed.reason, letters));
    match tokio::time::timeout(PATIENCE, sending).await {
        Ok(Ok(sent)) => sent?,
        Ok(Err(error)) => tracing::error!(%error, "reminders broke off"),
        Err(_) => {}
    }
    Ok(Redirect::to(&Page::Returns.link(&read.filters)).into_response())
}

/// A reminder on its way.
struct Letter {
    key: Key,
    to: Vec<String>,
    subject: String,
    text: String,
}

/// Notes the reminders, then sends their mails, then notes what became of them.
async fn send(
    board: Board,
    actor: Actor,
    reason: String,
    letters: Vec<Letter>,
) -> Result<(), StoreError> {
    let returns: Vec<(Key, bool)> =
        letters.iter().map(|letter| (letter.key.clone(), !letter.to.is_empty())).collect();
    let numbers = board.store().remind(&actor, &returns, &reason).await?;
    let Some(mailer) = board.mailer() else { return Ok(()) };
    let mut away = false;
    for letter in letters.iter().filter(|letter| !letter.to.is_empty()) {
        let Some(no) = numbers.get(&letter.key) else { continue };
        let (mut mails, mut failed) = (0, 0);
        for to in &letter.to {
            // A server that does not answer is not waited for time and again.
            if away {
                failed += 1;
                continue;
            }
            match mailer.send(to, &letter.subject, &letter.text).await {
                Ok(()) => mails += 1,
                Err(error) => {
                    tracing::warn!(%error, key = %letter.key, "a reminder could not be mailed");
                    away = matches!(error, MailError::Away(_) | MailError::Login(_));
                    failed += 1;
                }
            }
        }
        if let Err(error) = board.store().mailed(&actor, &letter.key, *no, mails, failed).await {
            tracing::error!(%error, key = %letter.key, "what became of a reminder is not noted");
        }
    }
    Ok(())
}

/// How the returns stand that the page lists or counts: for the other programmes,
/// those of the latest quarter.
async fn looked_at(
    board: &Board,
    actor: &Actor,
    programmes: &[Programme],
    look: &Look<'_>,
    today: Day,
) -> Result<Standings, StoreError> {
    let mut looks = vec![look.clone()];
    let others = programmes.iter().filter(|its| its.code != look.programme.code);
    looks.extend(others.filter_map(|its| {
        let look = Look::at(its, None, None, today)?;
        Some(Look { quarters: vec![look.quarter], ..look })
    }));
    let (mut asked, mut counted) = (Vec::new(), Vec::new());
    for look in &looks {
        let Some(quarters) = look.quarters.last().copied().zip(look.quarters.first().copied())
        else {
            continue;
        };
        let of = |unit| Of { programme: &look.programme.code, unit, quarters };
        let (members, alone): (Vec<&Unit>, Vec<&Unit>) =
            look.units.iter().partition(|unit| look.stands_for_members(unit));
        asked.extend(alone.iter().map(|unit| of(&unit.code)));
        counted.extend(members.iter().map(|unit| of(&unit.code)));
        if look.is_counted() {
            counted.push(of(""));
        }
    }
    board.store().standings(actor, &asked, &counted).await
}

/// The unit whose members are asked for; left out where it has none.
fn above<'a>(programme: &'a Programme, read: &mut Read) -> Option<&'a Unit> {
    let asked = read.filters.unit.take()?;
    let found = programme.unit(&asked).filter(|unit| programme.has_members(&unit.code));
    match found {
        Some(_) => read.filters.unit = Some(asked),
        None => {
            let notice = board_words::not_known_here(read.locale, "unit", asked);
            read.notices.push(notice);
        }
    }
    found
}

/// The programme asked for, or the first.
fn subject<'a>(catalogue: &'a Catalogue, read: &mut Read) -> Option<&'a Programme> {
    let first = catalogue.programmes.first();
    let Some(asked) = read.filters.programme.clone() else { return first };
    catalogue.programme(&asked).or_else(|| {
        read.filters.programme = None;
        let notice = board_words::not_known_here(read.locale, "programme", asked);
        read.notices.push(notice);
        first
    })
}

/// The form of reminders as it comes with the page.
async fn fresh(board: &Board, standing: &Standing<'_>) -> Result<Reminding, StoreError> {
    let units: Vec<&str> = standing.look.units.iter().map(|unit| unit.code.as_str()).collect();
    let mails = addresses(board, &units).await?;
    let addresses = mails.into_iter().map(|(unit, mails)| (unit, mails.len())).collect();
    let by_mail = board.mailer().is_some();
    Ok(Reminding { addresses, by_mail, typed: None, faults: Vec::new() })
}

/// Where mail to these units goes; nowhere where none can be sent.
async fn addresses(
    board: &Board,
    units: &[&str],
) -> Result<HashMap<String, Vec<String>>, StoreError> {
    match board.mailer() {
        Some(_) => board.store().mails_of(units).await,
        None => Ok(HashMap::new()),
    }
}

fn shell(board: &Board, catalogue: &Catalogue, read: Read) -> Shell {
    // No figure is judged here, so any quarter will do.
    let shell = answer::shell(board, catalogue, read, Page::Returns, Quarter::FIRST);
    Shell { with_figures: false, ..shell }
}
