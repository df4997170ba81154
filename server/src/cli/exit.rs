//! What the exit code of `pilotboard` says, so that a supervisor or a script
//! can tell failures apart without reading the sentence beside them.
//!
//! | code | meaning |
//! |---|---|
//! | 0 | done |
//! | 1 | refused: the input or the request was understood and turned down |
//! | 2 | wrong usage of the command line |
//! | 64 | the configuration is wrong |
//! | 65 | the database cannot be reached |
//! | 66 | the database refuses the credentials |
//! | 67 | the database's schema is newer or older than this binary |
//! | 68 | the port is in use |
//! | 69 | PostgreSQL's programs are missing |
//! | 70 | another pilotboard uses the state directory |
//! | 71 | the state directory cannot be used |
//! | 72 | the private PostgreSQL did not start or stop |
//! | 73 | there is no user to run PostgreSQL as |
//! | 74 | there is no font with Chinese characters |
//!
//! The codes are part of the stable surface: never renumber one.

/// Everything asked for was done.
pub const DONE: u8 = 0;
/// The request was understood and turned down; nothing changed.
pub const REFUSED: u8 = 1;
/// The command line could not be understood (clap uses the same number).
pub const USAGE: u8 = 2;
/// A setting from the command line or the environment is wrong.
pub const CONFIG: u8 = 64;
/// Nothing answers where `DATABASE_URL` points.
pub const DATABASE_UNREACHABLE: u8 = 65;
/// The database answers and refuses the user, the password or the database's name.
pub const DATABASE_CREDENTIALS: u8 = 66;
/// The schema was made by a newer or an older pilotboard.
pub const SCHEMA: u8 = 67;
/// Another process listens on the address.
pub const PORT_IN_USE: u8 = 68;
/// No PostgreSQL that fits (15 to 18) is installed.
pub const POSTGRES_MISSING: u8 = 69;
/// Another pilotboard holds the state directory's lock.
pub const STATE_IN_USE: u8 = 70;
/// The state directory cannot be made, entered, read or written.
pub const STATE_UNUSABLE: u8 = 71;
/// The private PostgreSQL was found but did not start, or did not stop.
pub const POSTGRES_FAILED: u8 = 72;
/// Root cannot run PostgreSQL, and there is nobody to run it as.
pub const NO_POSTGRES_USER: u8 = 73;
/// A PDF cannot be set without a font that has Chinese characters.
pub const NO_FONT: u8 = 74;
