//! The words that stand around what a printed document says: page numbers,
//! captions, footnotes. The document's own texts come composed.

phrases! {
    /// Both parts may be fields that the program which opens the file fills in.
    page_of(page, pages): "第 {page} 页，共 {pages} 页", "Page {page} of {pages}";
    table_no(number): "表 {number}", "Table {number}";
    figure_no(number): "图 {number}", "Figure {number}";
    /// A table too wide for one page goes on with its further columns.
    part_of(title, part, parts): "{title}（之 {part}，共 {parts} 部分）", "{title} (part {part} of {parts})";
    note(text): "注：{text}", "Note: {text}";
    /// Explains the sign on unsettled cells.
    unsettled_note: "* 斜体：尚未审核的数据，或未报全的合计。", "* In italics: a figure not approved yet, or a sum to which not all units have filed.";
}
