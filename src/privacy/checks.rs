//! The arithmetic of the numbers: dates, check digits, prefixes. All take ASCII digits.

/// Whether a date exists.
pub(super) fn date(year: u16, month: u16, day: u16) -> bool {
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// The value of up to four digits.
pub(super) fn value(digits: &[u8]) -> u16 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'))
}

/// Provinces by GB/T 2260, 83 for residence permits of people from Taiwan.
pub(super) fn province(code: u16) -> bool {
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// The check character of GB 11643 (ISO 7064 MOD 11-2) for the first 17 digits.
pub(super) fn identity_check(first17: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first17.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    b"10X98765432"[(sum % 11) as usize]
}

/// Whether 17 digits and a check character are a resident identity number (GB 11643).
pub(super) fn identity(first17: &[u8], check: u8, this_year: u16) -> bool {
    identity_shape(first17, this_year) && identity_check(first17) == check.to_ascii_uppercase()
}

/// Whether 17 digits begin with a region and go on with a birth date. The permanent residence card of a foreigner
/// has 9, the province, and the country in place of the region.
pub(super) fn identity_shape(first17: &[u8], this_year: u16) -> bool {
    if first17.len() != 17 || !born(first17, this_year) {
        return false;
    }
    province(if first17[0] == b'9' { value(&first17[1..3]) } else { value(&first17[..2]) })
}

fn born(first17: &[u8], this_year: u16) -> bool {
    let year = value(&first17[6..10]);
    (1900..=this_year).contains(&year) && date(year, value(&first17[10..12]), value(&first17[12..14]))
}

/// Whether 15 digits are an identity number of the old form: region, birth date without century, serial.
pub(super) fn old_identity(digits: &[u8]) -> bool {
    digits.len() == 15
        && province(value(&digits[..2]))
        && division(digits)
        && date(1900 + value(&digits[6..8]), value(&digits[8..10]), value(&digits[10..12]))
        && value(&digits[12..15]) > 0
}

/// Whether the third to sixth digits can name a prefecture and a county.
pub(super) fn division(digits: &[u8]) -> bool {
    let prefecture = value(&digits[2..4]);
    ((1..=70).contains(&prefecture) || prefecture == 90) && value(&digits[4..6]) > 0
}

/// The Luhn check (ISO/IEC 7812-1).
pub(super) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match u32::from(digit - b'0') {
            digit if place % 2 == 0 => digit,
            digit if digit < 5 => digit * 2,
            digit => digit * 2 - 9,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether the first digits and the length are those of a bank card: UnionPay, Visa, Mastercard, JCB, Discover,
/// and the older Chinese cards with 95.
pub(super) fn issuer(digits: &[u8]) -> bool {
    let first4 = value(&digits[..4]);
    match digits.len() {
        16 => matches!(first4, 2221..=2720 | 3528..=3589 | 4000..=6999 | 9550..=9559),
        // No others: an identity number of Xinjiang begins with 65.
        17 | 18 => matches!(first4, 6200..=6299 | 9550..=9559),
        19 => matches!(first4, 3528..=3589 | 4000..=4999 | 6011 | 6200..=6299 | 6440..=6599 | 9550..=9559),
        _ => false,
    }
}

/// Whether 18 characters are a unified social credit code (GB 32100) with valid check character.
pub(super) fn credit_code(code: &[u8]) -> bool {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    if code.len() != 18 {
        return false;
    }
    let mut weight = 1;
    let mut sum = 0;
    for byte in &code[..17] {
        let Some(digit) = ALPHABET.iter().position(|c| *c == byte.to_ascii_uppercase()) else {
            return false;
        };
        sum += digit * weight;
        weight = weight * 3 % 31;
    }
    ALPHABET[(31 - sum % 31) % 31] == code[17].to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_numbers() {
        assert!(identity(b"11010519491231002", b'X', 2026));
        assert!(identity(b"11010519491231002", b'x', 2026));
        assert!(!identity(b"11010519491231002", b'1', 2026));
        assert!((b'0'..=b'9').filter(|check| identity(b"13013219921029382", *check, 2026)).count() <= 1);
        assert!(identity(b"13013219921029382", identity_check(b"13013219921029382"), 2026));
        assert!(!identity(b"11010519490231002", identity_check(b"11010519490231002"), 2026));
        assert!(!identity(b"11010520271231002", identity_check(b"11010520271231002"), 2026));
        assert!(!identity(b"10010519491231002", identity_check(b"10010519491231002"), 2026));
        assert!(credit_code(b"91350100M000100Y43"));
        assert!(!credit_code(b"91350100M000100Y44"));
        assert_eq!(
            (b'0'..=b'9').filter(|check| luhn(&[b"622202020000000000".as_slice(), &[*check]].concat())).count(),
            1
        );
        assert!(luhn(b"4111111111111111"));
        assert!(old_identity(b"110105491231002"));
        assert!(!old_identity(b"110105491331002"));
        assert!(date(2000, 2, 29) && !date(1900, 2, 29) && !date(2001, 2, 29));
    }
}
