//! A link of the chain as text: base64 with the alphabet that is safe in file names and addresses, without padding
//! (RFC 4648, section 5). A third shorter than hexadecimal digits, in every line of every stream.

use super::chain::Hash;

/// How many letters a link has.
const LETTERS: usize = 43;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The 43 letters of a link.
pub(super) fn write(hash: &Hash) -> String {
    letters(hash)
}

/// The letters of any bytes.
pub(super) fn letters(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for letter in 0..=three.len() {
            let six = bits >> (18 - 6 * letter) & 63;
            out.push(char::from(ALPHABET[six as usize]));
        }
    }
    out
}

/// The bytes of letters that [`letters`] wrote; `None` for any others.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for four in text.as_bytes().chunks(4) {
        let whole = four.len().checked_sub(1).filter(|whole| *whole > 0)?;
        let mut bits = 0;
        for at in 0..4 {
            let six = four.get(at).map_or(Some(0), |letter| value(*letter))?;
            bits = bits << 6 | six;
        }
        let [_, bytes @ ..] = bits.to_be_bytes();
        let (kept, beyond) = bytes.split_at(whole);
        if beyond.iter().any(|byte| *byte != 0) {
            return None;
        }
        out.extend_from_slice(kept);
    }
    Some(out)
}

/// A link from its 43 letters. Only what [`write`] writes is read, so that a changed letter is always another link or none.
pub(super) fn read(text: &str) -> Option<Hash> {
    let letters: &[u8; LETTERS] = text.as_bytes().try_into().ok()?;
    let mut hash = [0; 32];
    for (three, four) in hash.chunks_mut(3).zip(letters.chunks(4)) {
        let mut bits = 0;
        for at in 0..4 {
            let six = four.get(at).map_or(Some(0), |letter| value(*letter))?;
            bits = bits << 6 | six;
        }
        let [_, bytes @ ..] = bits.to_be_bytes();
        let (kept, beyond) = bytes.split_at(three.len());
        if beyond.iter().any(|byte| *byte != 0) {
            return None;
        }
        three.copy_from_slice(kept);
    }
    Some(hash)
}

fn value(letter: u8) -> Option<u32> {
    let six = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(six))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_what_others_call_base64url() {
        let counted = std::array::from_fn(|at| u8::try_from(at).expect("small"));
        assert_eq!(
            write(&counted),
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
        );
        assert_eq!(
            write(&[0xff; 32]),
            "__________________________________________8"
        );
    }

    #[test]
    fn what_is_no_link_is_refused() {
        let sound = write(&[7; 32]);
        assert!(read(&sound).is_some());
        assert!(read(&sound[1..]).is_none());
        assert!(read(&format!("{sound}A")).is_none());
        assert!(read(&sound.replace('H', "+")).is_none());
        assert!(read(&format!("{}=", &sound[1..])).is_none());
    }

    proptest! {
        #[test]
        fn every_link_comes_back_and_every_other_text_is_another(hash: Hash, at in 0..LETTERS, letter in 0..64usize) {
            let text = write(&hash);
            prop_assert_eq!(read(&text), Some(hash));
            let mut other = text.clone().into_bytes();
            other[at] = ALPHABET[letter];
            let other = String::from_utf8(other).unwrap();
            prop_assert!(other == text || read(&other) != Some(hash));
        }
    }
}
