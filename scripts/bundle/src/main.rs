//! `bundle INPUT.wasm FOLDER`: writes `pilotboard.js` and `pilotboard_bg.wasm`.
//!
//! A file whose content is the same keeps its time, so that the server, which
//! carries both, is not built again for nothing. Silent unless it fails.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use wasm_bindgen_cli_support::Bindgen;

const NAME: &str = "pilotboard";

fn main() -> ExitCode {
    let mut args = env::args_os().skip(1);
    let (Some(input), Some(folder), None) = (args.next(), args.next(), args.next()) else {
        eprintln!("usage: bundle INPUT.wasm FOLDER");
        return ExitCode::from(2);
    };
    match bundle(Path::new(&input), Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bundle: {}: {error}", Path::new(&input).display());
            ExitCode::FAILURE
        }
    }
}

fn bundle(input: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    // Names and producers only cost bytes in the browser.
    let mut output = Bindgen::new()
        .input_path(input)
        .out_name(NAME)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .web(true)
        .map_err(|error| format!("{error:#}"))?
        .generate_output()
        .map_err(|error| format!("{error:#}"))?;
    if output.snippets().values().any(|list| !list.is_empty()) || !output.local_modules().is_empty()
    {
        return Err("it wants JavaScript files of its own, and the server carries none".into());
    }
    // The names by which module and glue know each other end in hashes, which
    // nothing compresses: a thirtieth of what goes over the line.
    let mut glue = output.js().to_owned();
    for (at, import) in output.wasm_mut().imports.iter_mut().enumerate() {
        if glue.contains(&import.name) {
            let short = format!("_{at}");
            glue = glue.replace(&import.name, &short);
            import.name = short;
        }
    }
    fs::create_dir_all(folder)?;
    keep(&folder.join(format!("{NAME}.js")), glue.as_bytes())?;
    let module = output.wasm_mut().emit_wasm();
    keep(&folder.join(format!("{NAME}_bg.wasm")), &module)?;
    Ok(())
}

/// Writes `content` unless it is there already.
fn keep(path: &Path, content: &[u8]) -> io::Result<()> {
    match fs::read(path) {
        Ok(there) if there == content => Ok(()),
        _ => fs::write(path, content),
    }
}
