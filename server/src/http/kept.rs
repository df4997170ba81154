//! What was typed into a form whose sender has to sign in or to confirm first:
//! it travels along in hidden fields and is sent afterwards. Nothing of it is
//! stored.

use app::account::kept::{FIELD, Kept, OF, TO};
use axum::http::Uri;

use super::form::Form;
use super::limits::FORM;
use super::reading;

/// What a form holds, to be sent again by whom it is `of`; `None` where there
/// is nothing, or too much for another form around it.
pub(super) fn keep(uri: &Uri, of: &str, form: &Form) -> Option<Kept> {
    let to = reading::own_address(uri.path_and_query()?.as_str())?.to_owned();
    let size: usize = form.fields().iter().map(|(name, value)| name.len() + 3 * value.len()).sum();
    (size + 16 * form.fields().len() < FORM - 4_096).then(|| Kept {
        to,
        of: of.to_owned(),
        fields: form.fields().to_vec(),
    })
}

/// What travels along in a form.
pub(super) fn read_kept(form: &Form) -> Option<Kept> {
    let to = reading::own_address(form.get(TO)?)?.to_owned();
    let of = form.get(OF).unwrap_or_default().to_owned();
    let fields = form
        .fields()
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(FIELD)?.to_owned(), value.clone())))
        .collect();
    Some(Kept { to, of, fields })
}
