//! axe-core laid over a page.

use serde_json::{Value, json};

use crate::{Browser, Fault};

const RUN: &str = include_str!("axe.js");

impl Browser {
    /// What axe finds wrong with the page that is shown, light and dark: every
    /// rule of WCAG 2.0 to 2.2, A and AA, and its best practice. `source` is
    /// axe-core itself ([`crate::axe_source`]).
    ///
    /// # Errors
    /// When axe does not run.
    pub async fn axe(&self, source: &str) -> Result<Vec<String>, Fault> {
        self.ask(source, vec![]).await?;
        let mut findings = Vec::new();
        for scheme in ["light", "dark"] {
            self.scheme(scheme).await?;
            // In the dark only colours are others.
            let answer = self.ask_later(RUN, vec![json!(scheme == "dark")]).await?;
            let sentences = answer.as_array().ok_or_else(|| format!("axe said {answer}"))?;
            findings.extend(
                sentences.iter().filter_map(Value::as_str).map(|said| format!("{scheme}: {said}")),
            );
        }
        self.scheme("light").await?;
        Ok(findings)
    }
}
