//! The document's styles, by the names that Word, WPS and LibreOffice know, so
//! that headings are headings and whoever goes on writing has them at hand.

use app::locale::Locale;

use super::look::{Fonts, GREY, HEAD, Look, RED, RULE, Size, look};
use super::markup::{Attribute, Markup};
use super::parts::NAMESPACE;

/// Space before and after a heading or a caption.
const AROUND: u32 = 240;

pub(super) fn styles(locale: Locale) -> Vec<u8> {
    let look = look(locale);
    let mut xml = Markup::part();
    xml.element("w:styles", &[("xmlns:w", &NAMESPACE)], |xml| {
        defaults(xml, locale, &look);
        texts(xml, &look);
        headings(xml, &look);
        front(xml, &look);
        tables(xml, &look);
        around(xml, &look);
    });
    xml.finish()
}

/// One paragraph style.
struct Style<'a> {
    id: &'a str,
    name: &'a str,
    based_on: &'a str,
    next: Option<&'a str>,
    fonts: Option<Fonts>,
    size: Option<u32>,
    bold: bool,
    colour: Option<&'a str>,
    /// Not one that programs know by its name.
    own: bool,
}

const PLAIN: Style = Style {
    id: "",
    name: "",
    based_on: "Normal",
    next: None,
    fonts: None,
    size: None,
    bold: false,
    colour: None,
    own: false,
};

const OWN: Style = Style { own: true, ..PLAIN };

impl Style<'_> {
    /// The style, with what `properties` says of the paragraph.
    fn write(&self, xml: &mut Markup, properties: impl FnOnce(&mut Markup)) {
        let mut attributes: Vec<Attribute> =
            vec![("w:type", &"paragraph"), ("w:styleId", &self.id)];
        if self.own {
            attributes.push(("w:customStyle", &1));
        }
        xml.element("w:style", &attributes, |xml| {
            xml.val("w:name", self.name);
            xml.val("w:basedOn", self.based_on);
            if let Some(next) = self.next {
                xml.val("w:next", next);
            }
            xml.empty("w:qFormat", &[]);
            xml.element("w:pPr", &[], properties);
            xml.element("w:rPr", &[], |xml| {
                if let Some(of) = self.fonts {
                    fonts(xml, of);
                }
                if self.bold {
                    xml.empty("w:b", &[]);
                    xml.empty("w:bCs", &[]);
                }
                if let Some(colour) = self.colour {
                    xml.val("w:color", colour);
                }
                if let Some(of) = self.size {
                    size(xml, of);
                }
            });
        });
    }
}

fn fonts(xml: &mut Markup, fonts: Fonts) {
    xml.empty(
        "w:rFonts",
        &[
            ("w:ascii", &fonts.western),
            ("w:hAnsi", &fonts.western),
            ("w:eastAsia", &fonts.chinese),
            ("w:cs", &fonts.western),
        ],
    );
}

fn size(xml: &mut Markup, half_points: u32) {
    xml.val("w:sz", half_points);
    xml.val("w:szCs", half_points);
}

fn spacing(xml: &mut Markup, before: u32, after: u32, line: Option<u32>) {
    match line {
        Some(line) => xml.empty(
            "w:spacing",
            &[
                ("w:before", &before),
                ("w:after", &after),
                ("w:line", &line),
                ("w:lineRule", &"exact"),
            ],
        ),
        None => xml.empty(
            "w:spacing",
            &[
                ("w:before", &before),
                ("w:after", &after),
                ("w:line", &240),
                ("w:lineRule", &"auto"),
            ],
        ),
    }
}

/// What every run and paragraph has that says nothing else.
fn defaults(xml: &mut Markup, locale: Locale, look: &Look) {
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                fonts(xml, look.text);
                size(xml, look.text_size);
                // Western words in a Chinese document are English ones.
                let western = match locale {
                    Locale::Zh => "en-US",
                    Locale::En => "en-GB",
                };
                xml.empty("w:lang", &[("w:val", &western), ("w:eastAsia", &"zh-CN")]);
            });
        });
        xml.element("w:pPrDefault", &[], |xml| {
            xml.element("w:pPr", &[], |xml| spacing(xml, 0, 0, None));
        });
    });
}

