//! Files that are not taken: each kind is called by its name, in the person's
//! language, and changes nothing.

use std::collections::BTreeSet;

use server::store::programmes::Saved;
use support::Walk;

use crate::desk::{RETURN, board, draft, said, send, template_of};
use crate::parts::{FORM, IDENTITY, Parts, STRINGS};

const TYPES: &str = "[Content_Types].xml";

/// The compound file in which Office keeps encrypted and old workbooks.
fn compound(stream: &str) -> Vec<u8> {
    let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
    let magic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    magic.into_iter().chain([0; 504]).chain(name).chain([0; 400]).collect()
}

/// Text that packs no better than any other.
fn prose(characters: usize) -> String {
    let mut walk = Walk::new(7);
    let one = |_| char::from_u32(0x4E00 + u32::try_from(walk.below(0x5000)).expect("small"));
    (0..characters).map(one).map(|one| one.expect("a character")).collect()
}

/// A kind of bad file, the file, and words of its sentence in both languages.
type Bad = (&'static str, Vec<u8>, &'static str, &'static str);

/// What is no archive, or none that is whole.
fn other_files(form: &Parts) -> Vec<Bad> {
    let whole = form.archive();
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        ("encrypted", compound("EncryptedPackage"), "打开密码", "protected by a password"),
        ("old", compound("Workbook"), "旧的 .xls", "old .xls format"),
        ("html", text("<html><table><tr><td>R01</table></html>"), "文件是网页", "a web page"),
        ("csv", text("代码,本季数\r\nR01,12\r\n"), "CSV", "CSV or other text"),
        (
            "picture",
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec(),
            "不是 Excel 工作簿",
            "not a workbook",
        ),
        ("truncated", whole[..whole.len() / 2].to_vec(), "缺了一段", "cut short"),
    ]
}

/// Archives that hold too much.
fn large_files(form: &Parts) -> Vec<Bad> {
    let changed = |change: &dyn Fn(&mut Parts)| {
        let mut parts = form.clone();
        change(&mut parts);
        parts
    };
    let item = format!("<si><t>{}</t></si>", "x".repeat(2_000));
    let lying = changed(&|parts| {
        parts.put(STRINGS, format!("<sst>{}</sst>", item.repeat(18_000)));
    });
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    let crowd: String = (200..4_900)
        .flat_map(|row| {
            ["K", "L", "M"].map(|column| format!("<c r=\"{column}{row}\"><v>1</v></c>"))
        })
        .collect();
    let crowd = format!("<row r=\"200\">{crowd}</row></sheetData>");
    let run = format!("<r><t>{}</t></r>", prose(60_000));
    vec![
        (
            "larger than it says",
            lying.archive_claiming(|bytes| bytes.len().min(1_000)),
            "解压后超过",
            "once unpacked",
        ),
        (
            "too large inflated",
            form.archive_claiming(|bytes| bytes.len() + (4 << 20)),
            "解压后超过",
            "once unpacked",
        ),
        (
            "too dense",
            form.archive_claiming(|bytes| bytes.len() + (1 << 20)),
            "压缩率",
            "packed more than",
        ),
        (
            "too many parts",
            changed(&|parts| {
                for number in 0..400 {
                    parts.put(&format!("xl/media/{number}.bin"), b"x".to_vec());
                }
            })
            .archive(),
            "个部件",
            "parts",
        ),
        (
            "a far cell",
            changed(&|parts| {
                parts.change(FORM, |sheet| sheet.replace("</sheetData>", far));
            })
            .archive(),
            "XFD1048576",
            "XFD1048576",
        ),
        (
            "too many cells",
            changed(&|parts| {
                parts.change(FORM, |sheet| sheet.replace("</sheetData>", &crowd));
            })
            .archive(),
            "10000 个",
            "More than 10000 cells",
        ),
        (
            "too much text",
            changed(&|parts| {
                parts.change(STRINGS, |strings| {
                    strings.replacen("</si>", &format!("{}</si>", run.repeat(30)), 1)
                });
            })
            .archive(),
            "文字超过",
            "of text",
        ),
    ]
}

