//! Pages of one shape are poured into one mould.
//!
//! A template asks of a text no more than whether there is one, and of a figure nothing; what it writes around texts depends on the *shape* of what it
//! gets: all of it but its texts. So from the second page of a shape on, the template is run no more: once with a mark
//! in place of every text, and what it wrote between the marks is kept, for texts to be put into. That takes a fifth of the time.
//!
//! Filters that look into texts refuse marks ([`unmarked`]); then the template is run for each page of the shape. So it is for
//! what holds the character that marks begin with, and is no text. Builds with debug assertions, so all tests, run it for
//! every page, and compare.

mod said;

pub(super) use said::Said;

use super::Trouble;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use tera::{Context, Value};

/// Begins the mark of a text; for private use, and in no template.
const MARK: char = '\u{F8F0}';

thread_local! {
    /// Whether a template is run with marks.
    static CASTING: Cell<bool> = const { Cell::new(false) };
}

/// Shapes that are remembered at the most. What has more of them has hardly two pages of one.
const MOST: usize = 4096;

/// The moulds of one renderer, by template and shape.
#[derive(Default)]
pub(super) struct Moulds(RwLock<HashMap<Vec<u8>, Known>>);

/// What is known of a shape.
#[derive(Clone)]
enum Known {
    /// One page has it so far: not worth a mould.
    Once,
    Mould(Arc<Mould>),
    /// Its template looks into texts.
    Unfit,
}

