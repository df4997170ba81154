//! The words of duties: who owes them, how they stand, what shows it.

use crate::domain::duty::{Fault, FileFault, Kind, RemarkFault, Status};
use crate::domain::programme::Bearer;
use crate::locale::Locale;

phrases! {
    title: "职责落实情况", "How the duties stand";
    short: "职责", "Duties";
    of_unit(unit): "{unit}的职责落实情况", "How the duties of {unit} stand";
    lead: "各单位自行填报各项职责的落实情况，牵头部委可附意见。填报内容不是已审核数据。", "Each unit says itself how its duties stand, and the lead ministry may remark on it. What is said here is not approved figures.";
    filters: "筛选", "Narrow down";
    unit: "单位", "Unit";
    all_units: "全部单位", "All units";
    show: "查看", "Show";
    whole: "查看全部单位", "Show all units";
    counts: "各状态的项数", "How many stand where";
    count(word, count): "{word} {count}", "{word}: {count}";
    of_duties(count): "共 {count} 项", "{count} in all";
    group_title(who, count): "{who}（{count} 家）", "{who} ({count})";
    matrix_caption(who): "{who}：单位与职责", "{who}: unit by duty";
    duty_done: "已完成单位", "Units done";
    unit_done: "已完成", "Done";
    done_of(done, all): "{done}/{all}", "{done} of {all}";
    list_caption(unit): "{unit}的各项职责", "The duties of {unit}";
    clause: "条款", "Clause";
    duty: "职责", "Duty";
    status: "落实情况", "Status";
    day: "日期", "Date";
    evidence: "佐证材料", "Evidence";
    last_said: "最近填报", "Last said";
    remark: "部委意见", "The ministry's remark";
    with_remark: "有待回应的意见", "remark to answer";
    nothing_said: "尚未填报", "Nothing said";
    owes_none(unit): "本方案中，{unit}没有需要填报的职责。", "{unit} has no duty to report on in this programme.";
    answered_for(unit, joint): "{unit}是联合试点“{joint}”的成员，职责由该试点统一填报。", "{unit} is a member of the joint pilot {joint}, which reports on the duties for all its members.";
    owed_by_nobody: "方案定义没有写明由谁承担各项职责，因此无法跟踪。由管理员重新导入方案文件。", "The programme's definition does not say who owes its duties, so they cannot be followed. Have the administrator import the programme's file again.";
    no_duties: "这个方案没有规定不带数据的职责。", "This programme lays down no duties without figures.";
    back_to_matrix: "返回职责总表", "Back to all duties";
    to_duties: "查看落实情况", "How they stand";
    to_own: "本单位的职责落实情况", "How this unit's duties stand";
    no_duty: "该单位没有这项职责，或方案中没有这个编号。", "The unit does not owe this duty, or the programme has none of this number.";
    no_evidence: "这次填报没有附文件。", "No file goes with that statement.";

    number_name(no, name): "{no} {name}", "{no} {name}";
    who_owes: "承担者（文件所列）", "Whose, as the text says";
    records: "可填报内容", "What can be reported";
    source: "依据", "Source";
    source_of(document, clause): "《{document}》第 {clause} 条", "{document}, clause {clause}";
    now_title: "现状", "Now";
    nobody_said: "还没有填报过。", "Nothing has been said yet.";
    on_day(day): "日期：{day}", "Date: {day}";
    link: "网址", "Link";
    leads_out(link): "{link}（站外链接）", "{link} (leads out of this site)";
    file: "文件", "File";
    file_named(name, kind, size): "{name}（{kind}，{size}）", "{name} ({kind}, {size})";
    said_by(by, at, version): "{by} 于 {at} 填报（第 {version} 次）", "said by {by}, {at} (statement {version})";
    remarked(by, at): "{by}，{at}", "{by}, {at}";
    remark_on(version): "针对第 {version} 次填报", "on statement {version}";
    remark_on_nothing: "当时尚未填报", "nothing had been said then";
    remark_waits: "这条意见提出后，本单位还没有再填报。", "The unit has not said anything since this remark.";
    next: "下一项职责", "Next duty";
    previous: "上一项职责", "Previous duty";
    neighbours: "本单位的其他职责", "Other duties of this unit";
    history: "历次填报与意见", "All statements and remarks";
    history_none: "还没有填报，也没有意见。", "Nothing has been said or remarked.";
    statement_no(version): "第 {version} 次填报", "statement {version}";
    remarked_word: "提出意见", "remarked";

    say_title: "填报落实情况", "Say how it stands";
    say_again_title: "更新落实情况", "Say how it stands now";
    say_lead: "每次填报整体取代上一次；以前的填报保留在历史中，不能修改。", "A new statement takes the place of the last as a whole; earlier ones stay in the history and cannot be changed.";
    status_label: "落实情况", "Status";
    day_label: "日期", "Date";
    day_hint: "写作 2026-10-15。已完成的必须填写完成日期；其他情况可填情况属实的日期。不能晚于今天。", "Like 2026-10-15. The day it was done, compulsory for what is done; otherwise the day as of which this holds. Not after today.";
    text_label: "说明", "What was done";
    text_hint(longest): "做了什么、有什么文件；不适用的写明原因。最多 {longest} 字。", "What was done and by which document; for what does not apply, why not. At most {longest} characters.";
    link_label: "佐证材料网址", "Link to evidence";
    link_hint: "公开发布的文件或报道，以 http:// 或 https:// 开头。", "A published document or report; begins with http:// or https://.";
    file_label: "佐证材料文件", "Evidence as a file";
    file_hint: "PDF、PNG、JPEG、DOCX 或 XLSX，最大 5 MB；只能附一个。", "PDF, PNG, JPEG, DOCX or XLSX, at most 5 MB; one file.";
    keep_file(name): "继续附上“{name}”", "Go on showing “{name}”";
    keep_file_hint: "选择新文件则替换它。", "A new file takes its place.";
    say: "提交", "Send";
    remark_title: "提出意见", "Remark on it";
    remark_lead: "填报单位和各部委都能看到；提交后不能修改。", "The unit and the ministries read it; it cannot be changed afterwards.";
    remark_label: "意见", "Remark";
    remark_send: "提交意见", "Send the remark";

    overtaken(by, at, version): "您填写期间，{by} 于 {at} 作了第 {version} 次填报。两份内容见下表；再次提交，则以您的为准，前一份留在历史中。", "While you were writing, {by} made statement {version} at {at}. Both stand below; send yours again to have it count, and the other stays in the history.";
    overtaken_remark(by, at, version): "您查看之后，{by} 于 {at} 作了第 {version} 次填报，见“现状”。意见仍适用的，再次提交。", "Since you opened this page, {by} made statement {version} at {at}; it stands under “Now”. Send the remark again if it still holds.";
    both_caption: "两份填报对照", "Both statements";
    both_field: "内容", "What";
    both_theirs(by): "{by} 已填报", "Said by {by}";
    both_mine: "您填写的", "What you wrote";
    none: "无", "none";

    table_caption: "职责落实情况", "How the duties stand";
    column_code: "单位代码", "Unit code";
    column_bearer: "类别", "Kind";
    column_text: "说明", "What was done";
    column_version: "填报次数", "Statements";
    column_by: "填报人", "Said by";
    column_at: "填报时间", "Said at";
    column_remark_by: "意见提出人", "Remarked by";
    column_remark_at: "意见时间", "Remarked at";
}

