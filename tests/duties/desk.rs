//! What the tests of duties do again and again.

use support::{Answer, Person};

pub const BATTERY: &str = "nev-battery-pilot-2018";
/// How a small file of each kind that is taken begins.
pub const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// The page of a duty.
pub fn address(no: &str, unit: &str) -> String {
    format!("/programmes/{BATTERY}/duties/{no}/{unit}")
}

/// A form with a file, as a browser sends it; no file's name for none.
pub fn multipart(fields: &[(&str, &str)], name: &str, file: &[u8]) -> (String, Vec<u8>) {
    let boundary = "----------------------------pilotboard";
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// Says how a duty stands, with a file; no name for none.
pub async fn say_with(
    person: &Person<'_>,
    (no, unit): (&str, &str),
    fields: &[(&str, &str)],
    (name, file): (&str, &[u8]),
) -> Answer {
    let (kind, body) = multipart(fields, name, file);
    person.post(&format!("{}?lang=en", address(no, unit)), &kind, body).await
}

/// The same without a file.
pub async fn say(person: &Person<'_>, duty: (&str, &str), fields: &[(&str, &str)]) -> Answer {
    say_with(person, duty, fields, ("", b"")).await
}

/// Says something that must be taken.
pub async fn says(person: &Person<'_>, duty: (&str, &str), fields: &[(&str, &str)]) {
    let answer = say(person, duty, fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// What is done, after the statement `seen`.
pub fn done<'a>(seen: &'a str, text: &'a str) -> [(&'a str, &'a str); 4] {
    [("version", seen), ("status", "done"), ("date", "2019-03-12"), ("text", text)]
}

/// The words of a page, without its marks.
pub fn words(page: &Answer) -> String {
    page.text()
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("<!>", "")
}
