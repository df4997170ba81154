//! The evaluation summary as files: what a person opens is what was frozen.

mod sample;
