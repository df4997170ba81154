//! The record of what was done: its page, and what is said when it is verified.

use crate::locale::Locale;

phrases! {
    title: "审计记录", "Audit record";
    meaning: "每一次操作留下一条记录，只能增加，不能修改或删除；各单位的记录依次相扣，由运维人员用 pilotboard audit verify 核对。时间为北京时间。", "Every change leaves an entry. Entries are added, never changed or deleted; those of each unit are sealed one after the other, and the operator verifies them with pilotboard audit verify. Times are Beijing time.";
    filters: "筛选", "Narrow down";
    unit: "填报单位", "Unit";
    no_unit: "不属于任何单位", "Of no unit";
    any: "全部", "All";
    actor: "操作人账号", "Account";
    action: "操作", "Action";
    from: "起始日期", "From";
    to: "截止日期", "Until";
    day_hint: "写作 2026-10-15", "Like 2026-10-15";
    show: "筛选", "Show";
    all: "清除筛选", "Clear";
    download: "下载 CSV", "Download CSV";
    download_first(limit): "下载 CSV（最新 {limit} 条）", "Download CSV (the newest {limit})";
    caption: "记录，最新在前", "Entries, newest first";
    time: "时间", "Time";
    who: "操作人", "Who";
    what: "操作", "What";
    subject: "对象", "On what";
    detail: "详情", "Details";
    number: "编号", "Entry";
    shown(count): "{count} 条", "{count} entries";
    shown_more(count): "{count} 条，还有更早的", "{count} entries; there are older ones";
    older: "更早的记录", "Older entries";
    newest: "最新的记录", "The newest";
    pages: "翻页", "Pages";
    none_yet: "还没有记录。", "There is no entry yet.";
    none_found: "没有符合条件的记录。放宽条件，或清除筛选。", "No entry is like that. Ask for less, or clear the fields.";
    no_such_unit(code): "没有代码为“{code}”的填报单位，也没有它的记录。核对单位代码，或清除筛选。", "No unit has the code “{code}”, and the record has no entry of such a unit. Check the unit's code, or clear the fields.";
    none_older: "没有更早的记录。", "There is no older entry.";
    days_turned(from, to): "起始日期 {from} 晚于截止日期 {to}，没有记录可显示。", "The first day, {from}, is after the last, {to}; so there is nothing to show.";
    cut_off(limit): "只含最新 {limit} 条；缩小日期范围再下载其余部分", "only the newest {limit}; narrow the days to get the others";
    stated(name, value): "{name}：{value}", "{name}: {value}";
    between_stated: "；", "; ";
}

phrases! {
    all_intact(entries, chains): "{chains} 条链共 {entries} 条记录，全部与写入时一致", "{entries} entries in {chains} chains, all as they were written";
    anchored(entries, chains, file): "{chains} 条链共 {entries} 条记录已核对，末端写入 {file}；把该文件或上面的 SHA-256 存放到本系统之外", "{entries} entries in {chains} chains verified, their ends written to {file}; keep that file, or the SHA-256 above, outside this system";
    edited: "内容被改动。", "its content was changed.";
    deleted: "这条记录已不在。", "the entry that stood here is gone.";
    swapped(place): "这里是原来的第 {place} 条。", "what stands here was entry {place}.";
    inserted: "这条记录是后来插入的。", "it was put in later.";
    back_dated: "时间早于前一条。", "its time is before that of the entry before.";
    resealed: "内容被改动并重新计算了校验值；后一条仍指向原来的内容。", "it was changed and sealed anew; the next entry still names the old one.";
    cut: "从这里到末尾的记录已不在。", "the entries from here to the end are gone.";
    head_edited: "链尾的登记与最后一条记录不符。", "the noted end of the chain is not this last entry.";
    head_missing: "链尾的登记已不在。", "the noted end of the chain is gone.";
    rebuilt: "到这一条为止的某条记录被改动，其后全部重新计算；与存放在外的检查点不符。", "an entry up to this one was changed and all after it sealed anew; the checkpoint kept outside says otherwise.";
    none_intact: "之前没有完好的记录。", "No entry before it is intact.";
    intact_up_to(seq, hash): "第 {seq} 条及以前完好（{hash}）。", "Intact up to entry {seq} ({hash}).";
    file_exists: "文件已存在，检查点不会覆盖任何文件；换一个文件名", "the file is there already, and a checkpoint writes over nothing; give another name";
    no_checkpoint: "这不是检查点文件", "this is no checkpoint";
    checkpoint_line(line): "第 {line} 行无法识别；使用存放在外的原件", "line {line} is none of a checkpoint; take the copy that was kept outside";
    checkpoint_changed: "文件不完整或被改动过，与其末行的 SHA-256 不符；使用存放在外的原件", "the file is cut or was changed, its last line says another SHA-256; take the copy that was kept outside";
}

