//! Pictures of every page, for people to look at. `scripts/pictures` starts it
//! with the folder they go to, and words of the names wanted.

use std::path::PathBuf;
use std::{env, fs};

use browser_tests::pages::{LANGUAGES, PLACES, Place};
use browser_tests::{Fault, Scripts, World};

/// A phone, a small desktop, a wide one.
const WIDTHS: [u32; 3] = [360, 1024, 1600];

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let mut arguments = env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("usage: pictures FOLDER [WORD...]")?);
    let words: Vec<String> = arguments.map(|word| word.to_string_lossy().into_owned()).collect();
    fs::create_dir_all(&folder)?;
    let world = World::start()?;
    let browser = world.browser(Scripts::On).await?;
    for place in PLACES {
        for lang in LANGUAGES {
            for width in WIDTHS {
                take(&browser, &folder, &words, place, (lang, width)).await?;
            }
        }
    }
    browser.close().await
}

async fn take(
    browser: &browser_tests::Browser,
    folder: &std::path::Path,
    words: &[String],
    place: &Place,
    (lang, width): (&str, u32),
) -> Result<(), Fault> {
    for scheme in ["light", "dark"] {
        // Dark is looked at in one width: only colours differ.
        let mark = if scheme == "dark" { "-dark" } else { "" };
        let name = place.name;
        let file = format!("{name}-{lang}-{width}{mark}.png");
        if (scheme == "dark" && width != 1024) || !words.iter().all(|word| file.contains(word)) {
            continue;
        }
        browser.scheme(scheme).await?;
        browser.size(width, 900).await?;
        browser.visit(place, lang).await?;
        // The module, where there is one, and the fonts are there by then.
        browser
            .ask_later("document.fonts.ready.then(() => setTimeout(arguments[0], 150))", vec![])
            .await?;
        fs::write(folder.join(&file), browser.picture().await?)?;
        eprintln!("{file}");
    }
    Ok(())
}
