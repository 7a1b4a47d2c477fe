use super::{CLEAN, Global};
use crate::diagnostic::Lang;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Global, _: &Args, _: Lang) -> u8 {
    CLEAN
}
