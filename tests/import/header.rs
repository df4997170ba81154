//! Files whose shape is wrong: the header, the number of fields, the quoting,
//! or that are no CSV at all.

use app::locale::Locale;

use crate::desk::{Desk, HEAD, row};

#[tokio::test]
async fn a_header_that_is_wrong_is_named_by_its_column() {
    let desk = Desk::real().await;
    for (head, column, said) in [
        (
            "programme,unit,period,indicator,value,colour",
            Some(6),
            "the columns are programme, unit",
        ),
        ("programme,unit,period,indicator,value,unit", Some(6), "there twice"),
        ("programme,unit,period,indicator,value,", Some(6), "there is no such column"),
        ("programme,unit,period,value", None, "the column indicator is missing"),
        ("programme;unit;period;indicator;value", Some(1), "there is no such column"),
    ] {
        let text = format!("{head}\n{}", row("440000", "2026-Q2", "R01", "1"));
        let faults = desk.faults_of(text.as_bytes(), Locale::En).await;
        let fault = faults.iter().find(|fault| fault.message.contains(said));
        let fault = fault.unwrap_or_else(|| panic!("{head}: {faults:?}"));
        assert_eq!(fault.line, 1, "{head}");
        assert_eq!(fault.column.as_ref().map(|(at, _)| *at), column, "{head}: {fault}");
    }
}

#[tokio::test]
async fn columns_may_stand_in_any_order_and_the_optional_ones_may_be_left_out() {
    let desk = Desk::real().await;
    let report = desk.take_over("Value, INDICATOR ,period,unit,programme\n5,R01,2026-Q2,440000,nev-battery-pilot-2018\n").await;
    assert_eq!((report.rows, report.imported.figures), (1, 1));
}

#[tokio::test]
async fn a_row_with_another_number_of_fields_is_named() {
    let desk = Desk::real().await;
    for bad in [
        "nev-battery-pilot-2018,440000,2026-Q2,R01,1,,",
        "nev-battery-pilot-2018,440000,2026-Q2,R01,1,234,,,x",
        "x",
    ] {
        let text = format!("{HEAD}\n{}{bad}\n", row("440000", "2026-Q2", "R02", "1"));
        let faults = desk.faults_of(text.as_bytes(), Locale::En).await;
        assert_eq!(faults[0].line, 3, "{bad}: {}", faults[0]);
        assert!(faults[0].message.contains("8 fields expected"), "{bad}: {}", faults[0]);
    }
}

#[tokio::test]
async fn a_quotation_mark_that_is_never_closed_is_found_where_it_opens() {
    let desk = Desk::real().await;
    let open = "nev-battery-pilot-2018,440000,2026-Q2,R01,\"1,,,\n";
    let text = format!(
        "{HEAD}\n{}{open}{}",
        row("440000", "2026-Q2", "R02", "1"),
        row("440000", "2026-Q2", "R03", "1")
    );
    let faults = desk.faults_of(text.as_bytes(), Locale::En).await;
    assert_eq!(faults[0].line, 3, "{}", faults[0]);
}

#[tokio::test]
async fn a_file_without_anything_in_it_is_refused() {
    let desk = Desk::real().await;
    for text in
        ["", "\u{feff}", "\n\n", HEAD, &format!("{HEAD}\n"), &format!("\u{feff}{HEAD}\r\n\r\n")]
    {
        for locale in Locale::ALL {
            let faults = desk.faults_of(text.as_bytes(), locale).await;
            assert_eq!(faults[0].line, 1, "{text:?}: {}", faults[0]);
            assert!(!faults[0].message.is_empty());
        }
    }
}

#[tokio::test]
async fn a_file_that_is_no_table_is_refused_without_printing_what_is_in_it() {
    let desk = Desk::real().await;
    let png = std::fs::read(support::repository_file("style/board.css")).expect("a file");
    let zip: Vec<u8> = [
        b"PK\x03\x04\x14\x00\x06\x00".as_slice(),
        &[0x1b, 0x5b, 0x32, 0x4a, 0, 7, 8],
        &[0xff; 300],
    ]
    .concat();
    let utf16: Vec<u8> =
        [0xff_u8, 0xfe].into_iter().chain(HEAD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [png, zip, utf16, vec![0; 4096], vec![b','; 100_000], vec![b'"'; 4097]] {
        let faults = desk.faults_of(&bytes, Locale::En).await;
        assert_eq!(faults[0].line, 1, "{}", faults[0]);
        for fault in &faults {
            let sentence = fault.sentence(Locale::En);
            assert!(!sentence.contains(char::is_control), "{sentence:?}");
            assert!(sentence.chars().count() < 400, "{sentence}");
        }
    }
}

#[tokio::test]
async fn rows_without_a_figure_are_counted_and_skipped() {
    let desk = Desk::real().await;
    let report = desk
        .take_rows(
            &(row("440000", "2026-Q2", "R01", "5")
                + &row("440000", "2026-Q2", "R02", "")
                + &row("440000", "2026-Q2", "R20", " ")),
        )
        .await;
    assert_eq!((report.rows, report.blank, report.imported.figures), (3, 2, 1));
}

#[tokio::test]
async fn absences_are_kept_apart_from_zero() {
    let desk = Desk::real().await;
    desk.take_rows(
        &[("R01", "0"), ("R02", "暂缺"), ("R03", "不适用"), ("R04", "n/a")]
            .map(|(code, value)| row("440000", "2026-Q2", code, value))
            .concat(),
    )
    .await;
    let kept = desk
        .column("select indicator || ' ' || coalesce(value::text, absence) from figure order by 1")
        .await;
    assert_eq!(kept, ["R01 0", "R02 not_available", "R03 not_applicable", "R04 not_applicable"]);
}
