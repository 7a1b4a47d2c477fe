//! What a template gets, read once: its shape, and its texts, escaped as templates write them.

use super::{is_like_mark, mark};
use crate::render::Trouble;
use serde::ser::{Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use std::borrow::Cow;
use std::fmt::{self, Error};
use tera::{Context, Map, Value, escape_html};

/// A field of this name says what something is, and templates ask for it: it belongs to the shape.
const KIND: &str = "kind";

/// So does all of a word, such as a state.
const WORD: &str = "Word";

/// A number that templates write and do not ask about is a text.
const FIGURE: &str = "Figure";

/// The shape and texts of what a template gets.
pub(in crate::render) struct Said {
    pub(super) shape: Vec<u8>,
    texts: Vec<u8>,
    ends: Vec<usize>,
    /// The same with marks in place of texts, if that is wanted.
    pub(super) marks: Option<Context>,
}

impl Said {
    /// Nothing yet for a template.
    pub(super) fn of(template: &str) -> Self {
        let (mut shape, texts) = (Vec::with_capacity(1024), Vec::with_capacity(2048));
        shape.extend_from_slice(template.as_bytes());
        Self { shape, texts, ends: Vec::with_capacity(64), marks: None }
    }

    /// The same with marks.
    pub(super) fn marked(template: &str) -> Self {
        Self { marks: Some(Context::new()), ..Self::of(template) }
    }

    /// Texts that were said.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// One of them, escaped.
    pub(super) fn text(&self, number: usize) -> &[u8] {
        let from = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[from..self.ends[number]]
    }

    /// Says something under a name.
    pub(in crate::render) fn put(&mut self, name: &'static str, what: &impl Serialize) -> Result<(), Trouble> {
        self.word(name);
        let value = what.serialize(Reader { said: self, literal: false })?;
        if let Some(context) = &mut self.marks {
            context.insert_value(name, value);
        }
        Ok(())
    }

    /// Says each part of something under its own name.
    pub(in crate::render) fn spread(&mut self, what: &impl Serialize) -> Result<(), Trouble> {
        let value = what.serialize(Reader { said: self, literal: false })?;
        if let Some(context) = &mut self.marks {
            for (name, part) in value.into_map().unwrap_or_default() {
                context.insert_value(name.to_string(), part);
            }
        }
        Ok(())
    }

    /// A word of the shape, with its length before it, so that no two shapes are written alike.
    fn word(&mut self, word: &str) {
        match u8::try_from(word.len()) {
            Ok(length) if length < u8::MAX => self.shape.push(length),
            _ => {
                self.shape.push(u8::MAX);
                self.shape.extend_from_slice(&word.len().to_le_bytes());
            }
        }
        self.shape.extend_from_slice(word.as_bytes());
    }

    /// A value, where marks are wanted.
    fn value(&self, value: impl FnOnce() -> Value) -> Value {
        if self.marks.is_some() { value() } else { Value::none() }
    }
}

/// Reads one value; a `literal` one is all shape.
struct Reader<'s> {
    said: &'s mut Said,
    literal: bool,
}

/// Numbers and the like are all shape.
macro_rules! shaped {
    ($($method:ident: $type:ty)*) => {$(
        fn $method(self, value: $type) -> Result<Value, Error> {
            self.said.word(&value.to_string());
            Ok(self.said.value(|| value.into()))
        }
    )*};
}

impl<'s> Serializer for Reader<'s> {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Parts<'s>;
    type SerializeStruct = Parts<'s>;
    type SerializeMap = Parts<'s>;
    // Views have none of these; with one of them, a template would be run for each page.
    type SerializeTuple = Impossible<Value, Error>;
    type SerializeTupleStruct = Impossible<Value, Error>;
    type SerializeTupleVariant = Impossible<Value, Error>;
    type SerializeStructVariant = Impossible<Value, Error>;

