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