fn texts(xml: &mut Markup, look: &Look) {
    xml.element(
        "w:style",
        &[("w:type", &"paragraph"), ("w:default", &"1"), ("w:styleId", &"Normal")],
        |xml| {
            xml.val("w:name", "Normal");
            xml.empty("w:qFormat", &[]);
        },
    );
    let text = Style { id: "BodyText", name: "Body Text", ..PLAIN };
    text.write(xml, |xml| {
        let after = if look.line.is_some() { 0 } else { 120 };
        spacing(xml, 0, after, look.line);
        if look.indent > 0 {
            let length = look.indent * look.text_size / 10;
            xml.empty("w:ind", &[("w:firstLineChars", &look.indent), ("w:firstLine", &length)]);
        }
        xml.val("w:jc", if look.indent > 0 { "both" } else { "left" });
    });
}

fn headings(xml: &mut Markup, look: &Look) {
    let heading = Style {
        id: "Heading1",
        name: "heading 1",
        next: Some("BodyText"),
        fonts: Some(look.heading),
        size: Some(look.heading_size),
        bold: look.line.is_none(),
        ..PLAIN
    };
    heading.write(xml, |xml| {
        xml.empty("w:keepNext", &[]);
        spacing(xml, AROUND, AROUND / 2, look.line);
        xml.val("w:outlineLvl", 0);
    });
    let caption = Style {
        id: "Caption",
        name: "caption",
        fonts: Some(look.heading),
        size: Some(Size::Usual.half_points() + 2),
        bold: look.line.is_none(),
        ..PLAIN
    };
    caption.write(xml, |xml| {
        xml.empty("w:keepNext", &[]);
        spacing(xml, AROUND, AROUND / 4, None);
        xml.val("w:jc", "center");
    });
    let contents = Style { id: "TOC1", name: "toc 1", ..PLAIN };
    contents.write(xml, |xml| spacing(xml, 60, 60, None));
    let title = Style {
        id: "TOCHeading",
        name: "TOC Heading",
        fonts: Some(look.heading),
        size: Some(look.heading_size),
        bold: look.line.is_none(),
        ..PLAIN
    };
    title.write(xml, |xml| {
        spacing(xml, 0, AROUND, None);
        xml.val("w:jc", "center");
    });
}

/// The cover.
fn front(xml: &mut Markup, look: &Look) {
    let issuer = Style {
        id: "EvaluationIssuer",
        name: "Evaluation Issuer",
        fonts: Some(look.title),
        size: Some(look.title_size),
        bold: true,
        colour: Some(RED),
        ..OWN
    };
    issuer.write(xml, |xml| {
        xml.element("w:pBdr", &[], |xml| {
            xml.empty(
                "w:bottom",
                &[("w:val", &"single"), ("w:sz", &18), ("w:space", &12), ("w:color", &RED)],
            );
        });
        spacing(xml, 900, 1_400, None);
        xml.val("w:jc", "center");
    });
    let title = Style {
        id: "Title",
        name: "Title",
        next: Some("Subtitle"),
        fonts: Some(look.title),
        size: Some(look.title_size),
        bold: true,
        ..PLAIN
    };
    title.write(xml, |xml| {
        spacing(xml, 0, AROUND, None);
        xml.val("w:jc", "center");
    });
    let subtitle =
        Style { id: "Subtitle", name: "Subtitle", size: Some(look.heading_size), ..PLAIN };
    subtitle.write(xml, |xml| {
        spacing(xml, 0, 1_300, None);
        xml.val("w:jc", "center");
    });
    let mark = Style {
        id: "EvaluationMark",
        name: "Evaluation Mark",
        fonts: Some(look.heading),
        size: Some(look.heading_size),
        bold: true,
        colour: Some(RED),
        ..OWN
    };
    mark.write(xml, |xml| {
        spacing(xml, 0, 0, None);
        xml.val("w:jc", "right");
    });
    let particulars = Style {
        id: "EvaluationParticulars",
        name: "Evaluation Particulars",
        size: Some(look.particulars_size),
        ..OWN
    };
    particulars.write(xml, |xml| spacing(xml, 60, 60, None));
    let sign = Style { id: "EvaluationSignature", name: "Evaluation Signature", ..OWN };
    sign.write(xml, |xml| spacing(xml, 480, 0, None));
}

