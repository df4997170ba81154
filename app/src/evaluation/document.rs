//! A summary as a page shows it: the same blocks that files write.

use leptos::prelude::*;

use crate::domain::summary::{Block, Cell, Chart, Column, Row, Section, Summary, Table};

/// The document. `beside` adds to a section what the page has for it.
pub(super) fn view(summary: &Summary, beside: impl Fn(&Section) -> Option<AnyView>) -> AnyView {
    let head = &summary.head;
    let cover = head
        .cover
        .iter()
        .map(|(name, text)| view! { <div><dt>{name.clone()}</dt><dd>{text.clone()}</dd></div> })
        .collect_view();
    let sections = summary
        .sections
        .iter()
        .map(|section| {
            let blocks = section.blocks.iter().map(block).collect_view();
            view! {
                <section id=section.code.clone()>
                    <h2>{section.heading.clone()}</h2>
                    {beside(section)}
                    {blocks}
                </section>
            }
        })
        .collect_view();
    view! {
        <article class="summary" lang=head.language.clone()>
            <header class="cover">
                {head.mark.clone().map(|mark| view! { <p class="mark-line">{mark}</p> })}
                <p class="document-title">{head.title.clone()}</p>
                <p class="period">{head.subtitle.clone()}</p>
                <p>{head.issuer.clone()}</p>
                <dl class="particulars">{cover}</dl>
            </header>
            {sections}
        </article>
    }
    .into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Text(text) => view! { <p class="prose">{text.clone()}</p> }.into_any(),
        Block::Table(of) => table(of),
        Block::Chart(of) => chart(of),
        Block::Signature(lines) => signature(lines),
    }
}

fn table(of: &Table) -> AnyView {
    let head = of.columns.iter().map(head_cell).collect_view();
    let rows = of.rows.iter().map(|row| body_row(row, &of.columns)).collect_view();
    let notes = of.notes.iter().map(|note| view! { <p class="hint">{note.clone()}</p> });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=of.title.clone()>
            <table id=format!("table-{}", of.code)>
                <caption>{of.title.clone()}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {notes.collect_view()}
    }
    .into_any()
}

fn head_cell(column: &Column) -> AnyView {
    let unit = column.unit.clone().map(|unit| view! { <small>{unit}</small> });
    view! { <th scope="col" class:num=column.numeric>{column.name.clone()}" "{unit}</th> }
        .into_any()
}

fn body_row(row: &Row, columns: &[Column]) -> AnyView {
    let cells = row
        .cells
        .iter()
        .zip(columns)
        .enumerate()
        .map(|(at, (cell, column))| body_cell(at == 0, cell, column))
        .collect_view();
    view! { <tr class:total=row.total>{cells}</tr> }.into_any()
}

fn body_cell(heads_row: bool, cell: &Cell, column: &Column) -> AnyView {
    let mut class = String::new();
    if column.numeric {
        class.push_str("num");
    }
    if cell.unsettled {
        class.push_str(" unsettled");
    }
    let text = cell.text.clone();
    if heads_row {
        view! { <th scope="row" class=class>{text}</th> }.into_any()
    } else {
        view! { <td class=class>{text}</td> }.into_any()
    }
}

fn chart(of: &Chart) -> AnyView {
    view! {
        <figure class="exhibit">
            <figcaption><b>{of.title.clone()}</b>" "<small>{of.subtitle.clone()}</small></figcaption>
            <div class="drawing" tabindex="0" role="group" aria-label=of.title.clone()
                inner_html=of.svg.clone()></div>
        </figure>
    }
    .into_any()
}

fn signature(lines: &[String]) -> AnyView {
    let lines = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    view! { <ul class="signatures">{lines}</ul> }.into_any()
}
