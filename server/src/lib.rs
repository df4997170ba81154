//! Pilotboard's server: everything that touches the world. `app` holds the
//! pages and the rules; here are the database, the network and the files.
//!
//! | room | what for |
//! |---|---|
//! | `audit` | the record's chains, held against themselves |
//! | `cli` | the command line, one file per command |
//! | `http` | every route, with what it needs around it |
//! | `store` | the only SQL, and the private PostgreSQL |
//! | `import` | programme files and figures coming in |
//! | `export` | pictures and tables going out |
//! | `mail` | reminders on their way to people |
//! | `demo` | made-up figures, marked as such everywhere |
//! | `password`, `second_factor`, `secret` | what people sign in with |

/// A page is thousands of small texts, made and gone: with the system's
/// allocator a third of its time went into giving their memory back and asking
/// for it again.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

pub mod audit;
pub mod cli;
pub mod demo;
pub mod export;
pub mod http;
pub mod import;
pub mod mail;
pub mod password;
pub mod second_factor;
pub mod secret;
pub mod shipped;
pub mod store;
