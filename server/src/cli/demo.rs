//! `pilotboard demo`: the board with made-up figures, in a state directory of
//! its own, so that they never meet real ones, and accounts to try it with.

use std::io;

use app::domain::access::Role;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::unit::Unit;
use tokio::time::Instant;

use super::database::{Beside, open};
use super::serve::{OWNER, Stop, listen, log, until_stopped};
use super::{Failure, Openness, Serving, Switch, import, talk};
use crate::demo;
use crate::demo::roll_out::Scale;
use crate::export::evaluation::typesetter::Typesetter;
use crate::http::Settings;
use crate::password;
use crate::secret::Secret;
use crate::store::Store;
use crate::store::accounts::NewAccount;
use crate::store::importing::{Origin, Staged};
use crate::store::installation::Purpose;

/// Whose name demo figures bear.
const ACTOR: &str = "demo";
/// The programme whose units get accounts.
const WITH_ACCOUNTS: &str = "nev-battery-pilot-2018";
/// Names the password of the demo's accounts.
const PASSWORD: &str = "PILOTBOARD_DEMO_PASSWORD";
/// Figures staged at a time.
const BATCH: usize = 5_000;

pub(super) async fn run(serving: Serving, scale: Scale) -> Result<u8, Failure> {
    log();
    let stop = Stop::watch()?;
    let listener = listen(&serving).await?;
    let opened = open(&serving.database, "pilotboard-demo", OWNER, Beside::Nobody).await?;
    let prepared = async {
        fill(&opened.store).await?;
        roll_out(&opened.store, scale).await?;
        demo::under_way::begin(&opened.store).await?;
        demo::duties::begin(&opened.store).await?;
        open_accounts(&opened.store).await
    };
    let password = match prepared.await {
        Ok(password) => password,
        Err(failure) => {
            opened.close().await?;
            return Err(failure);
        }
    };
    let settings = Settings {
        demo: true,
        open: serving.board != Some(Openness::SignedIn),
        as_of: serving.as_of.or(demo::AS_OF.parse().ok()),
        font: serving.font.clone(),
        typesetter: Typesetter::this_program()?,
        links: serving.links == Some(Switch::On),
        surroundings: serving.surroundings(),
        // Made-up accounts are written to nobody.
        mailer: None,
    };
    let sign_ins = [
        "    sign in as reviewer, observer, auditor or admin, or for a unit, such as Tianjin,"
            .into(),
        "    as entry-120000 or lead-120000".into(),
        format!("    password of all of them: {password}"),
    ];
    until_stopped(listener, opened, settings, &serving, stop, &sign_ins).await
}

/// Opens the demo's accounts with one password for all: the one named in the
/// environment, or a new one.
async fn open_accounts(store: &Store) -> Result<String, Failure> {
    let named = std::env::var(PASSWORD).ok().filter(|password| !password.is_empty());
    let password = match named {
        Some(password) => password,
        None => Secret::code()
            .map_err(|error| Failure::Io(io::Error::other(error)))?
            .text()
            .to_lowercase(),
    };
    let kept = password::hash(password.clone())
        .await
        .map_err(|error| Failure::Refused(error.to_string()))?;
    store.open_demo_accounts(&accounts(&store.programmes().await?), &kept).await?;
    Ok(password)
}

/// The demo's accounts, called by role: one for each ministry's part, and an
/// entry clerk and a head for each unit of the first programme, and for each
/// region that owes it a duty.
#[must_use]
pub fn accounts(programmes: &[Programme]) -> Vec<NewAccount> {
    let account = |name: String, role, unit| NewAccount { name, role, unit, mail: None };
    let mut accounts: Vec<NewAccount> = Role::ALL
        .into_iter()
        .filter(|role| !role.is_of_a_unit())
        .map(|role| account(role.word().to_owned(), role, None))
        .collect();
    let first = programmes.iter().find(|programme| programme.code == WITH_ACCOUNTS);
    let units = first.iter().flat_map(|programme| programme.units.iter().map(|unit| &unit.code));
    let regions = first.iter().flat_map(|programme| programme.regions.iter().map(|it| &it.code));
    for code in units.chain(regions) {
        for role in [Role::Entry, Role::Lead] {
            let name = format!("{role}-{}", code.to_lowercase());
            accounts.push(account(name, role, Some(code.clone())));
        }
    }
    accounts
}

