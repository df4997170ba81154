//! Every kind of page there is, in the places where it is fullest.

/// The two languages, as the address names them.
pub const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// The target that the whole way is walked to, and its page.
pub const T10: &str = "/programmes/tianjin-waste-recycling-2027/targets/T10";

/// A page: a name for files and messages, and its path with a query begun.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub name: &'static str,
    path: &'static str,
}

impl Place {
    /// The path in a language.
    #[must_use]
    pub fn path(&self, lang: &str) -> String {
        let joint = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{joint}lang={lang}", self.path)
    }
}

const fn place(name: &'static str, path: &'static str) -> Place {
    Place { name, path }
}

/// Pages of accounts, as an administrator sees them.
pub const OF_ACCOUNTS: &[Place] = &[
    place("account", "/account"),
    place("second-factor", "/account/second-factor"),
    place("confirmation", "/login/confirm"),
    place("accounts", "/accounts"),
    place("account-of", "/accounts/lead-120000"),
];

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
    place("help", "/help"),
    place("sign-in", "/login"),
    place("activation", "/activate"),
    place("not-found", "/nowhere"),
    place("notice", "/?period=1999-Q1&sort=colour"),
];
