//! The forms: what a unit says of a duty, and what the ministry remarks; and
//! both statements beside each other where one came before the other.

use leptos::prelude::*;

use super::one::DutyPage;
use crate::domain::duty::{Course, Evidence, Field as Of, MAX_TEXT, Status, Typed};
use crate::exhibit::duties::file_name;
use crate::links::Page;
use crate::locale::{Locale, board_words, duty_words as words};
use crate::ui::form::{Fault, Field, Kind, area, described_by, fault_at, fault_line, field};
use crate::ui::shell::Shell;

/// The names of the fields, which are their ids too.
pub const STATUS: &str = "status";
pub const DAY: &str = "date";
pub const TEXT: &str = "text";
pub const LINK: &str = "link";
pub const FILE: &str = "file";
/// The file to go on showing, by its id.
pub const KEPT: &str = "kept";
/// The latest statement the form knows of.
pub const VERSION: &str = "version";
/// The ministry's remark.
pub const REMARK: &str = "remark";

/// The form with what stands in it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub typed: Typed,
    /// The file that is there to be kept, and whether it is to be.
    pub kept: Option<(Evidence, bool)>,
    /// The latest statement it knows of; 0 for none.
    pub seen: i32,
}

impl Form {
    /// With what stands, to be gone on from.
    #[must_use]
    pub fn of(course: &Course) -> Self {
        let latest = course.latest();
        Self {
            typed: latest.map(Typed::of).unwrap_or_default(),
            kept: latest.and_then(|it| it.evidence.clone()).map(|file| (file, true)),
            seen: course.version(),
        }
    }
}

/// The control of a field.
#[must_use]
pub fn control(of: Of) -> &'static str {
    match of {
        Of::Status => STATUS,
        Of::On => DAY,
        Of::Text => TEXT,
        Of::Link => LINK,
    }
}

