//! What is said of a return before it is submitted: what must be put right,
//! what must be explained, and the rules themselves for form and template.

use crate::domain::check::Check;
use crate::domain::decimal::Decimal;
use crate::domain::draft::{Fault, Part};
use crate::domain::indicator::{Indicator, Kind};
use crate::domain::series::Figure;
use crate::domain::validation::{Finding, Question};
use crate::locale::Locale;
use crate::locale::figure_words::refusal;
use crate::locale::number_words::{exact, quarter};

phrases! {
    line(name, code): "{name}（{code}）", "{name} ({code})";
    cell(line, part): "{line}·{part}", "{line}, {part}";
    or_explain: "无误则在说明中写明原因", "or explain it if it is right";
}

phrases! {
    left_blank(cell): "{cell}：还没有填；写数值，确为零写 0，没有数据则选“不适用”或“暂缺”", "{cell}: nothing is filled in; write the figure, 0 if it is zero, or choose “Not applicable” or “Not available yet”";
    one_part(cell): "{cell}：比率的两格都要填；补上这一格", "{cell}: a ratio needs both figures; fill in this one too";
    denominator(cell): "{cell}：应大于 0；没有可比的数时两格留空并选“不适用”", "{cell}: must be above 0; where there is nothing to compare, leave both figures blank and choose “Not applicable”";
    number_and_absence(line): "{line}：既有数值，又选了没有数据的原因；只留一项", "{line}: there is a figure and also a reason for having none; keep one of them";
    between(line, share, min, max): "{line}：按所填两数为 {share}，应在 {min}% 与 {max}% 之间；核对两数", "{line}: the two figures make {share}, to lie between {min}% and {max}%; check both";
    at_least(line, share, min): "{line}：按所填两数为 {share}，应不小于 {min}%；核对两数", "{line}: the two figures make {share}, to be at least {min}%; check both";
    at_most(line, share, max): "{line}：按所填两数为 {share}，应不大于 {max}%；核对两数", "{line}: the two figures make {share}, to be at most {max}%; check both";
    parts_swapped: "；两数对调后与以往相符，可能填反了", "; the other way round they would agree with earlier quarters";
    check_broken(text, code, left, right): "{text}（{code}）：{left}；{right}", "{text} ({code}): {left}; {right}";
    sum(lines, figures): "{lines} = {figures}", "{lines} = {figures}";
}

phrases! {
    far(cell, filed, usual): "{cell}：{filed}与近一年通常的 {usual}相差很大；核对数值，", "{cell}: {filed} is far from what is usual in the last year, {usual}; check the figure, ";
    too_large(cell, filed, usual, times, would_be): "{cell}：{filed}约为通常值 {usual}的 {times} 倍；核对位数和单位，若应为 {would_be}则改正，", "{cell}: {filed} is about {times} times the usual {usual}; check places and unit, correct it if it should be {would_be}, ";
    too_small(cell, filed, usual, times, would_be): "{cell}：{filed}约为通常值 {usual}的 {times} 分之一；核对位数和单位，若应为 {would_be}则改正，", "{cell}: {filed} is about one {times}th of the usual {usual}; check places and unit, correct it if it should be {would_be}, ";
    percent_as_part(cell, filed, usual): "{cell}：{filed} 像是百分比；此格填数量，通常约 {usual}，改填数量，", "{cell}: {filed} looks like the percentage; this cell takes the amount, usually about {usual}; write the amount, ";
    ratio_moved(line, share, before, at): "{line}：按所填两数为 {share}，{at}为 {before}；核对两数，", "{line}: the two figures make {share}, it was {before} in {at}; check both, ";
    cumulative_fell(cell, filed, before, at): "{cell}：自年初累计为 {filed}，少于{at}的 {before}；改为自1月1日起的累计数，", "{cell}: the sum since 1 January is {filed}, less than the {before} of {at}; write the sum since 1 January, ";
    cumulative_for_quarter(cell, filed, would_be): "{cell}：{filed}像是自年初的累计数；只填本季度，扣除前几季度后为 {would_be}，", "{cell}: {filed} looks like the sum since 1 January; write this quarter alone, without the quarters before it {would_be}, ";
    stock_fell(cell, filed, before, at): "{cell}：{filed}不超过{at} {before}的一半；核对数值，", "{cell}: {filed} is half or less of the {before} of {at}; check the figure, ";
    same_as_before(lines, count, at): "{lines} 等 {count} 行与{at}完全相同；改为本季度的数据，", "{lines}: {count} lines are exactly those of {at}; write this quarter's figures, ";
    swapped(first, a, second, b): "{first}的 {a} 与{second}的 {b} 对调后更符合以往，可能填反了；核对两格，", "{first} with {a} and {second} with {b} would fit earlier quarters better the other way round; check both cells, ";
}

