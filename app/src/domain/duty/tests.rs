use super::*;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn typed(status: &str, on: &str, text: &str, link: &str) -> Typed {
    Typed { status: status.into(), on: on.into(), text: text.into(), link: link.into() }
}

fn statement(version: i32, by: &str, stated: &Stated) -> Statement {
    Statement {
        version,
        status: stated.status,
        on: stated.on,
        text: stated.text.clone(),
        link: stated.link.clone(),
        evidence: None,
        by: by.into(),
        at: Moment(0),
    }
}

#[test]
fn a_statement_is_acceptable_or_names_each_field_to_put_right() {
    let today = day("2026-10-15");
    let long = "字".repeat(MAX_TEXT + 1);
    let far = format!("https://x.cn/{}", "a".repeat(MAX_LINK));
    let earliest = day("2000-01-01");
    let (ahead, early) = (Fault::DayAhead { today }, Fault::DayTooEarly { earliest });
    let link = "https://www.miit.gov.cn/a?b=1#c";
    for (status, on, text, link, file, faults) in [
        ("not_begun", "", "", "", false, vec![]),
        ("under_way", "", "", "", false, vec![]),
        ("under_way", "2026-10-15", "", link, false, vec![]),
        ("done", "2026-10-15", "set up", "", false, vec![]),
        ("done", "2026-10-15", "", link, false, vec![]),
        ("done", "2026-10-15", "", "", true, vec![]),
        (" done ", " 2000-01-01 ", " x ", "", false, vec![]),
        ("not_applicable", "", "no recyclers here", "", false, vec![]),
        ("", "", "", "", false, vec![Fault::NoStatus]),
        ("finished", "", "", "", false, vec![Fault::OtherStatus]),
        ("done", "", "x", "", false, vec![Fault::NoDay]),
        ("done", "", "", "", false, vec![Fault::NoDay, Fault::NothingToShow]),
        ("done", "2026-10-16", "x", "", false, vec![ahead]),
        ("under_way", "2026-10-16", "", "", false, vec![ahead]),
        ("done", "0218-05-01", "x", "", false, vec![early]),
        ("done", "2026/10/15", "x", "", false, vec![Fault::NotADay]),
        ("done", "2026-02-30", "x", "", false, vec![Fault::NotADay]),
        ("not_applicable", "", " \r\n ", link, true, vec![Fault::NoReason]),
        ("under_way", "", &long, "", false, vec![Fault::TextTooLong]),
        ("under_way", "", "", &far, false, vec![Fault::LinkTooLong]),
        ("", "soon", &long, "ftp://x", false, {
            vec![Fault::NoStatus, Fault::NotADay, Fault::TextTooLong, Fault::NotALink]
        }),
    ] {
        let found = read(&typed(status, on, text, link), file, today).err().unwrap_or_default();
        assert_eq!(found, faults, "{status} {on} {link}");
    }
    let read = read(&typed("done", "2026-10-15", " a\r\nb ", ""), false, today).expect("fine");
    assert_eq!(read.text, "a\nb");
}

#[test]
fn only_an_address_of_the_web_is_a_link() {
    let today = day("2026-10-15");
    let fits = |link: &str| read(&typed("under_way", "", "", link), false, today).is_ok();
    for link in
        ["http://a.cn", "HTTPS://甲.中国/公告?页=1", "https://a.cn:8443/x", "https://[::1]/"]
    {
        assert!(fits(link), "{link}");
    }
    for link in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.cn",
        "a.cn",
        "https://",
        "https:///a",
        "https://:80/",
        "https://bank.cn@evil.example/",
        "https://a.cn/a b",
        "https://a.cn/\u{202e}gpj",
        "https://a.cn/<script>",
        "mailto:a@b.cn",
    ] {
        assert!(!fits(link), "{link}");
    }
}

#[test]
fn who_says_something_over_another_s_word_is_told_and_twice_is_once() {
    let stated = Stated { status: Status::UnderWay, on: None, text: "a".into(), link: "".into() };
    let other = Stated { text: "b".into(), ..stated.clone() };
    let latest = statement(3, "lead-130000", &stated);
    for (latest, seen, stated, by, expected) in [
        (None, 0, &stated, "lead-130000", Turn::Next(1)),
        (Some(&latest), 3, &other, "entry-130000", Turn::Next(4)),
        (Some(&latest), 2, &stated, "lead-130000", Turn::SaidAlready),
        (Some(&latest), 2, &stated, "entry-130000", Turn::Overtaken),
        (Some(&latest), 2, &other, "lead-130000", Turn::Overtaken),
        (Some(&latest), 0, &other, "lead-130000", Turn::Overtaken),
        (Some(&latest), 4, &other, "lead-130000", Turn::Overtaken),
        (None, 1, &stated, "lead-130000", Turn::Overtaken),
    ] {
        assert_eq!(turn(latest, seen, stated, None, by), expected, "{seen} {by}");
    }
    let with_file = turn(Some(&latest), 2, &stated, Some(b"hash"), "lead-130000");
    assert_eq!(with_file, Turn::Overtaken, "another file is another statement");
}

