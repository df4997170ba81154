//! The parts around the document: what the package holds, what the document
//! is called, header and footer.

use app::domain::calendar::Moment;
use app::domain::summary::Summary;
use app::locale::Locale;

use super::look::{GREY, RED};
use super::markup::Markup;
use crate::export::evaluation::{NUMBER_PROPERTY, mark};

pub(super) const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATED: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Header and footer of right-hand pages and of left-hand ones.
pub(super) const SIDES: [Side; 2] = [
    Side { reference: "default", header: "header1", footer: "footer1", align: "right" },
    Side { reference: "even", header: "header2", footer: "footer2", align: "left" },
];

pub(super) struct Side {
    pub(super) reference: &'static str,
    pub(super) header: &'static str,
    pub(super) footer: &'static str,
    /// Page numbers stand at the outer edge.
    align: &'static str,
}

/// `[Content_Types].xml`
pub(super) fn types() -> Vec<u8> {
    let mut xml = Markup::part();
    xml.element("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        for (ending, kind) in [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
        ] {
            xml.empty("Default", &[("Extension", &ending), ("ContentType", &kind)]);
        }
        let mut kind = |part: &str, kind: &str| {
            xml.empty("Override", &[("PartName", &part), ("ContentType", &kind)]);
        };
        kind("/word/document.xml", &format!("{WORD}.document.main+xml"));
        kind("/word/styles.xml", &format!("{WORD}.styles+xml"));
        kind("/word/settings.xml", &format!("{WORD}.settings+xml"));
        kind("/word/fontTable.xml", &format!("{WORD}.fontTable+xml"));
        for side in SIDES {
            kind(&format!("/word/{}.xml", side.header), &format!("{WORD}.header+xml"));
            kind(&format!("/word/{}.xml", side.footer), &format!("{WORD}.footer+xml"));
        }
        kind("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        let own = "application/vnd.openxmlformats-officedocument";
        kind("/docProps/app.xml", &format!("{own}.extended-properties+xml"));
        kind("/docProps/custom.xml", &format!("{own}.custom-properties+xml"));
    });
    xml.finish()
}

/// A part's relations: id, the last words of the kind, target.
pub(super) fn relations(all: &[(String, &str, String)]) -> Vec<u8> {
    let mut xml = Markup::part();
    xml.element("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in all {
            let kind = match *kind {
                "core-properties" => format!("{PACKAGE}/relationships/metadata/{kind}"),
                kind => format!("{RELATED}/{kind}"),
            };
            xml.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", target)]);
        }
    });
    xml.finish()
}

/// Title, number, issuer, language; dated by the figures and not by the clock.
pub(super) fn core(summary: &Summary) -> Vec<u8> {
    let head = &summary.head;
    let mut xml = Markup::part();
    let attributes: [(&str, &dyn std::fmt::Display); 4] = [
        ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", &"http://purl.org/dc/terms/"),
        ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.element("cp:coreProperties", &attributes, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(&head.title));
        xml.element("dc:subject", &[], |xml| xml.text(&head.subtitle));
        xml.element("dc:creator", &[], |xml| xml.text(&head.issuer));
        if let Some(number) = &head.number {
            xml.element("dc:identifier", &[], |xml| xml.text(number));
        }
        xml.element("dc:language", &[], |xml| xml.text(&head.language));
        xml.element("cp:category", &[], |xml| xml.text(&mark(summary)));
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.element(name, &[("xsi:type", &"dcterms:W3CDTF")], |xml| {
                xml.text(&universal(head.as_of));
            });
        }
    });
    xml.finish()
}

/// A moment in universal time, to the second.
fn universal(moment: Moment) -> String {
    let hours_ahead = 8 * 3_600_000_000;
    let shifted = Moment(moment.0 - hours_ahead).to_string();
    format!("{}Z", shifted.get(..19).unwrap_or_default())
}

pub(super) fn extended(summary: &Summary) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    let mut xml = Markup::part();
    xml.element("Properties", &[("xmlns", &namespace)], |xml| {
        xml.element("Application", &[], |xml| xml.text("Pilotboard"));
        xml.element("Company", &[], |xml| xml.text(&summary.head.issuer));
    });
    xml.finish()
}

