//! How the form looks: fonts, borders, shades, widths. Quiet, as statistical
//! forms are; entry cells are white, what is locked is grey.

use app::locale::Locale;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const INK: Color = Color::RGB(0x1F_2933);
const RULE: Color = Color::RGB(0x8A_94A0);
const HEAD: Color = Color::RGB(0xDD_E6EE);
const BAND: Color = Color::RGB(0xEE_F2F6);
const GREY: Color = Color::RGB(0xF1_F1F1);
const MARK: Color = Color::RGB(0xA8_1C1C);

/// Columns of the table, from A.
pub(super) const CODE: u16 = 0;
pub(super) const NAME: u16 = 1;
pub(super) const MEASURE_UNIT: u16 = 2;
pub(super) const VALUE: u16 = 3;
pub(super) const PREVIOUS: u16 = 4;
pub(super) const YEAR_BEFORE: u16 = 5;
pub(super) const ABSENCE: u16 = 6;
pub(super) const NOTE: u16 = 7;
pub(super) const EXPLANATION: u16 = 8;
pub(super) const LAST: u16 = EXPLANATION;

/// Widths in digits of the standard font.
#[must_use]
pub(super) fn widths(locale: Locale) -> [u16; 9] {
    match locale {
        Locale::Zh => [8, 36, 10, 15, 15, 15, 13, 24, 24],
        Locale::En => [8, 40, 13, 15, 15, 15, 17, 24, 24],
    }
}

/// All formats of one form.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) about: Format,
    pub(super) about_centre: Format,
    pub(super) about_right: Format,
    pub(super) demo: Format,
    pub(super) head: Format,
    pub(super) section: Format,
    pub(super) code: Format,
    pub(super) name: Format,
    pub(super) part: Format,
    pub(super) measure_unit: Format,
    pub(super) foot_title: Format,
    pub(super) foot: Format,
    pub(super) foot_code: Format,
    pub(super) sign_label: Format,
    pub(super) blank: Format,
    sign: Format,
    cell: Format,
}

impl Look {
    pub(super) fn new(locale: Locale) -> Self {
        let font = match locale {
            Locale::Zh => "宋体",
            Locale::En => "Calibri",
        };
        let text = Format::new()
            .set_font_name(font)
            .set_font_size(11)
            .set_font_color(INK)
            .set_align(FormatAlign::VerticalCenter);
        let cell = text.clone().set_border(FormatBorder::Thin).set_border_color(RULE);
        let wrapped = cell.clone().set_text_wrap().set_background_color(GREY);
        let foot = text.clone().set_text_wrap().set_font_size(10);
        Self {
            title: text.clone().set_bold().set_font_size(18).set_align(FormatAlign::Center),
            about_centre: text.clone().set_align(FormatAlign::Center).set_bold(),
            about_right: text.clone().set_align(FormatAlign::Right),
            demo: text.clone().set_bold().set_font_color(MARK).set_align(FormatAlign::Center),
            about: text.clone(),
            head: cell
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(HEAD),
            section: cell.clone().set_bold().set_background_color(BAND),
            code: wrapped.clone().set_align(FormatAlign::Center),
            name: wrapped.clone(),
            part: wrapped.clone().set_indent(2),
            measure_unit: wrapped.set_align(FormatAlign::Center),
            foot_title: text.clone().set_bold(),
            foot_code: foot.clone().set_align(FormatAlign::Center),
            foot,
            sign_label: text.clone().set_align(FormatAlign::Right),
            sign: text.set_num_format("@").set_border_bottom(FormatBorder::Thin),
            blank: cell.clone().set_background_color(GREY),
            cell,
        }
    }

    /// A figure: right-aligned, with its decimals.
    pub(super) fn figure(&self, decimals: u8, locked: bool) -> Format {
        let places = usize::from(decimals);
        let code = if places == 0 { "#,##0".into() } else { format!("#,##0.{:0<places$}", "") };
        self.entry(locked).set_num_format(code).set_align(FormatAlign::Right)
    }

    /// Free text; as text whatever is typed, so that nothing becomes a formula
    /// or a date.
    pub(super) fn text(&self, locked: bool) -> Format {
        self.entry(locked).set_num_format("@").set_text_wrap()
    }

    pub(super) fn choice(&self, locked: bool) -> Format {
        self.entry(locked).set_num_format("@").set_align(FormatAlign::Center)
    }

    /// A name beneath the table.
    pub(super) fn sign(&self, locked: bool) -> Format {
        if locked { self.sign.clone() } else { self.sign.clone().set_unlocked() }
    }

    fn entry(&self, locked: bool) -> Format {
        if locked {
            self.cell.clone().set_background_color(GREY)
        } else {
            self.cell.clone().set_unlocked()
        }
    }
}

/// How many rows of text `text` takes in a column of `width` digits; Chinese
/// characters are twice as wide.
#[must_use]
pub(super) fn rows_of_text(text: &str, width: u16) -> u16 {
    text.split('\n').fold(0, |rows, line| {
        let wide = line.chars().map(|c| if c >= '\u{1100}' { 2_u32 } else { 1 }).sum::<u32>();
        let here = wide.div_ceil(u32::from(width.max(1))).clamp(1, 30);
        rows + u16::try_from(here).unwrap_or(30)
    })
}
