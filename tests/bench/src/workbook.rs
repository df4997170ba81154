//! A return as a workbook: written, and read back.

use app::domain::calendar::Moment;
use app::domain::dossier::Dossier;
use app::domain::draft::Typed;
use app::domain::filing::Key;
use app::domain::programme::Programme;
use app::locale::Locale;
use server::demo::AS_OF;
use server::export::template::{Sheet, template};
use server::import::template::{Expected, read};
use tokio::time::Instant;

use crate::times::Times;
use crate::{Fault, Line};

const TIMES: usize = 200;
const KEY: &[u8] = b"a key of this program's own";
const FORM_VERSION: i32 = 1;

/// The form of 36 cells, filled in.
pub(crate) fn measure(programme: &Programme) -> Result<Vec<Line>, Fault> {
    let unit = programme.unit("120000").ok_or("Tianjin is not there")?;
    let quarter = AS_OF.parse().map_err(|_| "the demo's quarter is none")?;
    let key = Key { programme: programme.code.clone(), unit: unit.code.clone(), quarter };
    let mut dossier = Dossier::empty(key, Moment(0));
    let mut cells = 0;
    for indicator in programme.form_of(unit, quarter) {
        cells += indicator.cells();
        let number = "412".to_owned();
        let typed = if indicator.parts.is_some() {
            Typed { numerator: number.clone(), denominator: number, ..Typed::default() }
        } else {
            Typed { value: number, ..Typed::default() }
        };
        dossier.lines.insert(indicator.code.clone(), typed);
    }
    let sheet = Sheet {
        programme,
        unit,
        dossier: &dossier,
        form_version: FORM_VERSION,
        locale: Locale::Zh,
        due: "2026-10-15",
        demo: true,
    };
    let expected = Expected { programme, unit, quarter, form_version: FORM_VERSION, key: KEY };
    let (mut written, mut taken) = (Vec::with_capacity(TIMES), Vec::with_capacity(TIMES));
    for _ in 0..TIMES {
        let begun = Instant::now();
        let file = template(&sheet, KEY)?;
        written.push(begun.elapsed());
        let begun = Instant::now();
        let filled = read(&file, &expected).map_err(|refusal| format!("{refusal:?}"))?;
        taken.push(begun.elapsed());
        if filled.lines.len() < dossier.lines.len() {
            return Err("a line was lost on the way".into());
        }
    }
    Ok(vec![
        Line(format!("template of {cells} cells"), Times::of(written).told(), "50 ms"),
        Line(format!("reading it back, {cells} cells"), Times::of(taken).told(), ""),
    ])
}