/// How far a unit is; where it has said nothing, that.
#[must_use]
pub fn status_word(locale: Locale, status: Option<Status>) -> &'static str {
    match (locale, status) {
        (Locale::Zh, Some(Status::NotBegun)) => "未开始",
        (Locale::En, Some(Status::NotBegun)) => "Not begun",
        (Locale::Zh, Some(Status::UnderWay)) => "进行中",
        (Locale::En, Some(Status::UnderWay)) => "Under way",
        (Locale::Zh, Some(Status::Done)) => "已完成",
        (Locale::En, Some(Status::Done)) => "Done",
        (Locale::Zh, Some(Status::NotApplicable)) => "不适用",
        (Locale::En, Some(Status::NotApplicable)) => "Not applicable",
        (_, None) => nothing_said(locale),
    }
}

/// Who bears duties.
#[must_use]
pub fn bearer(locale: Locale, bearer: Bearer) -> &'static str {
    match (locale, bearer) {
        (Locale::Zh, Bearer::PilotRegions) => "试点地区",
        (Locale::En, Bearer::PilotRegions) => "Pilot regions",
        (Locale::Zh, Bearer::PilotEnterprises) => "试点企业",
        (Locale::En, Bearer::PilotEnterprises) => "Pilot enterprises",
        (Locale::Zh, Bearer::OtherRegions) => "非试点地区（备案）",
        (Locale::En, Bearer::OtherRegions) => "Other regions (filing for the record)",
    }
}

