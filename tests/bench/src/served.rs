//! The real process: how soon it answers, what it holds, what it sends.

use std::net::SocketAddr;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use server::shipped::ASSETS;
use tokio::time::Instant;

use crate::deadline::Pace;
use crate::process::{Process, free_address, get};
use crate::times::{Times, kilobytes, milliseconds};
use crate::{Fault, Line, deadline, load};

/// Starts measured, and pages asked for before the memory is read again.
const STARTS: usize = 5;
const REQUESTS: usize = 1_000;

const BROTLI: &str = "accept-encoding: br\r\n";
const PAGES: [&str; 8] = [
    "/?lang=zh-CN",
    "/?lang=en",
    "/programmes/nev-battery-pilot-2018?lang=zh-CN",
    "/programmes/tianjin-waste-recycling-2027?lang=en",
    "/programmes/nev-battery-pilot-2018/units/330000?lang=zh-CN",
    "/programmes/tianjin-waste-recycling-2027/targets/T10?lang=en",
    "/programmes/nev-battery-pilot-2018.csv?lang=zh-CN",
    "/help?lang=en",
];

/// Makes the demo that all is measured over.
pub(crate) fn make(binary: &Path, state: &Path, place: &Path) -> Result<Line, Fault> {
    let (process, filling, _) = start(binary, state, &place.join("served.log"))?;
    process.stop()?;
    let what = "first start of a new demo: cluster made, demo figures in, first page";
    Ok(Line(what.into(), milliseconds(filling), ""))
}

pub(crate) fn measure(binary: &Path, state: &Path, place: &Path) -> Result<Vec<Line>, Fault> {
    let log = place.join("served.log");
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let (process, took, _) = start(binary, state, &log)?;
        starts.push(took);
        process.stop()?;
    }
    let (process, _, address) = start(binary, state, &log)?;
    sleep(Duration::from_secs(2));
    let idle = process.resident();
    for at in 0..REQUESTS {
        get(address, PAGES.get(at % PAGES.len()).copied().unwrap_or("/"), BROTLI)?;
    }
    let used = process.resident();
    for at in 0..10 {
        let lang = if at % 2 == 0 { "zh-CN" } else { "en" };
        get(address, &format!("/programmes/nev-battery-pilot-2018.png?lang={lang}"), "")?;
    }
    let pictured = process.resident();
    let peak = process.memory("VmHWM") / 1_024;
    let mut lines = vec![
        Line(
            format!("first page after start, of {STARTS} starts"),
            format!("middle {}", milliseconds(Times::of(starts).within(50))),
            "2 s",
        ),
        Line("resident memory, idle (after one page)".into(), idle, "60 MB"),
        Line(format!("resident memory after {REQUESTS} pages"), used, "60 MB"),
        Line(
            "resident memory after 10 PNGs besides".into(),
            format!("{pictured}; peak {peak} MB"),
            "60 MB",
        ),
    ];
    for lang in ["zh-CN", "en"] {
        let path = format!("/?lang={lang}");
        let (plain, packed) = (get(address, &path, "")?, get(address, &path, BROTLI)?);
        lines.push(Line(
            format!("overview's HTML, {lang}, brotli as sent"),
            format!("{} (plain {})", kilobytes(packed.len()), kilobytes(plain.len())),
            "60 kB",
        ));
    }
    let style = ASSETS.iter().find(|asset| asset.name.ends_with(".css")).ok_or("no style sheet")?;
    lines.extend(load::measure(address, &format!("/assets/{}", style.name))?);
    lines.push(Line("resident memory after that load".into(), process.resident(), "200 MB"));
    process.stop()?;
    for (what, endings, limit) in
        [("JS + wasm", [".js", ".wasm"], "100 kB"), ("style sheet", [".css", ".css"], "")]
    {
        let of = ASSETS.iter().filter(|asset| endings.iter().any(|end| asset.name.ends_with(end)));
        let (packed, plain) = of.fold((0, 0), |(packed, plain), asset| {
            (packed + asset.brotli.len(), plain + asset.plain.len())
        });
        let sizes = format!("{} (plain {})", kilobytes(packed), kilobytes(plain));
        lines.push(Line(format!("{what}, brotli"), sizes, limit));
    }
    Ok(lines)
}

/// The hour before a deadline over a demo that is there, and what it holds
/// then.
pub(crate) async fn deadline(
    binary: &Path,
    state: &Path,
    place: &Path,
    programme: &str,
) -> Result<Vec<Line>, Fault> {
    let (process, _, address) = start(binary, state, &place.join("deadline.log"))?;
    let mut clerks = deadline::clerks(state, programme).await?;
    let what = "the deadline hour";
    let lines = vec![
        deadline::measure(address, programme, &mut clerks, what, Pace::of_the_deadline())?,
        Line("resident memory after that hour".into(), process.resident(), "200 MB"),
    ];
    process.stop()?;
    Ok(lines)
}

/// What an hour of ordinary work leaves in memory: from its first sixth, when
/// all has been asked for once, to its end.
#[expect(clippy::cast_precision_loss, reason = "shown with one place")]
pub(crate) async fn soak(
    binary: &Path,
    state: &Path,
    place: &Path,
    programme: &str,
) -> Result<Vec<Line>, Fault> {
    let (process, _, address) = start(binary, state, &place.join("soak.log"))?;
    let mut clerks = deadline::clerks(state, programme).await?;
    let Pace { each_second, lasts } = Pace::of_the_soak();
    let mut part = |what, of: u32| {
        let pace = Pace { each_second, lasts: lasts * of / 6 };
        let line = deadline::measure(address, programme, &mut clerks, what, pace)?;
        Ok::<_, Fault>((line, process.memory("VmRSS"), process.resident()))
    };
    let (begun, before, told_before) = part("the soak's first sixth", 1)?;
    let (ended, after, told_after) = part("the rest of the soak", 5)?;
    let growth = (after as f64 / before.max(1) as f64 - 1.0) * 100.0;
    let told = format!("{told_before}, then {told_after}: {growth:+.1} %");
    process.stop()?;
    Ok(vec![begun, ended, Line("resident memory over the soak".into(), told, "+5 %")])
}

/// Starts the demo and waits for the whole of its first page.
fn start(
    binary: &Path,
    state: &Path,
    log: &Path,
) -> Result<(Process, Duration, SocketAddr), Fault> {
    let address = free_address()?;
    let state = state.to_str().ok_or("the temporary folder's name is no text")?;
    let listen = address.to_string();
    let begun = Instant::now();
    let mut process =
        Process::start(binary, &["demo", "--listen", &listen, "--state", state], log)?;
    loop {
        // The port is taken before the database is up, and answers when it is.
        if get(address, "/?lang=zh-CN", "").is_ok() {
            return Ok((process, begun.elapsed(), address));
        }
        if let Some(status) = process.ended()? {
            return Err(format!("the demo ended with {status}; see {}", log.display()).into());
        }
        sleep(Duration::from_millis(1));
    }
}