/// Each action the record knows, as it is written there, and in words.
const ACTIONS: &[(&str, &str, &str)] = &[
    ("write draft", "填写草稿", "wrote in the draft"),
    ("upload workbook", "上传工作簿", "sent in a workbook"),
    ("take over workbook", "采用工作簿", "took a workbook over"),
    ("submit", "提交", "submitted"),
    ("ask reopening", "申请重新打开", "asked to have it reopened"),
    ("return", "退回", "returned"),
    ("approve", "审核通过", "approved"),
    ("reopen", "重新打开", "reopened"),
    ("comment", "批注", "commented"),
    ("countersign", "会签", "countersigned"),
    ("remind", "催报", "reminded"),
    ("remind by mail", "邮件催报", "reminded by mail"),
    ("state duty", "填报职责落实情况", "said how a duty stands"),
    ("send evidence", "上传佐证材料", "sent in evidence"),
    ("remark on duty", "对职责落实提出意见", "remarked on a duty"),
    ("import programme", "导入方案", "took over a programme"),
    ("import figures", "导入数据", "took over figures"),
    ("sign in", "登录", "signed in"),
    ("sign out", "退出", "signed out"),
    ("sign out elsewhere", "退出其他登录", "signed out elsewhere"),
    ("confirm", "出示第二因素", "showed the second factor"),
    ("activate", "激活账号", "activated the account"),
    ("change password", "修改密码", "changed the password"),
    ("set second factor", "设置第二因素", "set up the second factor"),
    ("make account", "建立账号", "made an account"),
    ("hand over code", "发放激活码", "handed over an activation"),
    ("reset second factor", "取消第二因素", "took the second factor away"),
    ("disable account", "停用账号", "disabled an account"),
    ("enable account", "启用账号", "enabled an account"),
    ("write narrative", "撰写评估文字", "wrote to an evaluation summary"),
    ("freeze", "定稿评估", "froze an evaluation"),
    ("publish", "公开评估", "published an evaluation"),
    ("withdraw", "撤回公开", "took an evaluation back from the public"),
    ("ask for file", "生成文件", "asked for a file"),
    ("cancel file", "取消生成", "gave a file up"),
    ("make link", "制作只读链接", "made a read-only link"),
    ("open link", "打开只读链接（当日首次）", "opened a read-only link, the first time that day"),
    ("revoke link", "撤销只读链接", "revoked a read-only link"),
    ("open demo accounts", "建立演示账号", "opened the demo's accounts"),
];

/// Each action as it is written, and in words; in the order people meet them.
pub fn actions(locale: Locale) -> impl Iterator<Item = (&'static str, &'static str)> {
    ACTIONS
        .iter()
        .map(move |(action, zh, en)| (*action, if locale == Locale::Zh { *zh } else { *en }))
}

/// An action in words; `None` for one that is not in the list.
#[must_use]
pub fn done(locale: Locale, action: &str) -> Option<&'static str> {
    actions(locale).find(|(known, _)| *known == action).map(|(_, words)| words)
}

/// What a detail of an entry is called; `None` for one that has no words.
#[must_use]
pub fn detail_name(locale: Locale, name: &str) -> Option<&'static str> {
    let (zh, en) = match name {
        "version" => ("版本", "version"),
        "draft" => ("草稿版本", "draft version"),
        "receipt" => ("回执", "receipt"),
        "reason" => ("原因", "reason"),
        "lines" => ("行", "lines"),
        "revision" => ("修订号", "revision"),
        "file" => ("文件", "file"),
        "returns" => ("报表数", "returns"),
        "quarters" => ("季度", "quarters"),
        "mails" => ("邮件数", "mails"),
        "failed" => ("未送达", "not delivered"),
        "role" => ("角色", "role"),
        "unit" => ("单位", "unit"),
        "mail" => ("邮箱", "mail"),
        "hours" => ("有效小时数", "hours it holds"),
        "upload" => ("上传编号", "upload"),
        "sessions" => ("登录数", "sessions"),
        "names" => ("账号", "accounts"),
        "link" => ("链接编号", "link"),
        "days" => ("有效天数", "days it holds"),
        "purpose" => ("用途", "what it is for"),
        "status" => ("落实情况", "status"),
        "day" => ("日期", "date"),
        "remark" => ("意见", "remark"),
        "sha256" => ("SHA-256", "SHA-256"),
        _ => return None,
    };
    Some(if locale == Locale::Zh { zh } else { en })
}
