//! HTML: one self-contained file that prints well. No scripts, nothing from outside, and a policy that forbids both.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{Options, ReportError, escape::xml, tree};
use crate::{
    document::{Block, Document, Item, Line, Table, Weight},
    model::seen::Seen,
    say,
    say::{Lang, Msg, MsgId},
};

mod page;

pub use page::one_page;
#[cfg(test)]
pub(super) use page::page;

const STYLE: &str = include_str!("html/style.css");
const PAGE_STYLE: &str = include_str!("html/page.css");

/// How tall a piece of a tree may be, in its own units, to fit on either paper under a heading.
const TALLEST_TREE: f64 = 820.0;

/// Everything that a document says.
pub fn whole(document: &Document, seen: &Seen<'_>, options: &Options) -> String {
    let lang = seen.lang();
    let mut html = Html::new(lang);
    html.out.push_str("<header>\n<h1>");
    html.line(&document.title);
    html.out.push_str("</h1>\n<p class=\"subtitle\">");
    html.line(&document.subtitle);
    html.out.push_str("</p>\n</header>\n<main>\n");
    if document.blocks.is_empty() {
        html.element("p", "quiet", &MsgId::ReportEmpty.into());
    }
    html.blocks(&document.blocks, 2);
    html.out.push_str("</main>\n");
    html.footer(&made(seen, options), None);
    html.finish(&document.title.render(lang), &[STYLE], "")
}

/// When a report was made, and the session last changed.
fn made(seen: &Seen<'_>, options: &Options) -> Msg {
    say!(
        ReportMade,
        options.day(options.at),
        options.day(seen.changed())
    )
}

/// What is written inside the body, and how many pictures it holds.
struct Html {
    lang: Lang,
    out: String,
    pictures: usize,
}

impl Html {
    fn new(lang: Lang) -> Self {
        Self {
            lang,
            out: String::new(),
            pictures: 0,
        }
    }

    /// The whole file around what was written.
    fn finish(self, title: &str, styles: &[&str], class: &str) -> String {
        let style = styles.concat();
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{class}\"")
        };
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n<meta name=\"generator\" content=\"Upturn {version}\"/>\n<title>{title}</title>\n<style>{style}</style>\n</head>\n<body{class}>\n{body}</body>\n</html>\n",
            lang = self.lang.code(),
            hash = base64(&Sha256::digest(style.as_bytes())),
            version = env!("CARGO_PKG_VERSION"),
            title = xml(title),
            body = self.out,
        )
    }

    fn text(&mut self, words: &str) {
        self.out.push_str(&xml(words));
    }

    fn msg(&mut self, msg: &Msg) {
        let words = msg.render(self.lang);
        self.text(&words);
    }

    fn line(&mut self, line: &Line) {
        for span in &line.0 {
            let words = span.words.render(self.lang);
            let (open, close) = match span.weight {
                Weight::Plain => ("", ""),
                Weight::Strong => ("<strong>", "</strong>"),
                Weight::Quiet => ("<span class=\"quiet\">", "</span>"),
            };
            self.out.push_str(open);
            self.text(&words);
            self.out.push_str(close);
        }
    }

    fn element(&mut self, tag: &str, class: &str, msg: &Msg) {
        let _ = write!(self.out, "<{tag} class=\"{class}\">");
        self.msg(msg);
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn footer(&mut self, made: &Msg, also: Option<&Msg>) {
        self.out.push_str("<footer>\n");
        if let Some(also) = also {
            self.element("p", "also", also);
        }
        self.element("p", "made", made);
        self.out.push_str("</footer>\n");
    }

    /// Blocks, whose headings are no higher than `top` and never skip a level.
    fn blocks(&mut self, blocks: &[Block], top: u8) {
        let mut level = top.saturating_sub(1);
        for block in blocks {
            if let Block::Heading(asked, line) = block {
                level = (*asked).clamp(top, (level + 1).min(6));
                let _ = write!(self.out, "<h{level}>");
                self.line(line);
                let _ = writeln!(self.out, "</h{level}>");
            } else {
                self.block(block, level);
            }
        }
    }

    fn block(&mut self, block: &Block, level: u8) {
        match block {
            Block::Heading(..) => {}
            Block::Para(line) => {
                self.out.push_str("<p>");
                self.line(line);
                self.out.push_str("</p>\n");
            }
            Block::Statement(line) => {
                self.out.push_str("<p class=\"statement\">");
                self.line(line);
                self.out.push_str("</p>\n");
            }
            Block::List(items) => self.items(items),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => {
                let id = self.picture();
                let svg = chart.svg(&id, &chart.title);
                self.out.push_str("<figure class=\"chart\">\n");
                self.out.push_str(&svg);
                self.out.push_str("</figure>\n");
            }
            Block::Tree(nodes) => {
                let id = self.picture();
                for svg in tree::pictures(nodes, self.lang, TALLEST_TREE, &id) {
                    self.out.push_str("<figure class=\"tree\">\n");
                    self.out.push_str(&svg);
                    self.out.push_str("</figure>\n");
                }
            }
            Block::Beside(columns) => {
                self.out.push_str("<div class=\"beside\">\n");
                for column in columns {
                    self.out.push_str("<div>\n");
                    self.blocks(column, level + 1);
                    self.out.push_str("</div>\n");
                }
                self.out.push_str("</div>\n");
            }
        }
    }

    /// The name of the next picture: names on one page must differ.
    fn picture(&mut self) -> String {
        self.pictures += 1;
        format!("picture-{}", self.pictures)
    }

    fn items(&mut self, items: &[Item]) {
        self.out.push_str("<ul>\n");
        for item in items {
            self.out.push_str("<li>");
            self.line(&item.line);
            if !item.under.is_empty() {
                self.out.push('\n');
                self.items(&item.under);
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn table(&mut self, table: &Table) {
        let number = |at: usize| {
            if table.numbers.get(at).copied().unwrap_or(false) {
                " class=\"number\""
            } else {
                ""
            }
        };
        self.out.push_str("<table>\n<thead>\n<tr>");
        for (at, cell) in table.head.iter().enumerate() {
            let _ = write!(self.out, "<th scope=\"col\"{}>", number(at));
            self.line(cell);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let (open, close) = if at == 0 {
                    ("th scope=\"row\"", "th")
                } else {
                    ("td", "td")
                };
                let _ = write!(self.out, "<{open}{}>", number(at));
                self.line(cell);
                let _ = write!(self.out, "</{close}>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
    }
}

/// Bytes in the sixty-four letters of RFC 4648, as a content security policy wants a digest.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three
            .iter()
            .chain([&0, &0])
            .take(3)
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for at in 0..4 {
            let letter = LETTERS[bits >> (18 - 6 * at) & 63];
            out.push(if at > three.len() {
                '='
            } else {
                char::from(letter)
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_the_standard() {
        for (bytes, letters) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), letters);
        }
    }
}
