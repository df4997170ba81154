//! The words of a return: its form, what is checked before it is submitted,
//! its receipt.

use crate::domain::calendar::{Day, Moment};
use crate::domain::draft::Part;
use crate::domain::filing::{Refusal, State};
use crate::domain::indicator::Indicator;
use crate::locale::Locale;

phrases! {
    returns: "季报", "Returns";
    no_return_title: "没有这份报表", "There is no such return";
    no_return: "这个地址下没有您可以查看的报表。", "At this address there is no return that you may see.";

    form_no: "表号", "Form";
    issued_by: "制定机关", "Issued by";
    document_no: "文号", "Document no.";
    valid_until: "有效期至", "Valid until";
    filing_unit: "填报单位", "Filing unit";
    period: "报告期", "Period";
    deadline: "报送期限", "Due";
    head: "单位负责人", "Head of unit";
    compiler: "填表人", "Compiled by";
    compiled_on: "报出日期", "Date";
    on_submission: "提交时填写", "set when it is submitted";
    section(code, name): "{code}、{name}", "{code}. {name}";

    when: "时间", "When";
    who: "账号", "Who";
    code: "代码", "Line";
    indicator: "指标", "Indicator";
    this_quarter: "本季", "This quarter";
    previous: "上季", "Quarter before";
    last_year: "去年同期", "A year before";
    change: "较上季", "Change";
    change_meaning: "本季减上季；比率按百分点", "this quarter less the quarter before; ratios in percentage points";
    cumulative: "本年累计", "Since 1 January";
    remarks: "备注与记录", "Remarks and record";
    in_decimals(unit, decimals): "{unit}，最多 {decimals} 位小数", "{unit}, decimals: at most {decimals}";
    in_whole(unit): "{unit}，整数", "{unit}, whole number";
    filed_cumulative: "填年初以来累计数", "file the sum since 1 January";
    stock: "填季末数", "as of the quarter's end";
    done_or_not: "完成填 1，未完成填 0", "1 when done, 0 until then";
    target_gap(no, goal, gap): "目标 {no}（{goal}）：还差 {gap}", "Target {no} ({goal}): {gap} to go";
    target_reached(no, goal): "目标 {no}（{goal}）：已达到", "Target {no} ({goal}): reached";
    definition: "指标解释", "Definition";
    absence: "无数据原因", "No figure because";
    not_applicable: "不适用", "Not applicable";
    not_available: "暂缺", "Not available yet";
    a_figure_is_there: "有数据", "There is a figure";
    note: "备注", "Note";
    explanation: "异常说明", "Explanation of what is questioned";
    history: "修改记录", "Changes";
    history_of(line): "{line} 修改记录", "Changes of {line}";
    no_changes: "还没有人修改过这一行。", "Nobody has changed this line yet.";
    changed(who, when): "{who} 于 {when} 修改", "changed by {who}, {when}";
    changed_by_another(who, when): "他人修改：{who}，{when}", "Changed by somebody else: {who}, {when}";
    locked: "锁定", "Locked";
    compulsory: "待填", "To be filled in";
    saved: "已保存", "Saved";
    waiting: "待保存", "Waiting to be saved";
    unsaved: "未保存", "Not saved";
    contested: "他人已改", "Changed by somebody else";
    with_note: "有备注", "Has a note";
    questioned: "需说明", "Questioned";
    explained: "已说明", "Explained";
    faulty: "需更正", "To be put right";
    missing_of_year: "年内有季度无数据", "a quarter of the year has no figure";

    saved_at(who, when): "草稿由 {who} 保存于 {when}", "Draft saved by {who}, {when}";
    not_begun: "还没有人填写。", "Nobody has typed anything yet.";
    filled(filled, lines): "已填 {filled}/{lines} 行", "{filled} of {lines} lines filled in";
    save: "保存草稿", "Save draft";
    check: "核对并提交", "Check and submit";
    check_only: "核对", "Check";
    carry_over: "带入上季存量并计算合计", "Carry stocks over and add up totals";
    carry_over_hint: "只填空白行：季末数取上季，合计按表内规则相加；之后可改。", "Only blank lines: stocks from the quarter before, totals by the form's rules; change them as needed.";
    carried(lines): "已填入 {lines} 行", "{lines} lines were filled in";
    template: "下载 Excel 模板", "Download the Excel template";
    upload: "上传已填模板", "Upload a filled-in template";
    workbook: "已填写的 .xlsx 模板", "The filled-in .xlsx template";
    other_ways: "用 Excel 填写", "Fill it in with Excel";

    returned_title: "已退回，请修改后重新提交", "Sent back: change it and submit it again";
    returned_by(who, when): "{who}，{when}", "{who}, {when}";
    returned_lines(lines): "只开放修改：{lines}", "Open to change: {lines} only";
    reopened_title: "已重新开放，更正后提交", "Reopened: correct it and submit it again";
    versions: "已提交的版本", "Submitted versions";
    version(version): "第 {version} 版", "Version {version}";
    submitted_by(who, when): "{who} 于 {when} 提交", "submitted by {who}, {when}";
    receipt: "回执", "Receipt";

    not_open(day): "报告期结束后填报：{day} 起开放。", "It is filled in after the quarter's end: from {day} on.";
    no_right_to_write: "您可以查看，不能填写。", "You may read it, not write it.";
    ask_reopening: "申请重新开放", "Ask for it to be reopened";
    asked(who, when): "{who} 已于 {when} 申请重新开放", "{who} asked for it to be reopened, {when}";
    reason: "原因", "Reason";
    reason_of_reopening_hint: "写明哪个数据有误、应为多少；主管部门据此决定。", "Say which figure is wrong and what it should be; the ministry decides on it.";
    reason_is_missing: "原因：写明为什么", "Reason: say why";
    send_request: "提交申请", "Send the request";

    conflict_title: "与他人的修改冲突，尚未保存", "Somebody else changed the same cells; nothing was saved yet";
    conflict_meaning: "以下格子在您打开表单后被他人改成了别的内容。两个值都列在这里；您填写的都还在表中。决定后再次保存。", "Since you opened the form somebody else typed something else into these cells. Both are shown; all you typed is still in the form. Decide, then save again.";
    conflict(field, theirs, who, when): "{field}：{who} 于 {when} 填为“{theirs}”", "{field}: {who} typed “{theirs}”, {when}";
    conflict_blank(field, who, when): "{field}：{who} 于 {when} 清空", "{field}: {who} cleared it, {when}";
    mine_is(mine): "您填的是“{mine}”", "you typed “{mine}”";
    take_theirs: "采用对方的值", "take theirs";
    kept_for_reading: "您填写的内容没有保存，仍列在下面供抄录。", "What you typed was not saved; it is still below to be copied.";

    check_title: "核对后提交", "Check and submit";
    check_lead: "逐行核对。保存和提交之前不会改变已提交的版本。", "Go through it line by line. Nothing submitted changes until you submit.";
    blocking_title(count): "{count} 处必须更正后才能提交", "{count} to put right before it can be submitted";
    warning_title(count): "{count} 处需要说明", "{count} to be explained";
    none_blocking: "没有需要更正的地方。", "There is nothing to put right.";
    to_change(line): "修改 {line}", "Change {line}";
    difference: "差", "Difference";
    explain_label(line): "{line} 的说明", "Explanation for {line}";
    explain_hint: "写明为什么属实；审核人会看到。", "Say why it is right; the reviewer sees it.";
    explanation_missing(line): "{line}：写明说明", "{line}: explain it";
    save_explanations: "保存说明", "Save the explanations";
    submit: "提交", "Submit";
    submit_meaning: "提交后不能再改，除非主管部门退回或重新开放。", "What is submitted is not changed any more unless the ministry sends it back or reopens it.";
    only_lead_submits: "由单位负责人账号提交。", "It is submitted with the account of the head of unit.";
    four_eyes: "本方案要求两人复核：全部内容都由您填写，由另一位同事填写或核改后才能提交。", "This programme asks for a second pair of eyes: you typed all of it, so somebody else has to type or correct some of it before you submit.";
    restatement_reason: "更正原因", "Why it is filed again";
    restatement_reason_hint: "已审核的报表重新提交，写明更正了什么、为什么。", "An approved return is filed again: say what was corrected and why.";
    restatement_reason_missing: "更正原因：写明更正了什么、为什么", "Why it is filed again: say what was corrected and why";
    head_missing: "单位负责人：填写姓名", "Head of unit: write the name";
    compiler_missing: "填表人：填写姓名", "Compiled by: write the name";
    changed_meanwhile: "您打开核对页后草稿被修改过；已列出最新内容，请再核对一遍。", "The draft was changed after you opened this page; below is what it holds now. Check it once more.";
    back_to_form: "返回表单", "Back to the form";

    receipt_title: "提交回执", "Receipt";
    receipt_done: "已提交，等待审核。", "Submitted; it now waits for review.";
    receipt_no: "回执编号", "Receipt number";
    submitted_on: "提交时间", "Submitted";
    submitted_under: "提交人", "Submitted by";
    sha256: "SHA-256（数据指纹）", "SHA-256 of the figures";
    download_receipt: "下载回执", "Download the receipt";
    verify_hint: "日后可用命令 pilotboard receipt verify 核对回执文件是否与数据库一致。", "Later, pilotboard receipt verify tells whether a receipt file is the one on record.";
    no_receipt: "还没有提交过，没有回执。", "Nothing was submitted yet, so there is no receipt.";
    too_long(field, most): "{field}：最多 {most} 个字符；多出的部分写在备注或另附说明", "{field}: at most {most} characters; put the rest into a note";
    saved_lines(count): "已保存 {count} 行的修改", "{count} changed lines were saved";
}

