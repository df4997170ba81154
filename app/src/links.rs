//! Every address of the product, typed. No URL literal stands elsewhere. Its
//! path is a [`Page`], its query are [`Filters`].

mod filters;

use crate::domain::dossier::Said;
use crate::domain::duty;
use crate::domain::filing::Key;
use crate::domain::period::Quarter;
use crate::domain::summary::Format;

use filters::encode;

pub use filters::{Chart, Column, Filters, Sort};

/// Where an asset lies; the server fills in the hashed names it carries.
pub const ASSETS: &str = "/assets/";

/// What is before a page's path where it is asked for as JSON.
const API: &str = "/api/v1";

/// How a chart or table is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    Svg,
    Png,
    Csv,
}

impl Suffix {
    pub const ALL: [Self; 3] = [Self::Svg, Self::Png, Self::Csv];

    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
        }
    }
}

fn add_key(add: &mut impl FnMut(&str), key: &Key) {
    add(&key.programme);
    add(&key.unit);
    add(&key.quarter.to_string());
}

fn add_duty(add: &mut impl FnMut(&str), key: &duty::Key, part: Option<&str>) {
    for place in ["programmes", &key.programme, "duties", &key.no, &key.unit] {
        add(place);
    }
    part.into_iter().for_each(add);
}

/// A place of the product, without its filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Overview,
    Programme(String),
    Unit(String, String),
    Target(String, String),
    /// Units beside each other.
    Compare(String),
    /// How one figure came about: programme, indicator, unit (`None` for all
    /// together), quarter.
    Figure(String, String, Option<String>, Quarter),
    /// Read-only links that were made.
    Links,
    /// Where one of them is revoked.
    Revoking(i64),
    /// What a link shows, by its secret.
    Shared(String),
    /// How all duties of a programme stand.
    Duties(String),
    /// One duty of one unit.
    Duty(duty::Key),
    /// Where the ministry's remark on it is sent.
    DutyRemark(duty::Key),
    /// The file that goes with a statement, by its version.
    DutyEvidence(duty::Key),
    Help,
    /// What is due, and how far each return has come.
    Returns,
    Return(Key, Part),
    /// What waits for a decision.
    Review,
    /// A submitted return beside the version before.
    Reviewed(Key),
    /// Where a decision on a return, or a word about it, is sent.
    Saying(Key, Said),
    /// The record of what was done.
    Audit,
    SignIn,
    SignOut,
    /// Showing the second factor again.
    Confirmation,
    /// Changing one's password.
    Password,
    /// Setting one's second factor up.
    SecondFactor,
    /// Ends one's other sessions.
    SignOutElsewhere,
    /// Where a one-time secret becomes a password.
    Activation,
    /// One's own account: password, second factor, where one is signed in.
    Account,
    /// All accounts, for who administers them.
    Accounts,
    /// One of them.
    AccountOf(String),
    AccountDeed(String, AccountDeed),
    /// The evaluation summary of a programme as it stands now, and those frozen.
    Evaluations(String),
    EvaluationDeed(String, EvaluationDeed),
    /// A frozen one, by its number.
    Evaluation(String, String),
    /// A file that is being made.
    ExportJob(String, String),
    /// Where it is given up, and where it is once it is made.
    CancelExport(String, String),
    ExportFile(String, String),
    /// What everybody may see.
    Published,
    PublishedEvaluation(String),
}

/// What is done to an evaluation summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvaluationDeed {
    Freeze,
    /// Text is written to a section.
    Write,
    /// A file is asked for.
    Files,
    /// The evaluation of that number is shown to everybody, or no more.
    Publish(String),
    Withdraw(String),
}

/// What is done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountDeed {
    /// A one-time code is made, to be handed over.
    Code,
    Disable,
    Enable,
    /// The second factor is taken away.
    Reset,
}

impl AccountDeed {
    pub const ALL: [Self; 4] = [Self::Code, Self::Disable, Self::Enable, Self::Reset];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::Reset => "reset",
        }
    }
}

