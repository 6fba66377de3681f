//! A tree of causes as a picture: an outline of boxes, each cause under what it explains.
//!
//! Every row is drawn for itself, its connectors included, so that a long tree can be cut between rows where a page ends.
//! It reads without colour: a root has a heavy edge, a mark and words; a branch that was stopped has a broken edge and
//! the reason.

use std::fmt::Write as _;

use super::{escape::xml, measure};
use crate::{
    document::{Line, Node, Phrase},
    say,
    say::{Lang, MsgId},
};

/// In user units of the picture; on paper about a quarter of a millimetre each.
pub const WIDTH: f64 = 720.0;
const FONT: f64 = 13.0;
const LINE: f64 = 17.0;
const SMALL: f64 = 11.0;
const SMALL_LINE: f64 = 14.5;
const INDENT: f64 = 24.0;
const PAD: f64 = 7.0;
const GAP: f64 = 7.0;
/// Where connectors run, from the left edge of a box.
const SPINE: f64 = 11.0;

const INK: &str = "#14181C";
const MUTED: &str = "#4A5560";
const EDGE: &str = "#8B97A3";
const ACCENT: &str = "#00518A";
const TINT: &str = "#E6F0F8";

/// One cause, wrapped and placed.
struct Row {
    depth: usize,
    /// For each level above, whether its trunk goes on below this row.
    trunks: Vec<bool>,
    bears: bool,
    words: Vec<String>,
    notes: Vec<String>,
    root: Option<String>,
    stopped: bool,
    wide: f64,
    tall: f64,
}

/// A tree as pictures of at most this height each, in order. `id` begins the names that tie a picture to its words.
pub fn pictures(nodes: &[Node], lang: Lang, tallest: f64, id: &str) -> Vec<String> {
    let deepest = nodes.iter().map(depth).max().unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "a tree is at most forty deep")]
    let indent = INDENT.min(WIDTH * 0.5 / deepest.max(1) as f64);
    let mut rows = Vec::new();
    for node in nodes {
        lay(node, lang, indent, &mut Vec::new(), &mut rows);
    }
    let says = says(nodes, lang);
    let mut pages: Vec<Vec<&Row>> = Vec::new();
    let mut tall = 0.0;
    for row in &rows {
        if pages.is_empty() || tall + row.tall + GAP > tallest {
            pages.push(Vec::new());
            tall = 0.0;
        }
        tall += row.tall + GAP;
        if let Some(page) = pages.last_mut() {
            page.push(row);
        }
    }
    let title = MsgId::ReportTree.text(lang);
    pages
        .iter()
        .enumerate()
        .map(|(at, page)| {
            let says = if at == 0 { says.as_str() } else { "" };
            picture(page, indent, title, says, &format!("{id}-{at}"))
        })
        .collect()
}

fn depth(node: &Node) -> usize {
    1 + node.under.iter().map(depth).max().unwrap_or(0)
}

/// The tree in words, for those who do not see it: how large it is, and every cause after what it explains.
fn says(nodes: &[Node], lang: Lang) -> String {
    fn count(nodes: &[Node], lang: Lang, outline: &mut String) -> (usize, usize) {
        let mut all = (0, 0);
        for node in nodes {
            outline.push_str(&node.line.render(lang));
            if !node.under.is_empty() {
                outline.push_str(" ← ");
            }
            let under = count(&node.under, lang, outline);
            if node.under.is_empty() {
                outline.push_str("; ");
            }
            all.0 += 1 + under.0;
            all.1 += usize::from(node.root) + under.1;
        }
        all
    }
    let mut outline = String::new();
    let (causes, roots) = count(nodes, lang, &mut outline);
    let outline = outline.trim_end_matches([' ', ';', '←']);
    say!(
        ReportTreeSays,
        causes.saturating_sub(nodes.len()),
        roots,
        outline
    )
    .render(lang)
}

/// Whether the branch was stopped here for a reason.
fn stopped(notes: &[Line]) -> bool {
    let mut spans = notes.iter().flat_map(|note| &note.0);
    spans.any(|span| matches!(&span.words, Phrase::Msg(msg) if msg.id == MsgId::StoppedHere))
}

