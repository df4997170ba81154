//! The command line: the built binary, as a person, a script or a supervisor
//! starts it.

mod command;
mod demo;
mod doctor;
mod exits;
mod import;
mod progress;
mod usage;
mod user;
mod volume;