/// What of a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Form,
    /// Its figures as they would be submitted, with what is questioned.
    Check,
    /// The proof of what was submitted.
    Receipt,
    /// The same as a file that can be verified.
    ReceiptFile,
    /// Who changed what, when.
    History,
    /// The form as a workbook to be filled in.
    Template,
    /// Workbooks: the differences before they are taken over.
    Upload,
    /// A workbook as it was sent in.
    Original,
    /// The wish to have it reopened.
    Reopening,
}

impl Part {
    fn word(self) -> Option<&'static str> {
        match self {
            Self::Form | Self::Template => None,
            Self::Check => Some("check"),
            Self::Receipt => Some("receipt"),
            Self::ReceiptFile => Some("receipt.txt"),
            Self::History => Some("history"),
            Self::Upload => Some("upload"),
            Self::Original => Some("upload.xlsx"),
            Self::Reopening => Some("reopening"),
        }
    }
}

impl Page {
    /// The path, each part encoded.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        let mut add = |part: &str| {
            path.push('/');
            encode(part, &mut path);
        };
        match self {
            Self::Overview => add(""),
            Self::Help => add("help"),
            Self::Programme(programme) => {
                add("programmes");
                add(programme);
            }
            Self::Unit(programme, unit) => {
                add("programmes");
                add(programme);
                add("units");
                add(unit);
            }
            Self::Target(programme, no) => {
                add("programmes");
                add(programme);
                add("targets");
                add(no);
            }
            Self::Compare(programme) => {
                ["programmes", programme, "compare"].into_iter().for_each(&mut add);
            }
            Self::Figure(programme, indicator, unit, quarter) => {
                ["programmes", programme, "figures", indicator].into_iter().for_each(&mut add);
                unit.iter().for_each(|unit| add(unit));
                add(&quarter.to_string());
            }
            Self::Links => add("links"),
            Self::Revoking(id) => {
                ["links", &id.to_string(), "revoke"].into_iter().for_each(&mut add);
            }
            Self::Shared(secret) => ["shared", secret].into_iter().for_each(&mut add),
            Self::Duties(programme) => {
                for part in ["programmes", programme, "duties"] {
                    add(part);
                }
            }
            Self::Duty(key) => add_duty(&mut add, key, None),
            Self::DutyRemark(key) => add_duty(&mut add, key, Some("remark")),
            Self::DutyEvidence(key) => add_duty(&mut add, key, Some("evidence")),
            Self::Returns => add("returns"),
            Self::Return(key, part) => {
                add("returns");
                add_key(&mut add, key);
                part.word().into_iter().for_each(&mut add);
                if *part == Part::Template {
                    path.push_str(".xlsx");
                }
            }
            Self::Review => add("review"),
            Self::Reviewed(key) => {
                add("review");
                add_key(&mut add, key);
            }
            Self::Saying(key, said) => {
                add("review");
                add_key(&mut add, key);
                add(said.word());
            }
            Self::Audit => add("audit"),
            Self::SignIn => add("login"),
            Self::SignOut => add("logout"),
            Self::Confirmation => ["login", "confirm"].into_iter().for_each(&mut add),
            Self::Password => ["account", "password"].into_iter().for_each(&mut add),
            Self::SecondFactor => ["account", "second-factor"].into_iter().for_each(&mut add),
            Self::SignOutElsewhere => {
                ["account", "sign-out-elsewhere"].into_iter().for_each(&mut add);
            }
            Self::Activation => add("activate"),
            Self::Account => add("account"),
            Self::Accounts => add("accounts"),
            Self::AccountOf(name) => {
                add("accounts");
                add(name);
            }
            Self::AccountDeed(name, deed) => {
                add("accounts");
                add(name);
                add(deed.word());
            }
            Self::Evaluations(programme) => {
                ["evaluations", programme].into_iter().for_each(&mut add)
            }
            Self::Evaluation(programme, number) => {
                ["evaluations", programme, number].into_iter().for_each(&mut add);
            }
            Self::EvaluationDeed(programme, deed) => {
                ["evaluations", programme].into_iter().for_each(&mut add);
                match deed {
                    EvaluationDeed::Freeze => add("freeze"),
                    EvaluationDeed::Write => add("narrative"),
                    EvaluationDeed::Files => add("files"),
                    EvaluationDeed::Publish(number) => {
                        [number.as_str(), "publish"].into_iter().for_each(&mut add);
                    }
                    EvaluationDeed::Withdraw(number) => {
                        [number.as_str(), "withdraw"].into_iter().for_each(&mut add);
                    }
                }
            }
            Self::ExportJob(programme, id) => {
                ["evaluations", programme, "files", id].into_iter().for_each(&mut add);
            }
            Self::CancelExport(programme, id) => {
                ["evaluations", programme, "files", id, "cancel"].into_iter().for_each(&mut add);
            }
            Self::ExportFile(programme, id) => {
                ["evaluations", programme, "files", id, "content"].into_iter().for_each(&mut add);
            }
            Self::Published => add("published"),
            Self::PublishedEvaluation(number) => {
                ["published", number].into_iter().for_each(&mut add);
            }
        }
        path
    }

    /// The address with its filters.
    #[must_use]
    pub fn link(&self, filters: &Filters) -> String {
        self.path() + &filters.query()
    }

    /// The address of the same thing as JSON.
    #[must_use]
    pub fn api(&self, filters: &Filters) -> String {
        API.to_owned() + &self.link(filters)
    }

    /// The address of an evaluation as a file.
    #[must_use]
    pub fn document(&self, format: Format, filters: &Filters) -> String {
        format!("{}.{}{}", self.path(), format.extension(), filters.query())
    }

    /// The address of the page's chart or table as a file.
    #[must_use]
    pub fn file(&self, suffix: Suffix, filters: &Filters) -> String {
        format!("{}.{}{}", self.path(), suffix.extension(), filters.query())
    }
}