#[test]
fn a_remark_stands_until_the_unit_says_something_new() {
    let stated = Stated { status: Status::UnderWay, on: None, text: "a".into(), link: "".into() };
    let remark =
        |version| Remark { version, text: "?".into(), by: "reviewer".into(), at: Moment(0) };
    let standing = |said: Option<i32>, remarked| Standing {
        statement: said.map(|version| statement(version, "lead", &stated)),
        remark: Some(remark(remarked)),
    };
    assert!(standing(None, 0).unanswered().is_some());
    assert!(standing(Some(2), 2).unanswered().is_some());
    assert!(standing(Some(3), 2).unanswered().is_none());
    assert!(standing(Some(1), 0).unanswered().is_none());
    assert_eq!(super::remark(" \r\n "), Err(RemarkFault::Empty));
    assert_eq!(super::remark(&"x".repeat(MAX_TEXT + 1)), Err(RemarkFault::TooLong));
    assert_eq!(super::remark(" a\r\nb "), Ok("a\nb".into()));
}

/// A zip archive's directory alone, with these names in it.
fn archive(names: &[&str]) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04 and whatever is packed".to_vec();
    let begin = u32::try_from(bytes.len()).expect("small");
    for name in names {
        bytes.extend_from_slice(b"PK\x01\x02");
        bytes.extend_from_slice(&[0; 24]);
        let length = u16::try_from(name.len()).expect("short").to_le_bytes();
        bytes.extend_from_slice(&length);
        bytes.extend_from_slice(&[0; 16]);
        bytes.extend_from_slice(name.as_bytes());
    }
    let count = u16::try_from(names.len()).expect("few").to_le_bytes();
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    bytes.extend_from_slice(&count);
    bytes.extend_from_slice(&count);
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&begin.to_le_bytes());
    bytes.extend_from_slice(&[0; 2]);
    bytes
}

#[test]
fn a_file_is_what_its_bytes_say_and_nothing_else_is_taken() {
    let types = "[Content_Types].xml";
    let docx = archive(&[types, "word/document.xml"]);
    for (bytes, expected) in [
        (b"%PDF-1.7\n".to_vec(), Ok(Kind::Pdf)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Ok(Kind::Png)),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), Ok(Kind::Jpeg)),
        (docx.clone(), Ok(Kind::Docx)),
        (archive(&["xl/workbook.xml", types]), Ok(Kind::Xlsx)),
        ([docx.as_slice(), b"a comment"].concat(), Ok(Kind::Docx)),
        (Vec::new(), Err(FileFault::Empty)),
        (vec![0; MAX_FILE + 1], Err(FileFault::TooLarge)),
        (b"<html>".to_vec(), Err(FileFault::OtherKind)),
        (b"GIF89a".to_vec(), Err(FileFault::OtherKind)),
        (b"<svg xmlns=".to_vec(), Err(FileFault::OtherKind)),
        (b"MZ\x90".to_vec(), Err(FileFault::OtherKind)),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), Err(FileFault::OtherKind)),
        (archive(&["a.txt"]), Err(FileFault::OtherKind)),
        (archive(&["word/document.xml"]), Err(FileFault::OtherKind)),
        (archive(&[types, "ppt/presentation.xml"]), Err(FileFault::OtherKind)),
        (archive(&[types, "word/a", "xl/b"]), Err(FileFault::OtherKind)),
        (archive(&[types, "xl/a", "xl/vbaProject.bin"]), Err(FileFault::Macros)),
        (docx[..docx.len() - 30].to_vec(), Err(FileFault::Damaged)),
        (b"PK\x03\x04".to_vec(), Err(FileFault::Damaged)),
    ] {
        assert_eq!(kind_of(&bytes), expected, "{:?}", &bytes[..bytes.len().min(24)]);
    }
    // Whatever is cut off or overwritten, nothing but an answer comes of it.
    for cut in 0..docx.len() {
        let _ = kind_of(&docx[..cut]);
        let mut other = docx.clone();
        other[cut] = 0xff;
        let _ = kind_of(&other);
    }
}

#[test]
fn a_file_s_name_hides_nothing_and_ends_as_its_kind_does() {
    for (given, kind, expected) in [
        ("领导小组 通知.pdf", Kind::Pdf, "领导小组 通知.pdf"),
        ("C:\\文件\\a.PDF", Kind::Pdf, "a.pdf"),
        ("photo.jpeg", Kind::Jpeg, "photo.jpg"),
        ("page.html", Kind::Pdf, "page.html.pdf"),
        ("a\u{202e}fdp.exe", Kind::Docx, "afdp.exe.docx"),
        ("../../etc/passwd", Kind::Png, "passwd.png"),
        ("a\r\nSet-Cookie: x.pdf", Kind::Pdf, "aSet-Cookie x.pdf"),
        (".pdf", Kind::Pdf, "pdf.pdf"),
        ("", Kind::Xlsx, "evidence.xlsx"),
    ] {
        assert_eq!(safe_name(given, kind), expected, "{given}");
    }
    let long = safe_name(&"长".repeat(500), Kind::Pdf);
    assert_eq!(long.chars().count(), MAX_NAME + 4);
}