phrases! {
    rule_decimals(unit, decimals): "以{unit}填报，最多 {decimals} 位小数", "in {unit}, with at most {decimals} decimals";
    rule_whole(unit): "以{unit}填报整数", "whole numbers of {unit}";
    rule_year_to_date: "自1月1日起的累计数", "the sum since 1 January";
    rule_min(min, unit): "不小于 {min}{unit}", "at least {min}{unit}";
    rule_max(max, unit): "不大于 {max}{unit}", "at most {max}{unit}";
    rule_check(text, code): "{text}（{code}）", "{text} ({code})";
    rule_parts(numerator, denominator): "填写{numerator}和{denominator}，百分比由系统计算", "write {numerator} and {denominator}; the percentage is computed";
}

/// What is said of a finding, the same wherever it is said. `lines` holds at
/// least those it names.
#[must_use]
pub fn sentence(locale: Locale, lines: &[Indicator], finding: &Finding) -> String {
    let said = Said { locale, lines, finding };
    said_alone(locale, lines, finding).unwrap_or_else(|| said.by_history() + or_explain(locale))
}

/// The sentence of what is found without the unit's history; `None` for what
/// is questioned by it.
#[must_use]
pub fn said_alone(locale: Locale, lines: &[Indicator], finding: &Finding) -> Option<String> {
    let said = Said { locale, lines, finding };
    Some(match &finding.question {
        Question::LeftBlank => left_blank(locale, said.line()),
        Question::NotAFigure(fault) => said.fault(fault),
        Question::DenominatorNotPositive => denominator(locale, said.cell()),
        Question::OutOfBounds { filed, swapped } => said.out_of_bounds(filed, *swapped),
        Question::Check { code, text, rule, figures, sums } => {
            let left = side(locale, &rule.left, &figures[0], &sums.left);
            let right = side(locale, &rule.right, &figures[1], &sums.right);
            check_broken(locale, locale.name(text), code, left, right)
        }
        _ => return None,
    })
}

/// The rules a line is held to, for its hint on the form and its note in the
/// template: unit and decimals, bounds, and the programme's checks that name it.
#[must_use]
pub fn rules(locale: Locale, indicator: &Indicator, checks: &[Check]) -> Vec<String> {
    let unit = locale.name(&indicator.measure_unit);
    let behind = match unit {
        "" => String::new(),
        "%" => "%".to_owned(),
        _ => format!(" {unit}"),
    };
    let mut rules = Vec::new();
    match &indicator.parts {
        Some(parts) => {
            let [numerator, denominator] =
                [&parts.numerator, &parts.denominator].map(|part| locale.name(&part.name));
            rules.push(rule_parts(locale, numerator, denominator));
        }
        None if indicator.kind == Kind::Milestone => rules.push(unit.to_owned()),
        None if indicator.decimals == 0 => rules.push(rule_whole(locale, unit)),
        None => rules.push(rule_decimals(locale, unit, indicator.decimals)),
    }
    if indicator.is_cumulative() {
        rules.push(rule_year_to_date(locale).to_owned());
    }
    if indicator.kind != Kind::Milestone {
        let bound = |number: &Option<Decimal>| number.as_ref().map(exact);
        rules.extend(bound(&indicator.min).map(|min| rule_min(locale, min, &behind)));
        rules.extend(bound(&indicator.max).map(|max| rule_max(locale, max, &behind)));
    }
    let named = checks.iter().filter(|check| check.rule.lines().any(|of| *of == indicator.code));
    rules.extend(named.map(|check| rule_check(locale, locale.name(&check.text), &check.code)));
    rules
}

/// `R02 + R03 = 60 + 55 = 115`: the lines, their figures and the sum.
fn side(locale: Locale, lines: &[String], figures: &[Decimal], total: &Decimal) -> String {
    let added: Vec<String> = figures.iter().map(exact).collect();
    let shown = match added.as_slice() {
        [alone] => alone.clone(),
        several => sum(locale, several.join(" + "), exact(total)),
    };
    sum(locale, lines.join(" + "), shown)
}

/// One finding being put into words.
struct Said<'a> {
    locale: Locale,
    lines: &'a [Indicator],
    finding: &'a Finding,
}

