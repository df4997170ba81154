//! What is said of a workbook that comes back: why the file or a cell is not
//! taken, and what the rest would change.

use crate::domain::draft::{Fault, Part};
use crate::domain::indicator::Indicator;
use crate::domain::programme::Programme;
use crate::domain::upload::{CellFault, FileRefusal, Why};
use crate::locale::{Locale, figure_words, number_words, template_words};

// The pages.
phrases! {
    no_template_title: "做不出 Excel 模板", "There is no Excel template";
    no_template: "这份报表有一段文字比单元格能容纳的更长；在网页表单中填写。", "A text of this return is longer than a cell can hold; fill it in on the page.";
    choose_title: "上传已填模板", "Upload a filled-in template";
    choose_lead: "先显示文件与草稿的差异，确认后才写入草稿。", "You first see how the file differs from the draft; nothing is stored before you agree.";
    choose_missing: "已填模板：选择填好的 .xlsx 文件", "Filled-in template: choose the .xlsx file";
    no_such_upload: "这个文件已不在：它被同一账号后来上传的文件替换了。重新上传。", "This file is gone: a later upload with the same account took its place. Upload it again.";
    send: "上传并核对差异", "Upload and see the differences";
    compare_title: "核对文件与草稿的差异", "Differences between the file and the draft";
    sent(file, who, when): "文件“{file}”，{who} 于 {when} 上传；尚未写入草稿。", "File “{file}”, uploaded by {who}, {when}; it is not in the draft yet.";
    taken(file, when): "文件“{file}”已于 {when} 写入草稿。", "The file “{file}” went into the draft, {when}.";
    nothing_differs: "文件与草稿相同，没有需要写入的内容。", "The file says what the draft says; there is nothing to take over.";
    some_refused(count): "{count} 处不能接受，因此整份文件都不写入。在文件中更正后重新上传。", "Nothing of the file can be taken over because of what stands below ({count}). Correct it in the file and upload it again.";
    take_over(count): "写入草稿（{count} 行）", "Take over into the draft ({count} lines)";
    take_over_meaning: "全部写入，或一项也不写入；之后仍可在表单中修改。", "All of it is stored or nothing is; you can still change it in the form.";
    leave: "不写入，返回表单", "Leave it, back to the form";
    another: "上传另一个文件", "Upload another file";
    original: "下载原文件", "Download the original";
    originals: "已写入草稿的文件", "Files that went into the draft";
    no_originals: "还没有文件写入过草稿。", "No file went into the draft yet.";
    original_of(file): "下载“{file}”", "Download “{file}”";
    before: "草稿现为", "In the draft";
    after: "文件中为", "In the file";
    address: "单元格", "Cell";
    new: "新填", "New";
    changed: "有改动", "Changed";
    cleared: "清空", "Cleared";
    same: "相同", "Same";
    refused: "未接受", "Not taken";
    counted(outcome, count): "{outcome} {count} 行", "{outcome}: {count}";
    same_lines(count): "相同的 {count} 行", "{count} lines that are the same";
    nothing: "空白", "blank";
    formula: "公式结果", "formula's result";
    fault(cell, line, sentence): "{cell}（{line}）：{sentence}", "{cell} ({line}): {sentence}";
    fault_at_line(line, sentence): "{line}：{sentence}", "{line}: {sentence}";
    conflict_title: "写入期间他人改了同样的格子，什么也没有写入", "Somebody else changed the same cells meanwhile; nothing was stored";
    conflict(line, mine, theirs, who, when): "{line}：文件中为“{mine}”，{who} 于 {when} 改为“{theirs}”", "{line}: “{mine}” in the file; {who} changed it to “{theirs}”, {when}";
    conflict_way_on: "下面是与草稿现状的差异；再次确认即以文件为准。", "Below is how the file differs from the draft as it is now; agree again to let the file count.";
}

