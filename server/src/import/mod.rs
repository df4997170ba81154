//! Reading what comes from outside: programme files and figures. Nothing of
//! a file that has a fault is taken over.

pub mod figures;
pub mod programme;
