//! What is said of a request that was not taken: why, and how to go on.

phrases! {
    not_taken: "没有接受这次提交", "This was not taken";
    cross_site_title: "提交来自其他网站", "Sent from another site";
    cross_site: "这次提交不是从本网站的页面发出的，因此没有执行，数据没有变化。打开原来的页面后重新提交。", "This was not sent from a page of this site, so nothing was done and nothing has changed. Open the page again and send it from there.";
    wrong_method_title: "这个地址不能这样使用", "This address is for something else";
    wrong_method: "这个地址存在，但不接受这种请求；数据没有变化。", "The address is there but does not take this kind of request; nothing has changed.";
    too_large(limit): "提交的内容最多 {limit}，这次超过了，没有接受。返回上一页，减少内容后再提交。", "At most {limit} can be sent, and this was more, so it was not taken. Go back, make it smaller and send it again.";
    too_many_fields(most): "一次最多提交 {most} 个字段，这次超过了，没有接受。分几次提交。", "At most {most} fields can be sent at a time, and these were more, so they were not taken. Send them in several parts.";
    too_many_uploads: "正在读取的文件已达上限，没有接受这个文件。几秒钟后再上传。", "As many files as can be read at a time are being read, so this one was not taken. Upload it again in a few seconds.";
    crowded_title: "来访者太多", "Too many at once";
    crowded: "服务器正忙，几秒后再试。没有保存或改动任何内容。", "The server is busy; try again in a few seconds. Nothing was saved or changed.";
    too_slow_title: "等候超时", "This took too long";
    too_slow: "服务器没有及时答复，稍后再试。如果是在提交，可能已经完成：先打开那一页查看，再决定是否重新提交。", "The server did not answer in time; try again in a while. If you were sending something, it may have been done: open its page and look before you send it again.";
    wrong_type(expected): "提交的内容类型不对，应为 {expected}。", "The content type of what was sent must be {expected}.";
    cut_off: "传输中断，提交不完整，没有接受。返回上一页再提交一次。", "What was sent broke off on its way and was not taken. Go back and send it again.";
    broken_form: "表单在传输中损坏，没有接受。返回上一页再提交一次。", "The form arrived damaged and was not taken. Go back and send it again.";
    broken_upload: "上传的内容在传输中损坏，没有接受。返回上一页再上传一次。", "The upload arrived damaged and was not taken. Go back and upload it again.";
    not_text: "提交的文字不是 UTF-8 编码，没有接受。改用 UTF-8 编码再提交。", "The text that was sent is not in UTF-8 and was not taken. Send it in UTF-8.";
    broken_json(line, column): "第 {line} 行第 {column} 列起不是 JSON；改正后再提交。", "This is not JSON from line {line}, column {column} on; correct it and send it again.";
    unfit_json(line, column, what): "第 {line} 行第 {column} 列的内容不符合要求（{what}）；改正后再提交。", "What stands in line {line}, column {column} is not what belongs there ({what}); correct it and send it again.";
    unknown_field(name): "没有名为“{name}”的字段；删去它再提交。", "There is no field “{name}”; leave it out and send the rest again.";
    signed_out: "登录已结束；重新登录后再提交。", "You are no longer signed in; sign in and send it again.";
    no_second_factor: "请先在网页上设置两步验证。", "Set up your second factor on its page first.";
    no_file: "没有选择文件；选择一个文件再上传。", "No file was chosen; choose one and upload it.";
    several_files: "一次只能上传一个文件；分开上传。", "One file can be uploaded at a time; upload them one after another.";
}
