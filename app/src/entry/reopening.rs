//! Asking for an approved return to be opened again.

use leptos::prelude::*;

use crate::domain::dossier::Dossier;
use crate::domain::programme::Programme;
use crate::domain::unit::Unit;
use crate::entry::check::REASON;
use crate::links::{Page, Part};
use crate::locale::{number_words, return_words as words};
use crate::ui::form::{Fault, area, described_by, fault_at, fault_line, summary};
use crate::ui::shell::{Shell, Step, document};

/// The page, with what was typed and what is missing.
pub fn page(
    shell: &Shell,
    programme: &Programme,
    unit: &Unit,
    dossier: &Dossier,
    reason: &str,
    faults: &[Fault],
) -> AnyView {
    let locale = shell.locale;
    let title = words::ask_reopening(locale);
    let form = Page::Return(dossier.key.clone(), Part::Form);
    let path = [
        Step { name: words::returns(locale).to_owned(), page: Page::Returns },
        Step { name: locale.name(&programme.form.title).to_owned(), page: form.clone() },
    ];
    let mut shell = shell.clone();
    shell.faulty = !faults.is_empty();
    let shell = &shell;
    let fault = fault_at(faults, REASON).map(str::to_owned);
    let described = described_by(REASON, true, fault.is_some());
    let invalid = fault.is_some().then_some("true");
    let subject = format!(
        "{} · {}",
        locale.name(&unit.name),
        number_words::quarter(locale, dossier.key.quarter)
    );
    let version = dossier.filing.approved.unwrap_or_default().to_string();
    let content = view! {
        {summary(locale, faults)}
        <div class="title"><h1>{title}</h1><p class="period">{subject}</p></div>
        <form class="form" method="post" action=shell.page.link(&shell.filters.carried())>
            <input type="hidden" name="version" value=version/>
            <div class="field" class:faulty=fault.is_some()>
                <label for=REASON>{words::reason(locale)}</label>
                <p class="hint" id="reason-hint">{words::reason_of_reopening_hint(locale)}</p>
                {fault.as_ref().map(|sentence| fault_line(REASON, sentence))}
                <textarea id=REASON name=REASON rows="4" aria-describedby=described
                    aria-invalid=invalid>{area(reason)}</textarea>
            </div>
            <div class="actions">
                <button type="submit">{words::send_request(locale)}</button>
                <a href=shell.link(&form)>{words::back_to_form(locale)}</a>
            </div>
        </form>
    };
    document(shell, title, &path, content)
}
