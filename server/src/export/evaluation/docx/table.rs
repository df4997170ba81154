//! A table of the document: its heading row marked and repeated on every page,
//! numbers at the right, what is not settled hatched.

use app::domain::summary::{Cell, Column, Row, Table};
use app::locale::Locale;

use super::look::{Size, room};
use super::markup::Markup;
use super::paragraph::{Run, paragraph};
use crate::export::evaluation::heading;

/// Light stripes, as charts have behind what is not settled.
const STRIPES: &str = "D9D9D9";
const TOTAL: &str = "F2F2F2";

/// How a table is set.
pub(super) struct Setting {
    pub(super) locale: Locale,
    pub(super) lying: bool,
    pub(super) size: Size,
    pub(super) columns: Vec<u32>,
}

pub(super) fn write(xml: &mut Markup, table: &Table, setting: &Setting) {
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.val("w:tblStyle", "EvaluationTable");
            xml.empty("w:tblW", &[("w:w", &room(setting.lying)), ("w:type", &"dxa")]);
            xml.empty("w:tblLayout", &[("w:type", &"fixed")]);
            xml.empty(
                "w:tblLook",
                &[
                    ("w:val", &"0020"),
                    ("w:firstRow", &1),
                    ("w:lastRow", &0),
                    ("w:firstColumn", &0),
                    ("w:lastColumn", &0),
                    ("w:noHBand", &1),
                    ("w:noVBand", &1),
                ],
            );
            xml.val("w:tblCaption", &table.title);
        });
        xml.element("w:tblGrid", &[], |xml| {
            for width in &setting.columns {
                xml.empty("w:gridCol", &[("w:w", width)]);
            }
        });
        head(xml, table, setting);
        for row in &table.rows {
            body(xml, table, row, setting);
        }
    });
}

fn head(xml: &mut Markup, table: &Table, setting: &Setting) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            xml.empty("w:tblHeader", &[]);
        });
        for (column, width) in table.columns.iter().zip(&setting.columns) {
            let look = Look { fill: None, bold: true, right: column.numeric, bottom: true };
            cell(xml, &heading(setting.locale, column), *width, setting.size, &look);
        }
    });
}

fn body(xml: &mut Markup, table: &Table, row: &Row, setting: &Setting) {
    let nothing = Cell::default();
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
        for (at, (column, width)) in table.columns.iter().zip(&setting.columns).enumerate() {
            let it = row.cells.get(at).unwrap_or(&nothing);
            let fill = match (it.unsettled, row.total) {
                (true, _) => Some(Fill::Stripes),
                (false, true) => Some(Fill::Plain),
                (false, false) => None,
            };
            let right = is_right(column, it);
            let look = Look { fill, bold: row.total, right, bottom: false };
            cell(xml, &it.text, *width, setting.size, &look);
        }
    });
}

/// Numbers stand at the right, and what stands for one in their column.
fn is_right(column: &Column, cell: &Cell) -> bool {
    column.numeric || cell.number.is_some()
}

enum Fill {
    Stripes,
    Plain,
}

struct Look {
    fill: Option<Fill>,
    bold: bool,
    right: bool,
    /// Whether its text stands at the bottom.
    bottom: bool,
}

fn cell(xml: &mut Markup, text: &str, width: u32, size: Size, look: &Look) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width), ("w:type", &"dxa")]);
            match &look.fill {
                Some(Fill::Stripes) => xml.empty(
                    "w:shd",
                    &[("w:val", &"thinDiagStripe"), ("w:color", &STRIPES), ("w:fill", &"auto")],
                ),
                Some(Fill::Plain) => xml.empty(
                    "w:shd",
                    &[("w:val", &"clear"), ("w:color", &"auto"), ("w:fill", &TOTAL)],
                ),
                None => {}
            }
            xml.val("w:vAlign", if look.bottom { "bottom" } else { "center" });
        });
        let run = Run { text, bold: look.bold };
        paragraph(xml, size.style(), look.right.then_some("right"), &run);
    });
}
