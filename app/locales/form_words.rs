//! The words around every form, both languages side by side.

phrases! {
    faults_title: "还有需要更正的地方", "There is something to put right";
    title_with_faults(title): "错误：{title}", "Error: {title}";
    nothing_chosen: "未选择", "Nothing chosen";
}
