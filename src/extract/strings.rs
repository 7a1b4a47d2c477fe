//! What reads as text in bytes of a format that is not parsed: drawings, old workbooks, what follows a file's end.

/// Characters from which on a run counts as text.
const SHORTEST: usize = 2;
/// Digits from which on a run without Chinese characters is of interest.
const DIGITS: usize = 7;

/// Runs of text in UTF-8 and in UTF-16, a line each; only those with Chinese characters or many digits.
pub(super) fn strings(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            take(c, &mut run, &mut out);
        }
        if !chunk.invalid().is_empty() {
            end(&mut run, &mut out);
        }
    }
    end(&mut run, &mut out);
    for start in [0, 1] {
        for pair in bytes.get(start..).unwrap_or_default().chunks_exact(2) {
            let c = char::from_u32(u32::from(u16::from_le_bytes([pair[0], pair[1]]))).unwrap_or_default();
            take(c, &mut run, &mut out);
        }
        end(&mut run, &mut out);
    }
    out
}

/// Whether bytes that are no text hold some: eleven digits in a row, or four Chinese characters, which chance does not
/// bring about.
pub(super) fn says(bytes: &[u8]) -> bool {
    let (mut digits, mut han, mut at) = (0, 0, 0);
    while let Some(byte) = bytes.get(at) {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        let wide = matches!(bytes[at..], [0xE4..=0xE9, 0x80..=0xBF, 0x80..=0xBF, ..]);
        han = if wide { han + 1 } else { 0 };
        if digits == 11 || han == 4 {
            return true;
        }
        at += if wide { 3 } else { 1 };
    }
    false
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

fn take(c: char, run: &mut String, out: &mut String) {
    if matches!(c, ' '..='~' | '、' | '。' | '★' | '\u{FF01}'..='\u{FF5E}') || is_han(c) {
        run.push(c);
    } else if !run.is_empty() {
        end(run, out);
    }
}

fn end(run: &mut String, out: &mut String) {
    let han = || run.chars().filter(|c| is_han(*c)).count();
    if run.len() >= SHORTEST && (run.bytes().filter(u8::is_ascii_digit).count() >= DIGITS || han() >= SHORTEST) {
        out.push_str(run);
        out.push('\n');
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_found_in_bytes() {
        let wide: Vec<u8> = "电话13812345678".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bytes = [b"\0\x01abc\0".as_slice(), b"13812345678\xFF", "机密★".as_bytes(), b"\0", &wide].concat();
        let found = strings(&bytes);
        assert!(found.starts_with("13812345678\n机密★\n") && found.contains("电话13812345678\n"), "{found}");
        assert_eq!(strings(b""), "");
    }
}
