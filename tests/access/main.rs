//! Who gets in, and who may do what: through the pages and behind them.

mod sign_in;
