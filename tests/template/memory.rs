//! What reading a file costs at most, whatever the file says: measured in a
//! process of its own, which does nothing else.

use std::process::Command;
use std::{env, fs};

use support::Walk;

use crate::desk::Desk;
use crate::parts::{FORM, STRINGS};

const FILE: &str = "PILOTBOARD_TEST_FILE_TO_READ";
/// Of memory, in kB, above what the process had before the file was there.
const MOST: u64 = 40 << 10;

/// A line of this process's memory, in kB.
fn kilobytes(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with(name)).expect("the line");
    line.split_whitespace().nth(1).expect("a number").parse().expect("a number")
}

/// In the process of its own: reads the file that it is told.
#[test]
fn one_file_is_read() {
    let Ok(path) = env::var(FILE) else { return };
    let desk = Desk::new();
    let before = kilobytes("VmRSS");
    let file = fs::read(path).expect("the file");
    let read = desk.read(&file);
    let cost = kilobytes("VmHWM").saturating_sub(before);
    assert!(cost < MOST, "{cost} kB to find {:?}", read.map(|filled| filled.lines.len()));
}

#[test]
fn no_file_of_ten_megabytes_costs_more_than_forty() {
    let desk = Desk::new();
    let mut walk = Walk::new(11);
    let mut noise = |bytes: usize| -> Vec<u8> {
        (0..bytes).map(|_| u8::try_from(walk.below(256)).expect("a byte")).collect()
    };
    let mut files = Vec::new();
    let mut padded = desk.parts();
    padded.put("xl/media/1.bin", noise(9 << 20));
    files.push(("a large picture", padded.archive()));

    let cells: String = (200..4_900)
        .map(|row| {
            format!(
                "<row r=\"{row}\"><c r=\"K{row}\" t=\"inlineStr\"><is><t>{}</t></is></c></row>",
                "字".repeat(250)
            )
        })
        .collect();
    let mut full = desk.parts();
    full.change(FORM, |sheet| sheet.replace("</sheetData>", &format!("{cells}</sheetData>")));
    files.push(("all the text there may be", full.archive()));

    let blank: String = (200..200_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\" s=\"1\"/></row>"))
        .collect();
    let mut wide = desk.parts();
    wide.change(FORM, |sheet| sheet.replace("</sheetData>", &format!("{blank}</sheetData>")));
    files.push(("a wide rectangle of nothing", wide.archive()));

    let strings: String =
        (0..300_000).map(|number| format!("<si><t>{number} of many</t></si>")).collect();
    let mut many = desk.parts();
    many.change(STRINGS, |text| text.replace("</sst>", &format!("{strings}</sst>")));
    files.push(("texts that no cell names", many.archive()));

    let folder = tempfile::tempdir().expect("a folder");
    for (kind, file) in files {
        let path = folder.path().join("file.xlsx");
        fs::write(&path, &file).expect("it is written");
        let output = Command::new(env::current_exe().expect("this test"))
            .args(["--exact", "memory::one_file_is_read", "--nocapture"])
            .env(FILE, &path)
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{kind}, {} bytes: {said}", file.len());
        assert!(said.contains("1 passed"), "{said}");
    }
}
