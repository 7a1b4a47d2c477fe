//! `sunshine clean`: the outputs go.

use super::common::{self, Format};
use super::{CLEAN, FAILED, Global, report};
use crate::diagnostic::Lang;
use crate::pipeline;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(global: &Global, _: &Args, lang: Lang) -> u8 {
    let Some(root) = common::root(global, lang) else {
        return FAILED;
    };
    match pipeline::clean(&root) {
        Ok(removed) => {
            let names: Vec<&str> = removed.iter().map(|(name, _)| name.as_str()).collect();
            let mut lines = vec![match lang {
                Lang::Zh if names.is_empty() => "没有要删除的".to_owned(),
                Lang::Zh => format!("已删除：{}", names.join("、")),
                Lang::En if names.is_empty() => "nothing to remove".to_owned(),
                Lang::En => format!("removed: {}", names.join(", ")),
            }];
            lines.extend(removed.iter().flat_map(|(name, foreign)| report::foreign(name, foreign, lang)));
            if !global.quiet {
                report::plain(&lines.join("\n"), false);
            }
            CLEAN
        }
        Err(failure) => report::failed(&failure, &root, Format::Text, lang),
    }
}
