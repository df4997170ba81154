//! The words around every form, both languages side by side.

phrases! {
    faults_title: "还有需要更正的地方", "There is something to put right";
    title_with_faults(title): "错误：{title}", "Error: {title}";
    not_sent_title: "暂时没有保存", "Not saved yet";
    not_sent: "服务器暂时没有应答，没有任何改动。您填写的内容都在本页里：稍等片刻，再次发送即可。", "The server could not answer just now, and nothing was changed. All you typed is held by this page: wait a moment, then send it again.";
    send_again: "再次发送", "Send again";
    nothing_chosen: "未选择", "Nothing chosen";
    unit_code(code): "单位代码，例如 {code}", "A unit's code, such as {code}";
    unit_code_or(code, value, what): "单位代码，例如 {code}；“{value}”表示{what}", "A unit's code, such as {code}; “{value}” for “{what}”";
    hint_and_code(hint, code): "{hint}；填写单位代码，例如 {code}", "{hint}; type the unit's code, such as {code}";
}