/// The unit's form.
pub(super) fn form(shell: &Shell, of: &DutyPage) -> AnyView {
    let locale = shell.locale;
    let form = &of.typed;
    let title = if of.course.statements.is_empty() {
        words::say_title(locale)
    } else {
        words::say_again_title(locale)
    };
    let day = Field::new(DAY, words::day_label(locale), Kind::Text)
        .hint(words::day_hint(locale))
        .value(&form.typed.on);
    let link = Field::new(LINK, words::link_label(locale), Kind::Link)
        .hint(words::link_hint(locale))
        .value(&form.typed.link);
    let action = shell.link(&Page::Duty(of.key()));
    view! {
        <section class="panel" id="say">
            <h2>{title}</h2>
            <p class="hint">{words::say_lead(locale)}</p>
            <p class="hint">
                {words::records(locale)}{board_words::colon(locale)}
                {locale.name(&of.duty.records).to_owned()}
            </p>
            <form class="form" method="post" enctype="multipart/form-data" action=action>
                <input type="hidden" name=VERSION value=form.seen.to_string()/>
                {statuses(locale, &form.typed.status, &of.faults)}
                {field(&day, &of.faults)}
                {text(locale, &form.typed.text, &of.faults)}
                {field(&link, &of.faults)}
                {file(locale, form, &of.faults)}
                <div class="actions"><button type="submit">{words::say(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// One of four; the first carries the field's id.
fn statuses(locale: Locale, chosen: &str, faults: &[Fault]) -> AnyView {
    let fault = fault_at(faults, STATUS);
    let choices = Status::ALL
        .into_iter()
        .enumerate()
        .map(|(at, status)| {
            let id = if at == 0 { STATUS.to_owned() } else { format!("{STATUS}-{at}") };
            view! {
                <label class="choice" for=id.clone()>
                    <input type="radio" id=id.clone() name=STATUS value=status.word()
                        checked=chosen == status.word()
                        aria-describedby=described_by(STATUS, false, fault.is_some())/>
                    {words::status_word(locale, Some(status))}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field choices" class:faulty=fault.is_some()>
            <legend>{words::status_label(locale)}</legend>
            {fault.map(|sentence| fault_line(STATUS, sentence))}
            {choices}
        </fieldset>
    }
    .into_any()
}

fn text(locale: Locale, typed: &str, faults: &[Fault]) -> AnyView {
    let fault = fault_at(faults, TEXT);
    view! {
        <div class="field" class:faulty=fault.is_some()>
            <label for=TEXT>{words::text_label(locale)}</label>
            <p class="hint" id="text-hint">{words::text_hint(locale, MAX_TEXT)}</p>
            {fault.map(|sentence| fault_line(TEXT, sentence))}
            <textarea id=TEXT name=TEXT rows="5"
                aria-describedby=described_by(TEXT, true, fault.is_some())
                aria-invalid=fault.map(|_| "true")>{area(typed)}</textarea>
        </div>
    }
    .into_any()
}

/// The file last, so that the rest has arrived where it is too large.
fn file(locale: Locale, form: &Form, faults: &[Fault]) -> AnyView {
    let fault = fault_at(faults, FILE);
    let kept = form.kept.as_ref().map(|(file, kept)| {
        view! {
            <label class="choice" for=KEPT>
                <input type="checkbox" id=KEPT name=KEPT value=file.id.clone() checked=*kept/>
                {words::keep_file(locale, file_name(locale, file))}
            </label>
            <p class="hint">{words::keep_file_hint(locale)}</p>
        }
    });
    view! {
        <div class="field" class:faulty=fault.is_some()>
            {kept}
            <label for=FILE>{words::file_label(locale)}</label>
            <p class="hint" id="file-hint">{words::file_hint(locale)}</p>
            {fault.map(|sentence| fault_line(FILE, sentence))}
            <input type="file" id=FILE name=FILE
                accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
                aria-describedby=described_by(FILE, true, fault.is_some())
                aria-invalid=fault.map(|_| "true")/>
        </div>
    }
    .into_any()
}

/// The ministry's form.
pub(super) fn remark_form(shell: &Shell, of: &DutyPage) -> AnyView {
    let locale = shell.locale;
    let fault = fault_at(&of.faults, REMARK);
    view! {
        <section class="panel" id="remarking">
            <h2>{words::remark_title(locale)}</h2>
            <form class="form" method="post" action=shell.link(&Page::DutyRemark(of.key()))>
                <input type="hidden" name=VERSION value=of.course.version().to_string()/>
                <div class="field" class:faulty=fault.is_some()>
                    <label for=REMARK>{words::remark_label(locale)}</label>
                    <p class="hint" id="remark-hint">{words::remark_lead(locale)}</p>
                    {fault.map(|sentence| fault_line(REMARK, sentence))}
                    <textarea id=REMARK name=REMARK rows="4"
                        aria-describedby=described_by(REMARK, true, fault.is_some())
                        aria-invalid=fault.map(|_| "true")>{area(&of.remark)}</textarea>
                </div>
                <div class="actions">
                    <button type="submit">{words::remark_send(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What somebody else said meanwhile beside what was typed.
pub(super) fn both(shell: &Shell, of: &DutyPage) -> Option<AnyView> {
    let locale = shell.locale;
    let theirs = of.course.latest()?;
    let mine = &of.typed.typed;
    let or_none = |text: String| {
        if text.trim().is_empty() { words::none(locale).to_owned() } else { text }
    };
    let mine_status = mine.status.parse::<Status>().ok();
    let file_of = |file: Option<&Evidence>| {
        or_none(file.map(|file| file_name(locale, file)).unwrap_or_default())
    };
    let my_file = of.typed.kept.as_ref().filter(|(_, kept)| *kept).map(|(file, _)| file);
    let rows = [
        (
            words::status(locale),
            words::status_word(locale, Some(theirs.status)).to_owned(),
            mine_status
                .map_or_else(String::new, |it| words::status_word(locale, Some(it)).to_owned()),
        ),
        (
            words::day(locale),
            theirs.on.map(|day| day.to_string()).unwrap_or_default(),
            mine.on.clone(),
        ),
        (words::column_text(locale), theirs.text.clone(), mine.text.clone()),
        (words::link(locale), theirs.link.clone(), mine.link.clone()),
        (words::file(locale), file_of(theirs.evidence.as_ref()), file_of(my_file)),
    ];
    let rows = rows
        .into_iter()
        .map(|(what, theirs, mine)| {
            let differs = theirs.trim() != mine.trim();
            view! {
                <tr class:differs=differs>
                    <th scope="row">{what}</th>
                    <td class="said">{or_none(theirs)}</td>
                    <td class="said">{or_none(mine)}</td>
                </tr>
            }
        })
        .collect_view();
    let caption = words::both_caption(locale);
    Some(
        view! {
            <section class="panel" id="both">
                <h2>{caption}</h2>
                <div class="scroll" tabindex="0" role="region" aria-label=caption>
                    <table class="plain both">
                        <caption>{caption}</caption>
                        <thead><tr>
                            <th scope="col">{words::both_field(locale)}</th>
                            <th scope="col">{words::both_theirs(locale, &theirs.by)}</th>
                            <th scope="col">{words::both_mine(locale)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}
