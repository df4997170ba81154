//! The quarterly return, as people fill it in: a plain page and a plain form.

mod api;
mod conflicts;
mod copies;
mod demo;
mod drafts;
mod four_eyes;
mod outage;
mod planned;
mod rights;
mod submitting;
mod typing;
