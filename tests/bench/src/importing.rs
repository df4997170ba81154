//! A million rows into a new database, by the command a person would use.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use tokio::time::Instant;

use crate::process::Process;
use crate::{Fault, Line};

/// 500 units file 50 lines for 40 quarters.
const UNITS: u32 = 500;
const INDICATORS: u32 = 50;
const QUARTERS: u32 = 40;
const FIRST_YEAR: u32 = 2016;

pub(crate) fn measure(binary: &Path, place: &Path) -> Result<Vec<Line>, Fault> {
    let (state, programme, figures) =
        (place.join("import"), place.join("bench.toml"), place.join("figures.csv"));
    write_programme(&programme)?;
    let bytes = write_figures(&figures)?;
    let imported = Command::new(binary)
        .args(["import", "programme"])
        .arg(&programme)
        .arg("--state")
        .arg(&state)
        .env_remove("DATABASE_URL")
        .output()?;
    if !imported.status.success() {
        return Err(String::from_utf8_lossy(&imported.stderr).into_owned().into());
    }
    let text = |path: &Path| path.to_str().map(str::to_owned).ok_or("a path is no text");
    let (state, file, log) = (text(&state)?, text(&figures)?, place.join("import.log"));
    let begun = Instant::now();
    let mut process =
        Process::start(binary, &["import", "figures", &file, "--state", &state], &log)?;
    let mut peak = 0;
    let status = loop {
        peak = peak.max(process.memory("VmHWM"));
        match process.ended()? {
            Some(status) => break status,
            None => sleep(Duration::from_millis(20)),
        }
    };
    let took = begun.elapsed().as_secs_f64();
    if !status.success() {
        let talk = std::fs::read_to_string(&log)?;
        return Err(format!("the import ended with {status}: {talk}").into());
    }
    let rows = f64::from(UNITS * INDICATORS * QUARTERS);
    Ok(vec![
        Line(
            format!(
                "import of {rows} rows ({} MB), start and stop of the cluster within",
                bytes / 1_000_000
            ),
            format!("{took:.1} s, {:.0} rows/s", rows / took),
            "",
        ),
        Line("peak resident memory of that import".into(), format!("{} MB", peak / 1_024), ""),
    ])
}

fn write_programme(path: &Path) -> Result<(), Fault> {
    let mut out = BufWriter::new(File::create(path)?);
    let names = |text: &str| format!("{{ zh = \"{text}\", en = \"{text}\" }}");
    writeln!(out, "code = \"bench\"\nfrom = \"{FIRST_YEAR}-Q1\"")?;
    for key in ["name", "short", "summary"] {
        writeln!(out, "{key} = {}", names("bench"))?;
    }
    writeln!(out, "[form]\nno = \"B-1\"\ntitle = {0}\nissued_by = {0}\ndue_days = 20", names("b"))?;
    writeln!(out, "[[document]]\nno = \"1\"\ntitle = {0}\nissued_by = {0}", names("b"))?;
    writeln!(out, "[[section]]\ncode = \"S\"\nname = {}", names("s"))?;
    for unit in 0..UNITS {
        let name = names(&format!("unit {unit}"));
        writeln!(out, "[[unit]]\ncode = \"U{unit:03}\"\nname = {name}\nkind = \"enterprise\"")?;
    }
    for indicator in 0..INDICATORS {
        let name = names(&format!("line {indicator}"));
        writeln!(
            out,
            "[[indicator]]\ncode = \"L{indicator:02}\"\nname = {name}\nsection = \"S\"\n\
             kind = \"flow\"\nmeasure_unit = {}\ndecimals = 1\nmin = \"0\"",
            names("t")
        )?;
    }
    Ok(out.flush()?)
}

/// Answers how many bytes the file has.
fn write_figures(path: &Path) -> Result<u64, Fault> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "programme,unit,period,indicator,value,numerator,denominator,note")?;
    for unit in 0..UNITS {
        for at in 0..QUARTERS {
            let (year, quarter) = (FIRST_YEAR + at / 4, at % 4 + 1);
            for line in 0..INDICATORS {
                let value = (unit * 7919 + at * 104_729 + line * 1_299_709) % 100_000;
                let (whole, tenth) = (value / 10, value % 10);
                writeln!(out, "bench,U{unit:03},{year}-Q{quarter},L{line:02},{whole}.{tenth},,,")?;
            }
        }
    }
    out.flush()?;
    Ok(out.get_ref().metadata()?.len())
}
