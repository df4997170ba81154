//! The document itself: cover, contents, sections, each on a sheet that its
//! tables fit.

use app::domain::summary::{Block, Chart, Section, Summary};
use app::locale::{Locale, office_words as words};

use super::look::{FOOTER, HEADER, LYING, PAPER, UPRIGHT, room};
use super::markup::Markup;
use super::paragraph::{Run, paragraph, run};
use super::parts::{NAMESPACE, RELATED, SIDES};
use super::picture::Picture;
use super::table::{self, Setting};
use super::widths::Needs;
use crate::export::evaluation::{locale, mark};

/// Width of the names on the cover, of ten.
const NAMES: u32 = 3;

pub(super) fn document(summary: &Summary, pictures: &[Picture]) -> Vec<u8> {
    let mut xml = Markup::part();
    xml.element("w:document", &[("xmlns:w", &NAMESPACE), ("xmlns:r", &RELATED)], |xml| {
        xml.element("w:body", &[], |xml| {
            cover(xml, summary);
            contents(xml, summary);
            let mut pictures = pictures.iter();
            // The cover and the contents stand upright.
            let (mut lying, mut front) = (false, true);
            for (at, section) in summary.sections.iter().enumerate() {
                let lies = must_lie(section, locale(summary));
                if lies != lying {
                    turn(xml, lying, front);
                    (lying, front) = (lies, false);
                }
                write(xml, section, at, lying, locale(summary), &mut pictures);
            }
            sheet(xml, lying, front);
        });
    });
    xml.finish()
}

/// Whether one of the section's tables is too wide for an upright sheet.
fn must_lie(section: &Section, locale: Locale) -> bool {
    section
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Table(table) if Needs::of(table, locale).must_lie()))
}

fn cover(xml: &mut Markup, summary: &Summary) {
    let head = &summary.head;
    let mark = mark(summary);
    if !mark.is_empty() {
        paragraph(xml, "EvaluationMark", None, &Run::plain(&mark));
    }
    paragraph(xml, "EvaluationIssuer", None, &Run::plain(&head.issuer));
    paragraph(xml, "Title", None, &Run::plain(&head.title));
    paragraph(xml, "Subtitle", None, &Run::plain(&head.subtitle));
    if head.cover.is_empty() {
        return;
    }
    let names = room(false) * NAMES / 10;
    let widths = [names, room(false) - names];
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.val("w:tblStyle", "TableNormal");
            xml.empty("w:tblW", &[("w:w", &room(false)), ("w:type", &"dxa")]);
            xml.empty("w:tblLayout", &[("w:type", &"fixed")]);
        });
        xml.element("w:tblGrid", &[], |xml| {
            for width in widths {
                xml.empty("w:gridCol", &[("w:w", &width)]);
            }
        });
        for (name, text) in &head.cover {
            xml.element("w:tr", &[], |xml| {
                xml.element("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
                for (width, text, bold) in [(widths[0], name, true), (widths[1], text, false)] {
                    xml.element("w:tc", &[], |xml| {
                        xml.element("w:tcPr", &[], |xml| {
                            xml.empty("w:tcW", &[("w:w", &width), ("w:type", &"dxa")]);
                        });
                        paragraph(xml, "EvaluationParticulars", None, &Run { text, bold });
                    });
                }
            });
        }
    });
}

/// The headings, each a link; a field that programs can make anew.
fn contents(xml: &mut Markup, summary: &Summary) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", "TOCHeading");
            xml.empty("w:pageBreakBefore", &[]);
        });
        run(xml, &Run::plain(words::contents(locale(summary))));
    });
    let last = summary.sections.len().saturating_sub(1);
    for (at, section) in summary.sections.iter().enumerate() {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.val("w:pStyle", "TOC1"));
            if at == 0 {
                field(xml, "begin");
                xml.element("w:r", &[], |xml| {
                    xml.element("w:instrText", &[("xml:space", &"preserve")], |xml| {
                        xml.text(" TOC \\o \"1-1\" \\n \\h \\z ");
                    });
                });
                field(xml, "separate");
            }
            let anchor = bookmark(at);
            xml.element("w:hyperlink", &[("w:anchor", &anchor), ("w:history", &1)], |xml| {
                run(xml, &Run::plain(&section.heading));
            });
            if at == last {
                field(xml, "end");
            }
        });
    }
}

