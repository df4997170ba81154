//! Figures and programmes coming in from files.

mod changes;
mod desk;
mod encodings;
mod faults;
mod header;
mod programmes;
mod revisions;
