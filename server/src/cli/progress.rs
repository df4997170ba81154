//! `pilotboard progress`: cases in, verdicts out, a line each.

use std::io::{self, BufRead, Write};

use app::locale::Locale;

use super::{Failure, exit};
use crate::http::judge_line;

pub(super) fn run(locale: Locale) -> Result<u8, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut code = exit::DONE;
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let (answer, judged) = judge_line(text, locale);
        if !judged {
            code = exit::REFUSED;
        }
        writeln!(out, "{answer}")?;
    }
    out.flush()?;
    Ok(code)
}