/// Archives that are not our form, or not as we made it.
fn changed_files(form: &Parts) -> Vec<Bad> {
    let file = |change: &dyn Fn(&mut Parts)| {
        let mut parts = form.clone();
        change(&mut parts);
        parts.archive()
    };
    let part = |name: &str, from: &str, to: &str| {
        assert!(form.text(name).contains(from), "{name}: {from}");
        file(&|parts| {
            parts.change(name, |text| text.replace(from, to));
        })
    };
    let book = "xl/workbook.xml";
    let empty = "<worksheet><sheetData/></worksheet>";
    let entity = "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet ";
    vec![
        ("damaged", part(FORM, "</sheetData>", ""), "已损坏", "damaged"),
        ("entities", part(FORM, "<worksheet ", entity), "已损坏", "damaged"),
        (
            "macros",
            file(&|parts| {
                parts.put("xl/vbaProject.bin", b"x".to_vec());
            }),
            "含有宏",
            "contains macros",
        ),
        (
            "macros under another name",
            part(TYPES, "spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml"),
            "含有宏",
            "contains macros",
        ),
        (
            "xlsb",
            file(&|parts| {
                parts.put("xl/workbook.bin", b"x".to_vec());
            }),
            ".xlsb",
            ".xlsb",
        ),
        (
            "a document",
            file(&|parts| {
                parts.without("xl/_rels/workbook.xml.rels");
            }),
            "不是 Excel 工作簿",
            "not a workbook",
        ),
        (
            "no identity",
            part(book, "name=\"pilotboard\"", "name=\"Sheet2\""),
            "不是本系统的填报表",
            "not a form of this system",
        ),
        (
            "an emptied identity",
            file(&|parts| {
                parts.put(IDENTITY, empty);
            }),
            "不是本系统的填报表",
            "not a form of this system",
        ),
        ("forged", part(STRINGS, "2025-Q3", "2025-Q4"), "签名不符", "does not match its signature"),
        ("no table", part(STRINGS, "无数据原因<", "其他<"), "找不到表头", "head of the table"),
        (
            "an emptied form",
            file(&|parts| {
                parts.put(FORM, empty);
            }),
            "找不到表头",
            "head of the table",
        ),
    ]
}

#[tokio::test]
async fn each_kind_of_bad_file_is_called_by_its_name_and_changes_nothing() {
    let board = board().await;
    let clerk = board.person("entry-tianjin").await;
    let form = template_of(&clerk, RETURN).await;
    let files = [other_files(&form), large_files(&form), changed_files(&form)].concat();
    for (kind, file, zh, en) in files {
        for (lang, words) in [("zh-CN", zh), ("en", en)] {
            let answer = send(&clerk, RETURN, lang, &file).await;
            assert_eq!(answer.status, 422, "{kind}: {}", said(&answer));
            assert!(said(&answer).contains(words), "{kind}: {}", said(&answer));
            let title = answer.html().one("title").text.clone();
            assert!(title.starts_with(if lang == "en" { "Error: " } else { "错误：" }), "{title}");
        }
    }
    // A file of no byte, and none at all.
    for (file, words) in [("x", "CSV"), ("", "(0 bytes)")] {
        let answer = send(&clerk, RETURN, "en", file.as_bytes()).await;
        assert_eq!(answer.status, 422);
        assert!(said(&answer).contains(words), "{}", said(&answer));
    }
    let answer = send(&clerk, RETURN, "en", &vec![b'x'; 11 << 20]).await;
    assert_eq!(answer.status, 413);
    let kept: (i64,) =
        sqlx::query_as("select count(*) from upload").fetch_one(&board.sql).await.expect("a count");
    assert_eq!(kept.0, 0, "no file that cannot be read is kept");
    assert_eq!(draft(&board).await, []);
}

#[tokio::test]
async fn a_form_of_another_return_says_whose_it_is_and_whose_is_wanted() {
    let board = board().await;
    let clerk = board.person("entry-tianjin").await;
    let other = board.person("entry-shanghai").await;
    let mut sentences = BTreeSet::new();
    for (person, address, zh, en) in [
        (
            &other,
            "/returns/nev-battery-pilot-2018/310000/2025-Q3",
            ["上海市", "天津市"],
            ["Shanghai", "Tianjin"],
        ),
        (
            &clerk,
            "/returns/nev-battery-pilot-2018/120000/2025-Q2",
            ["2025年第二季度", "2025年第三季度"],
            ["Q2 2025", "Q3 2025"],
        ),
        (
            &clerk,
            "/returns/tianjin-waste-recycling-2027/120000/2025-Q3",
            ["天津废弃物循环", "动力电池试点"],
            ["Tianjin waste recycling", "Battery pilot"],
        ),
    ] {
        let answer = person.get(&format!("{address}.xlsx")).await;
        if answer.status != 200 {
            panic!("{address}: {}", answer.text());
        }
        for (lang, words) in [("zh-CN", zh), ("en", en)] {
            let refused = send(&clerk, RETURN, lang, &answer.body).await;
            assert_eq!(refused.status, 422);
            for word in words {
                assert!(said(&refused).contains(word), "{address}: {}", said(&refused));
            }
            sentences.insert(refused.html().text_of("fault").to_owned());
        }
    }
    assert_eq!(sentences.len(), 6);
}

#[tokio::test]
async fn a_form_of_an_older_version_is_told_apart() {
    let board = board().await;
    let clerk = board.person("entry-tianjin").await;
    let old = template_of(&clerk, RETURN).await.archive();
    let (_, source) = server::shipped::PROGRAMMES[0];
    let source = format!("{source}\n# Said more clearly.\n");
    let programme = server::import::programme::parse(&source).expect("a programme");
    let saved = board.store.save_programme(&programme, &source, "test").await.expect("it is saved");
    assert_eq!(saved, Saved::Revised { revision: 2 });
    let answer = send(&clerk, RETURN, "en", &old).await;
    assert_eq!(answer.status, 422);
    assert!(
        said(&answer).contains("version 1 of the form, now it is version 2"),
        "{}",
        said(&answer)
    );
    let answer = send(&clerk, RETURN, "zh-CN", &old).await;
    assert!(said(&answer).contains("第 1 版") && said(&answer).contains("第 2 版"));
}
