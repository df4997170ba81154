//! A frozen evaluation: for those who are signed in with its files and its
//! publication, and for everybody once it is published.

use leptos::prelude::*;

use super::preview::{FrozenLine, language_name, path_to, scope_name};
use super::{document, files};
use crate::domain::access::{Action, Actor};
use crate::domain::calendar::Moment;
use crate::domain::period::Quarter;
use crate::domain::programme::Programme;
use crate::domain::summary::{Format, Summary};
use crate::links::{EvaluationDeed, Filters, Page};
use crate::locale::{evaluation_words as words, number_words, return_words};
use crate::ui::shell::{Shell, Step, document as whole};

/// What the page shows.
pub struct FrozenPage<'a> {
    pub actor: &'a Actor,
    pub programme: &'a Programme,
    pub line: &'a FrozenLine,
    pub sha256: String,
    pub summary: &'a Summary,
    pub jobs: Vec<files::Line>,
    /// Whether this build writes PDF.
    pub pdf: bool,
}

/// The page.
pub fn page(shell: &Shell, of: &FrozenPage) -> AnyView {
    let locale = shell.locale;
    let title = words::evaluation_title(locale, &of.line.number);
    let mut path = path_to(shell, of.programme);
    path.push(Step {
        name: words::evaluation(locale).to_owned(),
        page: Page::Evaluations(of.programme.code.clone()),
    });
    let foreign = (of.line.language != locale.tag()).then(|| {
        let language = language_name(&of.line.language);
        view! { <p class="hint">{words::in_another_language(locale, language)}</p> }
    });
    let now = Filters {
        period: Some(of.line.quarter),
        unit: of.line.unit.clone(),
        ..shell.filters.carried()
    };
    let current = Page::Evaluations(of.programme.code.clone()).link(&now);
    let content = view! {
        <h1>{title.clone()}</h1>
        <p class="prose">{words::frozen_note(locale)}" "<a href=current>{words::to_current(locale)}</a></p>
        {foreign}
        <dl class="particulars">
            <div><dt>{words::frozen_at(locale)}</dt>
                <dd>{return_words::moment(of.line.at)}" · "{of.line.by.clone()}</dd></div>
            <div><dt>{words::sha256(locale)}</dt><dd class="hash">{of.sha256.clone()}</dd></div>
            <div><dt>{words::versions_used(locale, of.summary.versions.len())}</dt>
                <dd><a href="#annex">{words::annex(locale)}</a></dd></div>
        </dl>
        <div class="split tools">
            <section>
                <h2>{words::files_title(locale)}</h2>
                {files::asking(shell, &of.programme.code, Some(&of.line.number), of.pdf)}
                {files::list(shell, &of.programme.code, &of.jobs)}
            </section>
            <section>
                <h2>{words::publish_title(locale)}</h2>
                {publication(shell, of)}
            </section>
        </div>
        {document::view(of.summary, |_| None)}
    };
    whole(shell, &title, &path, content)
}

fn publication(shell: &Shell, of: &FrozenPage) -> AnyView {
    let locale = shell.locale;
    let number = of.line.number.clone();
    let state = if of.line.public {
        let link = Page::PublishedEvaluation(number.clone()).link(&shell.filters.carried());
        view! { <p>{words::is_public(locale)}" "<a href=link.clone()>{link.clone()}</a></p> }
            .into_any()
    } else {
        view! { <p>{words::not_public(locale)}</p> }.into_any()
    };
    let form = of.actor.may_at_all(Action::Publish).then(|| {
        let (deed, name) = if of.line.public {
            (EvaluationDeed::Withdraw(number), words::withdraw(locale))
        } else {
            (EvaluationDeed::Publish(number), words::publish(locale))
        };
        let action = shell.link(&Page::EvaluationDeed(of.programme.code.clone(), deed));
        view! {
            <form class="form" method="post" action=action>
                <p class="hint">{words::publish_hint(locale)}</p>
                <p class="actions"><button type="submit">{name}</button></p>
            </form>
        }
    });
    view! { {state}{form} }.into_any()
}

/// A published evaluation, for everybody.
pub fn public(shell: &Shell, number: &str, sha256: &str, summary: &Summary, pdf: bool) -> AnyView {
    let locale = shell.locale;
    let title = words::evaluation_title(locale, number);
    let path = [Step { name: words::published_title(locale).to_owned(), page: Page::Published }];
    let of = Page::PublishedEvaluation(number.to_owned());
    let links = Format::ALL
        .into_iter()
        .filter(|format| pdf || *format != Format::Pdf)
        .map(|format| {
            let link = of.document(format, &shell.filters.carried());
            view! { <a href=link>{words::take(locale, files::name(format))}</a> }
        })
        .collect_view();
    let content = view! {
        <h1>{title.clone()}</h1>
        <p class="prose">{words::frozen_note(locale)}</p>
        <dl class="particulars">
            <div><dt>{words::sha256(locale)}</dt><dd class="hash">{sha256.to_owned()}</dd></div>
        </dl>
        <p class="actions downloads-of">{links}</p>
        {document::view(summary, |_| None)}
    };
    whole(shell, &title, &path, content)
}

/// A line of the list of what is published.
pub struct PublishedLine {
    pub number: String,
    pub programme: String,
    pub scope: String,
    pub quarter: Quarter,
    pub language: String,
    pub at: Moment,
}

impl PublishedLine {
    /// Names the scope as the programme does.
    #[must_use]
    pub fn scope_of(
        locale: crate::locale::Locale,
        programme: &Programme,
        unit: Option<&str>,
    ) -> String {
        scope_name(locale, programme, unit)
    }
}

/// What is published.
pub fn published(shell: &Shell, lines: &[PublishedLine]) -> AnyView {
    let locale = shell.locale;
    let title = words::published_title(locale);
    let rows = lines
        .iter()
        .map(|line| {
            let page = Page::PublishedEvaluation(line.number.clone());
            view! {
                <tr>
                    <th scope="row"><a href=shell.link(&page)>{line.number.clone()}</a></th>
                    <td>{line.programme.clone()}</td>
                    <td>{line.scope.clone()}</td>
                    <td>{number_words::quarter(locale, line.quarter)}</td>
                    <td>{language_name(&line.language)}</td>
                    <td>{return_words::moment(line.at)}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <div class="scroll" tabindex="0" role="region" aria-label=title>
            <table>
                <caption>{title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::number(locale)}</th>
                        <th scope="col">{crate::locale::board_words::programme(locale)}</th>
                        <th scope="col">{words::scope(locale)}</th>
                        <th scope="col">{words::period(locale)}</th>
                        <th scope="col">{words::language(locale)}</th>
                        <th scope="col">{words::published_at(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    let content = if lines.is_empty() {
        view! { <h1>{title}</h1><p>{words::none_published(locale)}</p> }.into_any()
    } else {
        view! { <h1>{title}</h1>{table} }.into_any()
    };
    whole(shell, title, &[], content)
}
