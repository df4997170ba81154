//! What stands around every page: head, bar, path, notices, footer.

use leptos::prelude::*;

use crate::domain::access::{Action, Reach, Role};
use crate::domain::period::Quarter;
use crate::domain::unit::UnitCode;
use crate::links::{ASSETS, Chart, Filters, Page, Suffix};
use crate::locale::{
    Locale, account_words, board_words as words, duty_words, evaluation_words, form_words,
    link_words, number_words,
};
use crate::ui::share::{self, Shared, Sharing};

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

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name to sign in with.
    pub name: String,
    pub role: Role,
    /// The name of the own unit.
    pub unit: Option<String>,
    /// The own unit's code.
    pub code: Option<UnitCode>,
    /// Where the duties stand that concern the person, if any do.
    pub duties: Option<Page>,
}

impl Person {
    /// Whether the person may do that to anything of a unit.
    #[must_use]
    pub fn may(&self, action: Action, unit: &str) -> bool {
        match self.role.reach(action) {
            Reach::Nobody => false,
            Reach::OwnUnit => self.code.as_deref() == Some(unit),
            Reach::Everybody => true,
        }
    }

    /// Whether the person may do that to anything at all.
    #[must_use]
    pub fn may_at_all(&self, action: Action) -> bool {
        self.role.reach(action) != Reach::Nobody
    }

    /// The pages of the person's work, by what the role may do.
    fn work(&self, locale: Locale) -> Vec<Step> {
        let duties = self.duties.clone();
        [
            (Action::Read, account_words::returns(locale), Some(Page::Returns)),
            (Action::Read, duty_words::short(locale), duties),
            (Action::Review, account_words::review(locale), Some(Page::Review)),
            (Action::Audit, account_words::audit(locale), Some(Page::Audit)),
            (Action::ManageAccounts, account_words::accounts(locale), Some(Page::Accounts)),
        ]
        .into_iter()
        .filter(|(action, _, _)| self.may_at_all(*action))
        .filter_map(|(_, name, page)| Some(Step { name: name.to_owned(), page: page? }))
        .collect()
    }
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
    /// Who is signed in; `None` for nobody.
    pub person: Option<Person>,
    /// How views are shared by read-only links.
    pub sharing: Sharing,
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

    /// The address of a chart or table as a file. Through a link there are those
    /// of the page it shows, at an address of the link's own.
    #[must_use]
    pub fn file(&self, page: &Page, suffix: Suffix, filters: &Filters) -> Option<String> {
        let Some(shared) = &self.sharing.by else { return Some(page.file(suffix, filters)) };
        let filters = Filters {
            chart: Some(filters.chart.unwrap_or(Chart::Quarters)),
            lang: self.filters.lang,
            ..Filters::default()
        };
        (*page == self.page).then(|| Page::Shared(shared.secret.clone()).file(suffix, &filters))
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
            <body class:shared-view=shell.sharing.by.is_some()>
                <a class="skip" href="#main">{words::skip_to_content(locale)}</a>
                {bar(shell)}
                {shell.demo.then(|| view! {
                    <aside class="demo" aria-label=words::demo(locale)>
                        <strong>{words::demo(locale)}</strong>" "{words::demo_meaning(locale)}
                    </aside>
                })}
                {share::banner(shell)}
                {crumbs(shell, title, path)}
                <main id="main">
                    {notices(shell)}
                    {shell.person.as_ref().map(|_| idle(shell))}
                    {content.into_any()}
                    {share::form(shell)}
                </main>
                {foot(shell)}
            </body>
        </html>
    }
    .into_any()
}

fn bar(shell: &Shell) -> AnyView {
    let locale = shell.locale;
    if let Some(shared) = &shell.sharing.by {
        return bar_of_link(locale, shared);
    }
    let mut entries = vec![Step { name: words::overview(locale).into(), page: Page::Overview }];
    entries.extend(shell.person.iter().flat_map(|person| person.work(locale)));
    let revokes = |person: &Person| person.role.reach(Action::Revoke) != Reach::Nobody;
    if shell.sharing.on && shell.person.as_ref().is_some_and(revokes) {
        entries.push(Step { name: link_words::links(locale).into(), page: Page::Links });
    }
    entries.extend(shell.programmes.iter().cloned());
    entries.push(Step { name: words::help(locale).into(), page: Page::Help });
    let other = locale.other();
    view! {
        <header class="bar" class:signed-in=shell.person.is_some()>
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
            {who(shell)}
            <a class="language" lang=other.tag() hreflang=other.tag()
                href=shell.page.link(&shell.filters.in_language(other))>
                {words::own_name(other)}
            </a>
        </header>
    }
    .into_any()
}

/// Of a page that is seen through a link: nothing else opens by it.
fn bar_of_link(locale: Locale, shared: &Shared) -> AnyView {
    let other = locale.other();
    let filters = Filters { lang: Some(other), ..Filters::default() };
    let link = Page::Shared(shared.secret.clone()).link(&filters);
    view! {
        <header class="bar">
            <span class="brand"><span class="mark" aria-hidden="true"></span>{words::product(locale)}</span>
            <a class="language" lang=other.tag() hreflang=other.tag() href=link>
                {words::own_name(other)}
            </a>
        </header>
    }
    .into_any()
}

/// Who is signed in and the way out, or the way in.
fn who(shell: &Shell) -> AnyView {
    let locale = shell.locale;
    let Some(person) = &shell.person else {
        let mut filters = shell.filters.carried();
        if shell.page != Page::SignIn && shell.page != Page::Activation {
            filters.next = Some(shell.page.link(&shell.filters));
        }
        return view! {
            <a class="sign-in" href=Page::SignIn.link(&filters)>{account_words::sign_in(locale)}</a>
        }
        .into_any();
    };
    let role = account_words::role(locale, person.role);
    let what = match &person.unit {
        Some(unit) => format!("{unit} · {role}"),
        None => role.to_owned(),
    };
    view! {
        <a class="person" href=shell.link(&Page::Account)
            title=account_words::signed_in_as(locale, &person.name)>
            <strong>{person.name.clone()}</strong>
            <small>{what}</small>
        </a>
        <form class="sign-out" method="post" action=shell.link(&Page::SignOut)>
            <button type="submit" class="quiet">{account_words::sign_out(locale)}</button>
        </form>
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

/// Appears when the page has been open for almost as long as a session lasts
/// without activity; the style sheet has the time, so that no script is needed.
/// The link opens another window: what is typed in this one stays.
fn idle(shell: &Shell) -> AnyView {
    let locale = shell.locale;
    view! {
        <p class="notice idle" role="status">
            {account_words::session_idles(locale)}" "
            <a href=shell.link(&Page::Account) target="_blank" rel="noopener">
                {account_words::stay_signed_in(locale)}
            </a>
        </p>
    }
    .into_any()
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
            <p>
                <a href=shell.link(&Page::Published)>{evaluation_words::published_title(locale)}</a>
            </p>
        </footer>
    }
    .into_any()
}
