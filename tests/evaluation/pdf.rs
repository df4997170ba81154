//! The document to print and to archive.

use app::domain::period::Quarter;
use app::domain::summary::{Block, Cell, Column, Row, Section, Summary, Table};
use app::locale::Locale;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use server::export::evaluation::pdf::{texts, write};

use crate::poppler::{bare, pages, placed, told};
use crate::{composed, hostile, sample};

fn file(summary: &Summary) -> Vec<u8> {
    write(summary, None).unwrap_or_else(|error| panic!("{error}"))
}

/// One section with one table.
fn of_table(table: Table) -> Summary {
    let blocks = vec![Block::Table(table)];
    let section = Section { code: "units".into(), heading: "表".into(), blocks };
    Summary { sections: vec![section], ..sample::summary(Locale::Zh) }
}

fn table(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
    let rows = rows.into_iter().map(|cells| Row { cells, total: false }).collect();
    Table { code: "t".into(), title: "表".into(), columns, rows, notes: Vec::new() }
}

fn holds_every_text(summary: &Summary, found: &str) {
    let found = bare(found);
    let head = &summary.head;
    let mut texts: Vec<&String> = vec![&head.title, &head.subtitle, &head.issuer];
    texts.extend(head.cover.iter().flat_map(|(name, text)| [name, text]));
    texts.extend(summary.sections.iter().map(|section| &section.heading));
    for block in summary.blocks() {
        match block {
            Block::Text(text) => texts.push(text),
            Block::Signature(lines) => texts.extend(lines),
            Block::Chart(chart) => texts.push(&chart.title),
            Block::Table(table) => {
                texts.push(&table.title);
                texts.extend(&table.notes);
                texts.extend(table.columns.iter().map(|column| &column.name));
                texts.extend(table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text));
            }
        }
    }
    for text in texts {
        let text = bare(&hostile::plain(text));
        assert!(found.contains(&text), "not found: {text}");
    }
}

#[test]
fn poppler_opens_it_and_finds_every_text() {
    for locale in Locale::ALL {
        for summary in [composed::summary(locale), sample::summary(locale)] {
            holds_every_text(&summary, &pages(&file(&summary)).concat());
        }
    }
}

#[test]
fn whatever_a_name_is_it_comes_out_as_text() {
    let summary = hostile::made(sample::summary(Locale::En));
    let pdf = file(&summary);
    holds_every_text(&summary, &pages(&pdf).concat());
    let words = texts(&pdf).expect("a PDF").tokens.concat();
    assert!(words.contains("#read(\"/etc/passwd\")$x^2$"), "Typst took a name for its own");
    assert!(!words.contains("root:"), "a file was read");
}

#[test]
fn fonts_are_embedded_as_far_as_they_are_used() {
    let fonts = told("pdffonts", &[], &file(&sample::summary(Locale::Zh)));
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(fonts.len() >= 2, "{fonts:?}");
    for font in fonts {
        // A subset's name begins with six letters of its own.
        assert!(font.as_bytes().get(6) == Some(&b'+'), "{font}");
        // Embedded, a subset, and with a table of characters.
        assert!(font.contains(" yes yes yes "), "{font}");
    }
}

#[test]
fn it_says_what_it_is_and_in_which_language() {
    for locale in Locale::ALL {
        let summary = sample::summary(locale);
        let pdf = file(&summary);
        let info = told("pdfinfo", &["-isodates"], &pdf);
        let line = |name: &str| {
            let value = info.lines().find_map(|line| line.strip_prefix(name));
            value.unwrap_or_else(|| panic!("no {name} in {info}")).trim().to_owned()
        };
        assert_eq!(line("Title:"), summary.head.title);
        assert_eq!(line("Author:"), summary.head.issuer);
        assert_eq!(line("Tagged:"), "yes");
        assert_eq!(line("Encrypted:"), "no");
        assert_eq!(line("CreationDate:"), "2026-10-20T09:30:00+08", "in Beijing");
        let keywords = line("Keywords:");
        let canonical = summary.canonical().expect("text");
        let sha256 = format!("sha256:{}", sha256(&canonical));
        for word in ["PB-NEV-2026-0003", "nev-battery-pilot-2018", "2026-Q3", &sha256] {
            assert!(keywords.contains(word), "{word} in {keywords}");
        }
        let language = format!("/Lang({}", if locale == Locale::Zh { "zh-CN)" } else { "en-GB)" });
        let bytes = String::from_utf8_lossy(&pdf);
        assert!(bytes.replace("/Lang (", "/Lang(").contains(&language), "{language}");
    }
}

