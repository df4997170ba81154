//! How fast and how small the product is: measured on demo data and printed as
//! a table. Nothing is judged here and no test waits for a number; the limits
//! that the figures are read against stand beside them.
//!
//! `scripts/bench` starts this with the day as argument and the product's
//! release build in `PILOTBOARD_BIN`.

#![expect(clippy::print_stdout, reason = "the table is this program's answer")]
#![expect(clippy::float_arithmetic, reason = "measured times and sizes, no figures of a return")]

mod charts;
mod deadline;
mod evaluations;
mod importing;
mod in_process;
mod load;
mod machine;
mod process;
mod returns;
mod scales;
mod served;
mod times;
mod workbook;

use std::collections::HashMap;
use std::path::PathBuf;
use std::{env, fs};

use server::demo::roll_out;

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// What can be asked for by itself.
const PARTS: [&str; 7] = ["served", "pages", "evaluations", "import", "scales", "deadline", SOAK];
/// An hour long, and so only where it is asked for.
const SOAK: &str = "soak";

/// One line of the answer: what, measured, limit.
struct Line(String, String, &'static str);

/// A folder of our own, gone with us.
struct Place(PathBuf);

impl Place {
    fn new() -> Result<Self, Fault> {
        use std::os::unix::fs::DirBuilderExt as _;
        let path = env::temp_dir().join(format!("pilotboard-bench-{}", std::process::id()));
        // Started by root, the private PostgreSQL runs as another user, who
        // must be able to pass.
        fs::DirBuilder::new().mode(0o711).create(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // A leftover below the system's temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (day, scale, before, parts) = match arguments.as_slice() {
        // Started by itself, to write a file in a process of its own.
        [evaluations::ARGUMENT, format, how, document] => {
            println!("{}", evaluations::in_this_process(format, how, document).await?);
            return Ok(());
        }
        [day, scale, before, parts @ ..] => (*day, *scale, *before, parts),
        _ => return Err("usage: bench DAY SCALE FILE [PART...] (scripts/bench gives all)".into()),
    };
    if let Some(other) = parts.iter().find(|part| !PARTS.contains(part)) {
        return Err(format!("no part is called {other}; there are {}", PARTS.join(", ")).into());
    }
    let wanted = |part| parts.contains(&part) || (parts.is_empty() && part != SOAK);
    let binary = env::var_os("PILOTBOARD_BIN").map(PathBuf::from);
    let binary = binary.filter(|path| path.is_file());
    let binary = binary.ok_or("PILOTBOARD_BIN names no file: start this by scripts/bench")?;
    let place = Place::new()?;
    let state = place.0.join("demo");

    println!("{}\n", machine::describe(day, &binary)?);
    println!("| what | measured | before | limit |\n|---|---:|---:|---:|");
    let before = told_before(&fs::read_to_string(before).unwrap_or_default());
    // Each part is told when it is done: what follows may fail.
    let tell = |lines: Vec<Line>| {
        for Line(what, measured, limit) in lines {
            let before = before.get(&what).map_or("", String::as_str);
            println!("| {what} | {measured} | {before} | {limit} |");
        }
    };
    say("a new demo");
    tell(vec![served::make(&binary, &state, &place.0)?]);
    if wanted("served") {
        say("the served product: start, memory, sizes, load");
        tell(served::measure(&binary, &state, &place.0)?);
    }
    if wanted("pages") {
        say("pages and charts in this process");
        tell(in_process::measure(&state).await?);
    }
    if wanted("evaluations") {
        say("evaluations as files");
        tell(evaluations::measure(&place.0)?);
    }
    if wanted("import") {
        say("an import of a million rows");
        tell(importing::measure(&binary, &place.0)?);
    }
    let (mut large, mut programme) = (state.clone(), scales::PILOT);
    if scale != "s" && ["scales", "deadline", SOAK].into_iter().any(wanted) {
        say("filling in a roll-out");
        (large, programme) = (place.0.join(scale), roll_out::CODE);
        tell(vec![scales::fill(&binary, &large, &place.0, scale)?]);
        if wanted("scales") {
            say("pages over it");
            tell(scales::measure(&state, &large, scale).await?);
        }
    }
    if wanted("deadline") {
        say("the hour before a deadline");
        tell(served::deadline(&binary, &large, &place.0, programme).await?);
    }
    if wanted(SOAK) {
        say("an hour of ordinary work");
        tell(served::soak(&binary, &large, &place.0, programme).await?);
    }
    println!("\nload at the end {}", machine::load());
    Ok(())
}

/// What was measured, by what, as the first table of the page says.
fn told_before(page: &str) -> HashMap<String, String> {
    let cells = |row: &str| row.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let table = page.lines().skip_while(|line| !line.starts_with("| what | measured |"));
    let rows = table.take_while(|line| line.starts_with('|')).map(cells);
    rows.filter_map(|row| match row.as_slice() {
        [_, what, measured, ..] => Some((what.clone(), measured.clone())),
        _ => None,
    })
    .collect()
}

/// Talk goes to standard error.
fn say(what: &str) {
    eprintln!("==> measuring {what}");
}
