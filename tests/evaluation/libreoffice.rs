//! LibreOffice, started by the test, without a screen: what it reads of a
//! file, and the file as it saves it again. A file that it would have to repair it does not convert at all.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// A document as plain text, its cells on lines of their own.
pub const TEXT: &str = "txt:Text (encoded):UTF8";
/// Every sheet as a CSV of what its cells show.
pub const SHEETS: &str =
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1";

/// Word's and Excel's formats again.
pub const DOCX: &str = "docx:MS Word 2007 XML";
pub const XLSX: &str = "xlsx:Calc MS Excel 2007 XML";

/// In seconds; far more than it takes.
const PATIENCE: &str = "240";

/// Converts a file whose name ends so; the files that came of it, by name.
pub fn converted(file: &[u8], ending: &str, to: &str) -> Vec<(String, Vec<u8>)> {
    // One at a time: memory, and the two cores.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("file.{ending}"));
    let out = folder.path().join("out");
    fs::write(&path, file).expect("it is written");
    run(folder.path(), &path, to, &out);
    let files = fs::read_dir(&out).expect("something came of it");
    let mut files: Vec<(String, Vec<u8>)> = files
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(path).expect("it is read"))
        })
        .collect();
    files.sort();
    files
}

/// The only file that came of it.
pub fn converted_to_one(file: &[u8], ending: &str, to: &str) -> Vec<u8> {
    let mut files = converted(file, ending, to);
    assert_eq!(files.len(), 1, "{:?}", files.iter().map(|(name, _)| name).collect::<Vec<_>>());
    files.remove(0).1
}

fn run(folder: &Path, file: &Path, to: &str, out: &Path) {
    let status = Command::new("timeout")
        .args([PATIENCE, "soffice"])
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.display()))
        .args(["--headless", "--norestore", "--convert-to", to, "--outdir"])
        .args([out, file])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("there is a `timeout`");
    // 127: LibreOffice is not installed (scripts/test does it); 124: no answer.
    assert!(status.success() && out.exists(), "{status}: {}", file.display());
}
