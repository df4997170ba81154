//! A chart's SVG as PNG. Nothing is read but the one font: no file, address or
//! image an SVG may point to.

use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use png::{BitDepth, ColorType, Encoder, EncodingError};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, ImageHrefResolver, fontdb};

use super::fonts::{self, Pair};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PngError {
    /// Neither the configured file nor a usual folder has a font with Chinese.
    NoChineseFont,
    /// Not an SVG of ours: does not parse, or points outside itself.
    Svg(String),
    /// More than [`PIXELS`] pixels.
    TooLarge { width: u32, height: u32 },
}

impl fmt::Display for PngError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoChineseFont => out.write_str(
                "no font with Chinese characters was found: install fonts-noto-cjk, or name a font file in PILOTBOARD_FONT",
            ),
            Self::Svg(reason) => write!(out, "the picture cannot be drawn: {reason}"),
            Self::TooLarge { width, height } => {
                write!(out, "a picture of {width} × {height} pixels is too large; take a smaller scale")
            }
        }
    }
}

impl std::error::Error for PngError {}

/// The largest picture: 128 MB while it is drawn.
const PIXELS: u64 = 32 << 20;

/// Draws `svg` at `scale` times its natural size. The font is looked for once
/// in the life of the process: `font` if given, else the usual places; what
/// the first call found serves all others.
pub fn render(svg: &str, scale: u32, font: Option<&Path>) -> Result<Vec<u8>, PngError> {
    static FONTS: OnceLock<Option<Arc<fontdb::Database>>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| load_fonts(font)).clone().ok_or(PngError::NoChineseFont)?;
    refuse_foreign(svg)?;

    let options = usvg::Options {
        fontdb: fonts,
        resources_dir: None,
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree =
        usvg::Tree::from_str(svg, &options).map_err(|error| PngError::Svg(error.to_string()))?;
    let size = tree.size().to_int_size();
    let scale = scale.max(1);
    let (width, height) = (size.width().saturating_mul(scale), size.height().saturating_mul(scale));
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(PngError::TooLarge { width, height });
    }
    let mut picture = Pixmap::new(width, height).ok_or(PngError::TooLarge { width, height })?;
    // Small whole numbers are exact as floats; no figure passes through here.
    let factor = f32::from(u16::try_from(scale).unwrap_or(u16::MAX));
    resvg::render(&tree, Transform::from_scale(factor, factor), &mut picture.as_mut());
    drop(tree);
    encoded(picture).map_err(|error| PngError::Svg(error.to_string()))
}

/// The picture's own pixels are what is encoded; its own way of encoding copies
/// them, which doubles the memory that a chart takes.
fn encoded(picture: Pixmap) -> Result<Vec<u8>, EncodingError> {
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, picture.width(), picture.height());
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&picture.take_demultiplied())?;
    writer.finish()?;
    Ok(png)
}

/// Charts hold no images, entities, scripts or foreign content; something that
/// does is not a chart.
pub(super) fn refuse_foreign(svg: &str) -> Result<(), PngError> {
    const FOREIGN: [&str; 8] =
        ["<!", "<image", "<feImage", "<use", "<script", "<foreignObject", "<style", "href="];
    // A name in a text has its `<` escaped, so markup is markup.
    match FOREIGN.into_iter().find(|sign| svg.contains(sign)) {
        Some(sign) if sign != "href=" || has_href_attribute(svg) => {
            Err(PngError::Svg(format!("it contains `{sign}`")))
        }
        _ => Ok(()),
    }
}

/// Whether `href=` stands inside a tag, not in a text.
fn has_href_attribute(svg: &str) -> bool {
    svg.split('<').any(|tag| tag.split('>').next().is_some_and(|inside| inside.contains("href=")))
}

fn load_fonts(configured: Option<&Path>) -> Option<Arc<fontdb::Database>> {
    fonts::sans(configured).find_map(load).map(Arc::new)
}

/// The font of one file, if it has Chinese. The file is mapped, not read.
fn load(pair: Pair) -> Option<fontdb::Database> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_file(pair.regular).ok()?;
    let face = fonts::family(fonts::simplified(&fonts)?).to_owned();
    if !writes_chinese(&fonts, &face) {
        return None;
    }
    if let Some(bold) = pair.bold {
        // Without it titles are set in the regular weight.
        let _ = fonts.load_font_file(bold);
    }
    // Whatever family a chart names, this one answers.
    fonts.set_serif_family(face.clone());
    fonts.set_sans_serif_family(face);
    Some(fonts)
}

/// Sets two characters and sees whether the font needs help with them.
fn writes_chinese(fonts: &fontdb::Database, family: &str) -> bool {
    const PROBE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg"><text y="20">池湘</text></svg>"#;
    let helped = AtomicBool::new(false);
    let mut fonts = fonts.clone();
    fonts.set_serif_family(family);
    let options = usvg::Options {
        fontdb: Arc::new(fonts),
        font_family: family.to_owned(),
        font_resolver: usvg::FontResolver {
            select_font: usvg::FontResolver::default_font_selector(),
            select_fallback: Box::new(|_, _, _| {
                helped.store(true, Ordering::Relaxed);
                None
            }),
        },
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(PROBE, &options).is_ok() && !helped.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(inside: &str) -> String {
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{inside}</svg>"#)
    }

    #[test]
    fn draws_at_the_scale_asked_for() {
        let png = render(&picture("<text y=\"15\">回收</text>"), 3, None).expect("a picture");
        assert_eq!(&png[..4], b"\x89PNG");
        assert_eq!(png[16..24], [0, 0, 0, 120, 0, 0, 0, 60]);
    }

    #[test]
    fn refuses_what_points_outside() {
        for inside in [
            r#"<image href="file:///etc/passwd" width="9" height="9"/>"#,
            r#"<use xlink:href="other.svg#a"/>"#,
            r#"<a href="http://example.org"/>"#,
            "<style>@import url(x.css)</style>",
            "<!-- note -->",
        ] {
            assert!(matches!(render(&picture(inside), 1, None), Err(PngError::Svg(_))), "{inside}");
        }
        let text = "<text y=\"15\">href= is a word here, &lt;image too</text>";
        assert!(render(&picture(text), 1, None).is_ok());
    }

    #[test]
    fn refuses_what_would_fill_the_memory() {
        assert_eq!(
            render(&picture(""), 1_000_000, None),
            Err(PngError::TooLarge { width: 40_000_000, height: 20_000_000 })
        );
    }

    #[test]
    fn a_font_without_chinese_is_not_taken() {
        let none = load(Pair {
            regular: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf".into(),
            bold: None,
        });
        assert!(none.is_none());
    }
}
