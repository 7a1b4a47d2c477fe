//! What clap says of a command line, in Chinese.

use crate::pipeline::{Secrecy, StepKind};
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// The words of clap's help that no argument of ours carries.
const HELP: [(&str, &str); 7] = [
    ("[OPTIONS]", "[选项]"),
    ("[possible values: ", "[可写："),
    ("[default: ", "[默认："),
    ("Usage: ", "用法："),
    ("命令:\n", "命令：\n"),
    ("内容:\n", "内容：\n"),
    ("选项:\n", "选项：\n"),
];

/// What the values of arguments are called, by the argument's id.
const VALUES: [(&str, &str); 24] = [
    ("called", "名称"),
    ("code", "代码"),
    ("date", "日期"),
    ("edition", "版名"),
    ("entry", "编号"),
    ("expedited", "理由"),
    ("file", "文件"),
    ("files", "文件"),
    ("format", "形式"),
    ("lang", "语言"),
    ("name", "姓名"),
    ("now", "时刻"),
    ("org", "编号"),
    ("out", "文件"),
    ("period", "期间"),
    ("place", "文件夹"),
    ("port", "端口"),
    ("root", "文件夹"),
    ("schema", "种类"),
    ("secrecy", "结果"),
    ("step", "步骤"),
    ("threads", "个数"),
    ("paths", "路径"),
    ("what", "内容"),
];

/// What an argument's value is called in Chinese; `None` for an argument without a value.
pub(super) fn value_name(arg: &clap::Arg) -> Option<&'static str> {
    VALUES.iter().find(|(id, _)| *id == arg.get_id().as_str()).map(|(_, zh)| *zh)
}

/// A help text of clap with the words that are clap's own put into Chinese.
pub(super) fn help(text: &str) -> String {
    HELP.iter().fold(text.to_owned(), |text, (english, zh)| text.replace(english, zh))
}

/// What is wrong with a command line and what to do, in Chinese. `command` is the command that was begun, as it is typed.
pub(super) fn error(error: &Error, command: &str) -> String {
    let what = what(error);
    let usage = match (error.kind(), error.get(ContextKind::Usage)) {
        // With other errors the usage is cut down to what was typed.
        (ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand, Some(ContextValue::StyledStr(usage))) => {
            help(&format!("\n{usage}"))
        }
        _ => String::new(),
    };
    format!("{what}{usage}\n运行 {command} --help 查看写法")
}

fn what(error: &Error) -> String {
    let arg = one(error, ContextKind::InvalidArg);
    let value = one(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let given = one(error, ContextKind::InvalidSubcommand);
            format!("没有“{given}”这个命令{}", near(error, ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument if arg.starts_with('-') => {
            format!("没有“{arg}”这个选项{}", near(error, ContextKind::SuggestedArg))
        }
        ErrorKind::UnknownArgument => {
            format!("多了“{arg}”，这里不能写{}", near(error, ContextKind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("{arg} 后面缺少要写的内容{}", choices(error, ContextKind::ValidValue))
        }
        ErrorKind::InvalidValue => {
            let suggested = near(error, ContextKind::SuggestedValue);
            format!("{arg} 不能写“{value}”{suggested}{}", choices(error, ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation if value == "0" => format!("{arg} 不能写“0”：至少是 1"),
        ErrorKind::ValueValidation => format!("{arg} 不能写“{value}”：要写数字，并且不能太大"),
        ErrorKind::MissingRequiredArgument => format!("还要写：{}", all(error, ContextKind::InvalidArg).join("、")),
        ErrorKind::MissingSubcommand => format!("还要写明命令{}", choices(error, ContextKind::ValidSubcommand)),
        ErrorKind::ArgumentConflict => match all(error, ContextKind::PriorArg).as_slice() {
            [] => format!("{arg} 不能与别的选项同时写"),
            [prior] if *prior == arg => format!("{arg} 写了两次；只写一次"),
            prior => format!("{arg} 不能与 {} 同时写；只写其中一个", prior.join("、")),
        },
        ErrorKind::TooManyValues if value.is_empty() => format!("{arg} 后面写得太多"),
        ErrorKind::TooManyValues => format!("{arg} 后面不能写“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            format!("{arg} 后面写得不全")
        }
        ErrorKind::InvalidUtf8 => "命令里有无法识别的字符；请用 UTF-8 书写".to_owned(),
        _ => help(&error.to_string()),
    }
}

/// `；是不是想写 check？`
fn near(error: &Error, kind: ContextKind) -> String {
    let near = all(error, kind);
    if near.is_empty() { String::new() } else { format!("；是不是想写 {}？", near.join(" 或 ")) }
}

/// `；可写：text、json`, in Chinese where there are such words for them.
fn choices(error: &Error, kind: ContextKind) -> String {
    let known = || Secrecy::WORDS.iter().chain(StepKind::WORDS);
    let zh = |word: &String| known().find(|(english, _)| english == word).map(|(_, zh)| (*zh).to_owned());
    let choices: Vec<String> = all(error, kind).into_iter().map(|word| zh(&word).unwrap_or(word)).collect();
    if choices.is_empty() { String::new() } else { format!("；可写：{}", choices.join("、")) }
}

fn one(error: &Error, kind: ContextKind) -> String {
    all(error, kind).into_iter().next().unwrap_or_default()
}

/// The parts of an error of a kind, without the marks by which clap says that a part repeats.
fn all(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.trim_end_matches("...").to_owned()],
        Some(ContextValue::Strings(texts)) => {
            texts.iter().map(|text| text.trim_end_matches("...").to_owned()).collect()
        }
        _ => Vec::new(),
    }
}
