//! `sunshine` (阳光党务) turns a folder of Markdown disclosure items into separate internal and public sites,
//! and takes each item off them the moment its term ends.
//!
//! A one-way pipeline; each stage has its own type, consumes the one before, and knows nothing of those after:
//!
//! 1. [`load`]: the content folder → [`model::Register`] and findings
//! 2. [`check`]: rules over the register → [`check::Report`]
//! 3. [`projection`]: THE DOOR: what one audience may see at one instant
//! 4. [`plan`]: the pages and files of one edition
//! 5. [`render`]: one planned page → bytes
//! 6. [`publish`]: the whole old site, then the whole new one
//!
//! [`pipeline`] is all of it on one screen. The words are those of `docs/ARCHITECTURE.md`.

pub mod address;
pub mod calendar;
pub mod catalogue;
pub mod check;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod duties;
pub mod extract;
pub mod fields;
pub mod guide;
pub mod load;
pub mod markdown;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod privacy;
pub mod projection;
pub mod publish;
pub mod render;
pub mod serve;
pub mod source;
