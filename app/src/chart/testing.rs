//! Builders for the tests of this room.