/// How far a return has come, in a word or two.
#[must_use]
pub fn state(locale: Locale, state: Option<State>) -> &'static str {
    let (zh, en) = match state {
        None => ("未开始", "not begun"),
        Some(State::Draft) => ("填报中", "being written"),
        Some(State::Submitted) => ("待审核", "waits for review"),
        Some(State::Returned) => ("已退回", "sent back"),
        Some(State::Approved) => ("已审核", "approved"),
        Some(State::Reopened) => ("已重新开放", "reopened"),
    };
    match locale {
        Locale::Zh => zh,
        Locale::En => en,
    }
}

/// `2026-10-14 09:05`, in Beijing time.
#[must_use]
pub fn moment(moment: Moment) -> String {
    let (hour, minute) = moment.time();
    format!("{} {hour:02}:{minute:02}", moment.day())
}

/// A part's name within its line: nothing for the figure itself.
#[must_use]
pub fn part(locale: Locale, indicator: &Indicator, part: Part) -> String {
    match (part, &indicator.parts) {
        (Part::Numerator, Some(parts)) => locale.name(&parts.numerator.name).to_owned(),
        (Part::Denominator, Some(parts)) => locale.name(&parts.denominator.name).to_owned(),
        (Part::Absence, _) => absence(locale).to_owned(),
        (Part::Note, _) => note(locale).to_owned(),
        (Part::Explanation, _) => explanation(locale).to_owned(),
        _ => String::new(),
    }
}

