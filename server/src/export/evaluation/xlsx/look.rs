//! How the workbook looks: one font, a shade behind headings, stripes behind
//! what is not settled.

use app::locale::Locale;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatPattern};

const INK: Color = Color::RGB(0x1F_2933);
const RULE: Color = Color::RGB(0xC8_CED4);
const HEAD: Color = Color::RGB(0xEA_F0F6);
const TOTAL: Color = Color::RGB(0xF2_F2F2);
const STRIPES: Color = Color::RGB(0xD9_D9D9);
const MARK: Color = Color::RGB(0xC0_0000);
const LINK: Color = Color::RGB(0x0B_5394);

/// All formats of one workbook.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) about: Format,
    pub(super) mark: Format,
    pub(super) name: Format,
    pub(super) text: Format,
    pub(super) link: Format,
    head: Format,
}

/// What a cell of a table is.
#[derive(Clone, Copy, Default)]
pub(super) struct Kind {
    pub(super) right: bool,
    pub(super) total: bool,
    pub(super) unsettled: bool,
}

impl Look {
    pub(super) fn new(locale: Locale) -> Self {
        let font = match locale {
            Locale::Zh => "宋体",
            Locale::En => "Calibri",
        };
        let plain = Format::new().set_font_name(font).set_font_size(11).set_font_color(INK);
        let text = plain.clone().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            title: plain.clone().set_bold().set_font_size(16),
            subtitle: plain.clone().set_font_size(13),
            about: plain.clone(),
            mark: plain.clone().set_bold().set_font_color(MARK),
            name: text.clone().set_bold(),
            link: plain
                .clone()
                .set_font_color(LINK)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            head: text
                .clone()
                .set_bold()
                .set_background_color(HEAD)
                .set_border_bottom(FormatBorder::Thin),
            text,
        }
    }

    /// A column's heading.
    pub(super) fn head(&self, right: bool) -> Format {
        let format = self.head.clone();
        if right { format.set_align(FormatAlign::Right).set_indent(1) } else { format }
    }

    /// A cell of a table.
    pub(super) fn cell(&self, kind: Kind) -> Format {
        let mut format =
            self.text.clone().set_border_bottom(FormatBorder::Hair).set_border_bottom_color(RULE);
        if kind.right {
            format = format.set_align(FormatAlign::Right).set_indent(1);
        }
        if kind.total {
            format = format.set_bold().set_background_color(TOTAL);
        }
        if kind.unsettled {
            format = format.set_pattern(FormatPattern::LightUp).set_foreground_color(STRIPES);
        }
        format
    }
}
