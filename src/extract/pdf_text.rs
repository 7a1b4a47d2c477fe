//! The text of one page of a PDF: characters in the order they are drawn, with blanks and line breaks where the
//! drawing position jumps.

use super::budget::Budget;
use super::placed::Placed;
use super::{Reason, pdf_parts};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use std::collections::BTreeMap;

/// Forms inside forms.
const DEEPEST: usize = 8;

/// A page while it is read.
pub(super) struct Page<'a> {
    document: &'a Document,
    id: ObjectId,
    /// Its text.
    pub(super) text: String,
    /// What stands for its text where that is read aloud or copied.
    pub(super) labels: String,
    /// What it places out of the order of reading.
    pub(super) placed: String,
    drawn: Placed,
    /// How many strings it draws with codes that say nothing about their characters.
    pub(super) unread: usize,
    /// How many images it draws.
    pub(super) images: usize,
    /// Where the next character is drawn, as far as known, and where the line began.
    at: (f32, f32),
    line: (f32, f32),
    size: f32,
    leading: f32,
    /// Whether a text has begun, and nothing says where yet.
    begun: bool,
    /// For each saved state of the page, whether it was moved since; and whether it was since the last character.
    moves: Vec<bool>,
    moved: bool,
}

enum Font<'a> {
    Known(Encoding<'a>),
    /// Codes are GBK: the predefined maps GBK-EUC-H and its like.
    Gbk,
    Unknown,
    /// Codes are numbers of glyphs, and nothing says of what.
    Glyphs,
}

/// What a page or a form may draw with, by name.
#[derive(Default)]
struct Resources<'a> {
    fonts: BTreeMap<Vec<u8>, &'a Dictionary>,
    forms: BTreeMap<Vec<u8>, &'a Object>,
}

impl<'a> Page<'a> {
    /// A page before reading.
    pub(super) fn new(document: &'a Document, id: ObjectId) -> Self {
        Self {
            document,
            id,
            text: String::new(),
            labels: String::new(),
            placed: String::new(),
            drawn: Placed::default(),
            unread: 0,
            images: 0,
            at: (0.0, 0.0),
            line: (0.0, 0.0),
            size: 10.0,
            leading: 0.0,
            begun: false,
            moves: Vec::new(),
            moved: false,
        }
    }

    /// Reads its content and the forms it draws.
    pub(super) fn read(&mut self, budget: &mut Budget) -> Result<(), Reason> {
        let content = self.document.get_page_content_with_limit(self.id, budget.bytes_left()).map_err(too_large)?;
        let fonts = self.document.get_page_fonts(self.id).unwrap_or_default();
        let mut named = Resources { fonts, forms: BTreeMap::new() };
        let (direct, ids) = self.document.get_page_resources(self.id).unwrap_or_default();
        let others = ids.into_iter().filter_map(|id| self.document.get_dictionary(id).ok());
        for resources in direct.into_iter().chain(others) {
            self.forms(resources, &mut named.forms);
        }
        self.content(&content, &named, None, budget, 0)?;
        self.placed += &self.drawn.take();
        Ok(())
    }

    fn forms(&self, resources: &'a Dictionary, forms: &mut BTreeMap<Vec<u8>, &'a Object>) {
        let listed = resources.get(b"XObject").map(|object| self.resolve(object));
        if let Ok(Object::Dictionary(listed)) = listed {
            forms.extend(listed.iter().map(|(name, object)| (name.clone(), self.resolve(object))));
        }
    }

