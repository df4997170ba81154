//! The same pages over the demo as it is and over a roll-out with as many
//! figures as a country has, side by side in one run; and what approving a
//! return takes over each.

use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use app::domain::access::{Actor, Role};
use app::domain::dossier::Said;
use app::domain::draft::Part;
use app::domain::filing::Key;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::domain::series::{Absence, Figure};
use app::domain::unit::Unit;
use axum::Router;
use server::demo::AS_OF;
use server::demo::roll_out;
use server::http::{Board, Settings, figures_behind, router};
use server::secret::Secret;
use server::store::Store;
use server::store::embedded::{self, Embedded};
use server::store::returns::{FiledLine, Submission, Submitted};
use server::store::review::{Decided, Word};
use tokio::time::Instant;

use crate::in_process::{ANEW, REQUESTS, WARM_UP, requests};
use crate::process::{Process, free_address, get};
use crate::times::{Times, milliseconds};
use crate::{Fault, Line};

const CONNECTIONS: u32 = 8;
pub(crate) const PILOT: &str = "nev-battery-pilot-2018";
const TIANJIN: &str = "tianjin-waste-recycling-2027";
/// Units whose returns are approved over each, and quarters of each.
const APPROVED: usize = 3;
const QUARTERS: i32 = 5;

/// A cluster of the bench's own with a store over it.
struct Served {
    database: Embedded,
    store: Store,
    board: Router,
    programmes: Vec<Programme>,
    /// The cookie of who decides.
    reviewer: String,
}

impl Served {
    async fn open(state: &Path) -> Result<Self, Fault> {
        let settings =
            embedded::Settings { state_dir: state.to_path_buf(), ..embedded::Settings::default() };
        let database = embedded::start(&settings, &|_| {}).await?;
        let store = Store::serve(database.connection().options(), CONNECTIONS).await?;
        let settings =
            Settings { demo: true, open: true, as_of: AS_OF.parse().ok(), ..Settings::default() };
        let board = router(Board::new(store.clone(), settings));
        let programmes = store.programmes().await?;
        let account = store.account("reviewer").await?.ok_or("nobody decides")?;
        let secret = Secret::of_session()?;
        store.start_session(&account.actor, &secret.digest(), None, true).await?;
        let reviewer = format!("pilotboard={}", secret.text());
        Ok(Self { database, store, board, programmes, reviewer })
    }

    async fn close(self) -> Result<(), Fault> {
        self.store.close().await;
        Ok(self.database.stop().await?)
    }

    fn programme(&self, code: &str) -> Result<&Programme, Fault> {
        let found = self.programmes.iter().find(|programme| programme.code == code);
        found.ok_or_else(|| format!("{code} is not there").into())
    }

