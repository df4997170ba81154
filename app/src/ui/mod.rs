//! Pieces of pages that know no slice: the shell around every page, tables,
//! forms, tags, messages. No data is fetched or judged here.

pub mod form;
pub mod message;
pub mod resend;
pub mod shell;
pub mod table;
pub mod tag;
