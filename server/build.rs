//! Puts the style sheet and the browser's module into the binary, each under a
//! name with its hash, compressed once. The module is there when `scripts/build`
//! has bundled it; without it the pages stay plain.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};

/// Style sheets in the order of the cascade.
const STYLES: &[&str] = &[
    "tokens.css",
    "layout.css",
    "form.css",
    "account.css",
    "entry.css",
    "upload.css",
    "review.css",
    "due.css",
    "duties.css",
    "audit.css",
    "evaluation.css",
    "board.css",
    "compare.css",
    "print.css",
];

struct Asset {
    name: String,
    media_type: &'static str,
    content: Vec<u8>,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=../migrations");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("..");

    let mut style = Vec::new();
    for name in STYLES {
        let path = root.join("style").join(name);
        println!("cargo:rerun-if-changed={}", path.display());
        style.extend(fs::read(path)?);
    }
    let style = hashed("pilotboard", "css", "text/css; charset=utf-8", style);
    let mut assets = vec![];
    let style_name = style.name.clone();
    assets.push(style);
    let boot = islands(&root, &site(&out), &mut assets)?;
    write(&out, &assets, &style_name, boot.as_deref())?;
    Ok(())
}

/// Where `scripts/build` puts the bundled module: beside the profile's folder.
fn site(out: &Path) -> PathBuf {
    // OUT_DIR is TARGET/PROFILE/build/server-HASH/out.
    out.ancestors().nth(4).unwrap_or(out).join("site")
}

/// The module, its glue and the script that starts them, if they are built.
fn islands(
    root: &Path,
    site: &Path,
    assets: &mut Vec<Asset>,
) -> Result<Option<String>, Box<dyn Error>> {
    let (glue, module) = (site.join("pilotboard.js"), site.join("pilotboard_bg.wasm"));
    let boot = root.join("style/boot.js");
    for path in [&glue, &module, &boot] {
        println!("cargo:rerun-if-changed={}", path.display());
    }
    if !glue.exists() || !module.exists() {
        return Ok(None);
    }
    let javascript = "text/javascript; charset=utf-8";
    let module = hashed("pilotboard", "wasm", "application/wasm", fs::read(module)?);
    let glue = hashed("pilotboard", "js", javascript, fs::read(glue)?);
    let boot = fs::read_to_string(boot)?
        .replace("GLUE_NAME", &glue.name)
        .replace("MODULE_NAME", &module.name);
    let boot = hashed("boot", "js", javascript, boot.into_bytes());
    let name = boot.name.clone();
    assets.extend([module, glue, boot]);
    Ok(Some(name))
}

fn hashed(stem: &str, extension: &str, media_type: &'static str, content: Vec<u8>) -> Asset {
    let hash = format!("{:x}", Sha256::digest(&content));
    Asset { name: format!("{stem}-{}.{extension}", &hash[..12]), media_type, content }
}

fn write(
    out: &Path,
    assets: &[Asset],
    style: &str,
    boot: Option<&str>,
) -> Result<(), Box<dyn Error>> {
    let mut code = String::new();
    writeln!(code, "/// Name of the style sheet.\npub const STYLE: &str = {style:?};")?;
    writeln!(
        code,
        "/// Name of the script that starts the islands, where they are built.\n\
         pub const BOOT: Option<&str> = {boot:?};"
    )?;
    writeln!(code, "/// All assets.\npub static ASSETS: [Asset; {}] = [", assets.len())?;
    for asset in assets {
        let (plain, packed) = (out.join(&asset.name), out.join(format!("{}.br", asset.name)));
        fs::write(&plain, &asset.content)?;
        fs::write(&packed, brotli_best(&asset.content)?)?;
        writeln!(
            code,
            "    Asset {{ name: {:?}, media_type: {:?}, plain: include_bytes!({:?}), brotli: include_bytes!({:?}) }},",
            asset.name, asset.media_type, plain, packed
        )?;
    }
    writeln!(code, "];")?;
    fs::write(out.join("assets.rs"), code)?;
    Ok(())
}

fn brotli_best(content: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut packed, &parameters)?;
    Ok(packed)
}