fn lay(node: &Node, lang: Lang, indent: f64, trunks: &mut Vec<bool>, rows: &mut Vec<Row>) {
    #[expect(clippy::cast_precision_loss, reason = "a tree is at most forty deep")]
    let left = trunks.len() as f64 * indent;
    let room = WIDTH - left - 2.0 * PAD - 2.0;
    let words = measure::wrap(&node.line.render(lang), room / FONT);
    let small: Vec<String> = node.notes.iter().map(|note| note.render(lang)).collect();
    let notes = measure::wrap(&small.join(" · "), room / SMALL);
    let mark = node
        .root
        .then(|| format!("◆ {}", MsgId::ReportRoot.text(lang)));
    let wide = words
        .iter()
        .map(|line| measure::ems(line) * FONT)
        .chain(notes.iter().map(|line| measure::ems(line) * SMALL))
        .chain(mark.iter().map(|line| measure::ems(line) * SMALL * 1.1))
        .fold(40.0, f64::max);
    #[expect(clippy::cast_precision_loss, reason = "a card holds few lines")]
    let tall = 2.0 * PAD
        + words.len().max(1) as f64 * LINE
        + (notes.len() + usize::from(node.root)) as f64 * SMALL_LINE;
    rows.push(Row {
        depth: trunks.len(),
        trunks: trunks.clone(),
        bears: !node.under.is_empty(),
        words,
        notes,
        root: mark,
        stopped: stopped(&node.notes),
        wide: (wide + 2.0 * PAD).min(WIDTH - left - 2.0),
        tall,
    });
    let count = node.under.len();
    for (at, under) in node.under.iter().enumerate() {
        trunks.push(at + 1 < count);
        lay(under, lang, indent, trunks, rows);
        trunks.pop();
    }
}

fn picture(rows: &[&Row], indent: f64, title: &str, says: &str, id: &str) -> String {
    let tall: f64 = rows.iter().map(|row| row.tall + GAP).sum::<f64>() + 2.0;
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {tall:.1}\" width=\"{WIDTH}\" height=\"{tall:.1}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        xml(title),
        xml(says),
    );
    let mut top = 1.0;
    for row in rows {
        draw(row, top, indent, &mut out);
        top += row.tall + GAP;
    }
    out.push_str("</svg>\n");
    out
}

#[expect(clippy::cast_precision_loss, reason = "a tree is at most forty deep")]
fn draw(row: &Row, top: f64, indent: f64, out: &mut String) {
    let left = row.depth as f64 * indent + 1.0;
    let spine = |level: usize| level as f64 * indent + 1.0 + SPINE.min(indent / 2.0);
    let bottom = top + row.tall + GAP;
    let middle = top + PAD + LINE / 2.0;
    let mut path = String::new();
    for (level, goes_on) in row.trunks.iter().enumerate() {
        let x = spine(level);
        let own = level + 1 == row.depth;
        if *goes_on {
            let _ = write!(path, "M{x:.1} {:.1}V{bottom:.1}", top - GAP);
        } else if own {
            let _ = write!(path, "M{x:.1} {:.1}V{middle:.1}", top - GAP);
        }
        if own {
            let _ = write!(path, "M{x:.1} {middle:.1}H{left:.1}");
        }
    }
    if row.bears {
        let _ = write!(
            path,
            "M{:.1} {:.1}V{bottom:.1}",
            spine(row.depth),
            top + row.tall
        );
    }
    if !path.is_empty() {
        let _ = writeln!(out, "<path d=\"{path}\" fill=\"none\" stroke=\"{EDGE}\"/>");
    }
    let (fill, edge, thick) = match (&row.root, row.depth) {
        (Some(_), _) => (TINT, ACCENT, 2.2),
        (None, 0) => ("#F3F5F7", INK, 1.4),
        (None, _) => ("#FFFFFF", EDGE, 1.0),
    };
    let dashes = if row.stopped {
        " stroke-dasharray=\"5 3\""
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"4\" fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"{thick}\"{dashes}/>",
        row.wide, row.tall,
    );
    let mut base = top + PAD + FONT - 0.5;
    let x = left + PAD;
    let strong = if row.depth == 0 || row.root.is_some() {
        " font-weight=\"bold\""
    } else {
        ""
    };
    for line in &row.words {
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{base:.1}\" font-size=\"{FONT}\" fill=\"{INK}\"{strong}>{}</text>",
            xml(line)
        );
        base += LINE;
    }
    base -= 1.5;
    if let Some(line) = &row.root {
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{base:.1}\" font-size=\"{SMALL}\" font-weight=\"bold\" fill=\"{ACCENT}\">{}</text>",
            xml(line)
        );
        base += SMALL_LINE;
    }
    for line in &row.notes {
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{base:.1}\" font-size=\"{SMALL}\" fill=\"{MUTED}\">{}</text>",
            xml(line)
        );
        base += SMALL_LINE;
    }
}
