//! What happened to a return, newest first: versions submitted, decisions,
//! comments, countersignatures.

use leptos::prelude::*;

use super::reviewed::ReviewedPage;
use crate::domain::calendar::Moment;
use crate::domain::dossier::{Remark, Version};
use crate::links::Filters;
use crate::locale::{Locale, board_words, return_words, review_words as words};
use crate::ui::shell::Shell;

/// The list.
pub(super) fn view(shell: &Shell, of: &ReviewedPage) -> AnyView {
    let locale = shell.locale;
    let versions =
        of.dossier.versions.iter().map(|version| (version.at, submitted(shell, version)));
    let remarks = of.dossier.remarks.iter().map(|remark| (remark.at, remarked(locale, remark)));
    let mut entries: Vec<(Moment, AnyView)> = versions.chain(remarks).collect();
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let entries = entries.into_iter().map(|(_, entry)| entry).collect_view();
    view! {
        <section id="said">
            <h2>{words::history_title(locale)}</h2>
            <ol class="record">{entries}</ol>
        </section>
    }
    .into_any()
}

fn submitted(shell: &Shell, version: &Version) -> AnyView {
    let locale = shell.locale;
    let no = version.version;
    let filters = Filters { version: Some(no), ..shell.filters.carried() };
    let receipt = version.receipt.as_ref().map(|receipt| {
        format!("{}{}{receipt}", words::receipt(locale), board_words::colon(locale))
    });
    let reason = version.reason.as_ref().map(|reason| words::restated_because(locale, reason));
    view! {
        <li>
            <p>
                <b>{version.by.clone()}</b>" "
                <a href=shell.page.link(&filters)>{words::submitted_version(locale, no)}</a>
                <small>{return_words::moment(version.at)}</small>
            </p>
            {receipt.map(|receipt| view! { <p>{receipt}</p> })}
            {reason.map(|reason| view! { <p class="said">{reason}</p> })}
        </li>
    }
    .into_any()
}

fn remarked(locale: Locale, remark: &Remark) -> AnyView {
    let version = remark.version.map(|no| words::of_version(locale, no));
    let lines = remark
        .lines
        .as_ref()
        .map(|lines| words::only_lines(locale, lines.join(board_words::comma(locale))));
    let reason = (!remark.reason.is_empty()).then(|| remark.reason.clone());
    view! {
        <li>
            <p>
                <b>{remark.by.clone()}</b>" "{words::said(locale, remark.said)}" "{version}
                <small>{return_words::moment(remark.at)}</small>
            </p>
            {lines.map(|lines| view! { <p>{lines}</p> })}
            {reason.map(|reason| view! { <p class="said">{reason}</p> })}
        </li>
    }
    .into_any()
}
