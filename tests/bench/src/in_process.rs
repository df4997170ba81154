//! Pages through the router without a network, and their parts: the queries
//! alone, the rendering alone, each chart alone.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use app::domain::facts::Facts;
use app::domain::indicator::Indicator;
use app::domain::period::Quarter;
use app::domain::programme::Programme;
use app::exhibit::completeness::Returns;
use app::exhibit::indicator_exhibits as exhibits;
use app::links::{Filters, Page};
use app::locale::Locale;
use app::progress::overview::{self, Overview};
use app::progress::target::TargetPage;
use app::ui::share::Sharing;
use app::ui::shell::{Assets, Shell, Step};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use server::demo::AS_OF;
use server::http::{Board, Settings, figures_behind, router};
use server::store::Store;
use server::store::embedded;
use server::store::figures::Wanted;
use tokio::time::Instant;
use tower::ServiceExt as _;

use crate::times::{Times, milliseconds};
use crate::{Fault, Line, charts, returns, workbook};

pub(crate) const REQUESTS: usize = 500;
pub(crate) const WARM_UP: usize = 50;
/// As `pilotboard demo` has by default.
const CONNECTIONS: u32 = 8;

pub(crate) async fn measure(state: &Path) -> Result<Vec<Line>, Fault> {
    let settings =
        embedded::Settings { state_dir: state.to_path_buf(), ..embedded::Settings::default() };
    let database = embedded::start(&settings, &|_| {}).await?;
    let store = Store::serve(database.connection().options(), CONNECTIONS).await?;
    let lines = async {
        let mut lines = pages(&store).await?;
        lines.extend(returns::measure(&store, database.connection().options()).await?);
        Ok(lines)
    };
    let lines = lines.await;
    store.close().await;
    database.stop().await?;
    lines
}

async fn pages(store: &Store) -> Result<Vec<Line>, Fault> {
    let settings =
        Settings { demo: true, open: true, as_of: AS_OF.parse().ok(), ..Settings::default() };
    let board = router(Board::new(store.clone(), settings));
    let whole = requests(&board, "/?lang=zh-CN", "identity", ANEW).await?;
    let packed = requests(&board, "/?lang=zh-CN", "br", ANEW).await?;
    let kept = requests(&board, "/?lang=zh-CN", "br", "").await?;
    let programmes = store.programmes().await?;
    let queries = bare_queries(store, &programmes).await?;
    let (rendering, charts) = rendering(store, &programmes).await?;
    let ratio = whole.within(50).as_secs_f64() / queries.within(50).as_secs_f64();
    let mut lines = vec![
        Line(format!("overview, {REQUESTS} requests"), whole.told(), "p50 3 ms"),
        Line("overview kept from before, packed".into(), kept.told(), ""),
        Line("the same store calls alone".into(), queries.told(), ""),
        Line("page against its store calls".into(), format!("{ratio:.2} ×"), ""),
        Line("rendering alone: facts to HTML".into(), rendering.told(), "p50 1 ms"),
        Line(
            "overview sent with brotli".into(),
            format!(
                "{}; the compression {}",
                packed.told(),
                milliseconds(packed.within(50).saturating_sub(whole.within(50)))
            ),
            "",
        ),
    ];
    for (name, path) in [
        ("programme", "/programmes/nev-battery-pilot-2018?lang=zh-CN"),
        ("unit", "/programmes/nev-battery-pilot-2018/units/330000?lang=zh-CN"),
        ("target", "/programmes/tianjin-waste-recycling-2027/targets/T10?lang=zh-CN"),
        ("help", "/help?lang=zh-CN"),
        ("chart as SVG", "/programmes/nev-battery-pilot-2018.svg?lang=zh-CN"),
    ] {
        lines.push(Line(name.into(), requests(&board, path, "identity", ANEW).await?.told(), ""));
    }
    lines.extend(charts);
    lines.extend(workbook::measure(subject(&programmes)?.0)?);
    Ok(lines)
}

/// Who sends a cookie gets a page made anew; without one it is kept.
pub(crate) const ANEW: &str = "seen=1";

/// One request after the other, each read to its end.
pub(crate) async fn requests(
    board: &Router,
    path: &str,
    coding: &str,
    cookie: &str,
) -> Result<Times, Fault> {
    let mut all = Vec::with_capacity(REQUESTS);
    for at in 0..REQUESTS + WARM_UP {
        let mut request = Request::get(path).header("accept-encoding", coding);
        if !cookie.is_empty() {
            request = request.header("cookie", cookie);
        }
        let request = request.body(Body::empty())?;
        let begun = Instant::now();
        let answer = board.clone().oneshot(request).await?;
        let status = answer.status();
        let body = to_bytes(answer.into_body(), usize::MAX).await?;
        let took = begun.elapsed();
        if !status.is_success() || body.is_empty() {
            return Err(format!("{path} answered {status}").into());
        }
        if at >= WARM_UP {
            all.push(took);
        }
    }
    Ok(Times::of(all))
}

