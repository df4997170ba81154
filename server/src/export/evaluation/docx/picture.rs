//! A chart as a picture in a line of its own, with its words for those who do
//! not see it.

use app::domain::summary::Chart;

use super::look;
use super::markup::Markup;

/// The picture's scale: 192 dots an inch where the chart fits in full.
pub(super) const SCALE: u32 = 2;
/// Word's unit of length: 635 in a twentieth of a point, 9,525 in a pixel of a
/// ninety-sixth of an inch.
const PER_TWENTIETH: u64 = 635;
const PER_PIXEL: u64 = 9_525;

/// A picture that stands in the archive.
pub(super) struct Picture {
    /// Counted from 1, over the document.
    pub(super) no: usize,
    pub(super) png: Vec<u8>,
}

impl Picture {
    pub(super) fn part(&self) -> String {
        format!("media/image{}.png", self.no)
    }

    pub(super) fn relation(&self) -> String {
        format!("rPicture{}", self.no)
    }

    /// Width and height in Word's units: natural, or as much as there is room.
    fn size(&self, lying: bool) -> (u64, u64) {
        let number = |at: usize| {
            let bytes = self.png.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            u64::from(bytes.map_or(1, u32::from_be_bytes).max(1))
        };
        let natural = |pixels: u64| pixels * PER_PIXEL / u64::from(SCALE);
        let (mut width, mut height) = (natural(number(16)), natural(number(20)));
        let most_wide = u64::from(look::room(lying)) * PER_TWENTIETH;
        // Heading, caption and the first rows of its table stay with it.
        let most_high = u64::from(look::height(lying)) * PER_TWENTIETH * 11 / 20;
        if width > most_wide {
            (width, height) = (most_wide, height * most_wide / width);
        }
        if height > most_high {
            (width, height) = (width * most_high / height, most_high);
        }
        (width.max(1), height.max(1))
    }

    pub(super) fn write(&self, xml: &mut Markup, chart: &Chart, lying: bool) {
        let (width, height) = self.size(lying);
        let drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
        let main = "http://schemas.openxmlformats.org/drawingml/2006/main";
        let picture = "http://schemas.openxmlformats.org/drawingml/2006/picture";
        let name = format!("Chart {}", self.no);
        let size: [(&str, &dyn std::fmt::Display); 2] = [("cx", &width), ("cy", &height)];
        let nothing: [(&str, &dyn std::fmt::Display); 4] =
            [("distT", &0), ("distB", &0), ("distL", &0), ("distR", &0)];
        xml.element("w:drawing", &[], |xml| {
            xml.element(
                "wp:inline",
                &[&[("xmlns:wp", &drawing as _)], &nothing[..]].concat(),
                |xml| {
                    xml.empty("wp:extent", &size);
                    xml.empty(
                        "wp:docPr",
                        &[
                            ("id", &self.no),
                            ("name", &name),
                            ("descr", &chart.description),
                            ("title", &chart.title),
                        ],
                    );
                    xml.element("a:graphic", &[("xmlns:a", &main)], |xml| {
                        xml.element("a:graphicData", &[("uri", &picture)], |xml| {
                            xml.element("pic:pic", &[("xmlns:pic", &picture)], |xml| {
                                xml.element("pic:nvPicPr", &[], |xml| {
                                    xml.empty(
                                        "pic:cNvPr",
                                        &[
                                            ("id", &self.no),
                                            ("name", &name),
                                            ("descr", &chart.description),
                                        ],
                                    );
                                    xml.empty("pic:cNvPicPr", &[]);
                                });
                                xml.element("pic:blipFill", &[], |xml| {
                                    xml.empty("a:blip", &[("r:embed", &self.relation())]);
                                    xml.element("a:stretch", &[], |xml| {
                                        xml.empty("a:fillRect", &[])
                                    });
                                });
                                xml.element("pic:spPr", &[], |xml| {
                                    xml.element("a:xfrm", &[], |xml| {
                                        xml.empty("a:off", &[("x", &0), ("y", &0)]);
                                        xml.empty("a:ext", &size);
                                    });
                                    xml.element("a:prstGeom", &[("prst", &"rect")], |xml| {
                                        xml.empty("a:avLst", &[]);
                                    });
                                });
                            });
                        });
                    });
                },
            );
        });
    }
}
