//! What stands on a receipt besides its facts, and what is said when one is
//! verified. A receipt's file is in both languages at once.

phrases! {
    file_title: "季报回执", "Receipt of a quarterly return";
    file_meaning: "下面两条虚线之间是已提交报表的全部内容，末行的 SHA-256 由其计算得出；改动任何一个字符，校验值都会不同。", "Between the two broken lines stands everything that was submitted; the SHA-256 in the last line is taken of it. Change one character, and it is another.";
    file_names: "名称：format 格式，number 回执编号，time 收到时间（北京时间），programme 方案，form 表号，revision 表式修订号，unit 填报单位，quarter 季度，version 提交版本，head 单位负责人，compiler 填表人，submitted_by 提交账号，reason 重报原因。", "head is the head of the unit, compiler who compiled it, revision that of the form, version that of the submission, reason why it was filed again; times are Beijing time.";
    file_lines: "其后为各行：.name 指标名称和计量单位，.numerator 分子，.denominator 分母，.absence 无数据的原因（not_applicable 不适用，not_available 暂缺），.note 备注，.explanation 审核说明；无后缀的为数据。空白行不列出。", "The lines follow by their codes: .name is the indicator and its unit of measure, without an ending stands the figure. Blank lines are left out.";
    file_verify: "核对：pilotboard receipt verify 文件名；或在任何系统上：", "To verify: pilotboard receipt verify FILE; or on any system:";
    demo_mark: "演示数据，不代表任何地区的实际情况。", "Demo figures: made up, saying nothing about any region.";
}

phrases! {
    genuine(number): "{number}：与数据库中的回执一致", "{number}: this is the receipt the database holds";
    hash_line_differs(file, held): "文件末行的 SHA-256 为 {file}，数据库中为 {held}；其余内容一致", "the last line says SHA-256 {file}, the database holds {held}; all else is the same";
    file_changed(number): "{number}：文件与提交时的内容不一致", "{number}: the file is not as it was when submitted";
    database_changed(number): "{number}：文件与提交时的内容一致，但数据库中的数据在提交后被改动", "{number}: the file is as it was when submitted; the database was changed since";
    both_changed(number): "{number}：文件和数据库中的内容都与提交时的校验值不符", "{number}: neither the file nor the database is as it was when submitted";
    differs(name, here, there, from): "{name}：文件为“{here}”，数据库为“{there}”，第 {from} 个字符起不同", "{name}: the file says “{here}”, the database “{there}”; different from character {from} on";
    only_here(name, here): "{name}：文件为“{here}”，数据库中没有这一项", "{name}: the file says “{here}”, the database has no such line";
    only_there(name, there): "{name}：文件中没有这一项，数据库为“{there}”", "{name}: the file has no such line, the database says “{there}”";
    unknown(number): "数据库中没有编号为“{number}”的回执；核对是否连接了正确的数据库", "the database holds no receipt {number}; see that it is the right database";
    incomplete: "这不是完整的回执文件；重新下载后再核对", "this is no whole receipt; download it again";
    line_unreadable(line): "第 {line} 行不是“名称: 内容”；重新下载后再核对", "line {line} is not `name: value`; download it again";
    fact_twice(name): "“{name}”出现了两次；重新下载后再核对", "`{name}` is there twice; download it again";
    other_format(found, known): "格式为“{found}”；本版本可核对 {known}", "the format is “{found}”; this version verifies {known}";
    unreadable: "文件不是 UTF-8 文本，或过大；选择回执文件", "the file is no UTF-8 text, or too large; choose a receipt";
}