    /// The questions of a page alone, over the same pool.
    async fn ask(&self, what: What, code: &str, unit: &str) -> Result<(), Fault> {
        let (store, programme) = (&self.store, self.programme(code)?);
        let shown: Quarter = AS_OF.parse().map_err(|_| "the demo's quarter is none")?;
        let volume = programme.volume_indicator.as_deref();
        let volume = volume.and_then(|code| programme.indicator(code));
        match what {
            What::Overview => {
                tokio::try_join!(
                    store.data_version(),
                    figures_behind::overview(store, &self.programmes, programme, volume, shown),
                    figures_behind::returns(store, programme, shown),
                )?;
            }
            What::Programme | What::Chart => {
                store.data_version().await?;
                tokio::try_join!(
                    figures_behind::programme(store, programme, volume, shown),
                    figures_behind::returns(store, programme, shown),
                )?;
            }
            What::Unit => {
                store.data_version().await?;
                figures_behind::unit(store, programme, unit, shown).await?;
            }
            What::Target => {
                store.data_version().await?;
                let target = programme.target("T10").ok_or("T10 is not there")?;
                figures_behind::one_target(store, programme, target).await?;
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy)]
enum What {
    Overview,
    Programme,
    Chart,
    Unit,
    Target,
}

/// A page over the demo as it is and the one like it over the roll-out.
struct Pair {
    name: &'static str,
    what: What,
    /// Programme and unit.
    small: (&'static str, &'static str),
    large: (&'static str, &'static str),
}

const PAIRS: [Pair; 6] = [
    Pair {
        name: "overview",
        what: What::Overview,
        small: (PILOT, ""),
        large: (roll_out::CODE, ""),
    },
    Pair {
        name: "programme",
        what: What::Programme,
        small: (PILOT, ""),
        large: (roll_out::CODE, ""),
    },
    Pair {
        name: "chart as SVG",
        what: What::Chart,
        small: (PILOT, ""),
        large: (roll_out::CODE, ""),
    },
    Pair {
        name: "unit that files",
        what: What::Unit,
        small: (PILOT, "330000"),
        large: (roll_out::CODE, "33A0003"),
    },
    Pair {
        name: "unit with members",
        what: What::Unit,
        small: (PILOT, "JJJ"),
        large: (roll_out::CODE, "330000"),
    },
    Pair { name: "target", what: What::Target, small: (TIANJIN, ""), large: (TIANJIN, "") },
];

/// What else the ministries look through, by the programme's code.
const LISTS: [(&str, &str); 3] = [
    ("comparing", "/programmes/{}/compare?lang=zh-CN"),
    ("who has filed", "/returns?programme={}&lang=zh-CN"),
    ("the queue", "/review?programme={}&lang=zh-CN"),
];

fn address(what: What, (programme, unit): (&str, &str)) -> String {
    match what {
        What::Overview => format!("/?lang=zh-CN&programme={programme}"),
        What::Programme => format!("/programmes/{programme}?lang=zh-CN"),
        What::Chart => format!("/programmes/{programme}.svg?lang=zh-CN"),
        What::Unit => format!("/programmes/{programme}/units/{unit}?lang=zh-CN"),
        What::Target => format!("/programmes/{programme}/targets/T10?lang=zh-CN"),
    }
}

/// Over the state directories of a demo as it is and of one of `scale`.
pub(crate) async fn measure(small: &Path, large: &Path, scale: &str) -> Result<Vec<Line>, Fault> {
    let mut lines = Vec::new();
    let (small, large) = (Served::open(small).await?, Served::open(large).await?);
    for pair in &PAIRS {
        lines.extend(beside(pair, &small, &large, scale).await?);
    }
    for (name, path) in LISTS {
        lines.extend(lists(name, path, &small, &large, scale).await?);
    }
    let told = |times: Times| {
        let (middle, slow) = (milliseconds(times.within(50)), milliseconds(times.within(99)));
        format!("p50 {middle}, p99 {slow}")
    };
    let at_once = eight_at_once(&large.board, &address(What::Overview, PAIRS[0].large)).await?;
    lines.push(Line(
        format!("overview at {scale}, 8 at a time"),
        told(at_once),
        "p50 10 ms, p99 40 ms",
    ));
    let large = Arc::new(large);
    lines.push(Line(
        format!("overview: its questions alone at {scale}, 8 at a time"),
        told(eight_asking(&large, PAIRS[0].large.0).await?),
        "",
    ));
    let at_small = approvals(&small.store, small.programme(PILOT)?).await?;
    let at_large = approvals(&large.store, large.programme(roll_out::CODE)?).await?;
    let ratio = at_large.within(50).as_secs_f64() / at_small.within(50).as_secs_f64();
    lines.push(Line("approving a return at s".into(), at_small.told(), ""));
    lines.push(Line(
        format!("approving a return at {scale}"),
        format!("{}; {ratio:.2} × s", at_large.told()),
        "1.3 ×",
    ));
    small.close().await?;
    Arc::into_inner(large).ok_or("somebody asks still")?.close().await?;
    Ok(lines)
}

/// Has the product fill a demo, and repeats what it says of it.
pub(crate) fn fill(binary: &Path, state: &Path, place: &Path, scale: &str) -> Result<Line, Fault> {
    let (log, address) = (place.join("scale.log"), free_address()?);
    let (text, listen) = (state.to_str().ok_or("a path is no text")?, address.to_string());
    let arguments = ["demo", "--scale", scale, "--listen", &listen, "--state", text];
    let mut process = Process::start(binary, &arguments, &log)?;
    while get(address, "/livez", "").is_err() {
        if let Some(status) = process.ended()? {
            return Err(format!("the demo ended with {status}; see {}", log.display()).into());
        }
        sleep(Duration::from_millis(100));
    }
    process.stop()?;
    let talk = std::fs::read_to_string(&log)?;
    let said = talk.lines().find(|line| line.contains("figures in"));
    let said = said.ok_or("the demo did not say how many figures it made")?.trim().to_owned();
    Ok(Line(format!("filling in the demo's roll-out at {scale}"), said, "100,000 a second"))
}

/// A list of who decides over both.
async fn lists(
    name: &str,
    path: &str,
    small: &Served,
    large: &Served,
    scale: &str,
) -> Result<Vec<Line>, Fault> {
    let of = |code: &str| path.replace("{}", code);
    let at_small = requests(&small.board, &of(PILOT), "identity", &small.reviewer).await?;
    let at_large = requests(&large.board, &of(roll_out::CODE), "identity", &large.reviewer).await?;
    let ratio = at_large.within(50).as_secs_f64() / at_small.within(50).as_secs_f64();
    Ok(vec![
        Line(format!("{name} at s"), at_small.told(), ""),
        Line(format!("{name} at {scale}"), format!("{}; {ratio:.2} × s", at_large.told()), ""),
    ])
}

async fn beside(
    pair: &Pair,
    small: &Served,
    large: &Served,
    scale: &str,
) -> Result<Vec<Line>, Fault> {
    let Pair { name, what, .. } = pair;
    let at_small = requests(&small.board, &address(*what, pair.small), "identity", ANEW).await?;
    let at_large = requests(&large.board, &address(*what, pair.large), "identity", ANEW).await?;
    let alone = Times::of(asking(large, *what, pair.large).await?);
    let ratio = |one: &Times, other: &Times| {
        let ratio = one.within(50).as_secs_f64() / other.within(50).as_secs_f64();
        format!("{ratio:.2} ×")
    };
    Ok(vec![
        Line(format!("{name} at s"), at_small.told(), ""),
        Line(
            format!("{name} at {scale}"),
            format!("{}; {} s", at_large.told(), ratio(&at_large, &at_small)),
            "1.5 ×",
        ),
        Line(
            format!("{name}: its questions alone at {scale}"),
            format!("{}; the page {}", alone.told(), ratio(&at_large, &alone)),
            "1.5 ×",
        ),
    ])
}

/// How long the questions of a page take, over and over.
async fn asking(
    of: &Served,
    what: What,
    (programme, unit): (&str, &str),
) -> Result<Vec<Duration>, Fault> {
    let mut all = Vec::with_capacity(REQUESTS);
    for at in 0..REQUESTS + WARM_UP {
        let begun = Instant::now();
        of.ask(what, programme, unit).await?;
        if at >= WARM_UP {
            all.push(begun.elapsed());
        }
    }
    Ok(all)
}

async fn eight_asking(of: &Arc<Served>, programme: &'static str) -> Result<Times, Fault> {
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let of = of.clone();
        tasks.push(tokio::spawn(async move { asking(&of, What::Overview, (programme, "")).await }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    Ok(Times::of(all))
}

async fn eight_at_once(board: &Router, path: &str) -> Result<Times, Fault> {
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let (board, path) = (board.clone(), path.to_owned());
        tasks.push(tokio::spawn(async move { requests(&board, &path, "identity", ANEW).await }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await??.into_inner());
    }
    Ok(Times::of(all))
}

/// Files the next quarters' returns of units that are members of another, as the
/// quarter before, and times how long approving each takes: each adds to two
/// scopes, the other unit's and the programme's.
async fn approvals(store: &Store, programme: &Programme) -> Result<Times, Fault> {
    let last: Quarter = AS_OF.parse().map_err(|_| "the demo's quarter is none")?;
    let reviewer = Actor { account: 0, name: "reviewer".into(), role: Role::Reviewer, unit: None };
    let mut all = Vec::new();
    let units = programme.units.iter().filter(|unit| unit.member_of.is_some());
    let units: Vec<&Unit> = units.take(APPROVED).collect();
    for (unit, ahead) in units.iter().flat_map(|unit| (1..=QUARTERS).map(move |at| (unit, at))) {
        let quarter = last.plus(ahead).ok_or("no quarter follows")?;
        let key = Key { programme: programme.code.clone(), unit: unit.code.clone(), quarter };
        let version = submit(store, programme, unit, &key).await?;
        let word = Word {
            said: Said::Approve,
            version: Some(version),
            reason: String::new(),
            lines: None,
        };
        let begun = Instant::now();
        let decided = store.say(&reviewer, &key, &word).await?;
        all.push(begun.elapsed());
        if decided != Decided::Done {
            return Err(format!("{key} was not approved: {decided:?}").into());
        }
    }
    Ok(Times::of(all))
}

async fn submit(
    store: &Store,
    programme: &Programme,
    unit: &Unit,
    key: &Key,
) -> Result<i32, Fault> {
    let lead = Actor {
        account: 0,
        name: format!("lead-{}", unit.code),
        role: Role::Lead,
        unit: Some(unit.code.clone()),
    };
    let cell = ("R01".to_owned(), Part::Value, "1".to_owned());
    store.save_draft(&lead, key, 0, &[cell]).await?;
    let dossier = store.dossier(&lead, key).await?;
    let before = key.quarter.plus(-1).ok_or("no quarter before")?;
    let lines: Vec<FiledLine> = programme
        .form_of(unit, key.quarter)
        .map(|line| {
            let figure = dossier.filed(Some(before), &line.code).cloned();
            let figure = figure.unwrap_or(Figure::Absent(Absence::NotApplicable));
            (line.code.clone(), figure, String::new(), String::new())
        })
        .collect();
    let submission = Submission {
        draft_version: dossier.draft_version,
        idempotency_key: "bench".into(),
        lines,
        head: "head".into(),
        compiler: "compiler".into(),
        reason: None,
    };
    match store.submit(&lead, key, programme, &submission).await? {
        Submitted::Done { version } => Ok(version),
        other => Err(format!("{key} was not filed: {other:?}").into()),
    }
}
