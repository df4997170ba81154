//! One table, shown as HTML and sent as CSV: the same cells, once as people
//! read them and once exact.

use leptos::prelude::*;

use crate::ui::tag::{Tone, tag};

/// A cell in both its forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// As people read it.
    pub shown: String,
    /// As it is exported: a plain number, or the text.
    pub exact: String,
    pub link: Option<String>,
    /// Says why there is no number.
    pub absent: bool,
    /// Submitted but not approved, or an incomplete sum.
    pub unsettled: bool,
    /// A small drawing instead of text; not exported.
    pub picture: Option<String>,
    /// Statuses instead of text, each with its shape; exported as words.
    pub tags: Vec<(Tone, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// Numbers are aligned at the right.
    pub numeric: bool,
    /// The address that orders by this column, and how it is ordered now.
    pub sort: Option<(String, Order)>,
    /// Holds drawings, which a table as a file leaves out.
    pub pictures: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
    No,
}

/// A table with its caption; the first cell of a row is its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// How many rows at the end are totals.
    pub totals: usize,
}

impl Cell {
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { exact: text.clone(), shown: text, ..Self::default() }
    }

    #[must_use]
    pub fn number(shown: String, exact: String) -> Self {
        Self { shown, exact, ..Self::default() }
    }

    /// An empty cell that says why it is empty; exported empty with the word.
    #[must_use]
    pub fn absent(why: impl Into<String>) -> Self {
        let why = why.into();
        Self { exact: why.clone(), shown: why, absent: true, ..Self::default() }
    }

    #[must_use]
    pub fn picture(svg: String) -> Self {
        Self { picture: Some(svg), ..Self::default() }
    }

    /// Statuses, or the word for none.
    #[must_use]
    pub fn tags(tags: Vec<(Tone, String)>, none: &str, between: &str) -> Self {
        if tags.is_empty() {
            return Self::text(none);
        }
        let words: Vec<&str> = tags.iter().map(|(_, word)| word.as_str()).collect();
        Self { exact: words.join(between), tags, ..Self::default() }
    }

    #[must_use]
    pub fn linked(mut self, link: String) -> Self {
        self.link = Some(link);
        self
    }
}

impl Column {
    #[must_use]
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), numeric: false, sort: None, pictures: false }
    }

    #[must_use]
    pub fn numeric(name: impl Into<String>) -> Self {
        Self { numeric: true, ..Self::text(name) }
    }

    #[must_use]
    pub fn pictures(name: impl Into<String>) -> Self {
        Self { pictures: true, ..Self::text(name) }
    }

    #[must_use]
    pub fn sorted(mut self, link: String, order: Order) -> Self {
        self.sort = Some((link, order));
        self
    }
}

/// The table in a frame of its own that scrolls sideways on narrow screens
/// and can be reached by keyboard.
#[must_use]
pub fn table(table: &Table) -> AnyView {
    let settled_rows = table.rows.len().saturating_sub(table.totals);
    let head = table.columns.iter().map(head_cell).collect_view();
    let rows = table
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let class = if at >= settled_rows { "total" } else { "" };
            let cells = row
                .iter()
                .zip(&table.columns)
                .enumerate()
                .map(|(at, (cell, column))| body_cell(at == 0, cell, column))
                .collect_view();
            view! { <tr class=class>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=table.caption.clone()>
            <table>
                <caption>{table.caption.clone()}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn head_cell(column: &Column) -> AnyView {
    let class = if column.numeric { "num" } else { "" };
    let name = column.name.clone();
    match &column.sort {
        None => view! { <th scope="col" class=class>{name}</th> }.into_any(),
        Some((link, order)) => {
            let (aria, sign) = match order {
                Order::Ascending => ("ascending", " ▲"),
                Order::Descending => ("descending", " ▼"),
                Order::No => ("none", ""),
            };
            view! {
                <th scope="col" class=class aria-sort=aria>
                    <a href=link.clone()>{name}<span aria-hidden="true">{sign}</span></a>
                </th>
            }
            .into_any()
        }
    }
}

fn body_cell(heads_row: bool, cell: &Cell, column: &Column) -> AnyView {
    if let Some(picture) = &cell.picture {
        return view! { <td class="spark" inner_html=picture.clone()></td> }.into_any();
    }
    let mut class = String::new();
    for (part, on) in
        [("num", column.numeric), ("absent", cell.absent), ("unsettled", cell.unsettled)]
    {
        if on {
            class.push_str(part);
            class.push(' ');
        }
    }
    if !cell.tags.is_empty() {
        let tags = cell.tags.iter().map(|(tone, word)| tag(*tone, word.clone())).collect_view();
        return view! { <td class="tags">{tags}</td> }.into_any();
    }
    let shown = cell.shown.clone();
    let content = match &cell.link {
        Some(link) => view! { <a href=link.clone()>{shown}</a> }.into_any(),
        None => shown.into_any(),
    };
    if heads_row {
        view! { <th scope="row" class=class>{content}</th> }.into_any()
    } else {
        view! { <td class=class>{content}</td> }.into_any()
    }
}
