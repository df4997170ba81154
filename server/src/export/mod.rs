//! What goes out besides pages: pictures and tables as files.

pub mod csv;
pub mod evaluation;
pub mod exact;
mod fonts;
pub mod png;
pub mod receipt;
pub mod template;
