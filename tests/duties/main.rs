//! What units say of their duties and the ministry remarks, over HTTP down to
//! a real PostgreSQL.

mod desk;
mod evaluated;
mod files;
mod matrix;
mod record;
mod rights;
mod saying;
mod together;
mod well_formed;
