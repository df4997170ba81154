//! One file, however it was saved.

use app::locale::Locale;
use encoding_rs::GB18030;

use crate::desk::{Desk, HEAD, row};

/// The samples that ship with the product.
const SAMPLES: [&str; 4] = [
    "nev-battery-pilot-2018",
    "tianjin-waste-recycling-2027",
    "yellow-river-green-industry-2025",
    "industrial-energy-saving-2018",
];

fn sample(name: &str) -> String {
    let path = support::repository_file(&format!("docs/samples/{name}.csv"));
    let text = std::fs::read_to_string(path).expect("a sample");
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

#[tokio::test]
async fn each_sample_is_taken_over_whole() {
    for name in SAMPLES {
        let desk = Desk::real().await;
        let text = sample(name);
        let report = desk.take_over(&text).await;
        let rows = u64::try_from(text.lines().count()).expect("few") - 1;
        assert_eq!(report.rows, rows, "{name}");
        assert_eq!(report.imported.figures, rows - report.blank, "{name}");
        let kept = desk.count("select count(*) from figure").await;
        assert_eq!(kept.unsigned_abs(), report.imported.figures, "{name}");
        let notes = desk.column("select distinct note from figure where note is not null").await;
        assert!(notes.contains(&"示例数据 / sample".to_owned()), "{name}: {notes:?}");
    }
}

#[tokio::test]
async fn every_encoding_and_line_ending_gives_the_same() {
    let mut text = sample(SAMPLES[0]);
    // Beyond the BMP, a quoted comma, a line break and quotation marks in a note.
    text.push_str(
        "nev-battery-pilot-2018,620000,2026-Q1,R01,\"1,234.5\",,,\"𠀀 “a, b” \"\"c\"\"\n二\"\n",
    );
    let crlf = text.replace('\n', "\r\n");
    let mut contents = Vec::new();
    for (label, bytes) in [
        ("UTF-8", text.clone().into_bytes()),
        ("UTF-8 with a mark", format!("\u{feff}{text}").into_bytes()),
        ("GB18030", GB18030.encode(&text).0.into_owned()),
        ("no end of line at the end", text.trim_end().as_bytes().to_vec()),
    ] {
        let desk = Desk::real().await;
        desk.import_as(&bytes, false, Locale::En, &mut |_, _| {}).await.expect(label);
        contents.push((label, desk.content().await.figures));
    }
    for (label, content) in &contents {
        assert_eq!(content, &contents[0].1, "{label}");
    }
    assert!(contents[0].1.iter().any(|figure| figure.contains("|1234.5|𠀀 “a, b” \"c\"\n二")));
    // Only the line break inside the note may differ.
    let desk = Desk::real().await;
    desk.import_as(&GB18030.encode(&crlf).0, false, Locale::En, &mut |_, _| {})
        .await
        .expect("CRLF");
    let unix: Vec<String> =
        desk.content().await.figures.iter().map(|figure| figure.replace("\r\n", "\n")).collect();
    assert_eq!(unix, contents[0].1);
}

#[tokio::test]
async fn a_fault_is_at_the_same_line_whatever_the_line_ending() {
    let desk = Desk::real().await;
    let noted = "nev-battery-pilot-2018,440000,2026-Q2,R02,1,,,\"one\ntwo\nthree\"\n";
    let good = row("440000", "2026-Q2", "R03", "0");
    let bad = row("440000", "2026-Q2", "R01", "abc");
    let text = format!("{HEAD}\n{good}{noted}{bad}{bad}");
    // Header 1, good 2, note 3 to 5, bad 6 and 7.
    for (label, text) in [("LF", text.clone()), ("CRLF", text.replace('\n', "\r\n"))] {
        for bytes in [text.clone().into_bytes(), format!("\u{feff}{text}").into_bytes()] {
            let faults = desk.faults_of(&bytes, Locale::En).await;
            let lines: Vec<u64> = faults.iter().map(|fault| fault.line).collect();
            assert_eq!(lines, [6, 7], "{label}");
        }
    }
    for (label, end) in [("LF", "\n"), ("CRLF", "\r\n")] {
        let text = format!("{HEAD}{end}{end}{end}{}", bad.replace('\n', end));
        let faults = desk.faults_of(text.as_bytes(), Locale::En).await;
        assert_eq!(faults[0].line, 4, "two empty lines before it, {label}");
    }
}

#[tokio::test]
async fn gb18030_s_chinese_absences_and_notes_are_understood() {
    let desk = Desk::real().await;
    let text = format!("{HEAD}\nnev-battery-pilot-2018,440000,2026-Q2,R01,暂缺,,,数据核对中\n");
    desk.import_as(&GB18030.encode(&text).0, false, Locale::Zh, &mut |_, _| {})
        .await
        .expect("taken over");
    let kept = desk.column("select absence || ' ' || note from figure").await;
    assert_eq!(kept, ["not_available 数据核对中"]);
}
