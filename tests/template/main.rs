//! The return as a workbook: what goes out, what comes back, and what of it is
//! refused before anything is stored.

mod bad_files;
mod consent;
mod crowd;
mod desk;
mod figures;
mod form;
mod memory;
mod parts;
