//! Bytes in, text out: byte-order marks, declared encodings, UTF-8, and guessing for the rest.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::FeedError;

/// Bytes of the beginning that are searched for a declared encoding; HTML asks for the first 1,024.
const HEAD: usize = 2048;
/// Bytes that are looked at to tell text from data, and to guess an encoding from the first byte that is not ASCII on.
const SAMPLE: usize = 1 << 16;
/// First bytes of common files that are no text.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"RIFF", "sound, picture or film"),
    (b"OggS", "sound or film"),
    (b"ID3", "sound"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an archive or office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ\0", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"Rar!\x1a", "an archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\0asm", "a program"),
    (b"wOF", "a font"),
];

/// The text in `bytes`, without a byte-order mark.
///
/// # Errors
/// When the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<String, FeedError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        // The mark of UTF-32LE begins with that of UTF-16LE.
        if !bytes.starts_with(b"\xff\xfe\0\0") {
            return Ok(encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned());
        }
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    refuse_data(bytes)?;
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    Ok(undeclared(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()))
}

/// `bytes` as UTF-8, written in `charset` as somebody says who sent them; as they are where they tell better themselves:
/// by a byte-order mark, a declaration, or by being valid UTF-8.
pub fn recoded<'b>(bytes: &'b [u8], charset: &str) -> Cow<'b, [u8]> {
    let tells = Encoding::for_bom(bytes).is_some()
        || std::str::from_utf8(bytes).is_ok()
        || unmarked_utf_16(bytes).is_some()
        || declared(&bytes[..bytes.len().min(HEAD)]).is_some();
    match Encoding::for_label(charset.as_bytes()) {
        Some(encoding) if !tells && encoding != UTF_8 => {
            Cow::Owned(encoding.decode_without_bom_handling(bytes).0.into_owned().into_bytes())
        }
        _ => Cow::Borrowed(bytes),
    }
}

/// Decodes bytes that are no valid UTF-8: as declared, else almost-UTF-8, else as guessed.
fn undeclared(bytes: &[u8]) -> Option<String> {
    if let Some(encoding) = declared(&bytes[..bytes.len().min(HEAD)])
        && encoding != UTF_8
        && encoding != UTF_16LE
        && encoding != UTF_16BE
    {
        return Some(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if is_broken_utf8(bytes) {
        return None;
    }
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let sample = &bytes[first.saturating_sub(64)..bytes.len().min(first + SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let guess =
        if guess.is_single_byte() || !guess.decode_without_bom_handling(bytes).1 { guess } else { WINDOWS_1252 };
    Some(guess.decode_without_bom_handling(bytes).0.into_owned())
}

/// Whether most of what is not ASCII is whole UTF-8 sequences, with a broken one here and there.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// The encoding that an XML declaration or an HTML `meta` in `head` names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let start = head.trim_start();
    let label = if start.starts_with("<?xml") {
        value_after(&start[..start.find("?>")?], "encoding")
    } else if start.starts_with('<') {
        value_after(start, "charset")
    } else {
        None
    };
    Encoding::for_label(label?.as_bytes())
}

/// The value in `name = "value"`, with or without quotation marks.
fn value_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let rest = text[text.find(name)? + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let rest = rest.trim_start_matches(['"', '\'']);
    rest.split(['"', '\'', ' ', '>', ';', '/']).next().filter(|value| !value.is_empty())
}

/// Refuses what is known by its first bytes, or by its controls, to be no text.
fn refuse_data(bytes: &[u8]) -> Result<(), FeedError> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(FeedError::NoArticle(format!("is no text but {what}")));
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let nuls = sample.iter().filter(|&&b| b == 0).count();
    // Valid UTF-8 with other controls is text that somebody has tampered with; only NULs give data away there.
    let controls = sample.iter().filter(|&&b| b < 32 && !matches!(b, b'\t' | b'\n' | b'\r' | 12 | 27)).count();
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    if nuls * 3 > sample.len() * 2 || (!is_utf8 && controls * 20 > sample.len()) {
        return Err(FeedError::no_article("is no text"));
    }
    Ok(())
}

/// The kind of UTF-16 that `bytes` are although no mark says so: mostly Latin letters, each with a NUL at its side.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.iter().filter(|&&b| b == 0).count() * 4 < sample.len() {
        return None;
    }
    let nuls = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    if even * 20 < odd {
        Some(UTF_16LE)
    } else if odd * 20 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_is_known_by_its_mark() {
        let units = "Zürich".encode_utf16();
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(units.clone().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(units.flat_map(u16::to_be_bytes)).collect();
        assert_eq!(decode(&little).unwrap(), "Zürich");
        assert_eq!(decode(&big).unwrap(), "Zürich");
        assert_eq!(decode(&little[2..]).unwrap(), "Zürich");
        assert_eq!(decode(&big[2..]).unwrap(), "Zürich");
    }

    #[test]
    fn a_declared_encoding_is_obeyed() {
        let (bytes, ..) = encoding_rs::SHIFT_JIS.encode("<html><meta charset=Shift_JIS><p>政府は協議を再開する。</p>");
        assert!(decode(&bytes).unwrap().contains("協議"));
        let (bytes, ..) = encoding_rs::KOI8_R.encode("<?xml version='1.0' encoding='koi8-r'?><rss>полезны</rss>");
        assert!(decode(&bytes).unwrap().contains("полезны"));
    }

    #[test]
    fn a_lying_declaration_gives_way_to_utf_8() {
        assert_eq!(decode("<meta charset=utf-16>Müller".as_bytes()).unwrap(), "<meta charset=utf-16>Müller");
        assert_eq!(decode("<meta charset=latin-1>Müller".as_bytes()).unwrap(), "<meta charset=latin-1>Müller");
    }

    #[test]
    fn undeclared_windows_text_is_guessed() {
        let (bytes, ..) = WINDOWS_1252.encode("“Nous n’acceptons pas,” said François Müller in Zürich on Friday.");
        assert!(decode(&bytes).unwrap().contains("François Müller in Zürich"));
    }

    #[test]
    fn one_broken_byte_does_not_change_the_encoding() {
        assert_eq!(decode(b"Z\xc3\xbcrich \xc3\xa9t\xc3\xa9 \xff").unwrap(), "Zürich été \u{fffd}");
    }

    #[test]
    fn data_is_refused_and_a_few_nuls_are_not() {
        assert!(decode(b"\x89PNG\r\n\x1a\n1234").is_err());
        assert!(decode(&[0; 500]).is_err());
        assert!(decode(b"He said\0 so.").is_ok());
        assert!(decode(&b"a\0b\0\0c ".repeat(90)).is_ok());
        assert!(decode("\x07".repeat(500).as_bytes()).is_ok());
    }
}
