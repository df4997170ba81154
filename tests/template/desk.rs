//! A unit's people, their return, and the files that go to and fro.

use app::domain::calendar::Moment;
use app::domain::dossier::Dossier;
use app::domain::draft::Part;
use app::domain::filing::Key;
use app::domain::programme::Programme;
use app::domain::unit::Unit;
use app::domain::upload::{FileRefusal, Filled};
use app::locale::Locale;
use server::export::template::{Sheet, template};
use server::import::template::{Expected, read};
use support::{Answer, Person, TestBoard};

use crate::parts::Parts;

pub const PROGRAMME: &str = "nev-battery-pilot-2018";
pub const UNIT: &str = "120000";
pub const QUARTER: &str = "2025-Q3";
pub const RETURN: &str = "/returns/nev-battery-pilot-2018/120000/2025-Q3";
const KEY: &[u8] = b"a key of the test's own";

/// A board without figures, with accounts of two units and the ministry's.
pub async fn board() -> TestBoard {
    let board = TestBoard::real().await;
    sqlx::query(
        "insert into account (name, role, unit) values ('entry-tianjin', 'entry', '120000'),
           ('lead-tianjin', 'lead', '120000'), ('entry-shanghai', 'entry', '310000'),
           ('reviewer', 'reviewer', null), ('observer', 'observer', null)",
    )
    .execute(&board.sql)
    .await
    .expect("accounts");
    board
}

/// A shipped programme.
pub fn programme(code: &str) -> Programme {
    let (_, text) =
        server::shipped::PROGRAMMES.iter().find(|(its, _)| *its == code).expect("it ships");
    server::import::programme::parse(text).expect("a programme")
}

/// The form of one unit, apart from any server.
pub struct Desk {
    pub programme: Programme,
    pub unit: Unit,
    pub dossier: Dossier,
    pub locale: Locale,
}

impl Desk {
    pub fn new() -> Self {
        let programme = programme(PROGRAMME);
        let unit = programme.unit(UNIT).expect("Tianjin").clone();
        let quarter = QUARTER.parse().expect("a quarter");
        let key = Key { programme: PROGRAMME.into(), unit: UNIT.into(), quarter };
        let dossier = Dossier::empty(key, Moment(1_760_000_000_000_000));
        Self { programme, unit, dossier, locale: Locale::Zh }
    }

    pub fn file(&self) -> Vec<u8> {
        let sheet = Sheet {
            programme: &self.programme,
            unit: &self.unit,
            dossier: &self.dossier,
            form_version: 1,
            locale: self.locale,
            due: "2025-10-15",
            demo: false,
        };
        template(&sheet, KEY).expect("a template")
    }

    pub fn parts(&self) -> Parts {
        Parts::of(&self.file())
    }

    pub fn read(&self, file: &[u8]) -> Result<Filled, FileRefusal> {
        let expected = Expected {
            programme: &self.programme,
            unit: &self.unit,
            quarter: self.dossier.key.quarter,
            form_version: 1,
            key: KEY,
        };
        read(file, &expected)
    }

    /// Where that part of a line stands.
    pub fn cell(&self, line: &str, part: Part) -> String {
        cell(&self.read(&self.file()).expect("our own file"), line, part)
    }
}

pub fn cell(filled: &Filled, line: &str, part: Part) -> String {
    filled.lines[line].addresses[&part].clone()
}

/// Downloads the template of a return and takes it apart.
pub async fn template_of(person: &Person<'_>, address: &str) -> Parts {
    let answer = person.get(&format!("{address}.xlsx")).await;
    assert_eq!(answer.status, 200, "{address}.xlsx");
    Parts::of(&answer.body)
}

/// Sends a file as a browser's form does.
pub async fn send(person: &Person<'_>, address: &str, lang: &str, file: &[u8]) -> Answer {
    let boundary = "----------------------------pilotboard";
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"天津 三季度.xlsx\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={boundary}");
    person.post(&format!("{address}/upload?lang={lang}"), &kind, body).await
}

/// The page of differences to which a file that was taken in leads.
pub async fn differences(person: &Person<'_>, file: &[u8]) -> (String, Answer) {
    let sent = send(person, RETURN, "en", file).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let address = sent.header("location").to_owned();
    let page = person.page(&address).await;
    (address, page)
}

/// What stands in the database of drafts.
pub async fn draft(board: &TestBoard) -> Vec<(String, String)> {
    sqlx::query_as("select line, value from draft_entry order by line, version")
        .fetch_all(&board.sql)
        .await
        .expect("the drafts")
}

/// The words of a page, without its marks.
pub fn said(page: &Answer) -> String {
    page.text()
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("<!>", "")
}