// A file that is not taken.
phrases! {
    empty: "文件是空的（0 字节）；重新保存填好的表，再上传", "The file is empty (0 bytes); save the filled form again and upload it";
    too_many_bytes(limit): "文件超过 {limit} MB；上传下载的填报表，不附图片和其他工作表", "The file is larger than {limit} MB; upload the form as downloaded, without pictures or further sheets";
    encrypted: "文件有打开密码；在表格软件中取消密码，再上传", "The file is protected by a password; remove the password in the spreadsheet and upload it again";
    macros: "文件含有宏；另存为不含宏的 .xlsx，再上传", "The file contains macros; save it as .xlsx without macros and upload it again";
    old_excel: "文件是旧的 .xls 格式；另存为 .xlsx，再上传", "The file is in the old .xls format; save it as .xlsx and upload it again";
    binary_workbook: "文件是 .xlsb 格式；另存为 .xlsx，再上传", "The file is in the .xlsb format; save it as .xlsx and upload it again";
    html: "文件是网页，不是 Excel 工作簿；上传下载的填报表（.xlsx）", "The file is a web page, not a workbook; upload the form as downloaded (.xlsx)";
    text: "文件是 CSV 或其他文本，不是 Excel 工作簿；上传下载的填报表（.xlsx）", "The file is CSV or other text, not a workbook; upload the form as downloaded (.xlsx)";
    not_a_workbook: "文件不是 Excel 工作簿；上传下载的填报表（.xlsx）", "The file is not a workbook; upload the form as downloaded (.xlsx)";
    truncated: "文件不完整，后面缺了一段；重新保存或重新传输，再上传", "The file is cut short; save or copy it again and upload it";
    damaged(part): "文件已损坏（{part} 无法读取）；用表格软件打开后重新保存，再上传", "The file is damaged ({part} cannot be read); open it in the spreadsheet, save it again and upload it";
    too_large_inflated(limit): "文件解压后超过 {limit} MB；上传下载的填报表，不附图片和其他工作表", "The file is larger than {limit} MB once unpacked; upload the form as downloaded, without pictures or further sheets";
    too_dense(limit): "文件的压缩率超过 {limit} 倍；用表格软件打开后重新保存，再上传", "The file is packed more than {limit} times over; open it in the spreadsheet, save it again and upload it";
    too_much_text(limit): "表中文字超过 {limit} MB；上传下载的填报表，不附其他数据", "The sheet holds more than {limit} MB of text; upload the form as downloaded, without other data";
    too_many_entries(limit): "文件内含超过 {limit} 个部件；上传下载的填报表，不附其他内容", "The file holds more than {limit} parts; upload the form as downloaded, without anything else in it";
    too_many_cells(limit): "表中填写的单元格超过 {limit} 个；上传下载的填报表，不附其他数据", "More than {limit} cells are filled in; upload the form as downloaded, without other data";
    far_cell(address): "单元格 {address} 远在表外；清空它，再上传", "Cell {address} lies far outside the form; clear it and upload the file again";
    no_identity: "文件不是本系统的填报表；下载填报表，填好后上传", "The file is not a form of this system; download the form, fill it in and upload it";
    wrong_signature: "文件的身份标记与签名不符；重新下载填报表，把数据填进去", "The file's identity does not match its signature; download the form again and fill in the figures there";
    other_programme(found, expected): "文件是“{found}”的填报表，这里是“{expected}”；到相应页面上传，或下载本表", "The file is a form of “{found}”, this return belongs to “{expected}”; upload it there, or download this form";
    other_unit(found, expected): "文件是“{found}”的填报表，这里是“{expected}”；下载本单位的表", "The file is the form of “{found}”, this return is that of “{expected}”; download the form of this unit";
    other_period(found, expected): "文件是{found}的填报表，这里是{expected}；到相应季度上传，或下载本季的表", "The file is the form for {found}, this return is for {expected}; upload it there, or download this quarter's form";
    other_form(found, expected): "文件按表式第 {found} 版制作，现行表式为第 {expected} 版；重新下载填报表，把数据填进去", "The file was made for version {found} of the form, now it is version {expected}; download the form again and fill in the figures there";
    comma: "、", ", ";
    no_table(columns): "找不到表头；表中要有一行写着：{columns}", "The head of the table is missing; one row must have: {columns}";
}

