//! How to read the board: what a verdict means and how it is found.

use leptos::prelude::*;

use crate::domain::progress::Outcome;
use crate::exhibit::judged::tone;
use crate::locale::{board_words as words, progress_words};
use crate::ui::shell::{Shell, document};
use crate::ui::tag::tag;

/// The page.
pub fn page(shell: &Shell) -> AnyView {
    let locale = shell.locale;
    let title = words::help(locale);
    let topics = [
        (words::help_figures_title(locale), words::help_figures(locale)),
        (words::help_sums_title(locale), words::help_sums(locale)),
        (words::help_addresses_title(locale), words::help_addresses(locale)),
        (words::help_tiles_title(locale), words::help_tiles(locale)),
    ];
    let verdicts = Outcome::ALL
        .into_iter()
        .map(|outcome| {
            view! {
                <div>
                    <dt>{tag(tone(outcome), progress_words::outcome(locale, &outcome))}</dt>
                    <dd>{progress_words::outcome_meaning(locale, &outcome)}</dd>
                </div>
            }
        })
        .collect_view();
    let content = view! {
        <article class="prose">
            <h1>{title}</h1>
            <section>
                <h2>{words::help_verdicts_title(locale)}</h2>
                <p>{words::help_verdicts(locale)}</p>
                <dl class="legend">{verdicts}</dl>
            </section>
            {topics.into_iter().map(|(title, text)| view! {
                <section><h2>{title}</h2><p>{text}</p></section>
            }).collect_view()}
        </article>
    };
    document(shell, title, &[], content)
}