/// The number again, where every program keeps it when it saves the document.
pub(super) fn custom(summary: &Summary) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
    let mut xml = Markup::part();
    xml.element("Properties", &[("xmlns", &namespace), ("xmlns:vt", &types)], |xml| {
        if let Some(number) = &summary.head.number {
            let of_text = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
            let attributes: [(&str, &dyn std::fmt::Display); 3] =
                [("fmtid", &of_text), ("pid", &2), ("name", &NUMBER_PROPERTY)];
            xml.element("property", &attributes, |xml| {
                xml.element("vt:lpwstr", &[], |xml| xml.text(number));
            });
        }
    });
    xml.finish()
}

pub(super) fn settings(locale: Locale) -> Vec<u8> {
    let mut xml = Markup::part();
    xml.element("w:settings", &[("xmlns:w", &NAMESPACE)], |xml| {
        xml.empty("w:evenAndOddHeaders", &[]);
        xml.val("w:characterSpacingControl", "compressPunctuation");
        xml.element("w:compat", &[], |xml| {
            xml.empty(
                "w:compatSetting",
                &[
                    ("w:name", &"compatibilityMode"),
                    ("w:uri", &"http://schemas.microsoft.com/office/word"),
                    ("w:val", &15),
                ],
            );
        });
        let western = if locale == Locale::Zh { "en-US" } else { "en-GB" };
        xml.empty("w:themeFontLang", &[("w:val", &western), ("w:eastAsia", &"zh-CN")]);
    });
    xml.finish()
}

/// What stands in for a font that the machine lacks: the usual ones of Windows
/// and of domestic desktops.
pub(super) fn fonts() -> Vec<u8> {
    let mut xml = Markup::part();
    xml.element("w:fonts", &[("xmlns:w", &NAMESPACE)], |xml| {
        for (name, instead, chinese) in [
            ("Times New Roman", "Liberation Serif", false),
            ("Arial", "Liberation Sans", false),
            ("宋体", "SimSun", true),
            ("仿宋", "FangSong", true),
            ("黑体", "SimHei", true),
            ("方正小标宋简体", "宋体", true),
        ] {
            xml.element("w:font", &[("w:name", &name)], |xml| {
                xml.val("w:altName", instead);
                xml.val("w:charset", if chinese { "86" } else { "00" });
                xml.val("w:family", if instead.contains("Sans") { "swiss" } else { "roman" });
                xml.val("w:pitch", "variable");
            });
        }
    });
    xml.finish()
}

/// Mark, title and number on every page but the cover.
pub(super) fn header(summary: &Summary) -> Vec<u8> {
    let head = &summary.head;
    let mut xml = Markup::part();
    xml.element("w:hdr", &[("xmlns:w", &NAMESPACE)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.val("w:pStyle", "Header"));
            let mark = mark(summary);
            let mut run = |text: &str, marked: bool| {
                xml.element("w:r", &[], |xml| {
                    xml.element("w:rPr", &[], |xml| {
                        if marked {
                            xml.empty("w:b", &[]);
                        }
                        xml.val("w:color", if marked { RED } else { GREY });
                    });
                    xml.element("w:t", &[("xml:space", &"preserve")], |xml| xml.text(text));
                });
            };
            if !mark.is_empty() {
                run(&mark, true);
                run("　", false);
            }
            run(&head.title, false);
            if let Some(number) = &head.number {
                run(&format!("　{number}"), false);
            }
        });
    });
    xml.finish()
}

/// The page's number between dashes.
pub(super) fn footer(side: &Side) -> Vec<u8> {
    let mut xml = Markup::part();
    xml.element("w:ftr", &[("xmlns:w", &NAMESPACE)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "Footer");
                // One character from the outer edge.
                xml.empty("w:ind", &[("w:left", &280), ("w:right", &280)]);
                xml.val("w:jc", side.align);
            });
            run(xml, "— ");
            for kind in ["begin", "", "separate", "number", "end"] {
                xml.element("w:r", &[], |xml| match kind {
                    "" => {
                        let preserve: [(&str, &dyn std::fmt::Display); 1] =
                            [("xml:space", &"preserve")];
                        xml.element("w:instrText", &preserve, |xml| xml.text(" PAGE "));
                    }
                    "number" => xml.element("w:t", &[], |xml| xml.text("1")),
                    kind => xml.empty("w:fldChar", &[("w:fldCharType", &kind)]),
                });
            }
            run(xml, " —");
        });
    });
    xml.finish()
}

fn run(xml: &mut Markup, text: &str) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:t", &[("xml:space", &"preserve")], |xml| xml.text(text));
    });
}
