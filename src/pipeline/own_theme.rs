//! A site's own theme, read from its folder: `theme.toml`, `templates/`, `static/`.

use super::inputs::{SITE, THEMES};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, Text, codes, nearest};
use crate::load::{self, Files, not_opened, not_read, without_metadata};
use crate::render::{COLOURS, Colour, OwnString, OwnTheme, SETTINGS};
use crate::source::{Decoded, Node, Table, Value, decode, parse_toml};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// Reads the theme of a name; findings where its settings are wrong or there is no such theme.
pub(super) fn read(files: &dyn Files, name: &str, sink: &mut Diagnostics) -> io::Result<OwnTheme> {
    let folder = format!("{THEMES}/{name}");
    let mut own = OwnTheme { folder: folder.clone(), ..OwnTheme::default() };
    let mut has_settings = false;
    for found in files.list(THEMES)? {
        let Some(inside) = found.path.strip_prefix(&format!("{folder}/")) else {
            continue;
        };
        if let Some(refusal) = found.refused {
            sink.push(not_read(&found.path.as_str().into(), refusal));
            continue;
        }
        let bytes = match files.read(&found.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                sink.push(not_opened(&found.path.as_str().into(), &error));
                continue;
            }
        };
        if let Some(template) = inside.strip_prefix("templates/") {
            own.templates.insert(template.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
        } else if let Some(file) = inside.strip_prefix("static/") {
            own.statics.insert(file.replace('/', "-"), without_metadata(bytes));
        } else if inside == SETTINGS {
            has_settings = true;
            settings(&found.path, bytes, &mut own, sink);
        }
    }
    if own.templates.is_empty() && own.statics.is_empty() && !has_settings {
        sink.push(missing(files, name)?);
    }
    Ok(own)
}

/// T001: that there is no theme of a name, where the configuration names it, with the one that is nearest to it.
fn missing(files: &dyn Files, name: &str) -> io::Result<Diagnostic> {
    let folder = format!("{THEMES}/{name}");
    let text = load::text_of(files, SITE).unwrap_or_default();
    let quoted = ['"', '\''].map(|quote| format!("{quote}{name}{quote}"));
    let at = quoted.iter().find_map(|quoted| text.find(quoted.as_str()).map(|at| at..at + quoted.len()));
    let (zh, en) = (format!("没有主题 {folder}"), format!("there is no theme at {folder}"));
    let finding = Diagnostic::new(&codes::T001, Span::new(&SITE.into(), at.unwrap_or(0..0)), zh, en);
    let found = files.list(THEMES)?;
    let others =
        found.iter().filter_map(|file| file.path.strip_prefix(THEMES)?.trim_start_matches('/').split('/').next());
    Ok(match nearest(name, others) {
        Some(near) => finding.help(format!("是不是想写 {near}？"), format!("Did you mean `{near}`?")),
        None => finding.help(
            "建立 theme.toml，或 templates、static 文件夹，或删去 theme",
            "Give it a theme.toml, or a templates or static folder, or drop `theme`",
        ),
    })
}

/// Reads `theme.toml`: `[colours]`, `[colours.dark]`, `[strings]`, `[strings_en]`.
fn settings(path: &str, bytes: Vec<u8>, own: &mut OwnTheme, sink: &mut Diagnostics) {
    let path: Arc<str> = path.into();
    let Decoded::Text(text, _) = decode(&bytes) else {
        let (zh, en) = ("theme.toml 不是 UTF-8 文本", "theme.toml is not UTF-8 text");
        let finding = Diagnostic::new(&codes::T001, Span::new(&path, 0..0), zh, en);
        return sink.push(finding.help("用 UTF-8 编码另存", "Save it as UTF-8"));
    };
    let node = match parse_toml(&text) {
        Ok(node) => node,
        Err(fault) => {
            let finding = Diagnostic::new(&codes::T001, Span::new(&path, fault.range), fault.what.zh, fault.what.en);
            return sink.push(finding.help(fault.help.zh, fault.help.en));
        }
    };
    let mut table = Table::new(&path, node, sink);
    table.table("colours", |table| {
        own.colours.light = colours(table);
        own.colours.dark = table.table("dark", colours).unwrap_or_default();
    });
    for (key, strings) in [("strings", &mut own.strings.zh), ("strings_en", &mut own.strings.en)] {
        if let Some(node) = table.node(key) {
            *strings = words(&mut table, node);
        }
    }
    table.finish();
}

fn colours(table: &mut Table<'_, '_>) -> BTreeMap<&'static str, Colour> {
    let read = |name| {
        let colour = table.parsed(name, "#b3191f", Colour::read)?;
        Some((name, Colour { hex: colour.value, range: colour.range }))
    };
    COLOURS.into_iter().filter_map(read).collect()
}

fn words(table: &mut Table<'_, '_>, node: Node<'_>) -> BTreeMap<String, OwnString> {
    let mut words = BTreeMap::new();
    let Value::Map(entries) = node.value else {
        let help = Text::new(
            "每行写一条，例如 \"党务公开\" = \"党务公示\"",
            "Write one a line, such as \"words\" = \"other words\"",
        );
        let (zh, en) = ("这里应当是若干“\"原文\" = \"改成\"”", "this should be a set of `\"words\" = \"other words\"`");
        table.bad(node.range, zh, en, help);
        return words;
    };
    for (key, value) in entries {
        match value.value {
            Value::Scalar(said) => {
                words.insert(key.value.into_owned(), OwnString { said: said.into_owned(), range: key.range });
            }
            Value::Null | Value::List(_) | Value::Map(_) => {
                let help = Text::new("等号后面写加引号的字句", "Write words in quotes behind the `=`");
                let (zh, en) = (format!("“{}”应当写一句话", key.value), format!("`{}` takes words", key.value));
                table.bad(value.range, zh, en, help);
            }
        }
    }
    words
}