/// Puts the made-up roll-out in, unless it is there already.
///
/// # Errors
/// When the database does not answer, or may not be changed.
pub async fn roll_out(store: &Store, scale: Scale) -> Result<(), Failure> {
    let programmes = store.programmes().await?;
    let pilot = programmes.iter().find(|programme| programme.code == WITH_ACCOUNTS);
    let there = store.latest_quarters().await?.contains_key(demo::roll_out::CODE);
    let (Some(pilot), Ok(last)) = (pilot, demo::AS_OF.parse()) else { return Ok(()) };
    if there || scale.areas() == 0 {
        return Ok(());
    }
    fill_areas(store, &demo::roll_out::programme(pilot, scale.areas(), last), last).await
}

/// Fills a programme rolled out to areas with returns up to `last`.
///
/// # Errors
/// When the database does not answer, or may not be changed.
pub async fn fill_areas(
    store: &Store,
    programme: &Programme,
    last: Quarter,
) -> Result<(), Failure> {
    let begun = Instant::now();
    talk::say("    filling in a roll-out to areas of all provinces");
    store.save_programme(programme, "made up by pilotboard demo", ACTOR).await?;
    let areas: Vec<&Unit> =
        programme.units.iter().filter(|unit| unit.member_of.is_some()).collect();
    let mut bar = talk::Bar::new();
    let mut filling = store.begin_filling(programme, (programme.from, last)).await?;
    for (done, area) in areas.iter().enumerate() {
        let rows = demo::roll_out::filed(programme, &area.code, last).into_iter();
        let rows = rows.map(|row| (row.quarter, row.indicator, row.figure, row.note)).collect();
        filling.add(area, rows).await?;
        // The last tenth stands for indexes and sums.
        bar.show(done as u64 * 9, areas.len() as u64 * 10);
    }
    let figures = filling.finish(ACTOR).await?;
    bar.show(1, 1);
    let seconds = begun.elapsed().as_secs().max(1);
    talk::say(&format!("    {figures} figures in {seconds} s, {} a second", figures / seconds));
    Ok(())
}

/// Puts programmes and demo figures in; figures that are there already stay.
///
/// # Errors
/// When the database is marked for real figures, or does not answer.
pub async fn fill(store: &Store) -> Result<(), Failure> {
    store.claim(Purpose::Demo).await?;
    import::shipped_programmes(store).await?;
    let programmes = store.programmes().await?;
    let filled = store.latest_quarters().await?;
    let empty: Vec<_> =
        programmes.iter().filter(|programme| !filled.contains_key(&programme.code)).collect();
    if empty.is_empty() {
        return Ok(());
    }
    talk::say("    filling in demo figures");
    let mut bar = talk::Bar::new();
    let mut importing = store.begin_import().await?;
    let mut staged = Vec::new();
    for programme in &empty {
        staged.extend(demo::rows(programme).into_iter().map(|row| Staged {
            line: 0,
            programme: programme.code.clone(),
            unit: row.unit,
            quarter: row.quarter,
            indicator: row.indicator,
            figure: row.figure,
            note: row.note,
        }));
    }
    let all = staged.len() as u64;
    let mut done = 0;
    for batch in staged.chunks(BATCH) {
        importing.stage(batch).await?;
        done += batch.len() as u64;
        bar.show(done, all);
    }
    importing.merge().await?;
    importing.commit(Origin::Demo, ACTOR, "demo").await?;
    Ok(())
}