fn field(xml: &mut Markup, kind: &str) {
    xml.element("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", &kind)]));
}

/// The name by which the contents lead to a section.
fn bookmark(at: usize) -> String {
    format!("_Toc{:08}", at + 1)
}

fn write<'a>(
    xml: &mut Markup,
    section: &Section,
    at: usize,
    lying: bool,
    locale: Locale,
    pictures: &mut impl Iterator<Item = &'a Picture>,
) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", "Heading1");
            if at == 0 {
                xml.empty("w:pageBreakBefore", &[]);
            }
        });
        xml.empty("w:bookmarkStart", &[("w:id", &at), ("w:name", &bookmark(at))]);
        run(xml, &Run::plain(&section.heading));
        xml.empty("w:bookmarkEnd", &[("w:id", &at)]);
    });
    for block in &section.blocks {
        match block {
            Block::Text(text) => paragraph(xml, "BodyText", None, &Run::plain(text)),
            Block::Table(of) => {
                let needs = Needs::of(of, locale);
                let size = needs.size(lying);
                let columns = needs.columns(lying, size);
                paragraph(xml, "Caption", None, &Run::plain(&of.title));
                table::write(xml, of, &Setting { locale, lying, size, columns });
                for note in &of.notes {
                    paragraph(xml, "TableNote", None, &Run::plain(note));
                }
                if of.notes.is_empty() {
                    // Two tables without a paragraph between them are one.
                    paragraph(xml, "TableEnd", None, &Run::plain(""));
                }
            }
            Block::Chart(chart) => {
                if let Some(picture) = pictures.next() {
                    drawn(xml, chart, picture, lying);
                }
            }
            Block::Signature(lines) => signature(xml, lines, lying, locale),
        }
    }
}

fn drawn(xml: &mut Markup, chart: &Chart, picture: &Picture, lying: bool) {
    paragraph(xml, "Caption", None, &Run::plain(&chart.title));
    if !chart.subtitle.is_empty() {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "TableNote");
                xml.empty("w:keepNext", &[]);
                xml.val("w:jc", "center");
            });
            run(xml, &Run::plain(&chart.subtitle));
        });
    }
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.val("w:pStyle", "TablePicture"));
        xml.element("w:r", &[], |xml| picture.write(xml, chart, lying));
    });
}

/// What is asked for, and a line to write on, in the right half.
fn signature(xml: &mut Markup, lines: &[String], lying: bool, locale: Locale) {
    let half = room(lying) / 2;
    for line in lines {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "EvaluationSignature");
                xml.empty("w:keepNext", &[]);
                xml.element("w:tabs", &[], |xml| {
                    xml.empty(
                        "w:tab",
                        &[
                            ("w:val", &"right"),
                            ("w:leader", &"underscore"),
                            ("w:pos", &room(lying)),
                        ],
                    );
                });
                xml.empty("w:ind", &[("w:left", &half)]);
            });
            run(xml, &Run::plain(&words::to_sign(locale, line)));
            xml.element("w:r", &[], |xml| xml.empty("w:tab", &[]));
        });
    }
}

/// Ends the sheets that were written so far, in a paragraph that takes no room.
fn turn(xml: &mut Markup, lying: bool, front: bool) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", "TableEnd");
            sheet(xml, lying, front);
        });
    });
}

/// The sheets of a part of the document; the cover has no header.
fn sheet(xml: &mut Markup, lying: bool, front: bool) {
    let margins = if lying { LYING } else { UPRIGHT };
    let (width, height) = if lying { (PAPER.1, PAPER.0) } else { PAPER };
    xml.element("w:sectPr", &[], |xml| {
        for side in SIDES {
            for (kind, part) in
                [("w:headerReference", side.header), ("w:footerReference", side.footer)]
            {
                let id = format!("r_{part}");
                xml.empty(kind, &[("w:type", &side.reference), ("r:id", &id)]);
            }
        }
        xml.val("w:type", "nextPage");
        if lying {
            xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height), ("w:orient", &"landscape")]);
        } else {
            xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
        }
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &margins.top),
                ("w:right", &margins.right),
                ("w:bottom", &margins.bottom),
                ("w:left", &margins.left),
                ("w:header", &HEADER),
                ("w:footer", &FOOTER),
                ("w:gutter", &0),
            ],
        );
        if front {
            xml.empty("w:titlePg", &[]);
        }
    });
}
