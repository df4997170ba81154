//! Every kind of page there is, in the places where it is fullest.

/// The two languages, as the address names them.
pub const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// The target that the whole way is walked to, and its page.
pub const T10: &str = "/programmes/tianjin-waste-recycling-2027/targets/T10";

/// Stand in a path for what is made first: the number of a frozen and published
/// evaluation in the page's language, and the secret of a read-only link.
pub const FROZEN: &str = "{frozen}";
pub const SHARED: &str = "{shared}";

/// A page: a name for files and messages, its path with a query begun, and the
/// demo's account that has business there.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub name: &'static str,
    path: &'static str,
    pub who: Option<&'static str>,
}

impl Place {
    /// The path in a language.
    #[must_use]
    pub fn path(&self, lang: &str) -> String {
        let joint = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{joint}lang={lang}", self.path)
    }

    /// Whether it shows what somebody has to make first.
    #[must_use]
    pub fn is_made(&self) -> bool {
        self.path.contains(FROZEN) || self.path.contains(SHARED)
    }
}

const fn place(name: &'static str, path: &'static str) -> Place {
    Place { name, path, who: None }
}

/// A page of somebody's work.
const fn work(who: &'static str, name: &'static str, path: &'static str) -> Place {
    Place { name, path, who: Some(who) }
}

/// All kinds, also those that only say why there is nothing.
pub const PLACES: &[Place] = &[
    place("overview", "/"),
    place("overview-tianjin", "/?programme=tianjin-waste-recycling-2027"),
    place("overview-early", "/?period=2018-Q3"),
    place("programme", "/programmes/nev-battery-pilot-2018"),
    place("programme-ratio", "/programmes/nev-battery-pilot-2018?indicator=R20"),
    place("programme-tianjin", "/programmes/tianjin-waste-recycling-2027"),
    place("programme-yearly", "/programmes/industrial-energy-saving-2018"),
    place("unit", "/programmes/nev-battery-pilot-2018/units/330000"),
    place("unit-joint", "/programmes/nev-battery-pilot-2018/units/JJJ"),
    place("unit-district", "/programmes/tianjin-waste-recycling-2027/units/120101"),
    place("target", T10),
    place("target-range", "/programmes/tianjin-waste-recycling-2027/targets/T3"),
    place("target-yearly", "/programmes/industrial-energy-saving-2018/targets/M1"),
    place("target-milestone", "/programmes/tianjin-waste-recycling-2027/targets/T17"),
    place("compare", "/programmes/nev-battery-pilot-2018/compare?indicator=R20"),
    place("compare-target", "/programmes/tianjin-waste-recycling-2027/compare?target=T6"),
    place(
        "compare-few",
        "/programmes/nev-battery-pilot-2018/compare?indicator=R01&units=110000,120000,130000,JJJ&sort=name",
    ),
    place("figure", "/programmes/nev-battery-pilot-2018/figures/R20/440000/2026-Q2"),
    place("figure-sum", "/programmes/nev-battery-pilot-2018/figures/R01/JJJ/2026-Q3"),
    place("help", "/help"),
    place("not-found", "/nowhere"),
    place("notice", "/?period=1999-Q1&sort=colour"),
    place("sign-in", "/login"),
    place("activation", "/activate"),
    work("entry-130000", "account", "/account"),
    work("reviewer", "second-factor", "/account/second-factor"),
    work("admin", "confirmation", "/login/confirm"),
    work("admin", "accounts", "/accounts"),
    work("admin", "account-of", "/accounts/entry-120000"),
    work("entry-130000", "returns", "/returns"),
    work("reviewer", "standing", "/returns?programme=nev-battery-pilot-2018"),
    work("entry-130000", "form", "/returns/nev-battery-pilot-2018/130000/2026-Q3"),
    work("lead-620000", "form-sent-back", "/returns/nev-battery-pilot-2018/620000/2026-Q3"),
    work("lead-450000", "form-submitted", "/returns/nev-battery-pilot-2018/450000/2026-Q3"),
    work("lead-120000", "form-approved", "/returns/nev-battery-pilot-2018/120000/2026-Q3"),
    work("entry-130000", "check-empty", "/returns/nev-battery-pilot-2018/130000/2026-Q3/check"),
    work("lead-620000", "check", "/returns/nev-battery-pilot-2018/620000/2026-Q3/check"),
    work("entry-130000", "upload", "/returns/nev-battery-pilot-2018/130000/2026-Q3/upload"),
    work("lead-450000", "receipt", "/returns/nev-battery-pilot-2018/450000/2026-Q3/receipt"),
    work(
        "lead-620000",
        "history",
        "/returns/nev-battery-pilot-2018/620000/2026-Q3/history?indicator=R20",
    ),
    work("lead-120000", "reopening", "/returns/nev-battery-pilot-2018/120000/2026-Q3/reopening"),
    work("reviewer", "duties", "/programmes/nev-battery-pilot-2018/duties"),
    work("auditor", "duties-of-one", "/programmes/nev-battery-pilot-2018/duties?unit=TOWER"),
    work("entry-330000", "duties-own", "/programmes/nev-battery-pilot-2018/duties"),
    work("lead-110000", "duties-of-joint", "/programmes/nev-battery-pilot-2018/duties"),
    work("lead-330000", "duty", "/programmes/nev-battery-pilot-2018/duties/3/330000"),
    work("reviewer", "duty-read", "/programmes/nev-battery-pilot-2018/duties/1/440000"),
    work("lead-370000", "duty-of-region", "/programmes/nev-battery-pilot-2018/duties/13/370000"),
    work("reviewer", "review", "/review"),
    work("reviewer", "reviewed", "/review/nev-battery-pilot-2018/450000/2026-Q3"),
    work("observer", "reviewed-sent-back", "/review/nev-battery-pilot-2018/620000/2026-Q3"),
    work("reviewer", "reviewed-approved", "/review/nev-battery-pilot-2018/120000/2026-Q3"),
    work("reviewer", "evaluation", "/evaluations/nev-battery-pilot-2018?period=2026-Q2"),
    work("reviewer", "evaluation-tianjin", "/evaluations/tianjin-waste-recycling-2027"),
    work("lead-440000", "evaluation-unit", "/evaluations/nev-battery-pilot-2018?unit=JJJ"),
    work("reviewer", "evaluation-frozen", "/evaluations/nev-battery-pilot-2018/{frozen}"),
    work("admin", "evaluation-public", "/evaluations/nev-battery-pilot-2018/{frozen}"),
    place("published-one", "/published/{frozen}"),
    place("published", "/published"),
    place("shared", "/shared/{shared}"),
    work("auditor", "audit", "/audit"),
    work(
        "reviewer",
        "compare-to-share",
        "/programmes/nev-battery-pilot-2018/compare?indicator=R13",
    ),
    work("reviewer", "links", "/links"),
    work("entry-130000", "no-return", "/returns/nev-battery-pilot-2018/120000/2026-Q3"),
];
