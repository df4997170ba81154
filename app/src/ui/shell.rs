//! What stands around every page: head, bar, path, notices, footer.

use leptos::prelude::*;

use crate::domain::period::Quarter;
use crate::links::{ASSETS, Filters, Page};
use crate::locale::{Locale, board_words as words, form_words, number_words};

/// The hashed names of what the browser loads.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub style: String,
    /// Starts the islands, where the build has them.
    pub boot: Option<String>,
}

/// A step of the path to the page, or a neighbour in the bar.
#[derive(Clone, Debug)]
pub struct Step {
    pub name: String,
    pub page: Page,
}

/// What every page knows about where and for whom it is.
#[derive(Clone, Debug)]
pub struct Shell {
    pub locale: Locale,
    pub page: Page,
    pub filters: Filters,
    /// Whether all figures are a demo's; then every page says so.
    pub demo: bool,
    pub as_of: Quarter,
    /// Whether the page shows figures; then its foot says as of when.
    pub with_figures: bool,
    /// Whether the page carries an island; only then it loads what starts them.
    pub with_islands: bool,
    /// The programmes, for the bar.
    pub programmes: Vec<Step>,
    pub assets: Assets,
    /// Sentences about filters that were left out.
    pub notices: Vec<String>,
    /// Whether the page says what is to be put right; its title begins so.
    pub faulty: bool,
}

impl Shell {
    /// The address of another page with what is carried along.
    #[must_use]
    pub fn link(&self, page: &Page) -> String {
        page.link(&self.filters.carried())
    }

    /// The address of another page with filters of its own besides.
    #[must_use]
    pub fn link_with(&self, page: &Page, change: impl FnOnce(&mut Filters)) -> String {
        let mut filters = self.filters.carried();
        change(&mut filters);
        page.link(&filters)
    }

    /// This page with other filters.
    #[must_use]
    pub fn here(&self, change: impl FnOnce(&mut Filters)) -> String {
        let mut filters = self.filters.clone();
        change(&mut filters);
        self.page.link(&filters)
    }
}

/// The whole document around a page's content. `path` leads to the page, the
/// page's own name is `title`.
pub fn document<V: IntoView>(shell: &Shell, title: &str, path: &[Step], content: V) -> AnyView {
    let locale = shell.locale;
    let assets = &shell.assets;
    let head =
        if shell.faulty { form_words::title_with_faults(locale, title) } else { title.to_owned() };
    view! {
        <!DOCTYPE html>
        <html lang=locale.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{format!("{head} · {}", words::product(locale))}</title>
                <link rel="icon" href="data:,"/>
                <link rel="stylesheet" href=format!("{ASSETS}{}", assets.style)/>
                {assets.boot.as_ref().filter(|_| shell.with_islands).map(|boot| view! {
                    <script type="module" src=format!("{ASSETS}{boot}")></script>
                })}
            </head>
            <body>
                <a class="skip" href="#main">{words::skip_to_content(locale)}</a>
                {bar(shell)}
                {shell.demo.then(|| view! {
                    <p class="demo" role="note">
                        <strong>{words::demo(locale)}</strong>" "{words::demo_meaning(locale)}
                    </p>
                })}
                {crumbs(shell, title, path)}
                <main id="main">
                    {notices(shell)}
                    {content.into_any()}
                </main>
                {foot(shell)}
            </body>
        </html>
    }
    .into_any()
}

fn bar(shell: &Shell) -> AnyView {
    let locale = shell.locale;
    let mut entries = vec![Step { name: words::overview(locale).into(), page: Page::Overview }];
    entries.extend(shell.programmes.iter().cloned());
    entries.push(Step { name: words::help(locale).into(), page: Page::Help });
    let other = locale.other();
    view! {
        <header class="bar">
            <a class="brand" href=shell.link(&Page::Overview)>
                <span class="mark" aria-hidden="true"></span>
                {words::product(locale)}
            </a>
            <nav aria-label=words::main_navigation(locale)>
                <ul>
                    {entries.into_iter().map(|entry| {
                        let current = (entry.page == shell.page).then_some("page");
                        view! {
                            <li><a href=shell.link(&entry.page) aria-current=current>{entry.name}</a></li>
                        }
                    }).collect_view()}
                </ul>
            </nav>
            <a class="language" lang=other.tag() hreflang=other.tag()
                href=shell.page.link(&shell.filters.in_language(other))>
                {words::own_name(other)}
            </a>
        </header>
    }
    .into_any()
}

fn crumbs(shell: &Shell, title: &str, path: &[Step]) -> Option<AnyView> {
    (!path.is_empty()).then(|| {
        view! {
            <nav class="crumbs" aria-label=words::path(shell.locale)>
                <ol>
                    {path.iter().map(|step| view! {
                        <li><a href=shell.link(&step.page)>{step.name.clone()}</a></li>
                    }).collect_view()}
                    <li aria-current="page">{title.to_owned()}</li>
                </ol>
            </nav>
        }
        .into_any()
    })
}

fn notices(shell: &Shell) -> Option<AnyView> {
    (!shell.notices.is_empty()).then(|| {
        view! {
        <div class="notice" role="status">
            {shell.notices.iter().map(|notice| view! { <p>{notice.clone()}</p> }).collect_view()}
        </div>
    }.into_any()
    })
}

fn foot(shell: &Shell) -> AnyView {
    let locale = shell.locale;
    view! {
        <footer class="foot">
            <p>
                {shell.with_figures.then(|| {
                    let quarter = number_words::quarter(locale, shell.as_of);
                    format!("{} {}", words::approved_only(locale), words::as_of(locale, quarter))
                })}
                {shell.demo.then(|| format!(" {}", words::demo_meaning(locale)))}
            </p>
        </footer>
    }
    .into_any()
}