// One cell that is not taken.
phrases! {
    formula_without_value: "公式没有结果；在表格软件中重新计算并保存，或直接写数值", "the formula has no result; calculate and save in the spreadsheet, or write the number itself";
    error_value(found): "“{found}”是表格软件的错误值；改正后写出数值", "“{found}” is an error of the spreadsheet; correct it and write the number";
    date_value: "这一格是日期；把格式改为数值或文本，重新填写", "this cell is a date; set its format to number or text and write it again";
    percent_value(found): "这一格是百分比格式，实际数值为 {found}；把格式改为数值，重新填写", "this cell has a percentage format and holds {found}; set its format to number and write it again";
    truth_value: "真假值不是数值；写数字或文字", "true and false are not taken; write digits or text";
    not_a_number(found): "“{found}”不是数值；重新填写", "“{found}” is not a number; write it again";
    unknown_absence(found): "“{found}”不在选项中；选择“不适用”或“暂缺”，或留空", "“{found}” is not among the choices; choose “Not applicable” or “Not available yet”, or leave it empty";
    ratio_by_parts: "比率自动计算；填写下面的分子和分母，这一格留空", "the percentage is computed; fill in numerator and denominator below and leave this cell empty";
    missing_line(code): "文件中缺少 {code} 这一行；重新下载填报表", "the line {code} is missing; download the form again";
    duplicate_line(code, first): "{code} 已在 {first} 出现；只保留一行", "{code} is there already in {first}; keep one line";
    line_without_code: "这一行没有代码；清空这一行的数据", "this row has no code; clear it";
    unknown_line(code): "本表没有代码 {code}；删去这一行的数据", "the form has no line {code}; clear this line";
    belongs_above(code): "这一格不填；写在 {code} 一行", "this cell is not used; write it in the line {code}";
    number_and_absence: "本行既有数值又有“无数据原因”；只留一项", "the line has both a figure and a reason why there is none; keep one of them";
    one_part(name): "还差“{name}”；两项都填，或都留空", "“{name}” is missing; fill in both parts, or neither";
    zero_denominator: "分母为 0，不能算出比率；核对后填写，没有数据则选择原因", "the denominator is 0, so there is no ratio; check it, or choose why there is no figure";
    too_long(allowed): "文字超过 {allowed} 个字符；缩短后再上传", "the text has more than {allowed} characters; shorten it and upload again";
    line_locked: "本行已锁定，现在不能改", "this line is locked and cannot be changed now";
}

