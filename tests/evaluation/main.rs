//! The evaluation summary: composed, frozen, shown, and written to files; what
//! a person opens is what was frozen.

mod composed;
mod csv;
mod docx;
mod freezing;
mod handing_over;
mod hostile;
mod jobs;
mod libreoffice;
mod office;
mod pages;
#[path = "../template/parts.rs"]
#[expect(dead_code, reason = "some of it only forms need")]
mod parts;
mod pdf;
mod pdf_read;
mod poppler;
mod same_everywhere;
mod sample;
mod sdmx;
mod typesetter;
mod verify;
mod xlsx;
