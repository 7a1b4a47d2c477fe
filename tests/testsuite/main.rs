//! One integration binary, so that it links once. Every test goes through a door that a user uses: the command
//! line, or the library's stages.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod approve;
mod begin;
mod bulletin;
mod canary;
mod catalogue;
mod channels;
mod cli;
mod compile;
mod content;
mod coverage;
mod crash;
mod determinism;
mod drafts;
mod duties;
mod english;
mod expiry;
mod fields_shown;
mod findings;
mod findings_files;
mod formats;
mod golden;
mod incremental;
mod layers;
mod moulds;
mod non_interference;
mod opinions;
mod output;
mod promises;
mod readme;
mod scratch;
mod search;
mod serve;
mod servers;
mod site;
mod streams;
mod taken_back;
mod theme;
mod threads;
mod under_way;
mod web;
mod wording;
