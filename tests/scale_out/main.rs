//! More than one PostgreSQL, or something before it: a hot standby for what the
//! board reads, and PgBouncer. What is beside the tests' own server is started by the tests.

#[expect(dead_code, reason = "this suite only files and approves")]
#[path = "../review/desk.rs"]
mod desk;
mod doctor;
mod going_away;
mod lagging;
mod pgbouncer;
mod pooling;
mod servers;
mod standby;