    fn resolve(&self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).map_or(object, |(_, object)| object)
    }

    /// Reads drawing operations, which begin with the font that is set where they are drawn, or none.
    fn content(
        &mut self,
        content: &[u8],
        named: &Resources<'a>,
        set: Option<&Font<'a>>,
        budget: &mut Budget,
        depth: usize,
    ) -> Result<(), Reason> {
        budget.unpacked(content.len())?;
        pdf_parts::content(content)?;
        let fonts: BTreeMap<&[u8], Font<'a>> =
            named.fonts.iter().map(|(name, font)| (name.as_slice(), self.font(font, budget.bytes_left()))).collect();
        let (mut font, mut saved) = (set, Vec::new());
        for operation in Content::decode_iter(content) {
            let operation = operation.map_err(|_| Reason::Damaged)?;
            let operands = &operation.operands;
            budget.worked(1 + operands.len())?;
            let number = |index: usize| operands.get(index).and_then(|operand| operand.as_float().ok()).unwrap_or(0.0);
            match operation.operator.as_str() {
                "BT" => (self.line, self.begun) = ((0.0, 0.0), true),
                "q" => {
                    self.moves.push(false);
                    saved.push((font, self.size, self.leading));
                }
                "cm" => {
                    self.moved = true;
                    if let Some(moved) = self.moves.last_mut() {
                        *moved = true;
                    }
                }
                "Q" => {
                    self.moved |= self.moves.pop().unwrap_or(false);
                    (font, self.size, self.leading) = saved.pop().unwrap_or((font, self.size, self.leading));
                }
                "Tf" => {
                    font = operands.first().and_then(|name| name.as_name().ok()).and_then(|name| fonts.get(name));
                    self.size = number(1).abs().max(0.1);
                }
                "TL" => self.leading = number(0),
                "Td" => self.move_to((self.line.0 + number(0), self.line.1 + number(1))),
                "TD" => {
                    self.leading = -number(1);
                    self.move_to((self.line.0 + number(0), self.line.1 + number(1)));
                }
                // A matrix may scale a font of size 1.
                "Tm" => {
                    self.size = if self.size <= 1.0 { number(3).abs().max(self.size) } else { self.size };
                    self.move_to((number(4), number(5)));
                }
                "T*" => self.next_line(),
                "Tj" => self.show(font, operands.first())?,
                "TJ" => self.show_all(font, operands.first())?,
                "'" => {
                    self.next_line();
                    self.show(font, operands.first())?;
                }
                "\"" => {
                    self.next_line();
                    self.show(font, operands.get(2))?;
                }
                "BDC" | "DP" => {
                    if let Some(Object::Dictionary(properties)) = operands.get(1) {
                        for key in [b"ActualText".as_slice(), b"Alt", b"E"] {
                            if let Ok(Object::String(bytes, _)) = properties.get(key) {
                                self.labels.extend([super::pdf::string(bytes).as_str(), "\n"]);
                            }
                        }
                    }
                }
                "BI" => self.images += 1,
                "Do" => {
                    let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    if let Some(Object::Stream(stream)) = named.forms.get(name).copied() {
                        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
                            self.images += 1;
                        } else if depth < DEEPEST {
                            let (size, leading) = (self.size, self.leading);
                            self.form(stream, (named, font), budget, depth)?;
                            (self.size, self.leading) = (size, leading);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads what a form draws that stands on the page by itself.
    pub(super) fn appearance(&mut self, stream: &'a lopdf::Stream, budget: &mut Budget) -> Result<(), Reason> {
        self.form(stream, (&Resources::default(), None), budget, 0)
    }

    /// Reads what a form draws, with the resources of what it is drawn on where it has none of its own (ISO 32000-1, 7.8.3), and
    /// its font where it sets none.
    fn form(
        &mut self,
        stream: &'a lopdf::Stream,
        (around, font): (&Resources<'a>, Option<&Font<'a>>),
        budget: &mut Budget,
        depth: usize,
    ) -> Result<(), Reason> {
        let content = stream.get_plain_content_with_limit(budget.bytes_left()).map_err(too_large)?;
        let mut named = Resources::default();
        let resources = stream.dict.get(b"Resources").map(|object| self.resolve(object));
        if let Ok(Object::Dictionary(resources)) = resources {
            self.forms(resources, &mut named.forms);
            if let Ok(Object::Dictionary(listed)) = resources.get(b"Font").map(|object| self.resolve(object)) {
                let listed =
                    listed.iter().filter_map(|(name, font)| Some((name.clone(), self.resolve(font).as_dict().ok()?)));
                named.fonts.extend(listed);
            }
        }
        let named = if named.fonts.is_empty() && named.forms.is_empty() { around } else { &named };
        self.content(&content, named, font, budget, depth + 1)
    }

    fn font(&self, font: &'a Dictionary, most: usize) -> Font<'a> {
        let name = font.get(b"Encoding").and_then(Object::as_name).unwrap_or_default();
        let map = font.get_deref(b"ToUnicode", self.document).and_then(Object::as_stream);
        // What a program says about its own codes comes before the name of an encoding.
        if map.is_ok() && name != b"Identity-H" && name != b"Identity-V" {
            let mut own = font.clone();
            own.remove(b"Encoding");
            if let Ok(Encoding::UnicodeMapEncoding(map)) = own.get_font_encoding_with_limit(self.document, most) {
                return Font::Known(Encoding::UnicodeMapEncoding(map));
            }
        }
        if name.starts_with(b"GB") {
            return Font::Gbk;
        }
        if map.is_err() && matches!(name, b"Identity-H" | b"Identity-V") {
            return Font::Glyphs;
        }
        font.get_font_encoding_with_limit(self.document, most).map_or(Font::Unknown, Font::Known)
    }

    fn show(&mut self, font: Option<&Font<'_>>, operand: Option<&Object>) -> Result<(), Reason> {
        let Some(Object::String(bytes, _)) = operand else { return Ok(()) };
        if self.begun {
            self.move_to(self.line);
        }
        let shown = match font {
            Some(Font::Known(encoding)) => encoding.bytes_to_string(bytes).unwrap_or_else(|_| latin(bytes)),
            Some(Font::Gbk) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
            Some(Font::Glyphs) => {
                self.unread += 1;
                return Ok(());
            }
            // Nobody knows what its codes mean: read as letters, and said not to be.
            Some(Font::Unknown) | None => {
                self.unread += 1;
                latin(bytes)
            }
        };
        let width: f32 = shown.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum();
        self.drawn.push(self.at, width * self.size, self.size, &shown)?;
        self.at.0 += width * self.size;
        self.text.push_str(&shown);
        Ok(())
    }

    fn show_all(&mut self, font: Option<&Font<'_>>, operand: Option<&Object>) -> Result<(), Reason> {
        let Some(Object::Array(parts)) = operand else { return Ok(()) };
        for part in parts {
            match part.as_float() {
                // Thousandths of the font size, backwards; kerning is far less than a blank.
                Ok(back) => {
                    if back < -230.0 {
                        self.text.push(' ');
                    }
                    self.at.0 -= back * self.size / 1000.0;
                }
                Err(_) => self.show(font, Some(part))?,
            }
        }
        Ok(())
    }

    fn next_line(&mut self) {
        let leading = if self.leading == 0.0 { self.size } else { self.leading };
        self.move_to((self.line.0, self.line.1 - leading));
    }

    /// Moves the position; a jump becomes a blank, another height a line break.
    fn move_to(&mut self, to: (f32, f32)) {
        let same_line = !self.moved && (to.1 - self.at.1).abs() < self.size * 0.3;
        let jump = to.0 - self.at.0;
        if !same_line {
            self.separate('\n');
        } else if !(-2.0 * self.size..self.size * 0.6).contains(&jump) {
            // Columns of a table: more than one blank, so that neighbours are not read as one number.
            self.separate(' ');
            if jump.abs() > self.size * 1.5 {
                self.text.push(' ');
            }
        }
        if self.moved {
            self.placed += &self.drawn.take();
        }
        (self.at, self.line, self.begun, self.moved) = (to, to, false, false);
    }

    fn separate(&mut self, with: char) {
        if !self.text.is_empty() && !self.text.ends_with(['\n', ' ']) {
            self.text.push(with);
        }
    }
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn too_large(error: lopdf::Error) -> Reason {
    if matches!(error, lopdf::Error::Decompress(_)) { Reason::TooLarge } else { Reason::Damaged }
}
