//! Reading what comes from outside: programme files, figures and filled forms.
//! Nothing of a file that has a fault is taken over.

pub mod figures;
pub mod office;
pub mod programme;
pub mod template;