fn sha256(text: &str) -> String {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut tool = Command::new("sha256sum")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("sha256sum of coreutils");
    tool.stdin.take().expect("its input").write_all(text.as_bytes()).expect("it reads");
    let said = tool.wait_with_output().expect("it ends").stdout;
    String::from_utf8_lossy(&said).split(' ').next().expect("a sum").to_owned()
}

#[test]
fn a_checker_finds_it_fit_for_archives_and_for_everybody() {
    for summary in [
        composed::summary(Locale::Zh),
        sample::summary(Locale::En),
        hostile::made(sample::summary(Locale::Zh)),
    ] {
        let pdf = file(&summary);
        for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
            let options = ValidationOptions::default().profile(profile);
            let report = validate_pdf_bytes(&pdf, &options).expect("it is checked");
            assert!(report.rules.total > 100, "hardly anything was checked");
            let faults: Vec<String> = report
                .failures
                .iter()
                .map(|failure| format!("{}: {}", failure.rule_id, failure.message))
                // The checker takes the widths of a glyph from the next of a
                // font's several dictionaries (its `cff_fd_select`); the fonts
                // were held against fontTools by hand.
                .filter(|fault| !fault.contains("in its embedded CIDFontType0C program"))
                .collect();
            assert!(faults.is_empty(), "{profile}: {faults:#?}");
        }
    }
}

#[test]
fn headings_tables_and_pictures_are_told_to_those_who_do_not_see() {
    let summary = composed::summary(Locale::En);
    let pdf = file(&summary);
    let tags = told("pdfinfo", &["-struct-text"], &pdf);
    let count = |tag: &str| {
        let is = |line: &&str| line.trim_start().split([' ', ':']).next() == Some(tag);
        tags.lines().filter(is).count()
    };
    // And the heading of the contents.
    assert_eq!(count("H1"), summary.sections.len() + 1);
    assert_eq!(count("Table"), summary.tables().count());
    assert_eq!(count("Caption"), summary.tables().count() + summary.charts().count());
    assert_eq!(count("Figure"), summary.charts().count());
    let rows: usize = summary.tables().map(|table| table.rows.len()).sum();
    let columns: usize = summary.tables().map(|table| table.columns.len()).sum();
    assert_eq!(count("TH"), rows + columns);
}

#[test]
fn no_character_of_a_units_name_is_missing() {
    let mut names: Vec<String> = Vec::new();
    for (_, source) in server::shipped::PROGRAMMES {
        let programme = server::import::programme::parse(source);
        let programme = programme.unwrap_or_else(|faults| panic!("{faults:?}"));
        for unit in &programme.units {
            names.extend([unit.name.zh.clone(), unit.name.en.clone()]);
        }
    }
    // GB 18030 beyond the first level: rare characters of GB 2312's second
    // level, of the end of the block, and of extension A.
    let second = "亍丌兀丐廿卅丕亘丞鬲孬噩丨禺丿匕乇夭爻卮氐囟胤馗毓睾鼗丶亟鼐乜乩亓芈孛啬嘏仄厍厝厣厥厮靥赝";
    let rows = [0x9f00..0x9fa6, 0x3400..0x3600, 0x4d00..0x4db6];
    let rare = rows.into_iter().flatten().filter_map(char::from_u32).chain(second.chars());
    let rare: Vec<char> = rare.collect();
    assert!(rare.len() > 800);
    names.extend(rare.chunks(20).map(|row| row.iter().collect::<String>()));
    let cells = names.iter().map(|name| vec![Cell::text(name), Cell::text(name)]).collect();
    let pdf = file(&of_table(table(vec![Column::text("单位"), Column::text("名称")], cells)));
    let read = texts(&pdf).expect("a PDF").tokens.concat();
    // What has no shape would stand there by its code, or be read as unknown.
    assert!(!read.contains("[U+") && !read.contains('\u{fffd}'), "a shape is missing");
    let found = bare(&pages(&pdf).concat());
    for name in names {
        assert!(found.contains(&bare(&name)) && read.contains(&bare(&name)), "{name}");
    }
}

#[test]
fn what_no_font_has_stands_there_by_its_code() {
    let rows = ["a\u{1f600}b", "\u{e000}", "\u{5d0}\u{5d1}", "\u{10fffd}", "葛\u{e0100}", "\u{ad}"];
    let cells = rows.iter().map(|text| vec![Cell::text(*text)]).collect();
    let found = bare(&pages(&file(&of_table(table(vec![Column::text("x")], cells)))).concat());
    for code in
        ["a[U+1F600]b", "[U+E000]", "[U+05D0][U+05D1]", "[U+10FFFD]", "葛[U+E0100]", "[U+00AD]"]
    {
        assert!(found.contains(code), "{code} in {found}");
    }
}

