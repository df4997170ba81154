//! Who gets in, and who may do what: through the pages and behind them.

mod accounts;
mod activation;
mod browser;
mod finding;
mod guessing;
mod rights;
mod row_security;
mod second_factor;
mod sessions;
mod sign_in;
