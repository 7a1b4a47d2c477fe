//! How numbers stand in a file of the index: in printable ASCII without quotes, backslashes and what separates records.

/// Digits that end a number, and digits that go on.
const STOP: u32 = 60;
const MORE: u32 = 31;

/// Appends a number: one character below 60, two below 1,920.
pub(super) fn put(out: &mut Vec<u8>, number: u32) {
    if number < STOP {
        return out.push(digit(number));
    }
    let mut digits = [0u8; 8];
    let (mut at, mut rest) = (digits.len() - 1, number / STOP);
    digits[at] = digit(number % STOP);
    while rest > 0 {
        rest -= 1;
        at -= 1;
        digits[at] = digit(STOP + rest % MORE);
        rest /= MORE;
    }
    out.extend_from_slice(&digits[at..]);
}

/// From `#` on, without the backslash.
fn digit(value: u32) -> u8 {
    let code = u8::try_from(value).unwrap_or_default() + b'#';
    if code < b'\\' { code } else { code + 1 }
}

/// Numbers, one after the other.
pub(super) fn all(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut out = Vec::new();
    numbers.into_iter().for_each(|number| put(&mut out, number));
    text(out)
}

/// What was put, as text.
pub(super) fn text(out: Vec<u8>) -> String {
    String::from_utf8(out).unwrap_or_default()
}

/// Numbers that mostly repeat: each with how often it comes.
pub(super) fn runs(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((last, times)) if *last == number => *times += 1,
            _ => runs.push((number, 1)),
        }
    }
    all(runs.into_iter().flat_map(|(number, times)| [number, times]))
}

/// Reads what [`put`] wrote.
#[cfg(test)]
pub(super) fn read(text: &str) -> Vec<u32> {
    let (mut numbers, mut high) = (Vec::new(), 0);
    for byte in text.bytes() {
        let value = u32::from(if byte > b'\\' { byte - 1 } else { byte } - b'#');
        if value >= STOP {
            high = high * MORE + value - STOP + 1;
        } else {
            numbers.push(high * STOP + value);
            high = 0;
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers: Vec<u32> =
            (0..5000).chain([59_999, 60_000, 1_000_000, u32::MAX / 2, 29_383_200, u32::MAX]).collect();
        let text = all(numbers.iter().copied());
        assert_eq!(read(&text), numbers);
        assert!(text.bytes().all(|b| (b'#'..=b'~').contains(&b) && b != b'\\'));
        assert_eq!([59, 60, 1919, 1920].map(|n| all([n]).len()), [1, 2, 2, 3]);
        assert_eq!(read(&runs([7, 7, 7, 1])), [7, 3, 1, 1]);
    }
}