#[test]
fn the_head_of_a_long_table_stands_on_each_of_its_pages() {
    for locale in Locale::ALL {
        let summary = composed::summary(locale);
        let annex = summary.tables().find(|table| table.code == "annex").expect("the annex");
        let heading = annex.columns.iter().map(|column| bare(&column.name)).collect::<String>();
        let pages = pages(&file(&summary));
        let with_rows = pages.iter().map(|page| bare(page)).filter(|page| {
            // The approver and the moment are in no other table.
            page.matches("reviewer,2021").count() + page.matches("reviewer，2021").count() > 2
        });
        let with_rows: Vec<String> = with_rows.collect();
        assert!(with_rows.len() > 1, "the annex is no long table");
        for page in with_rows {
            let all = annex.columns.iter().all(|column| page.contains(&bare(&column.name)));
            assert!(all, "no {heading} on {page}");
        }
    }
}

#[test]
fn each_page_says_its_number_and_the_documents_mark() {
    let pages = pages(&file(&sample::summary(Locale::En)));
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {}", at + 1, pages.len())), "{page}");
        assert!(page.contains("Demo figures") && page.contains("PB-NEV-2026-0003"), "{page}");
    }
    let zh = crate::poppler::pages(&file(&sample::summary(Locale::Zh)));
    assert!(bare(&zh[0]).contains(&format!("第1页，共{}页", zh.len())), "{}", zh[0]);
}

/// A table of so many quarters side by side.
fn wide(quarters: i32) -> Table {
    let first: Quarter = "2016-Q1".parse().expect("a quarter");
    let quarters: Vec<Quarter> = (0..quarters).filter_map(|at| first.plus(at)).collect();
    let columns = quarters.iter().map(|quarter| Column::number(quarter.to_string(), None));
    let number = |unit: usize, at: usize| {
        let text = format!("{},{:03},{:03}.{:02}", unit + 1, at * 17 % 1_000, at * 131 % 1_000, at);
        let exact = text.replace(',', "").parse().expect("a number");
        Cell::number(text, exact, 2)
    };
    let rows = (0..20).map(|unit| {
        let numbers = (0..quarters.len()).map(|at| number(unit, at));
        [Cell::text(format!("单位{unit}"))].into_iter().chain(numbers).collect()
    });
    table([Column::text("单位")].into_iter().chain(columns).collect(), rows.collect())
}

#[test]
fn nothing_is_cut_or_set_over_something_else() {
    let text = "一个长而又长的名称".repeat(40);
    let word = "x".repeat(400);
    let endless = vec![vec![Cell::text(text), Cell::text(word), Cell::text("1")]];
    let columns = vec![Column::text("a"), Column::text("b"), Column::text("c")];
    let mut summaries: Vec<Summary> =
        [4, 9, 12, 40].map(|quarters| of_table(wide(quarters))).into();
    summaries.push(of_table(table(columns, endless)));
    summaries.extend(Locale::ALL.map(composed::summary));
    let mut turned = 0;
    for summary in summaries {
        let pdf = file(&summary);
        holds_every_text(&summary, &texts(&pdf).expect("a PDF").tokens.concat());
        for ([width, height], words) in placed(&pdf) {
            turned += usize::from(width > height);
            for it in &words {
                let [left, top, right, bottom] = it.corners;
                let inside =
                    left > 60.0 && right < width - 60.0 && top > 45.0 && bottom < height - 45.0;
                assert!(inside, "`{}` at {:?} of {width} × {height}", it.word, it.corners);
            }
            let numbers = words.iter().filter(|it| it.word.contains(',') && it.word.contains('.'));
            let numbers: Vec<&crate::poppler::Placed> = numbers.collect();
            for (at, one) in numbers.iter().enumerate() {
                let beside = numbers[at + 1..].iter().find(|other| {
                    let ([left, top, right, _], [l, t, r, _]) = (one.corners, other.corners);
                    (top - t).abs() < 1.0 && left < r && l < right
                });
                assert!(beside.is_none(), "`{}` lies over another number", one.word);
            }
        }
    }
    assert!(turned > 2, "no page was turned");
}

#[test]
fn the_same_summary_gives_the_same_bytes_and_another_one_others() {
    let summary = sample::summary(Locale::Zh);
    assert!(file(&summary) == file(&summary));
    let mut other = summary.clone();
    other.figures.pop();
    assert!(file(&summary) != file(&other), "the identifier is not of all figures");
}

#[test]
fn a_picture_that_points_outside_is_refused() {
    let mut summary = sample::summary(Locale::En);
    for block in summary.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        if let Block::Chart(chart) = block {
            let image = "<image href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/></svg>";
            chart.svg = chart.svg.replace("</svg>", image);
        }
    }
    let refused = write(&summary, None).expect_err("a refusal").to_string();
    assert!(refused.contains("<image"), "{refused}");
}
