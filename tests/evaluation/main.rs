//! The evaluation summary: composed, frozen, shown, and written to files; what
//! a person opens is what was frozen.

mod freezing;
mod jobs;
mod office;
mod pages;
mod same_everywhere;
mod sample;