fn tables(xml: &mut Markup, look: &Look) {
    for size in Size::ALL {
        let name = match size {
            Size::Usual => "Table Text",
            Size::Small => "Table Text Small",
            Size::Smallest => "Table Text Smallest",
        };
        let cell = Style {
            id: size.style(),
            name,
            fonts: Some(look.table),
            size: Some(size.half_points()),
            ..OWN
        };
        cell.write(xml, |xml| spacing(xml, 20, 20, None));
    }
    let note = Style {
        id: "TableNote",
        name: "Table Note",
        fonts: Some(look.table),
        size: Some(Size::Small.half_points()),
        colour: Some(GREY),
        ..OWN
    };
    note.write(xml, |xml| spacing(xml, 40, 40, None));
    let end = Style { id: "TableEnd", name: "Table End", ..OWN };
    end.write(xml, |xml| spacing(xml, 0, 0, Some(20)));
    let picture = Style { id: "TablePicture", name: "Table Picture", ..OWN };
    picture.write(xml, |xml| {
        spacing(xml, AROUND / 2, AROUND / 2, None);
        xml.val("w:jc", "center");
    });
    xml.element(
        "w:style",
        &[("w:type", &"table"), ("w:default", &"1"), ("w:styleId", &"TableNormal")],
        |xml| {
            xml.val("w:name", "Normal Table");
            xml.element("w:tblPr", &[], |xml| {
                xml.empty("w:tblInd", &[("w:w", &0), ("w:type", &"dxa")]);
                xml.element("w:tblCellMar", &[], |xml| {
                    for (side, width) in [("top", 0), ("left", 70), ("bottom", 0), ("right", 70)] {
                        let name = format!("w:{side}");
                        xml.empty(&name, &[("w:w", &width), ("w:type", &"dxa")]);
                    }
                });
            });
        },
    );
    xml.element(
        "w:style",
        &[("w:type", &"table"), ("w:customStyle", &"1"), ("w:styleId", &"EvaluationTable")],
        |xml| {
            xml.val("w:name", "Evaluation Table");
            xml.val("w:basedOn", "TableNormal");
            xml.element("w:tblPr", &[], |xml| {
                xml.element("w:tblBorders", &[], |xml| {
                    border(xml, "w:top", 12, "000000");
                    border(xml, "w:bottom", 12, "000000");
                    border(xml, "w:insideH", 4, RULE);
                });
            });
            xml.element("w:tblStylePr", &[("w:type", &"firstRow")], |xml| {
                xml.element("w:tcPr", &[], |xml| {
                    xml.element("w:tcBorders", &[], |xml| border(xml, "w:bottom", 8, "000000"));
                    xml.empty(
                        "w:shd",
                        &[("w:val", &"clear"), ("w:color", &"auto"), ("w:fill", &HEAD)],
                    );
                });
            });
        },
    );
}

fn border(xml: &mut Markup, side: &str, eighths: u32, colour: &str) {
    xml.empty(
        side,
        &[("w:val", &"single"), ("w:sz", &eighths), ("w:space", &0), ("w:color", &colour)],
    );
}

/// Header and footer.
fn around(xml: &mut Markup, look: &Look) {
    let header = Style {
        id: "Header",
        name: "header",
        fonts: Some(look.table),
        size: Some(Size::Smallest.half_points()),
        colour: Some(GREY),
        ..PLAIN
    };
    header.write(xml, |xml| {
        xml.element("w:pBdr", &[], |xml| border(xml, "w:bottom", 4, RULE));
        spacing(xml, 0, 0, None);
        xml.val("w:jc", "center");
    });
    let footer = Style {
        id: "Footer",
        name: "footer",
        fonts: Some(look.table),
        // The fourth size, as page numbers of official documents have.
        size: Some(28),
        ..PLAIN
    };
    footer.write(xml, |xml| spacing(xml, 0, 0, None));
}
