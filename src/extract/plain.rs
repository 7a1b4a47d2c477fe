use super::{Piece, Reason};

/// Text files as clerks save them: UTF-8, UTF-16 with its mark, GB18030.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Piece>, Reason> {
    decode(bytes).map(|text| vec![Piece::new("正文", text)]).ok_or(Reason::Damaged)
}

/// Decodes text, or nothing when it is none.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{FEFF}').to_owned(),
        Err(_) => {
            let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::GB18030, |(encoding, _)| encoding);
            let (text, _, broken) = encoding.decode(bytes);
            if broken {
                return None;
            }
            text.into_owned()
        }
    };
    (!text.contains('\0')).then_some(text)
}
