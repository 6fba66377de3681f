//! The hash chain that ties every record to all before it, and the lines in which the journal keeps it.
//!
//! `h_n = SHA-256(h_(n-1) ‖ seq ‖ part ‖ parts ‖ id ‖ text)`, with numbers as big-endian 8, 4 and 4 bytes; a
//! stream's first link hangs on the stream's own id, so that no record can pass for another stream's.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{NewRecord, Record, StreamId, base64};

/// The format of the lines that this version writes.
pub(super) const FORMAT: u32 = 1;

/// Bodies longer than this are split into numbered parts, because sled is made for small values.
pub(super) const LONGEST_LINE: usize = 64 * 1024;

/// One link of the chain.
pub(super) type Hash = [u8; 32];

/// How far a stream goes: the number of its records and the last link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub next: u64,
    pub hash: Hash,
}

impl Head {
    /// The head of a stream without records.
    pub fn start(stream: StreamId) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"upturn journal 1");
        hasher.update(stream.uuid().as_bytes());
        Self {
            next: 0,
            hash: hasher.finalize().into(),
        }
    }
}

/// A record, or a part of a long one, in its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub seq: u64,
    pub part: u32,
    pub parts: u32,
    pub id: Uuid,
    pub text: String,
    pub hash: Hash,
}

impl Line {
    /// Whether the record is whole with this line.
    pub fn is_last(&self) -> bool {
        self.part + 1 == self.parts
    }

    /// The link that this line makes after `before`.
    pub fn link(&self, before: &Hash) -> Hash {
        let mut hasher = Sha256::new();
        hasher.update(before);
        hasher.update(self.seq.to_be_bytes());
        hasher.update(self.part.to_be_bytes());
        hasher.update(self.parts.to_be_bytes());
        hasher.update(self.id.as_bytes());
        hasher.update(self.text.as_bytes());
        hasher.finalize().into()
    }

    /// The line as it stands in a segment, with its line break.
    pub fn write_to(&self, out: &mut Vec<u8>) {
        let hash = base64::write(&self.hash);
        let (n, id) = (self.seq, self.id.hyphenated());
        let text = if self.parts == 1 {
            format!(
                "{{\"n\":{n},\"id\":\"{id}\",\"h\":\"{hash}\",\"body\":{}}}\n",
                self.text
            )
        } else {
            let (part, parts) = (self.part, self.parts);
            let piece = serde_json::Value::from(self.text.as_str());
            format!(
                "{{\"n\":{n},\"part\":{part},\"of\":{parts},\"id\":\"{id}\",\"h\":\"{hash}\",\"piece\":{piece}}}\n"
            )
        };
        out.extend_from_slice(text.as_bytes());
    }

    /// Reads a line without its line break; none if it is not one. The link is not checked here.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Shape<'a> {
            n: u64,
            part: Option<u32>,
            of: Option<u32>,
            id: Uuid,
            h: &'a str,
            #[serde(borrow)]
            body: Option<&'a RawValue>,
            piece: Option<String>,
        }
        let shape: Shape = serde_json::from_slice(bytes).ok()?;
        let (part, parts, text) = match (shape.part, shape.of, shape.body, shape.piece) {
            (None, None, Some(body), None) => (0, 1, body.get().to_owned()),
            (Some(part), Some(parts), None, Some(piece)) if part < parts => (part, parts, piece),
            _ => return None,
        };
        Some(Self {
            seq: shape.n,
            part,
            parts,
            id: shape.id,
            text,
            hash: base64::read(shape.h)?,
        })
    }
}

/// The lines of a new record after `head`, and the head that they lead to.
pub(super) fn extend(head: Head, record: NewRecord) -> (Vec<Line>, Head) {
    let pieces = split(record.body);
    let parts = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
    let mut hash = head.hash;
    let mut lines = Vec::with_capacity(pieces.len());
    for (part, text) in (0..parts).zip(pieces) {
        let mut line = Line {
            seq: head.next,
            part,
            parts,
            id: record.id,
            text,
            hash,
        };
        line.hash = line.link(&hash);
        hash = line.hash;
        lines.push(line);
    }
    let next = head.next + 1;
    (lines, Head { next, hash })
}

/// Cuts a long body between characters.
fn split(body: String) -> Vec<String> {
    if body.len() <= LONGEST_LINE {
        return vec![body];
    }
    let mut pieces = Vec::new();
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(LONGEST_LINE));
        pieces.push(piece.to_owned());
        rest = after;
    }
    pieces
}

/// The records that whole runs of lines make; a run without its last part makes none.
pub(super) fn assemble(lines: Vec<Line>) -> Vec<Record> {
    let mut records = Vec::with_capacity(lines.len());
    let mut text = String::new();
    for line in lines {
        let last = line.is_last();
        if text.is_empty() {
            text = line.text;
        } else {
            text.push_str(&line.text);
        }
        if last {
            records.push(Record {
                seq: line.seq,
                id: line.id,
                body: std::mem::take(&mut text),
            });
        }
    }
    records
}

/// The head that a run of lines leads to after `head`, if every link holds and the last record is whole.
pub(super) fn verify(mut head: Head, lines: &[Line]) -> Option<Head> {
    let mut link = head.hash;
    let mut part = 0;
    for line in lines {
        if (line.seq, line.part) != (head.next, part) || line.link(&link) != line.hash {
            return None;
        }
        link = line.hash;
        part = line.part + 1;
        if line.is_last() {
            part = 0;
            head = Head {
                next: line.seq + 1,
                hash: link,
            };
        }
    }
    (part == 0).then_some(head)
}

