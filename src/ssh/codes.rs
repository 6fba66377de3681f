//! Codes that people read from a screen and type: join codes, codes for observers, return codes.
//!
//! Three lengths, so that one prompt takes them all. None ever gives the lead.

use ring::rand::{SecureRandom as _, SystemRandom};

use super::DoorError;

/// No two of these are taken for each other, on a projector or read aloud across a room: no 0 and O, no 1, I and L, and of 5 and S,
/// 2 and Z, 8 and B only the figure.
const ALPHABET: &[u8; 28] = b"ACDEFGHJKMNPQRTUVWXY23456789";

/// What a code is for, by its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Takes part. Six letters: one in 480 million, and it changes when somebody is shown out.
    Join,
    /// Watches.
    Observe,
    /// Is the person who was here before. It is kept for the whole session, so it is long.
    Return,
}

impl Purpose {
    fn letters(self) -> usize {
        match self {
            Self::Join => 6,
            Self::Observe => 9,
            Self::Return => 12,
        }
    }

    fn of_length(letters: usize) -> Option<Self> {
        [Self::Join, Self::Observe, Self::Return]
            .into_iter()
            .find(|purpose| purpose.letters() == letters)
    }
}

/// A code: what it is for, and its letters without dashes.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) purpose: Purpose,
    letters: String,
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}(…)", self.purpose)
    }
}

impl Code {
    /// A new one that nobody can foresee.
    pub(super) fn random(purpose: Purpose) -> Result<Self, DoorError> {
        let mut letters = String::with_capacity(purpose.letters());
        while letters.len() < purpose.letters() {
            let [byte] = random_bytes()?;
            // 252 is nine times the alphabet: above it some letters would come more often than others.
            if byte < 252 {
                letters.push(char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
            }
        }
        Ok(Self { purpose, letters })
    }

    /// What somebody typed, in either case, with or without dashes; `None` where it can be no code at all.
    pub(super) fn read(typed: &str) -> Option<Self> {
        let mut letters = String::new();
        for c in typed.chars() {
            let c = match c.to_ascii_uppercase() {
                '-' | '–' | '—' | '.' | '_' => continue,
                c if c.is_whitespace() => continue,
                'S' => '5',
                'Z' => '2',
                'B' => '8',
                c => c,
            };
            if !u8::try_from(c).is_ok_and(|c| ALPHABET.contains(&c)) || letters.len() >= 12 {
                return None;
            }
            letters.push(c);
        }
        let purpose = Purpose::of_length(letters.len())?;
        Some(Self { purpose, letters })
    }

    /// As people see it, in groups of three.
    pub(super) fn shown(&self) -> String {
        let mut out = String::new();
        for (at, c) in self.letters.chars().enumerate() {
            if at > 0 && at % 3 == 0 {
                out.push('-');
            }
            out.push(c);
        }
        out
    }

    /// Its letters, for the sum it is known by.
    pub(super) fn letters(&self) -> &str {
        &self.letters
    }
}

/// Bytes from the system that nobody can foresee.
pub(super) fn random_bytes<const N: usize>() -> Result<[u8; N], DoorError> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| DoorError::Chance)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_shown_and_as_people_type_it() {
        for purpose in [Purpose::Join, Purpose::Observe, Purpose::Return] {
            let code = Code::random(purpose).unwrap();
            let shown = code.shown();
            let groups: Vec<&str> = shown.split('-').collect();
            assert!(groups.iter().all(|group| group.len() == 3), "{shown}");
            for typed in [
                shown.clone(),
                shown.to_lowercase(),
                shown.replace('-', ""),
                format!(" {} ", shown.replace('-', " ")),
                shown.replace('5', "s").replace('2', "z").replace('8', "B"),
            ] {
                assert_eq!(Code::read(&typed).as_ref(), Some(&code), "{typed}");
            }
            assert!(!format!("{code:?}").contains(code.letters()));
        }
    }

    #[test]
    fn what_can_be_no_code_is_none() {
        let long = "K".repeat(100_000);
        for typed in [
            "", "-", "KTX", "KTX-4M", "KTX-4M9K", "KTX-0M9", "ktx ñm9", &long,
        ] {
            assert!(Code::read(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn every_letter_comes_up_about_as_often() {
        let mut seen = [0_u32; 128];
        for _ in 0..1_000 {
            for c in Code::random(Purpose::Return).unwrap().letters().bytes() {
                seen[usize::from(c)] += 1;
            }
        }
        // 12,000 letters, 429 of each expected; a bias of one in nine would show at 380.
        let least = ALPHABET.iter().map(|c| seen[usize::from(*c)]).min();
        assert!(least.is_some_and(|least| least > 320), "{least:?}");
    }
}