/// What is to be put right in a statement.
#[must_use]
pub fn fault(locale: Locale, fault: Fault) -> String {
    match fault {
        Fault::NoStatus => no_status(locale).to_owned(),
        Fault::OtherStatus => other_status(locale).to_owned(),
        Fault::NoDay => no_day(locale).to_owned(),
        Fault::NotADay => not_a_day(locale).to_owned(),
        Fault::DayAhead { today } => day_ahead(locale, today),
        Fault::DayTooEarly { earliest } => day_too_early(locale, earliest),
        Fault::NothingToShow => nothing_to_show(locale).to_owned(),
        Fault::NoReason => no_reason(locale).to_owned(),
        Fault::TextTooLong => text_too_long(locale, crate::domain::duty::MAX_TEXT),
        Fault::LinkTooLong => link_too_long(locale, crate::domain::duty::MAX_LINK),
        Fault::NotALink => not_a_link(locale).to_owned(),
    }
}

/// Why a file is not taken.
#[must_use]
pub fn file_fault(locale: Locale, fault: FileFault) -> &'static str {
    match fault {
        FileFault::Empty => file_empty(locale),
        FileFault::TooLarge => file_too_large(locale),
        FileFault::OtherKind => file_other_kind(locale),
        FileFault::Macros => file_macros(locale),
        FileFault::Damaged => file_damaged(locale),
        FileFault::Busy => file_busy(locale),
        FileFault::Gone => file_gone(locale),
    }
}

/// What is to be put right in a remark.
#[must_use]
pub fn remark_fault(locale: Locale, fault: RemarkFault) -> String {
    match fault {
        RemarkFault::Empty => remark_empty(locale).to_owned(),
        RemarkFault::TooLong => text_too_long(locale, crate::domain::duty::MAX_TEXT),
    }
}

phrases! {
    no_status: "选择落实情况", "Choose how it stands";
    other_status: "落实情况须从列出的四项中选择", "The status must be one of the four";
    no_day: "填写完成日期，例如 2026-10-15", "Enter the day it was done, like 2026-10-15";
    not_a_day: "日期写作 2026-10-15；没有则留空", "Write the date like 2026-10-15, or leave it empty";
    day_ahead(today): "日期不能晚于今天（{today}）", "The date must not be after today, {today}";
    day_too_early(earliest): "日期不能早于 {earliest}；核对年份", "The date must not be before {earliest}; check the year";
    nothing_to_show: "已完成的须有佐证：填写说明、网址，或附上文件", "What is done must be shown: write what was done, give a link or add a file";
    no_reason: "写明不适用的原因", "Say why it does not apply";
    text_too_long(longest): "文字最多 {longest} 字；删减后再提交", "The text has at most {longest} characters; make it shorter";
    link_too_long(longest): "网址最多 {longest} 个字符", "A link has at most {longest} characters";
    not_a_link: "网址须以 http:// 或 https:// 开头，且不含空格，例如 https://www.example.cn/a.html", "A link begins with http:// or https:// and has no blanks, like https://www.example.cn/a.html";
    file_empty: "所选文件是空的；重新选择", "The file is empty; choose another";
    file_too_large: "文件最大 5 MB；压缩或拆分后再附上，文字已保留", "A file has at most 5 MB; make it smaller and add it again. What you wrote is kept";
    file_other_kind: "文件须为 PDF、PNG、JPEG、DOCX 或 XLSX，且未加密；旧格式（DOC、XLS）先另存", "The file must be a PDF, PNG, JPEG, DOCX or XLSX without a password; save older formats (DOC, XLS) anew first";
    file_macros: "文件含有宏；另存为不含宏的文件再附上", "The file contains macros; save it without them and add it again";
    file_damaged: "文件不完整；重新导出再附上", "The file is not whole; save it anew and add it again";
    file_busy: "正在读取的文件已达上限；几秒钟后再附上，文字已保留", "As many files as can be read at a time are being read; add it again in a few seconds. What you wrote is kept";
    file_gone: "要继续附上的文件已不在；重新选择", "The file that was to be kept is not there any more; choose it again";
    remark_empty: "写明意见", "Write the remark";
}

/// The kind of a file as people call it.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Pdf => "PDF",
        Kind::Png => "PNG",
        Kind::Jpeg => "JPEG",
        Kind::Docx => "DOCX",
        Kind::Xlsx => "XLSX",
    }
}

/// A size in kB, or in MB with one place, rounded up.
#[must_use]
pub fn size(bytes: u64) -> String {
    let tenths = bytes.div_ceil((1 << 20) / 10);
    if bytes < 1 << 20 {
        format!("{} kB", bytes.div_ceil(1 << 10))
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}
