//! What people made in the demo before its pages are looked at: an evaluation
//! in each language, published, and a read-only link.

use std::collections::HashMap;

use crate::Fault;
use crate::pages::{FROZEN, LANGUAGES, SHARED};
use crate::sessions::Sessions;

/// What stands for the marks in the paths of places.
pub(crate) struct Made {
    /// The evaluation's number, by language.
    numbers: HashMap<&'static str, String>,
    link: String,
}

impl Made {
    /// Makes it, as the demo's reviewer and administrator.
    pub(crate) async fn by(sessions: &Sessions) -> Result<Self, Fault> {
        let evaluations = "/evaluations/nev-battery-pilot-2018";
        let mut numbers = HashMap::new();
        for lang in LANGUAGES {
            let of = format!("period=2026-Q2&lang={lang}");
            let preview = sessions.get("reviewer", &format!("{evaluations}?{of}")).await?;
            let fields = [("seen", hidden(&preview, "seen")?), ("key", hidden(&preview, "key")?)];
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            let freeze = format!("{evaluations}/freeze?{of}");
            let frozen = sessions.post("reviewer", &freeze, &fields).await?;
            let path = frozen.leads_to.split('?').next().unwrap_or_default();
            let number = path.rsplit('/').next().unwrap_or_default().to_owned();
            sessions.post("admin", &format!("{evaluations}/{number}/publish"), &[]).await?;
            numbers.insert(lang, number);
        }
        let view = "/programmes/nev-battery-pilot-2018";
        let fields = [("address", view), ("days", "7"), ("purpose", "For the provinces")];
        let page = sessions.post("reviewer", "/links", &fields).await?.text;
        let link = page.split("/shared/").nth(1).and_then(|it| it.split(['"', '<', '?']).next());
        Ok(Self { numbers, link: link.ok_or("no link was made")?.to_owned() })
    }

    /// The path with what was made in the place of its marks.
    pub(crate) fn put_into(&self, path: &str, lang: &str) -> String {
        let number = self.numbers.get(lang).map_or("", String::as_str);
        path.replace(FROZEN, number).replace(SHARED, &self.link)
    }
}

/// The value of a form's hidden field.
fn hidden(page: &str, name: &str) -> Result<String, Fault> {
    let name_is = format!("name=\"{name}\"");
    let tags = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    let value = tags
        .filter(|tag| tag.contains(&name_is))
        .find_map(|tag| tag.split("value=\"").nth(1)?.split('"').next());
    value.map(str::to_owned).ok_or_else(|| format!("no field {name} is in the page").into())
}