impl<'a> Said<'a> {
    /// What the unit's history questions.
    fn by_history(&self) -> String {
        let (locale, finding) = (self.locale, self.finding);
        match &finding.question {
            Question::FarFromUsual { filed, usual } => {
                far(locale, self.cell(), self.with_unit(filed), self.about(usual))
            }
            Question::Scale { filed, times, too_large: large, would_be, usual } => {
                let say = if *large { too_large } else { too_small };
                let times = exact(&Decimal::from(*times));
                let (filed, usual) = (self.with_unit(filed), self.about(usual));
                say(locale, self.cell(), filed, usual, times, self.about(would_be))
            }
            Question::PercentAsPart { filed, usual } => {
                percent_as_part(locale, self.cell(), exact(filed), self.about(usual))
            }
            Question::RatioMoved { filed, before, at } => {
                let (now, then) = (self.share(filed), self.share(before));
                ratio_moved(locale, self.line(), now, then, quarter(locale, *at))
            }
            Question::CumulativeFell { filed, before, at } => {
                let (now, then) = (self.with_unit(filed), self.with_unit(before));
                cumulative_fell(locale, self.cell(), now, then, quarter(locale, *at))
            }
            Question::CumulativeForQuarter { filed, would_be } => {
                let (filed, alone) = (self.with_unit(filed), self.with_unit(would_be));
                cumulative_for_quarter(locale, self.cell(), filed, alone)
            }
            Question::StockFell { filed, before, at } => {
                let (now, then) = (self.with_unit(filed), self.with_unit(before));
                stock_fell(locale, self.cell(), now, then, quarter(locale, *at))
            }
            Question::SameAsBefore { at } => {
                let count = finding.lines.len();
                same_as_before(locale, self.first_codes(), count, quarter(locale, *at))
            }
            Question::Swapped { first, second, other } => {
                let there = self.place(finding.lines.last(), *other);
                let (a, b) = (exact(first), exact(second));
                swapped(locale, self.cell(), a, there, b)
            }
            Question::LeftBlank
            | Question::NotAFigure(_)
            | Question::DenominatorNotPositive
            | Question::OutOfBounds { .. }
            | Question::Check { .. } => String::new(),
        }
    }

    fn indicator(&self, code: &str) -> Option<&'a Indicator> {
        self.lines.iter().find(|line| line.code == code)
    }

    fn first(&self) -> Option<&'a Indicator> {
        self.indicator(self.finding.lines.first()?)
    }

    /// A line by name and code; of a ratio's part the part's name too.
    fn place(&self, code: Option<&String>, part: Part) -> String {
        let Some(indicator) = code.and_then(|code| self.indicator(code)) else {
            return code.cloned().unwrap_or_default();
        };
        let named = line(self.locale, self.locale.name(&indicator.name), &indicator.code);
        match part_of(indicator, part) {
            Some(of) => cell(self.locale, named, self.locale.name(&of.name)),
            None => named,
        }
    }

    fn line(&self) -> String {
        self.place(self.finding.lines.first(), Part::Value)
    }

    fn cell(&self) -> String {
        self.place(self.finding.lines.first(), self.finding.part)
    }

    fn fault(&self, fault: &Fault) -> String {
        match fault {
            Fault::NotAFigure(part, why) => {
                let unit = self.unit(*part).unwrap_or_default();
                refusal(self.locale, &self.cell(), unit, why)
            }
            Fault::OnePart(_) => one_part(self.locale, self.cell()),
            Fault::ZeroDenominator => denominator(self.locale, self.cell()),
            Fault::NumberAndAbsence => number_and_absence(self.locale, self.line()),
        }
    }

    fn out_of_bounds(&self, filed: &Figure, swapped: bool) -> String {
        let (named, share) = (self.line(), self.share(filed));
        let bounds = self.first().map(|line| (&line.min, &line.max));
        let mut said = match bounds {
            Some((Some(min), Some(max))) => {
                between(self.locale, named, share, exact(min), exact(max))
            }
            Some((Some(min), _)) => at_least(self.locale, named, share, exact(min)),
            Some((_, Some(max))) => at_most(self.locale, named, share, exact(max)),
            _ => named,
        };
        if swapped {
            said.push_str(parts_swapped(self.locale));
        }
        said
    }

    /// The lines' codes, no more than four.
    fn first_codes(&self) -> String {
        let codes: Vec<&str> = self.finding.lines.iter().take(4).map(String::as_str).collect();
        codes.join(match self.locale {
            Locale::Zh => "、",
            Locale::En => ", ",
        })
    }

    /// The unit of measure of a cell of the first line.
    fn unit(&self, part: Part) -> Option<&'a str> {
        let indicator = self.first()?;
        let of = part_of(indicator, part).map_or(&indicator.measure_unit, |of| &of.measure_unit);
        Some(self.locale.name(of))
    }

    fn with_unit(&self, number: &Decimal) -> String {
        match self.unit(self.finding.part) {
            Some(unit) if !unit.is_empty() => format!("{} {unit}", exact(number)),
            _ => exact(number),
        }
    }

    /// Rounded to the cell's places.
    fn about(&self, number: &Decimal) -> String {
        let places = self.first().map_or(0, |line| {
            part_of(line, self.finding.part).map_or(line.decimals, |part| part.decimals)
        });
        self.with_unit(&number.rounded(u32::from(places)))
    }

    fn share(&self, figure: &Figure) -> String {
        let places = self.first().map_or(1, |line| line.decimals);
        figure.shown(places).map(|shown| exact(&shown) + "%").unwrap_or_default()
    }
}

fn part_of(indicator: &Indicator, part: Part) -> Option<&crate::domain::indicator::Part> {
    let parts = indicator.parts.as_ref()?;
    match part {
        Part::Numerator => Some(&parts.numerator),
        Part::Denominator => Some(&parts.denominator),
        _ => None,
    }
}

#[cfg(test)]
#[path = "check_words_tests.rs"]
mod tests;