    shaped! {
        serialize_bool: bool serialize_i8: i8 serialize_i16: i16 serialize_i32: i32 serialize_i64: i64 serialize_u8: u8
        serialize_u16: u16 serialize_u32: u32 serialize_u64: u64 serialize_f32: f32 serialize_f64: f64 serialize_char: char
    }

    fn serialize_str(self, text: &str) -> Result<Value, Error> {
        let said = self.said;
        if self.literal {
            if is_like_mark(text) {
                return Err(Error);
            }
            said.word(text);
            return Ok(said.value(|| text.into()));
        }
        // Whether there is a text belongs to the shape.
        said.shape.push(b'"' + u8::from(text.is_empty()));
        if text.is_empty() {
            return Ok(said.value(|| "".into()));
        }
        escape_html(text, &mut said.texts).map_err(Error::custom)?;
        said.ends.push(said.texts.len());
        Ok(said.value(|| mark(said.len() - 1).into()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Value, Error> {
        Err(Error)
    }

    fn serialize_none(self) -> Result<Value, Error> {
        self.said.shape.push(b'-');
        Ok(Value::none())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        self.said.shape.push(b'+');
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Error> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Error> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Error> {
        Reader { literal: true, ..self }.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Value, Error> {
        if name == FIGURE { self.serialize_str(&Key(value).to_string()) } else { value.serialize(self) }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Value, Error> {
        Err(Error)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'s>, Error> {
        self.said.shape.push(b'[');
        Ok(Parts { reader: self, list: Vec::new(), map: None, key: None })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(Error)
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Parts<'s>, Error> {
        self.said.shape.push(b'{');
        let literal = self.literal || name == WORD;
        let map = self.said.marks.is_some().then(Map::default);
        Ok(Parts { reader: Reader { literal, ..self }, list: Vec::new(), map, key: None })
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Error)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'s>, Error> {
        self.serialize_struct("", 0)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error)
    }
}

/// A list or a record, part by part.
struct Parts<'s> {
    reader: Reader<'s>,
    list: Vec<Value>,
    /// The record, where marks are wanted.
    map: Option<Map>,
    /// The key of the part that comes next, of a record whose keys are not known beforehand.
    key: Option<String>,
}

impl Parts<'_> {
    fn part<T: Serialize + ?Sized>(&mut self, part: &T, literal: bool) -> Result<Value, Error> {
        part.serialize(Reader { said: self.reader.said, literal: self.reader.literal || literal })
    }

    fn under<T: Serialize + ?Sized>(&mut self, key: Cow<'static, str>, part: &T) -> Result<(), Error> {
        self.reader.said.word(&key);
        let value = self.part(part, key == KIND)?;
        if let Some(map) = &mut self.map {
            map.insert(key.into(), value);
        }
        Ok(())
    }
}

impl SerializeSeq for Parts<'_> {
    type Ok = Value;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, part: &T) -> Result<(), Error> {
        let value = self.part(part, false)?;
        if self.reader.said.marks.is_some() {
            self.list.push(value);
        }
        Ok(())
    }

    fn end(self) -> Result<Value, Error> {
        let said = self.reader.said;
        said.shape.push(b']');
        Ok(said.value(|| self.list.into()))
    }
}

impl SerializeStruct for Parts<'_> {
    type Ok = Value;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, part: &T) -> Result<(), Error> {
        self.under(key.into(), part)
    }

    fn end(self) -> Result<Value, Error> {
        let said = self.reader.said;
        said.shape.push(b'}');
        Ok(self.map.map_or_else(Value::none, Value::from))
    }
}

impl SerializeMap for Parts<'_> {
    type Ok = Value;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key = Some(Key(key).to_string());
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, part: &T) -> Result<(), Error> {
        let key = self.key.take().ok_or(Error)?;
        self.under(key.into(), part)
    }

    fn end(self) -> Result<Value, Error> {
        SerializeStruct::end(self)
    }
}

/// A key of a record or a number, as it is written.
struct Key<'k, K: ?Sized>(&'k K);

impl<K: Serialize + ?Sized> fmt::Display for Key<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}
