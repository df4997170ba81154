//! PDF as another program reads it: Debian's poppler.

use std::process::Command;

/// What one of its tools prints of the file.
pub fn told(tool: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("evaluation.pdf");
    std::fs::write(&file, pdf).expect("the file is written");
    let tail: &[&str] = if tool == "pdftotext" { &["-"] } else { &[] };
    let said = Command::new(tool).args(arguments).arg(&file).args(tail).output();
    let said = said.unwrap_or_else(|error| panic!("{tool} of poppler-utils: {error}"));
    assert!(said.status.success(), "{tool}: {}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).expect("UTF-8")
}

/// The text of each page.
pub fn pages(pdf: &[u8]) -> Vec<String> {
    // In the order of the file: a cell of several lines stays together.
    let text = told("pdftotext", &["-raw", "-enc", "UTF-8"], pdf);
    let pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.split_last().map_or_else(Vec::new, |(_, pages)| pages.to_vec())
}

/// Without white space, and without what lets a long word be broken: lines are
/// broken elsewhere.
pub fn bare(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{2060}');
    text.chars().filter(kept).collect()
}

/// A word and where it stands: left, top, right and bottom, in points.
pub struct Placed {
    pub word: String,
    pub corners: [f64; 4],
}

/// The pages' sizes, each with its words.
pub fn placed(pdf: &[u8]) -> Vec<([f64; 2], Vec<Placed>)> {
    let text = told("pdftotext", &["-bbox", "-enc", "UTF-8"], pdf);
    let number = |line: &str, name: &str| {
        let (_, behind) = line.split_once(&format!("{name}=\"")).expect("the attribute");
        behind.split('"').next().expect("a value").parse::<f64>().expect("a number")
    };
    let mut pages = Vec::new();
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("<page") {
            pages.push(([number(line, "width"), number(line, "height")], Vec::new()));
        } else if let (true, Some((_, words))) = (line.starts_with("<word"), pages.last_mut()) {
            let corners = ["xMin", "yMin", "xMax", "yMax"].map(|name| number(line, name));
            let (_, inside) = line.split_once('>').expect("an element");
            let word = inside.trim_end_matches("</word>").to_owned();
            words.push(Placed { word, corners });
        }
    }
    pages
}
