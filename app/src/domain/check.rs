//! Rules between the lines of one return, written as they are printed on
//! statistical forms: `R01 >= R02 + R03`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::decimal::Decimal;
use super::indicator::IndicatorCode;
use super::unit::Names;

/// Whether a broken rule stops the submission or asks for an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Blocking,
    Warning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    AtLeast,
    AtMost,
    Equal,
}

/// Two sums of lines and how they must stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub left: Vec<IndicatorCode>,
    pub relation: Relation,
    pub right: Vec<IndicatorCode>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub code: String,
    pub severity: Severity,
    pub rule: Rule,
    /// The rule in words, for form, template and messages alike.
    pub text: Names,
}

/// A broken check with both sums, for the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub left: Decimal,
    pub right: Decimal,
}

/// The text is not `A + B >= C + D` with `>=`, `<=` or `=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARule;

impl Rule {
    /// Every line the rule names.
    pub fn lines(&self) -> impl Iterator<Item = &IndicatorCode> {
        self.left.iter().chain(&self.right)
    }

    /// Holds the rule against the lines of one return. `None` when it holds,
    /// or when a line has no number yet, for then nothing can be said.
    pub fn broken<'a>(&self, number: impl Fn(&str) -> Option<&'a Decimal>) -> Option<Broken> {
        let sum = |lines: &[IndicatorCode]| -> Option<Decimal> {
            lines.iter().try_fold(Decimal::zero(), |sum, line| Some(&sum + number(line)?))
        };
        let (left, right) = (sum(&self.left)?, sum(&self.right)?);
        let holds = match self.relation {
            Relation::AtLeast => left >= right,
            Relation::AtMost => left <= right,
            Relation::Equal => left == right,
        };
        (!holds).then_some(Broken { left, right })
    }
}

impl FromStr for Rule {
    type Err = NotARule;

    fn from_str(text: &str) -> Result<Self, NotARule> {
        let (relation, sign) =
            [(Relation::AtLeast, ">="), (Relation::AtMost, "<="), (Relation::Equal, "=")]
                .into_iter()
                .find(|(_, sign)| text.contains(sign))
                .ok_or(NotARule)?;
        let (left, right) = text.split_once(sign).ok_or(NotARule)?;
        Ok(Self { left: lines(left)?, relation, right: lines(right)? })
    }
}

fn lines(text: &str) -> Result<Vec<IndicatorCode>, NotARule> {
    text.split('+')
        .map(|line| {
            let line = line.trim();
            let plain = !line.is_empty() && line.bytes().all(|b| b.is_ascii_alphanumeric());
            if plain { Ok(line.to_owned()) } else { Err(NotARule) }
        })
        .collect()
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let relation = match self.relation {
            Relation::AtLeast => ">=",
            Relation::AtMost => "<=",
            Relation::Equal => "=",
        };
        write!(out, "{} {relation} {}", self.left.join(" + "), self.right.join(" + "))
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|NotARule| {
            serde::de::Error::custom(format!("`{text}` is not a rule such as `R01 >= R02 + R03`"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn names_both_sums_of_a_broken_rule() {
        let rule: Rule = "R01 >= R02 + R03".parse().expect("a rule");
        let (total, cascade, recycled) = (number("100"), number("60"), number("55"));
        let filed = |line: &str| match line {
            "R01" => Some(&total),
            "R02" => Some(&cascade),
            "R03" => Some(&recycled),
            _ => None,
        };
        assert_eq!(rule.broken(filed), Some(Broken { left: number("100"), right: number("115") }));
    }

    #[test]
    fn says_nothing_while_a_line_is_missing() {
        let rule: Rule = "R01 = R02".parse().expect("a rule");
        let one = number("1");
        assert_eq!(rule.broken(|line| (line == "R01").then_some(&one)), None);
    }

    #[test]
    fn is_printed_as_it_was_read() {
        for text in ["R01 >= R02 + R03", "R1 <= R2", "A + B = C"] {
            assert_eq!(text.parse::<Rule>().expect("a rule").to_string(), text);
        }
        for text in ["", "R01", "R01 > R02", ">=", "R01 >= ", "R01 >= R02 +", "R01 >= -R02"] {
            assert_eq!(text.parse::<Rule>(), Err(NotARule), "{text}");
        }
    }
}
