//! How many values a PDF asks to be held at once, counted before anything is parsed: each of them takes far more memory
//! than its bytes.

use super::Reason;
use memchr::memmem;

/// No operation and no object of a real document has more values.
const MOST_TOGETHER: usize = 1_000_000;

/// No real file that is read has more values outside of its streams.
const MOST_IN_FILE: usize = 4_000_000;

/// Refuses a file whose objects, streams aside, have more values than any real one.
pub(super) fn file(bytes: &[u8]) -> Result<(), Reason> {
    let counted = count(bytes);
    within(counted.together <= MOST_TOGETHER && counted.all <= MOST_IN_FILE)
}

/// Refuses drawing operations of which one has more values than any real one.
pub(super) fn content(bytes: &[u8]) -> Result<(), Reason> {
    within(count(bytes).together <= MOST_TOGETHER)
}

fn within(fits: bool) -> Result<(), Reason> {
    if fits { Ok(()) } else { Err(Reason::TooSlow) }
}

#[derive(Default)]
struct Counted {
    all: usize,
    /// The most between one keyword and the next.
    together: usize,
}

/// Counts values: numbers, names, strings, arrays and dictionaries (ISO 32000-1, 7.2 and 7.3).
fn count(bytes: &[u8]) -> Counted {
    let (mut counted, mut row, mut at) = (Counted::default(), 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let (values, length) = match byte {
            b'%' => (0, rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len())),
            b'(' => (1, string(rest)),
            b'<' if rest.get(1) != Some(&b'<') => (1, memchr::memchr(b'>', rest).map_or(rest.len(), |end| end + 1)),
            b'<' => (1, 2),
            b'[' => (1, 1),
            b'/' => (1, 1 + word(&rest[1..])),
            _ if is_regular(byte) => {
                let length = word(rest);
                match &rest[..length] {
                    b"R" => (0, length),
                    b"true" | b"false" | b"null" => (1, length),
                    _ if byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.') => (1, length),
                    keyword => {
                        row = 0;
                        // What a stream or a picture holds are no values.
                        let end: &[u8] = match keyword {
                            b"stream" => b"endstream",
                            b"ID" => b"EI",
                            _ => b"",
                        };
                        (0, length + memmem::find(&rest[length..], end).unwrap_or(0))
                    }
                }
            }
            _ => (0, 1),
        };
        row += values;
        counted.all += values;
        counted.together = counted.together.max(row);
        at += length;
    }
    counted
}

/// The length of the string that begins here, its parentheses with it.
fn string(bytes: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at
}

fn word(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| is_regular(**byte)).count()
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        b'\0'
            | b'\t'
            | b'\n'
            | 0x0C
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_between_keywords() {
        let counted = |text: &str| (count(text.as_bytes()).all, count(text.as_bytes()).together);
        assert_eq!(counted("1 0 obj <</A [1 0 R true] /B (a(b)\\)c)>> endobj 2 0 obj <41> endobj"), (13, 8));
        assert_eq!(counted("1 0 obj <</L 9>> stream\n0 0 0 0 0 0\nendstream endobj"), (5, 3));
        assert_eq!(counted("BI /W 1 ID 0 0 0 0 EI 0 0 m % 1 2 3\n1 1 l"), (6, 2));
        for broken in ["(", "(\\", "<", "/", "stream", "ID", "%", ")"] {
            count(broken.as_bytes());
        }
    }
}