/// The view of approved figures that an address leads to, with its query;
/// `None` for what is none, or a file of one.
#[must_use]
pub fn view_at(address: &str) -> Option<(Page, &str)> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_~".contains(&b))
    };
    let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    let page = match parts.as_slice() {
        [""] => Page::Overview,
        parts if !parts.iter().all(|part| plain(part)) => return None,
        ["programmes", programme] => Page::Programme((*programme).to_owned()),
        ["programmes", programme, "compare"] => Page::Compare((*programme).to_owned()),
        ["programmes", programme, "units", unit] => {
            Page::Unit((*programme).to_owned(), (*unit).to_owned())
        }
        ["programmes", programme, "targets", no] => {
            Page::Target((*programme).to_owned(), (*no).to_owned())
        }
        _ => return None,
    };
    Some((page, query))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn the_query_is_in_canonical_order_and_encoded() {
        let filters = Filters {
            lang: Some(Locale::Zh),
            unit: Some("120000".into()),
            period: "2025-Q3".parse().ok(),
            suppose: Some("12 万&".into()),
            sort: Some(Sort { by: Column::Value, descending: true }),
            ..Filters::default()
        };
        assert_eq!(
            Page::Target("tianjin".into(), "T10".into()).link(&filters),
            "/programmes/tianjin/targets/T10?period=2025-Q3&unit=120000&sort=-value\
             &suppose=12%20%E4%B8%87%26&lang=zh-CN"
        );
        assert_eq!(Page::Overview.link(&Filters::default()), "/");
        let filters = Filters {
            units: vec!["110000".into(), "JJJ".into()],
            target: Some("T6".into()),
            chart: Some(Chart::Units),
            ..Filters::default()
        };
        assert_eq!(
            Page::Compare("tianjin".into()).link(&filters),
            "/programmes/tianjin/compare?target=T6&units=110000,JJJ&chart=units"
        );
    }

    #[test]
    fn a_view_is_found_by_the_address_it_has() {
        for page in [
            Page::Overview,
            Page::Programme("p-2018".into()),
            Page::Compare("p-2018".into()),
            Page::Unit("p-2018".into(), "JJJ".into()),
            Page::Target("p-2018".into(), "T10".into()),
        ] {
            let address = format!("{}?lang=en", page.path());
            assert_eq!(view_at(&address), Some((page, "lang=en")));
        }
        for none in [
            "",
            "programmes/p",
            "//programmes/p",
            "/programmes/p/",
            "/programmes/p.csv",
            "/programmes/p/compare/x",
            "/programmes/%2e%2e/compare",
            "/returns",
            "/audit?lang=en",
            "https://elsewhere.example/programmes/p",
        ] {
            assert_eq!(view_at(none), None, "{none}");
        }
    }
}
