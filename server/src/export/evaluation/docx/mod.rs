//! A document that Word, WPS and LibreOffice open and people go on editing:
//! headings by style, tables with a heading row, pictures of the charts with
//! their words, the layout of Chinese official documents.
//!
//! What people go on to write changes no figure unseen: `verify` reads the
//! tables again.

mod archive;
mod body;
mod look;
mod markup;
mod paragraph;
mod parts;
mod picture;
mod styles;
mod table;
mod widths;

use std::path::Path;

use app::domain::summary::Summary;
use zip::result::ZipError;

use super::{WriteError, locale};
use crate::export::png::{PngError, render};
use archive::Archive;
use picture::{Picture, SCALE};

/// The document; `font` is a font file that pictures prefer.
///
/// # Errors
/// When a chart cannot be drawn on this machine.
pub fn write(summary: &Summary, font: Option<&Path>) -> Result<Vec<u8>, WriteError> {
    let mut pictures = Vec::new();
    for (chart, no) in summary.charts().zip(1..) {
        let png = render(&chart.svg, SCALE, font).map_err(|error| match error {
            PngError::NoChineseFont => WriteError::NoFont,
            error => WriteError::Failed(error.to_string()),
        })?;
        pictures.push(Picture { no, png });
    }
    package(summary, &pictures).map_err(|error| WriteError::Failed(error.to_string()))
}

fn package(summary: &Summary, pictures: &[Picture]) -> Result<Vec<u8>, ZipError> {
    let locale = locale(summary);
    let relation =
        |id: &str, kind: &'static str, target: &str| (id.to_owned(), kind, target.to_owned());
    let mut archive = Archive::new();
    archive.part("[Content_Types].xml", &parts::types())?;
    archive.part(
        "_rels/.rels",
        &parts::relations(&[
            relation("rId1", "officeDocument", "word/document.xml"),
            relation("rId2", "core-properties", "docProps/core.xml"),
            relation("rId3", "extended-properties", "docProps/app.xml"),
            relation("rId4", "custom-properties", "docProps/custom.xml"),
        ]),
    )?;
    archive.part("docProps/core.xml", &parts::core(summary))?;
    archive.part("docProps/app.xml", &parts::extended(summary))?;
    archive.part("docProps/custom.xml", &parts::custom(summary))?;
    archive.part("word/document.xml", &body::document(summary, pictures))?;
    let mut relations = vec![
        relation("rId1", "styles", "styles.xml"),
        relation("rId2", "settings", "settings.xml"),
        relation("rId3", "fontTable", "fontTable.xml"),
    ];
    for side in &parts::SIDES {
        for (kind, part) in [("header", side.header), ("footer", side.footer)] {
            relations.push(relation(&format!("r_{part}"), kind, &format!("{part}.xml")));
        }
    }
    for picture in pictures {
        relations.push(relation(&picture.relation(), "image", &picture.part()));
    }
    archive.part("word/_rels/document.xml.rels", &parts::relations(&relations))?;
    archive.part("word/styles.xml", &styles::styles(locale))?;
    archive.part("word/settings.xml", &parts::settings(locale))?;
    archive.part("word/fontTable.xml", &parts::fonts())?;
    for side in &parts::SIDES {
        archive.part(&format!("word/{}.xml", side.header), &parts::header(summary))?;
        archive.part(&format!("word/{}.xml", side.footer), &parts::footer(side))?;
    }
    for picture in pictures {
        archive.picture(&format!("word/{}", picture.part()), &picture.png)?;
    }
    archive.finish()
}