/// The first line of a segment: where it goes on from, which makes later lines of older segments void.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub stream: StreamId,
    pub segment: u32,
    pub from: Head,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderShape {
    upturn_journal: u32,
    stream: Uuid,
    segment: u32,
    from: u64,
    after: String,
    sum: String,
}

/// What a segment's first line turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeaderRead {
    Good(Header),
    Newer(u32),
    Bad,
}

impl Header {
    /// The header as it stands in a segment, with its line break.
    pub fn write_to(&self, out: &mut Vec<u8>) {
        let after = base64::write(&self.from.hash);
        let (stream, segment, from) = (self.stream, self.segment, self.from.next);
        let sum = checksum(&format!("{FORMAT} {stream} {segment} {from} {after}"));
        out.extend_from_slice(
            format!(
                "{{\"upturn_journal\":{FORMAT},\"stream\":\"{stream}\",\"segment\":{segment},\"from\":{from},\
                 \"after\":\"{after}\",\"sum\":\"{sum}\"}}\n"
            )
            .as_bytes(),
        );
    }

    /// Reads a header without its line break.
    pub fn parse(bytes: &[u8]) -> HeaderRead {
        let Ok(shape) = serde_json::from_slice::<HeaderShape>(bytes) else {
            return HeaderRead::Bad;
        };
        let HeaderShape {
            upturn_journal: format,
            stream,
            segment,
            from,
            after,
            sum,
        } = shape;
        if sum != checksum(&format!("{format} {stream} {segment} {from} {after}")) {
            return HeaderRead::Bad;
        }
        if format > FORMAT {
            return HeaderRead::Newer(format);
        }
        let Some(hash) = base64::read(&after) else {
            return HeaderRead::Bad;
        };
        HeaderRead::Good(Self {
            stream: StreamId(stream),
            segment,
            from: Head { next: from, hash },
        })
    }
}

/// Sixteen hexadecimal digits that change when the text does.
pub(super) fn checksum(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..8])
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream() -> StreamId {
        StreamId::session(Uuid::from_u128(0x1234))
    }

    fn record(body: &str) -> NewRecord {
        NewRecord {
            id: Uuid::from_u128(5),
            body: body.into(),
        }
    }

    #[test]
    fn a_line_comes_back_byte_for_byte() {
        let (lines, head) = extend(
            Head::start(stream()),
            record("{ \"a\": \"é\\u0000\" ,\"b\":1e3}"),
        );
        assert_eq!((lines.len(), head.next), (1, 1));
        let mut bytes = Vec::new();
        lines[0].write_to(&mut bytes);
        assert_eq!(bytes.pop(), Some(b'\n'));
        let read = Line::parse(&bytes).expect("a line");
        assert_eq!(read, lines[0]);
        assert_eq!(read.link(&Head::start(stream()).hash), head.hash);
    }

    #[test]
    fn a_long_body_is_split_between_characters_and_void_without_its_last_part() {
        let body = format!("\"{}\"", "é\\n".repeat(60_000));
        let (lines, _) = extend(Head::start(stream()), record(&body));
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| line.text.len() <= LONGEST_LINE));
        let mut read = Vec::new();
        for line in &lines {
            let mut bytes = Vec::new();
            line.write_to(&mut bytes);
            bytes.pop();
            read.push(Line::parse(&bytes).expect("a line"));
        }
        assert_eq!(assemble(read.clone())[0].body, body);
        read.pop();
        assert!(assemble(read).is_empty());
    }

    #[test]
    fn every_changed_byte_of_a_line_shows() {
        let start = Head::start(stream());
        let (lines, _) = extend(start, record("{\"a\":12,\"b\":\"xyz\"}"));
        let mut bytes = Vec::new();
        lines[0].write_to(&mut bytes);
        bytes.pop();
        for at in 0..bytes.len() {
            for flip in [1, 2, 16, 32, 128] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                if let Some(line) = Line::parse(&damaged) {
                    assert!(
                        line == lines[0] || line.link(&start.hash) != line.hash,
                        "byte {at} ^ {flip}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_header_knows_its_damage_and_a_newer_format() {
        let header = Header {
            stream: stream(),
            segment: 3,
            from: Head::start(stream()),
        };
        let mut bytes = Vec::new();
        header.write_to(&mut bytes);
        bytes.pop();
        assert_eq!(Header::parse(&bytes), HeaderRead::Good(header));
        let text = String::from_utf8(bytes).expect("text");
        let damaged = text.replace("\"from\":0", "\"from\":9");
        assert_eq!(Header::parse(damaged.as_bytes()), HeaderRead::Bad);
        let after = base64::write(&header.from.hash);
        let newer = format!(
            "{{\"upturn_journal\":2,\"stream\":\"{0}\",\"segment\":3,\"from\":0,\"after\":\"{after}\",\"sum\":\"{1}\"}}",
            stream(),
            checksum(&format!("2 {} 3 0 {after}", stream()))
        );
        assert_eq!(Header::parse(newer.as_bytes()), HeaderRead::Newer(2));
    }
}
