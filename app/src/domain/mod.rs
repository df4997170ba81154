//! The rules, pure: no leptos, no clock, no locale, no IO. Everything a rule
//! needs comes in as an argument; words for people live in `locales/`.
//!
//! | word | in Chinese | what it means here |
//! |---|---|---|
//! | programme | 试点方案 | a policy with units, indicators, checks, targets, duties |
//! | unit | 填报单位 | who files; may be a member of a joint unit |
//! | quarter, period | 季度、期 | `2025-Q3`; a target's period may also be a year |
//! | indicator | 指标 | what is counted, in which unit of measure, how it adds up |
//! | figure | 数据 | one exact decimal, or one of three absences |
//! | series | 序列 | figures of one indicator through time |
//! | rollup | 汇总 | a series added over units, each counted once |
//! | target | 目标 | a value to reach, with comparator, clause and printed words |
//! | comparison, rank | 对比、位次 | units beside each other on one indicator |
//! | signal | 提示 | what in a unit's figures asks for a look; no verdict |
//! | verdict | 判定 | what `progress` says of a target, with the reason |
//! | draft, line | 草稿、行 | what is typed into a return, as it was typed |
//! | check | 审核关系 | a rule between the lines of one return |
//! | validation | 数据审核 | all that is asked of a return before it is submitted |
//! | finding | 审核问题 | one thing it finds: blocking, or a warning to explain |
//! | return, filing | 季报 | one unit's figures for one quarter, and how far they have come |
//! | receipt | 回执 | what was filed in one exact spelling, with its SHA-256 |
//! | record, entry | 审计记录 | who did what, when, to what |
//! | link | 只读链接 | a secret address that shows one view for a while |
//! | summary, evaluation | 评估摘要、评估 | a document of figures as data; frozen, it is an evaluation |
//! | duty, statement, remark | 职责、落实情况、意见 | what a text asks without a figure; what a unit says of it, and the ministry of that |
//! | evidence | 佐证材料 | what shows it: text, link, file |
//! | upload, difference | 上传的表、差异 | a filled workbook beside the draft |
//! | role, action | 角色、操作 | who may do what to whose returns |

pub mod access;
pub mod calendar;
pub mod carrying;
pub mod check;
pub mod comparison;
pub mod decimal;
pub mod dossier;
pub mod draft;
pub mod due;
pub mod duty;
pub mod facts;
pub mod figure;
pub mod filing;
pub mod forecast;
pub mod indicator;
pub mod link;
pub mod period;
pub mod programme;
pub mod progress;
pub mod receipt;
pub mod record;
pub mod rollup;
pub mod series;
pub mod signal;
pub mod summary;
pub mod target;
pub mod unit;
pub mod upload;
pub mod validation;
pub mod waiting;
