//! Files of a summary: asking for them, how far they are, and where they are.

use leptos::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::summary::Format;
use crate::links::{EvaluationDeed, Page};
use crate::locale::{Locale, evaluation_words as words, return_words};
use crate::ui::shell::{Shell, Step, document};

/// Which formats are made in the background.
pub const IN_BACKGROUND: [Format; 3] = [Format::Pdf, Format::Docx, Format::Xlsx];

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    /// In percent.
    Running(i32),
    Done,
    Failed,
    Cancelled,
}

impl State {
    /// Whether it is still to come.
    #[must_use]
    pub fn is_coming(self) -> bool {
        matches!(self, Self::Waiting | Self::Running(_))
    }

    fn words(self, locale: Locale) -> String {
        match self {
            Self::Waiting => words::waiting(locale).to_owned(),
            Self::Running(percent) => words::running(locale, percent),
            Self::Done => words::done(locale).to_owned(),
            Self::Failed => words::failed(locale).to_owned(),
            Self::Cancelled => words::cancelled(locale).to_owned(),
        }
    }
}

/// A file that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: String,
    pub format: Format,
    /// `PB-2026-0003`, or scope and period of a preview.
    pub what: String,
    pub state: State,
    pub asked_at: Moment,
}

/// What a format is called.
#[must_use]
pub fn name(format: Format) -> &'static str {
    match format {
        Format::Pdf => "PDF",
        Format::Docx => "DOCX",
        Format::Xlsx => "XLSX",
        Format::Csv => "CSV",
        Format::Sdmx => "SDMX-CSV",
    }
}

/// Buttons and links for each format; of the frozen one with that number, else
/// of the preview that the shell's filters name. `pdf` says whether this build
/// writes PDF.
pub(super) fn asking(shell: &Shell, programme: &str, number: Option<&str>, pdf: bool) -> AnyView {
    let locale = shell.locale;
    let deed = Page::EvaluationDeed(programme.to_owned(), EvaluationDeed::Files);
    let page = match number {
        Some(number) => Page::Evaluation(programme.to_owned(), number.to_owned()),
        None => Page::Evaluations(programme.to_owned()),
    };
    let buttons = IN_BACKGROUND
        .into_iter()
        .filter(|format| pdf || *format != Format::Pdf)
        .map(|format| {
            view! {
                <button type="submit" name="format" value=format.extension()>
                    {words::make(locale, name(format))}
                </button>
            }
        })
        .collect_view();
    let links = [Format::Csv, Format::Sdmx]
        .into_iter()
        .map(|format| {
            let link = page.document(format, &shell.filters);
            view! { <a href=link>{words::take(locale, name(format))}</a> }
        })
        .collect_view();
    view! {
        <p class="hint">{words::files_hint(locale)}</p>
        <form class="form" method="post" action=deed.link(&shell.filters)>
            {number.map(|number| view! {
                <input type="hidden" name="number" value=number.to_owned()/>
            })}
            <p class="actions">{buttons}{links}</p>
        </form>
    }
    .into_any()
}

/// The files somebody asked for lately.
pub(super) fn list(shell: &Shell, programme: &str, lines: &[Line]) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let locale = shell.locale;
    let rows = lines
        .iter()
        .map(|line| {
            let page = Page::ExportJob(programme.to_owned(), line.id.clone());
            view! {
                <tr>
                    <th scope="row">
                        <a href=shell.link(&page)>{format!("{} {}", name(line.format), line.what)}</a>
                    </th>
                    <td>{line.state.words(locale)}</td>
                    <td>{return_words::moment(line.asked_at)}</td>
                </tr>
            }
        })
        .collect_view();
    let caption = words::jobs_caption(locale);
    Some(
        view! {
            <h3>{words::jobs_title(locale)}</h3>
            <div class="scroll" tabindex="0" role="region" aria-label=caption>
                <table>
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::file(locale)}</th>
                            <th scope="col">{words::state(locale)}</th>
                            <th scope="col">{words::asked_at(locale)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any(),
    )
}

/// One file on its way. The server has the page looked at again while it is.
pub fn page(shell: &Shell, path: &[Step], programme: &str, line: &Line) -> AnyView {
    let locale = shell.locale;
    let title = words::job_title(locale, name(line.format));
    let file = Page::ExportFile(programme.to_owned(), line.id.clone());
    let cancel = Page::CancelExport(programme.to_owned(), line.id.clone());
    let percent = match line.state {
        State::Running(percent) => percent,
        State::Done => 100,
        _ => 0,
    };
    let said = match line.state {
        State::Waiting | State::Running(_) => words::job_waits(locale),
        State::Done => words::job_done(locale),
        State::Failed => words::job_failed(locale),
        State::Cancelled => words::job_cancelled(locale),
    };
    let action = if line.state.is_coming() {
        view! {
            <form class="form" method="post" action=shell.link(&cancel)>
                <p class="actions">
                    <button type="submit" class="quiet">{words::cancel(locale)}</button>
                </p>
            </form>
        }
        .into_any()
    } else if line.state == State::Done {
        view! {
            <p><a class="download" href=shell.link(&file)>{words::take(locale, name(line.format))}</a></p>
        }
        .into_any()
    } else {
        ().into_any()
    };
    let back = shell.link(&Page::Evaluations(programme.to_owned()));
    let content = view! {
        <h1>{title.clone()}</h1>
        <p class="period">{line.what.clone()}</p>
        <p class="job" role="status">
            <progress max="100" value=percent.to_string() aria-label=words::progress_label(locale)></progress>
            " "<b>{line.state.words(locale)}</b>
        </p>
        <p class="prose">{said}</p>
        {action}
        <p><a href=back>{words::back_to_preview(locale)}</a></p>
    };
    document(shell, &title, path, content)
}
