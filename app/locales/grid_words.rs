//! What the form says while somebody fills it in: keys, pasting, saving.

phrases! {
    all_saved(when): "已保存 {when}", "Saved {when}";
    saving: "正在保存…", "Saving…";
    to_be_saved: "有改动，即将保存", "Changes are about to be saved";
    offline(count): "连接中断：{count} 格未保存，已留存在本机，恢复连接后自动重新保存", "No connection: {count} cells are not saved; they are kept on this computer and sent again when the connection is back";
    signed_out(count): "登录已失效：{count} 格未保存，已留存在本机；登录后自动保存", "You are signed out: {count} cells are not saved; they are kept on this computer and saved once you sign in";
    sign_in: "在新窗口登录", "Sign in, in a new window";
    not_taken(why, count): "{why} {count} 格未保存，已留存在本机。", "{why} {count} cells are not saved; they are kept on this computer.";
    to_decide(count): "{count} 格他人也修改过：逐格选择保留哪个", "{count} cells were changed by somebody else too: choose which to keep";
    restored(count): "本机留存的 {count} 格未保存内容已填回，正在保存；可用 Ctrl+Z 撤回", "{count} cells kept on this computer were not saved; they are back in the form and being saved. Ctrl+Z takes them out again";
    keep_mine(mine): "保留我的“{mine}”", "Keep mine, “{mine}”";
    take_theirs(theirs): "采用对方的“{theirs}”", "Take theirs, “{theirs}”";
    blank: "空白", "blank";
    theirs_now(field, theirs): "{field}：他人已改为“{theirs}”", "{field}: somebody else changed it to “{theirs}”";
}

phrases! {
    paste_title(count): "粘贴 {count} 格：核对后填入", "Paste {count} cells: look, then put them in";
    pasted: "粘贴内容", "Pasted";
    present: "现有内容", "There now";
    reading: "结果", "Result";
    reads_as(value): "填入 {value}", "becomes {value}";
    replaces(value, before): "{before} 改为 {value}", "{before} becomes {value}";
    clears: "清空", "is cleared";
    same: "不变", "stays the same";
    locked: "锁定，不填入", "locked; left out";
    left_out: "不填入", "left out";
    heading(text): "第一行是标题，不填入：{text}", "The first row is a heading and left out: {text}";
    no_place(texts): "没有对应的格，不填入：{texts}", "There is no cell for these, so they are left out: {texts}";
    put_in(count): "填入 {count} 格", "Put {count} cells in";
    drop: "放弃", "Drop it";
    was_put_in(count): "已填入 {count} 格；Ctrl+Z 一次撤回", "{count} cells were put in; Ctrl+Z takes all of them out again";
}

phrases! {
    keys: "快捷键", "Keys";
    keys_title: "表格中的快捷键", "Keys in the form";
    close: "关闭", "Close";
    key_move: "下一格、上一格", "next cell, cell before";
    key_page: "下移、上移十格", "ten cells down or up";
    key_ends: "第一格、最后一格", "first and last cell";
    key_within: "在格内移动光标", "move the caret within the cell";
    key_back: "恢复原来的内容", "back to what was in the cell";
    key_undo: "撤销、重做", "undo, redo";
    key_save: "立即保存", "save now";
    key_paste: "从 Excel 或 WPS 粘贴一块", "paste a block from Excel or WPS";
    key_beside: "到备注与记录；左箭头返回", "to remarks and record; left arrow leads back";
    key_list: "本说明", "this list";
}
