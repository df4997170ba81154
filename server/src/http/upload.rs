//! A file with the fields beside it, as a browser uploads them.

use axum::RequestExt;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, Multipart, Request};
use axum::http::StatusCode;

use super::form::{Form, has_type};
use super::limits::{self, Admission, Gate};
use super::request_refusal::RequestRefusal;

pub(super) const UPLOAD_TYPE: &str = "multipart/form-data";
/// What stands around the file: the other fields, and the lines between.
pub(super) const AROUND: usize = limits::FORM;
/// Characters kept of a file's name.
const LONGEST_NAME: usize = 200;

/// One file, and the place behind the gate it holds until it is dropped.
#[derive(Debug)]
pub struct Upload {
    pub fields: Form,
    /// As the person's machine calls it, without folders; for showing only.
    pub file_name: String,
    pub bytes: Vec<u8>,
    _admission: Admission,
}

/// Reads an upload whose file is in `field`. It costs the file's size in
/// memory, and what the network holds.
///
/// # Errors
/// When too many are being read, when it is too large, of another type or
/// damaged, or when there is not exactly one file.
pub async fn read_upload(
    mut request: Request,
    field: &str,
    gate: &Gate,
) -> Result<Upload, RequestRefusal> {
    let admission = gate.enter()?;
    if !has_type(request.headers(), UPLOAD_TYPE) {
        return Err(RequestRefusal::WrongType(UPLOAD_TYPE));
    }
    let announced = limits::announced(request.headers()).unwrap_or(0);
    if announced > limits::FILE + AROUND {
        return Err(RequestRefusal::TooLarge(limits::FILE));
    }
    DefaultBodyLimit::max(limits::FILE + AROUND).apply(&mut request);
    let multipart: Result<Multipart, _> = request.extract().await;
    let mut multipart = multipart.map_err(|_| RequestRefusal::BrokenUpload)?;
    let mut fields = Form::default();
    let mut around = 0;
    let mut file = None;
    while let Some(part) = multipart.next_field().await.map_err(|error| broken(&error))? {
        let name = part.name().unwrap_or_default().to_owned();
        let Some(file_name) = part.file_name().map(bare) else {
            let text = all(part, AROUND - around, 0, limits::FORM).await?;
            around += text.len();
            let text = str::from_utf8(&text).map_err(|_| RequestRefusal::NotText)?;
            fields.add(&name, text)?;
            continue;
        };
        if name != field {
            return Err(RequestRefusal::UnknownField(name));
        }
        if file.is_some() {
            return Err(RequestRefusal::SeveralFiles);
        }
        let bytes = all(part, limits::FILE, announced.min(limits::FILE), limits::FILE).await?;
        file = Some((file_name, bytes));
    }
    // A browser sends an empty one where none was chosen.
    let chosen = file.filter(|(name, bytes)| !name.is_empty() || !bytes.is_empty());
    let (file_name, bytes) = chosen.ok_or(RequestRefusal::NoFile)?;
    Ok(Upload { fields, file_name, bytes, _admission: admission })
}

/// All bytes of a part, at most `limit`; `told` is the limit people are told.
pub(super) async fn all(
    mut part: Field<'_>,
    limit: usize,
    expected: usize,
    told: usize,
) -> Result<Vec<u8>, RequestRefusal> {
    let mut all = Vec::with_capacity(expected);
    while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
        if all.len() + chunk.len() > limit {
            return Err(RequestRefusal::TooLarge(told));
        }
        all.extend_from_slice(&chunk);
    }
    Ok(all)
}

pub(super) fn broken(error: &MultipartError) -> RequestRefusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => RequestRefusal::TooLarge(limits::FILE),
        StatusCode::BAD_REQUEST => RequestRefusal::BrokenUpload,
        _ => RequestRefusal::CutOff,
    }
}

/// The file's own name: some browsers send the folders it lies in.
pub(super) fn bare(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|character| !character.is_control()).take(LONGEST_NAME).collect()
}
