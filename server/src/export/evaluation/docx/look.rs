//! How a document looks, after GB/T 9704 (layout of official documents) where
//! that speaks: paper, margins, fonts and sizes of title, headings and text.
//! Lengths are twentieths of a point, sizes of type half points, as Word has
//! them.

use app::locale::Locale;

/// A4, upright.
pub(super) const PAPER: (u32, u32) = (11_906, 16_838);
/// 37 mm above, 28 mm at the left; the text takes 156 mm × 225 mm.
pub(super) const UPRIGHT: Margins =
    Margins { top: 2_098, right: 1_474, bottom: 1_984, left: 1_587 };
/// The same sheet turned.
pub(super) const LYING: Margins = Margins { top: 1_587, right: 1_474, bottom: 1_474, left: 1_474 };
/// From the paper's edge to header and footer.
pub(super) const HEADER: u32 = 964;
pub(super) const FOOTER: u32 = 1_021;

/// Red of the issuer's name and of marks.
pub(super) const RED: &str = "C00000";
pub(super) const GREY: &str = "595959";
pub(super) const RULE: &str = "BFBFBF";
pub(super) const HEAD: &str = "EAF0F6";

#[derive(Clone, Copy)]
pub(super) struct Margins {
    pub(super) top: u32,
    pub(super) right: u32,
    pub(super) bottom: u32,
    pub(super) left: u32,
}

/// Width of the text.
pub(super) fn room(lying: bool) -> u32 {
    let (paper, margins) = if lying { (PAPER.1, LYING) } else { (PAPER.0, UPRIGHT) };
    paper - margins.left - margins.right
}

/// Height of the text.
pub(super) fn height(lying: bool) -> u32 {
    let (paper, margins) = if lying { (PAPER.0, LYING) } else { (PAPER.1, UPRIGHT) };
    paper - margins.top - margins.bottom
}

/// A font for Western letters and one for Chinese.
#[derive(Clone, Copy)]
pub(super) struct Fonts {
    pub(super) western: &'static str,
    pub(super) chinese: &'static str,
}

pub(super) struct Look {
    pub(super) title: Fonts,
    pub(super) heading: Fonts,
    pub(super) text: Fonts,
    pub(super) table: Fonts,
    pub(super) title_size: u32,
    pub(super) heading_size: u32,
    pub(super) text_size: u32,
    pub(super) particulars_size: u32,
    /// From line to line, exactly; `None` for what the font has.
    pub(super) line: Option<u32>,
    /// Before the first line of a paragraph, in hundredths of a character.
    pub(super) indent: u32,
}

pub(super) fn look(locale: Locale) -> Look {
    let western = "Times New Roman";
    match locale {
        Locale::Zh => Look {
            title: Fonts { western, chinese: "方正小标宋简体" },
            heading: Fonts { western, chinese: "黑体" },
            text: Fonts { western, chinese: "仿宋" },
            table: Fonts { western, chinese: "宋体" },
            title_size: 44,
            heading_size: 32,
            text_size: 32,
            particulars_size: 28,
            line: Some(560),
            indent: 200,
        },
        Locale::En => Look {
            title: Fonts { western, chinese: "宋体" },
            heading: Fonts { western: "Arial", chinese: "黑体" },
            text: Fonts { western, chinese: "宋体" },
            table: Fonts { western, chinese: "宋体" },
            title_size: 44,
            heading_size: 30,
            text_size: 23,
            particulars_size: 23,
            line: None,
            indent: 0,
        },
    }
}

/// Type in tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    Usual,
    Small,
    Smallest,
}

impl Size {
    pub(super) const ALL: [Self; 3] = [Self::Usual, Self::Small, Self::Smallest];

    pub(super) fn half_points(self) -> u32 {
        match self {
            Self::Usual => 21,
            Self::Small => 18,
            Self::Smallest => 15,
        }
    }

    /// The paragraph style of a cell.
    pub(super) fn style(self) -> &'static str {
        match self {
            Self::Usual => "TableText",
            Self::Small => "TableTextSmall",
            Self::Smallest => "TableTextSmallest",
        }
    }
}
