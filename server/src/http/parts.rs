//! A form that may bring a file: what was typed into it is read whatever
//! becomes of the file, so that it can be given back.

use axum::RequestExt;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Multipart, Request};

use super::form::{Form, has_type, read_form};
use super::limits::{self, Admission, Gate};
use super::request_refusal::RequestRefusal;
use super::upload::{AROUND, UPLOAD_TYPE, all, bare, broken};

/// What came with the form in the place of its file.
#[derive(Debug)]
pub(super) enum File {
    None,
    Whole {
        /// Without folders.
        name: String,
        bytes: Vec<u8>,
        /// The place behind the gate that it holds until it is dropped.
        place: Admission,
    },
    /// More bytes than asked for; whatever came after it was not read.
    TooLarge,
    /// Too many files were being read; nor was anything after it.
    Busy,
}

/// A form and its file.
#[derive(Debug)]
pub(super) struct Parts {
    pub fields: Form,
    pub file: File,
}

/// Reads a form whose file, of at most `limit` bytes, comes in `field` and
/// after all others; a form without any may come as forms without files do.
///
/// # Errors
/// When the form cannot be read, or has more than one file or one elsewhere.
pub(super) async fn read_parts(
    mut request: Request,
    field: &str,
    limit: usize,
    gate: &Gate,
) -> Result<Parts, RequestRefusal> {
    if !has_type(request.headers(), UPLOAD_TYPE) {
        return Ok(Parts { fields: read_form(request).await?, file: File::None });
    }
    // The file is held to its own limit, so that it is known what broke it.
    DefaultBodyLimit::max(limits::FILE + limit + AROUND).apply(&mut request);
    let multipart: Result<Multipart, _> = request.extract().await;
    let mut multipart = multipart.map_err(|_| RequestRefusal::BrokenUpload)?;
    let mut parts = Parts { fields: Form::default(), file: File::None };
    let mut around = 0;
    while let Some(part) = multipart.next_field().await.map_err(|error| broken(&error))? {
        let name = part.name().unwrap_or_default().to_owned();
        let Some(file_name) = part.file_name().map(bare) else {
            let text = all(part, AROUND - around, 0, limits::FORM).await?;
            around += text.len();
            let text = str::from_utf8(&text).map_err(|_| RequestRefusal::NotText)?;
            parts.fields.add(&name, text)?;
            continue;
        };
        if name != field {
            return Err(RequestRefusal::UnknownField(name));
        }
        if matches!(parts.file, File::Whole { .. }) {
            return Err(RequestRefusal::SeveralFiles);
        }
        parts.file = file(part, file_name, limit, gate).await?;
        if matches!(parts.file, File::TooLarge | File::Busy) {
            return Ok(parts);
        }
    }
    Ok(parts)
}

/// A browser sends an empty one where none was chosen; only what has bytes
/// needs a place.
async fn file(
    mut part: Field<'_>,
    name: String,
    limit: usize,
    gate: &Gate,
) -> Result<File, RequestRefusal> {
    let mut bytes = Vec::new();
    let mut place = None;
    while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
        if chunk.is_empty() {
            continue;
        }
        if place.is_none() {
            let Ok(entered) = gate.enter() else { return Ok(File::Busy) };
            place = Some(entered);
        }
        if bytes.len() + chunk.len() > limit {
            return Ok(File::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(match place {
        Some(place) => File::Whole { name, bytes, place },
        // Chosen, and empty.
        None if !name.is_empty() => File::Whole { name, bytes, place: gate.enter()? },
        None => File::None,
    })
}

/// What was typed, where somebody has to sign in first; the file is left out.
pub(super) async fn read_typed(mut request: Request) -> Option<Form> {
    if !has_type(request.headers(), UPLOAD_TYPE) {
        return None;
    }
    DefaultBodyLimit::max(limits::FILE + AROUND).apply(&mut request);
    let mut multipart: Multipart = request.extract().await.ok()?;
    let mut fields = Form::default();
    let mut around = 0;
    while let Some(part) = multipart.next_field().await.ok()? {
        if part.file_name().is_some() {
            break;
        }
        let name = part.name().unwrap_or_default().to_owned();
        let text = all(part, AROUND - around, 0, limits::FORM).await.ok()?;
        around += text.len();
        fields.add(&name, str::from_utf8(&text).ok()?).ok()?;
    }
    (!fields.fields().is_empty()).then_some(fields)
}
