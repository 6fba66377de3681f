//! The form of what goes over the socket: a greeting with a version, then pieces with their kind and length.

use std::io;

use super::{Ending, Hello};

/// Both sides begin with this; the last byte is the version. Whoever hears another greeting hangs up.
pub(super) const GREETING: [u8; 8] = *b"upturn\0\x01";
/// Most bytes of one piece. A larger frame goes in several.
pub(super) const MOST: usize = 64 * 1024;
/// Bytes in front of each piece.
pub(super) const HEAD: usize = 5;

/// One piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// From the guest, once and first.
    Hello(Hello),
    /// From the guest: what was typed.
    Input(Vec<u8>),
    /// From the guest: cells across and down.
    Size(u16, u16),
    /// From the host: what is to be written to the terminal.
    Frame(Vec<u8>),
    /// From the host, last.
    End(Ending),
}

/// The kind and the length that a head tells.
pub(super) fn head(bytes: [u8; HEAD]) -> io::Result<(u8, usize)> {
    let [kind, length @ ..] = bytes;
    let length = u32::from_be_bytes(length);
    match usize::try_from(length) {
        Ok(length) if length <= MOST => Ok((kind, length)),
        _ => Err(strange("a piece that is too long")),
    }
}

impl Piece {
    /// What a body of this kind says.
    pub fn read(kind: u8, body: Vec<u8>) -> io::Result<Self> {
        match (kind, body.as_slice()) {
            (b'H', body) => serde_json::from_slice(body)
                .map(Self::Hello)
                .map_err(|_| strange("a hello that cannot be read")),
            (b'I', _) => Ok(Self::Input(body)),
            (b'S', &[a, b, c, d]) => Ok(Self::Size(
                u16::from_be_bytes([a, b]),
                u16::from_be_bytes([c, d]),
            )),
            (b'F', _) => Ok(Self::Frame(body)),
            (b'E', [code, said @ ..]) => Ok(Self::End(Ending {
                code: *code,
                said: String::from_utf8_lossy(said).into_owned(),
            })),
            _ => Err(strange("a piece of an unknown kind")),
        }
    }

    /// The piece as it goes over the socket, head and body in one.
    pub fn write(&self) -> Vec<u8> {
        match self {
            Self::Hello(hello) => piece(b'H', &serde_json::to_vec(hello).unwrap_or_default()),
            Self::Input(bytes) => piece(b'I', bytes),
            Self::Size(columns, rows) => {
                piece(b'S', &[columns.to_be_bytes(), rows.to_be_bytes()].concat())
            }
            Self::Frame(bytes) => piece(b'F', bytes),
            Self::End(Ending { code, said }) => piece(b'E', &[&[*code], said.as_bytes()].concat()),
        }
    }
}

/// A body with its head. One that is too long loses its end; what can be long is cut into several by whoever sends it.
pub(super) fn piece(kind: u8, body: &[u8]) -> Vec<u8> {
    let body = &body[..body.len().min(MOST)];
    let length = u32::try_from(body.len()).unwrap_or(0);
    [&[kind], &length.to_be_bytes()[..], body].concat()
}

fn strange(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        term::{
            capabilities::Capabilities,
            socket::{Shows, Wants},
        },
        ui::theme::Depth,
    };

    fn hello() -> Hello {
        let capabilities = Capabilities {
            depth: Depth::Ansi256,
            utf8: true,
            screens: true,
        };
        Hello {
            wants: Wants::Open {
                session: "Mill Valley".to_owned(),
                at: None,
            },
            columns: 80,
            rows: 24,
            shows: Shows::from(capabilities),
            theme: "night".to_owned(),
            lang: "es".to_owned(),
        }
    }

    fn read(bytes: &[u8]) -> io::Result<Piece> {
        let (kind, length) = head(bytes[..HEAD].try_into().unwrap())?;
        assert_eq!(length, bytes.len() - HEAD);
        Piece::read(kind, bytes[HEAD..].to_vec())
    }

    #[test]
    fn every_piece_reads_back() {
        for piece in [
            Piece::Hello(hello()),
            Piece::Input(b"\x1b[A\xff".to_vec()),
            Piece::Size(120, 40),
            Piece::Frame(vec![b'x'; MOST]),
            Piece::End(Ending {
                code: 64,
                said: "No session fits “Mill”.".to_owned(),
            }),
        ] {
            assert_eq!(read(&piece.write()).unwrap(), piece);
        }
        let back = Capabilities::from(hello().shows);
        assert_eq!(Shows::from(back), hello().shows);
    }

    #[test]
    fn what_is_too_long_or_unknown_is_refused() {
        assert!(head([b'I', 0, 1, 0, 1]).is_err());
        assert!(head([b'I', 255, 255, 255, 255]).is_err());
        assert!(Piece::read(b'S', vec![0, 80, 0]).is_err());
        assert!(Piece::read(b'E', Vec::new()).is_err());
        assert!(Piece::read(b'?', Vec::new()).is_err());
        assert!(Piece::read(b'H', b"{\"wants\":\"everything\"}".to_vec()).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_piece_or_an_error(kind: u8, body in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(piece) = Piece::read(kind, body) {
                let again = piece.write();
                prop_assert_eq!(read(&again).unwrap(), piece);
            }
        }
    }
}