/// What the overview needs to know.
struct Known {
    facts: HashMap<String, Facts>,
    returns: Returns,
    latest: Quarter,
}

fn subject(programmes: &[Programme]) -> Result<(&Programme, &Indicator), Fault> {
    let subject = programmes.iter().find(|programme| programme.code == "nev-battery-pilot-2018");
    let subject = subject.ok_or("the battery programme is not there")?;
    let volume = subject.volume_indicator.as_deref().and_then(|code| subject.indicator(code));
    Ok((subject, volume.ok_or("it has no volume")?))
}

async fn known(store: &Store, programmes: &[Programme], latest: Quarter) -> Result<Known, Fault> {
    let (subject, volume) = subject(programmes)?;
    let (_, facts, returns) = tokio::try_join!(
        store.data_version(),
        figures_behind::overview(store, programmes, subject, Some(volume), latest),
        figures_behind::returns(store, subject, latest),
    )?;
    Ok(Known { facts, returns, latest })
}

/// The latest quarter, which the board remembers as long as the data is the same.
async fn latest(store: &Store, programmes: &[Programme]) -> Result<Quarter, Fault> {
    let all = store.latest_quarters().await?;
    Ok(*all.get(&subject(programmes)?.0.code).ok_or("no figures")?)
}

async fn bare_queries(store: &Store, programmes: &[Programme]) -> Result<Times, Fault> {
    let latest = latest(store, programmes).await?;
    let mut all = Vec::with_capacity(REQUESTS);
    for at in 0..REQUESTS + WARM_UP {
        let begun = Instant::now();
        std::hint::black_box(known(store, programmes, latest).await?);
        if at >= WARM_UP {
            all.push(begun.elapsed());
        }
    }
    Ok(Times::of(all))
}

/// As the server renders a page.
fn render<V: IntoView + 'static>(page: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| page().into_view().to_html());
    drop(owner);
    html
}

async fn rendering(store: &Store, programmes: &[Programme]) -> Result<(Times, Vec<Line>), Fault> {
    let latest = latest(store, programmes).await?;
    let known = known(store, programmes, latest).await?;
    let (subject, volume) = subject(programmes)?;
    let as_of: Quarter = AS_OF.parse().map_err(|_| "the demo's quarter cannot be read")?;
    let step = |programme: &Programme| Step {
        name: Locale::Zh.name(&programme.short).to_owned(),
        page: Page::Programme(programme.code.clone()),
    };
    let shell = Shell {
        locale: Locale::Zh,
        page: Page::Overview,
        filters: Filters { lang: Some(Locale::Zh), ..Filters::default() },
        demo: true,
        as_of,
        with_figures: true,
        with_islands: false,
        programmes: programmes.iter().map(step).collect(),
        assets: Assets { style: "style.css".into(), boot: Some("boot.js".into()) },
        notices: Vec::new(),
        faulty: false,
        person: None,
        sharing: Sharing::default(),
    };
    let compose = || {
        let (facts, returns, latest) = (&known.facts, &known.returns, known.latest);
        Overview::compose(
            &shell,
            programmes,
            subject,
            facts,
            returns,
            (latest, latest),
            Some(volume),
        )
    };
    let times = Times::measure(REQUESTS, || {
        std::hint::black_box(render(|| overview::page(&shell, &compose())));
    });

    let overview = compose();
    let mut lines = Vec::new();
    for (kind, exhibit, width) in [
        ("stack by quarter", &overview.volume, 920),
        ("bars by unit", &overview.outlets, 680),
        ("tiles", &overview.tiles, 680),
    ] {
        let exhibit = exhibit.as_ref().ok_or("the overview lacks a chart")?;
        lines.push(charts::measure(kind, exhibit, width));
    }
    let unit = subject.unit("330000").ok_or("Zhejiang is not there")?;
    let units = vec![unit.code.clone()];
    let wanted = Wanted { units: Some(&units), ..Wanted::default() };
    let mut facts = Facts::default();
    facts.add_figures(store.figures(&subject.code, wanted).await?);
    let through = exhibits::through_time(&shell, subject, unit, &facts, volume, known.latest);
    lines.push(charts::measure("lines through time", &through, 1_000));
    let tianjin = programmes.iter().find(|programme| programme.code.starts_with("tianjin"));
    let tianjin = tianjin.ok_or("Tianjin's programme is not there")?;
    let target = tianjin.target("T10").ok_or("T10 is not there")?;
    let facts = known.facts.get(&tianjin.code).ok_or("Tianjin has no figures")?;
    let target = TargetPage::compose(&shell, tianjin, target, facts).ok_or("T10 has no page")?;
    lines.push(charts::measure("a target's path", &target.exhibit, 720));
    Ok((times, lines))
}