/// What a sentence calls a field: `R20 分子名称`.
#[must_use]
pub fn field(locale: Locale, indicator: &Indicator, of: Part) -> String {
    let name = part(locale, indicator, of);
    if name.is_empty() {
        format!("{} {}", indicator.code, locale.name(&indicator.name))
    } else {
        format!("{} {name}", indicator.code)
    }
}

/// Why a return or one of its lines is not written now, since when, and who
/// can open it.
#[must_use]
pub fn refusal(locale: Locale, refusal: &Refusal) -> String {
    match (locale, refusal) {
        (Locale::Zh, Refusal::Locked(State::Approved)) => {
            "报表已审核，不能修改；如需更正，由单位负责人申请重新开放，主管部门决定。".to_owned()
        }
        (Locale::En, Refusal::Locked(State::Approved)) => {
            "The return is approved and not changed; the head of unit can ask for it to be reopened, and the ministry decides.".to_owned()
        }
        (Locale::Zh, Refusal::Locked(_)) => {
            "报表已提交，正在等待审核，不能修改；主管部门退回后可以修改。".to_owned()
        }
        (Locale::En, Refusal::Locked(_)) => {
            "The return is submitted and waits for review, so it is not changed; the ministry can send it back.".to_owned()
        }
        (Locale::Zh, Refusal::LineLocked(line)) => {
            format!("{line} 没有退回，不能修改；如需更正，请主管部门一并开放。")
        }
        (Locale::En, Refusal::LineLocked(line)) => {
            format!("{line} was not sent back and is not changed; the ministry can open it too.")
        }
        (Locale::Zh, Refusal::NothingWritten) => "还没有填写任何内容，不能提交。".to_owned(),
        (Locale::En, Refusal::NothingWritten) => {
            "Nothing was typed yet, so there is nothing to submit.".to_owned()
        }
        (Locale::Zh, Refusal::NotSubmitted(now)) => {
            format!("报表现在是“{}”，没有可审核的版本。", state(locale, *now))
        }
        (Locale::En, Refusal::NotSubmitted(now)) => {
            format!("The return is {} now; there is no version to decide on.", state(locale, *now))
        }
        (Locale::Zh, Refusal::NotApproved(now)) => {
            format!("报表现在是“{}”；只有已审核的报表才重新开放。", state(locale, *now))
        }
        (Locale::En, Refusal::NotApproved(now)) => {
            format!("The return is {} now; only an approved one is reopened.", state(locale, *now))
        }
    }
}

/// What stands to the deadline, in a sentence.
#[must_use]
pub fn days_left(locale: Locale, due: Day, today: Day) -> String {
    let days = due.since(today);
    match (locale, days) {
        (Locale::Zh, 0) => format!("{due}，今天截止"),
        (Locale::En, 0) => format!("{due}, today"),
        (Locale::Zh, 1..) => format!("{due}，还有 {days} 天"),
        (Locale::En, 1) => format!("{due}, 1 day left"),
        (Locale::En, 2..) => format!("{due}, {days} days left"),
        (Locale::Zh, _) => format!("{due}，已逾期 {} 天", -days),
        (Locale::En, -1) => format!("{due}, 1 day overdue"),
        (Locale::En, _) => format!("{due}, {} days overdue", -days),
    }
}
