//! Where fonts with Chinese characters lie on this machine.

use std::path::{Path, PathBuf};

use resvg::usvg::fontdb;

/// A font file, and the bold one that lies beside it.
pub(super) struct Pair {
    pub(super) regular: PathBuf,
    pub(super) bold: Option<PathBuf>,
}

/// Where distributions put Chinese fonts. A bold face lies beside a regular one.
const FOLDERS: [&str; 14] = [
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
    "/usr/share/fonts/google-noto-serif-cjk-fonts",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/opentype/source-han-sans",
    "/usr/share/fonts/adobe-source-han-sans",
    "/usr/share/fonts/adobe-source-han-sans-cn-fonts",
    "/usr/share/fonts/adobe-source-han-serif-cn-fonts",
    "/usr/share/fonts/truetype/wqy",
    "/usr/share/fonts/wqy-microhei",
    "/usr/share/fonts/wqy-zenhei",
    "/usr/local/share/fonts",
];
type Names = [(&'static str, Option<&'static str>)];
const SANS: &Names = &[
    ("NotoSansCJK-Regular.ttc", Some("NotoSansCJK-Bold.ttc")),
    ("NotoSansCJKsc-Regular.otf", Some("NotoSansCJKsc-Bold.otf")),
    ("NotoSansSC-Regular.otf", Some("NotoSansSC-Bold.otf")),
    ("SourceHanSansCN-Regular.otf", Some("SourceHanSansCN-Bold.otf")),
    ("SourceHanSansSC-Regular.otf", Some("SourceHanSansSC-Bold.otf")),
    ("wqy-microhei.ttc", None),
    ("wqy-zenhei.ttc", None),
];
#[cfg(feature = "pdf")]
const SERIF: &Names = &[
    ("NotoSerifCJK-Regular.ttc", Some("NotoSerifCJK-Bold.ttc")),
    ("NotoSerifCJKsc-Regular.otf", Some("NotoSerifCJKsc-Bold.otf")),
    ("NotoSerifSC-Regular.otf", Some("NotoSerifSC-Bold.otf")),
    ("SourceHanSerifCN-Regular.otf", Some("SourceHanSerifCN-Bold.otf")),
    ("SourceHanSerifSC-Regular.otf", Some("SourceHanSerifSC-Bold.otf")),
];

/// Sans-serif fonts, the configured one first.
pub(super) fn sans(configured: Option<&Path>) -> impl Iterator<Item = Pair> {
    let its_own = configured.map(|path| Pair { regular: path.to_owned(), bold: None });
    its_own.into_iter().chain(known(None, SANS))
}

/// Serif fonts: beside the configured one, then in the usual places.
#[cfg(feature = "pdf")]
pub(super) fn serif(configured: Option<&Path>) -> impl Iterator<Item = Pair> {
    known(configured.and_then(Path::parent), SERIF)
}

fn known<'a>(first: Option<&'a Path>, names: &'static Names) -> impl Iterator<Item = Pair> + 'a {
    let folders = first.into_iter().chain(FOLDERS.into_iter().map(Path::new));
    folders.flat_map(move |folder| {
        names.iter().map(move |(regular, bold)| Pair {
            regular: folder.join(regular),
            bold: bold.map(|bold| folder.join(bold)),
        })
    })
}

/// The face that is asked first: the one with simplified forms, where a file
/// has several.
pub(super) fn simplified(fonts: &fontdb::Database) -> Option<&fontdb::FaceInfo> {
    fonts
        .faces()
        .find(|face| family(face).ends_with(" SC") || family(face).ends_with(" CN"))
        .or_else(|| fonts.faces().next())
}

pub(super) fn family(face: &fontdb::FaceInfo) -> &str {
    face.families.first().map_or("", |(name, _)| name)
}