impl Moulds {
    /// The HTML that `run` makes of what `say` says and of `parts`, which are HTML by name; `None` where it has to be run.
    pub(super) fn pour(
        &self,
        template: &str,
        say: &dyn Fn(&mut Said) -> Result<(), Trouble>,
        parts: &[(&'static str, Value)],
        run: &dyn Fn(Context) -> Result<Vec<u8>, Trouble>,
    ) -> Option<Vec<u8>> {
        let mut said = Said::of(template);
        say(&mut said).ok()?;
        let html: Vec<&str> = parts.iter().map(|(_, part)| part.as_str()).collect::<Option<_>>()?;
        said.shape.extend(html.iter().map(|part| u8::from(part.is_empty())));
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&said.shape).cloned();
        let known = match known {
            None => self.keep(&said, Known::Once),
            Some(Known::Once) => {
                let mould = Mould::cast(template, say, parts, run);
                self.keep(&said, mould.map_or(Known::Unfit, |mould| Known::Mould(Arc::new(mould))))
            }
            Some(known) => known,
        };
        match known {
            Known::Mould(mould) => Some(mould.pour(&said, &html)),
            Known::Once | Known::Unfit => None,
        }
    }

    /// How many there are of a template.
    pub(super) fn count(&self, template: &str) -> usize {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let of_it = all.iter().filter(|(shape, _)| shape.starts_with(template.as_bytes()));
        of_it.filter(|(_, known)| matches!(known, Known::Mould(_))).count()
    }

    fn keep(&self, said: &Said, known: Known) -> Known {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() < MOST || all.contains_key(&said.shape) {
            all.insert(said.shape.clone(), known.clone());
        }
        known
    }
}

/// What all pages of a shape have in common.
struct Mould {
    /// The HTML around the texts, end to end.
    fixed: String,
    /// Where in it a text goes, and which one.
    places: Vec<(usize, usize)>,
}

impl Mould {
    /// Runs a template with marks in place of texts; `None` where it does not write each as it is.
    fn cast(
        template: &str,
        say: &dyn Fn(&mut Said) -> Result<(), Trouble>,
        parts: &[(&'static str, Value)],
        run: &dyn Fn(Context) -> Result<Vec<u8>, Trouble>,
    ) -> Option<Self> {
        let mut said = Said::marked(template);
        say(&mut said).ok()?;
        let texts = said.len();
        let mut context = said.marks?;
        for (number, (name, part)) in parts.iter().enumerate() {
            let empty = part.as_str().is_none_or(str::is_empty);
            let stands = if empty { String::new() } else { mark(texts + number) };
            context.insert_value(*name, Value::safe_string(&stands));
        }
        CASTING.set(true);
        let html = run(context);
        CASTING.set(false);
        let html = String::from_utf8(html.ok()?).ok()?;
        let mut pieces = html.split(MARK);
        let mut mould = Self { fixed: pieces.next()?.to_owned(), places: Vec::new() };
        for piece in pieces {
            // Texts are escaped, and so is their mark; parts are HTML.
            let escaped = piece.strip_prefix("&lt;").and_then(|piece| piece.split_once("&gt;"));
            let as_is = || piece.strip_prefix('<').and_then(|piece| piece.split_once('>'));
            let (number, fixed) = escaped.or_else(as_is)?;
            let number: usize = number.parse().ok()?;
            if escaped.is_some() != (number < texts) {
                return None;
            }
            mould.places.push((mould.fixed.len(), number));
            mould.fixed.push_str(fixed);
        }
        Some(mould)
    }

    fn pour(&self, said: &Said, parts: &[&str]) -> Vec<u8> {
        let text = |number: usize| match number.checked_sub(said.len()) {
            None => said.text(number),
            Some(part) => parts[part].as_bytes(),
        };
        let length: usize = self.places.iter().map(|(_, number)| text(*number).len()).sum();
        let mut out = Vec::with_capacity(self.fixed.len() + length);
        let mut from = 0;
        for (at, number) in &self.places {
            out.extend_from_slice(&self.fixed.as_bytes()[from..*at]);
            out.extend_from_slice(text(*number));
            from = *at;
        }
        out.extend_from_slice(&self.fixed.as_bytes()[from..]);
        out
    }
}

/// What stands for the text of this number. Whether it comes out escaped tells whether the text does.
fn mark(number: usize) -> String {
    format!("{MARK}<{number}>")
}

/// Whether a mould could take some of this for a mark of its own.
pub(super) fn is_like_mark(text: &str) -> bool {
    text.contains(MARK)
}

/// Refuses a mark, for filters whose result depends on what a text says.
pub(super) fn unmarked(text: &str) -> tera::TeraResult<&str> {
    if CASTING.get() && text.contains(MARK) { Err(tera::Error::message("a mark has no content")) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[derive(Serialize)]
    struct Thing {
        title: &'static str,
        note: Option<&'static str>,
        lines: Vec<&'static str>,
        count: u32,
    }

    /// What each of some things comes to, and how often the template was run.
    fn poured(template: &str, things: &[Thing]) -> (Vec<Option<String>>, usize) {
        let mut tera = tera::Tera::default();
        tera.register_filter("shout", |text: &str, _: tera::Kwargs, _: &tera::State<'_>| {
            unmarked(text).map(|text| format!("{text}!"))
        });
        tera.add_raw_template("t.html", template).expect("it compiles");
        let runs = std::cell::Cell::new(0);
        let run = |context: Context| {
            runs.set(runs.get() + 1);
            Ok(tera.render("t.html", &context)?.into_bytes())
        };
        let moulds = Moulds::default();
        let made = things.iter().map(|thing| {
            let parts = [("body", Value::safe_string("<p>正文</p>"))];
            let html = moulds.pour("t.html", &|said| said.put("it", thing), &parts, &run);
            html.map(|html| String::from_utf8(html).expect("it is text"))
        });
        (made.collect(), runs.get())
    }

    fn thing(title: &'static str, note: Option<&'static str>, lines: &[&'static str], count: u32) -> Thing {
        Thing { title, note, lines: lines.to_vec(), count }
    }

    const PAGE: &str = "{{ body }}<h1 title=\"{{ it.title }}\">{{ it.title }}</h1>{% if it.note %}({{ it.note }}){% endif %}\
        {% for line in it.lines %}[{{ line }}{% if it.count == 3 %}*{% endif %}]{% endfor %}";

    #[test]
    fn pages_of_one_shape_run_their_template_once() {
        let things = [
            thing("甲", None, &["一", "二"], 1),
            thing("<乙>", None, &["三", "&"], 1),
            thing("丙", None, &["五", "六"], 1),
            thing("丁", Some("注"), &["七", "八"], 1),
            thing("戊", None, &["九", ""], 1),
            thing("己", None, &["一", "二"], 3),
        ];
        let (made, runs) = poured(PAGE, &things);
        let page = |title: &str, lines: &str| Some(format!("<p>正文</p><h1 title=\"{title}\">{title}</h1>{lines}"));
        let shaped = [None, page("&lt;乙&gt;", "[三][&amp;]"), page("丙", "[五][六]"), None, None, None];
        assert_eq!(made, shaped);
        assert_eq!(runs, 1, "once with marks; other shapes are not worth it yet");
    }

    #[test]
    fn figures_are_texts_and_other_numbers_shape() {
        #[derive(Serialize)]
        struct Figure(u32);
        #[derive(Serialize)]
        struct Page {
            of: Figure,
            count: u32,
        }
        let mut tera = tera::Tera::default();
        tera.add_raw_template("t.html", "第 {{ it.of }} 页{% if it.count > 1 %}，共 {{ it.count }} 件{% endif %}")
            .expect("it compiles");
        let moulds = Moulds::default();
        let made = |of, count| {
            let run = |context: Context| Ok(tera.render("t.html", &context)?.into_bytes());
            let html = moulds.pour("t.html", &|said| said.put("it", &Page { of: Figure(of), count }), &[], &run);
            html.map(|html| String::from_utf8(html).expect("it is text"))
        };
        assert_eq!(
            [made(1, 2), made(0, 2), made(30, 2)],
            [None, Some("第 0 页，共 2 件".into()), Some("第 30 页，共 2 件".into())]
        );
        assert_eq!([made(1, 1), made(7, 1)], [None, Some("第 7 页".into())]);
    }

    #[test]
    fn what_looks_into_a_text_is_run_for_each() {
        let things = || [thing("甲", None, &["一"], 1), thing("乙", None, &["二"], 1), thing("丙", None, &["三"], 1)];
        for template in ["{{ it.title | shout }}", "{{ it.title | safe }}", "{{ body | truncate(length=3) }}"] {
            assert_eq!(poured(template, &things()).0, [None, None, None], "{template}");
        }
    }

    #[test]
    fn what_holds_a_mark_is_no_mark() {
        #[derive(Serialize)]
        struct Meeting {
            kind: &'static str,
        }
        let moulds = Moulds::default();
        for _ in 0..3 {
            let meeting = Meeting { kind: "138\u{F8F0}<0>" };
            let run = |_: Context| Ok(Vec::new());
            assert_eq!(moulds.pour("t.html", &|said| said.put("it", &meeting), &[], &run), None);
        }
        assert!(unmarked("一\u{F8F0}二").is_ok(), "a text may hold anything");
    }
}