/// Why the file is not read, and what to do. `programmes` are asked for names.
#[must_use]
pub fn file(locale: Locale, programmes: &[Programme], refusal: &FileRefusal) -> String {
    const MB: u64 = 1 << 20;
    let mb = |bytes: usize| bytes as u64 / MB;
    let unit = |code: &String| {
        let found = programmes.iter().find_map(|programme| programme.unit(code));
        found.map_or_else(|| code.clone(), |unit| locale.name(&unit.name).to_owned())
    };
    let programme = |code: &String| {
        let found = programmes.iter().find(|programme| programme.code == *code);
        found.map_or_else(|| code.clone(), |found| locale.name(&found.short).to_owned())
    };
    match refusal {
        FileRefusal::Empty => empty(locale).into(),
        FileRefusal::TooManyBytes { limit } => too_many_bytes(locale, limit / MB),
        FileRefusal::Encrypted => encrypted(locale).into(),
        FileRefusal::Macros => macros(locale).into(),
        FileRefusal::OldExcel => old_excel(locale).into(),
        FileRefusal::BinaryWorkbook => binary_workbook(locale).into(),
        FileRefusal::Html => html(locale).into(),
        FileRefusal::Text => text(locale).into(),
        FileRefusal::NotAWorkbook => not_a_workbook(locale).into(),
        FileRefusal::Truncated => truncated(locale).into(),
        FileRefusal::Damaged { part } => damaged(locale, part),
        FileRefusal::TooLargeInflated { limit } => too_large_inflated(locale, limit / MB),
        FileRefusal::TooDense { limit } => too_dense(locale, limit),
        FileRefusal::TooManyEntries { limit } => too_many_entries(locale, limit),
        FileRefusal::TooManyCells { limit } => too_many_cells(locale, limit),
        FileRefusal::TooMuchText { limit } => too_much_text(locale, mb(*limit)),
        FileRefusal::FarCell { address } => far_cell(locale, address),
        FileRefusal::NoIdentity => no_identity(locale).into(),
        FileRefusal::WrongSignature => wrong_signature(locale).into(),
        FileRefusal::OtherProgramme { found, expected } => {
            other_programme(locale, programme(found), programme(expected))
        }
        FileRefusal::OtherUnit { found, expected } => {
            other_unit(locale, unit(found), unit(expected))
        }
        FileRefusal::OtherPeriod { found, expected } => other_period(
            locale,
            number_words::quarter(locale, *found),
            number_words::quarter(locale, *expected),
        ),
        FileRefusal::OtherForm { found, expected } => other_form(locale, found, expected),
        FileRefusal::NoTable => {
            let columns = [
                template_words::code(locale),
                template_words::value(locale),
                template_words::absence(locale),
                template_words::note(locale),
                template_words::explanation(locale),
            ];
            no_table(locale, columns.join(comma(locale)))
        }
    }
}

/// Why a cell of that line is not taken, and what to do.
#[must_use]
pub fn cell(locale: Locale, indicator: Option<&Indicator>, fault: &CellFault) -> String {
    match &fault.why {
        Why::FormulaWithoutValue => formula_without_value(locale).into(),
        Why::ErrorValue { found } => error_value(locale, found),
        Why::Date => date_value(locale).into(),
        Why::Percent { found } => percent_value(locale, found),
        Why::TruthValue => truth_value(locale).into(),
        Why::NotANumber { found } => not_a_number(locale, found),
        Why::UnknownAbsence { found } => unknown_absence(locale, found),
        Why::RatioByParts => ratio_by_parts(locale).into(),
        Why::BelongsAbove { code } => belongs_above(locale, code),
        Why::MissingLine { code } => missing_line(locale, code),
        Why::DuplicateLine { code, first } => duplicate_line(locale, code, first),
        Why::UnknownLine { code } if code.is_empty() => line_without_code(locale).into(),
        Why::UnknownLine { code } => {
            unknown_line(locale, code.chars().take(40).collect::<String>())
        }
        Why::TooLong { allowed } => too_long(locale, allowed),
        Why::Locked => line_locked(locale).into(),
        Why::Line(fault) => line(locale, indicator, fault),
    }
}

/// What the form would say of the line.
fn line(locale: Locale, indicator: Option<&Indicator>, fault: &Fault) -> String {
    let named = |part: Part| {
        let parts = indicator.and_then(|indicator| indicator.parts.as_ref());
        match (part, parts, indicator) {
            (Part::Numerator, Some(parts), _) => {
                (locale.name(&parts.numerator.name), locale.name(&parts.numerator.measure_unit))
            }
            (Part::Denominator, Some(parts), _) => {
                (locale.name(&parts.denominator.name), locale.name(&parts.denominator.measure_unit))
            }
            (_, _, Some(indicator)) => {
                (locale.name(&indicator.name), locale.name(&indicator.measure_unit))
            }
            _ => ("", ""),
        }
    };
    match fault {
        Fault::NotAFigure(part, refusal) => {
            let (name, unit) = named(*part);
            figure_words::refusal(locale, name, unit, refusal)
        }
        Fault::OnePart(part) => one_part(locale, named(*part).0),
        Fault::ZeroDenominator => zero_denominator(locale).into(),
        Fault::NumberAndAbsence => number_and_absence(locale).into(),
    }
}
