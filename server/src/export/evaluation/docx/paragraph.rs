//! Paragraphs of one style with one run of text.

use super::markup::Markup;

pub(super) struct Run<'a> {
    pub(super) text: &'a str,
    pub(super) bold: bool,
}

impl<'a> Run<'a> {
    pub(super) fn plain(text: &'a str) -> Self {
        Self { text, bold: false }
    }
}

/// A paragraph; `align` where it is not as the style has it.
pub(super) fn paragraph(xml: &mut Markup, style: &str, align: Option<&str>, of: &Run) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", style);
            if let Some(align) = align {
                xml.val("w:jc", align);
            }
        });
        run(xml, of);
    });
}

/// The text, with a break where a line ends.
pub(super) fn run(xml: &mut Markup, run: &Run) {
    if run.text.is_empty() {
        return;
    }
    xml.element("w:r", &[], |xml| {
        if run.bold {
            xml.element("w:rPr", &[], |xml| {
                xml.empty("w:b", &[]);
                xml.empty("w:bCs", &[]);
            });
        }
        for (at, line) in run.text.split('\n').enumerate() {
            if at > 0 {
                xml.empty("w:br", &[]);
            }
            xml.element("w:t", &[("xml:space", &"preserve")], |xml| xml.text(line));
        }
    });
}
