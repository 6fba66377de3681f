//! The one-page result as HTML: dense, in two columns, on one sheet of A4 or Letter.

use std::fmt::Write as _;

use super::{Html, PAGE_STYLE, ReportError, STYLE, made, xml};
use crate::{
    document::Weight,
    model::seen::Seen,
    report::{
        Options, document,
        one_page::{self, Band, Panel, Part, Points, Rows, Section, Sheet},
    },
    say,
    say::{Arg, Msg, MsgId},
};

/// The one-page result of a session, or of one of its steps.
///
/// # Errors
/// [`ReportError::NoStep`] where the step does not exist.
pub fn one_page(seen: &Seen<'_>, options: &Options) -> Result<String, ReportError> {
    let whole = document(seen, options)?;
    let sections = one_page::sections(seen, options.step.as_ref());
    let title = whole.title.render(seen.lang());
    let subtitle = whole.subtitle.render(seen.lang());
    Ok(page(&title, &subtitle, &sections, seen, options))
}

/// The page of these sections.
pub(in crate::report) fn page(
    title: &str,
    subtitle: &str,
    sections: &[Section],
    seen: &Seen<'_>,
    options: &Options,
) -> String {
    let sheet = one_page::sheet(title, subtitle, sections, seen.lang());
    let mut html = Html::new(seen.lang());
    html.sheet(&sheet);
    let foot = sheet
        .foot(seen.lang())
        .map(|foot| Msg::new(MsgId::ReportVerbatim, vec![Arg::from(foot)]));
    html.footer(&made(seen, options), foot.as_ref());
    let one_line = if sheet.one_line { " one-line" } else { "" };
    let class = format!("sheet size-{}{one_line}", sheet.size);
    html.finish(title, &[STYLE, PAGE_STYLE], &class)
}

impl Html {
    fn sheet(&mut self, sheet: &Sheet) {
        let _ = write!(
            self.out,
            "<header>\n<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n</header>\n<main>\n",
            xml(&sheet.title),
            xml(&sheet.subtitle)
        );
        if !sheet.result.is_empty() {
            self.out.push_str("<section class=\"result\">\n");
            for words in &sheet.result {
                let _ = writeln!(self.out, "<p>{}</p>", xml(words));
            }
            self.out.push_str("</section>\n");
        }
        if sheet.result.is_empty() && sheet.bands.is_empty() {
            self.element("p", "quiet", &MsgId::ReportEmpty.into());
        }
        for band in &sheet.bands {
            match band {
                Band::Wide(panel) => self.panel(panel),
                Band::Side(columns) => {
                    let _ = writeln!(self.out, "<div class=\"pair of-{}\">", columns.len());
                    for column in columns {
                        self.out.push_str("<div>\n");
                        for panel in column {
                            self.panel(panel);
                        }
                        self.out.push_str("</div>\n");
                    }
                    self.out.push_str("</div>\n");
                }
            }
        }
        self.out.push_str("</main>\n");
    }

    fn panel(&mut self, panel: &Panel) {
        let _ = writeln!(self.out, "<section>\n<h2>{}</h2>", xml(&panel.title));
        self.parts(&panel.parts);
        self.out.push_str("</section>\n");
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Words(words) => {
                    self.out.push_str("<p>");
                    self.pieces(words);
                    self.out.push_str("</p>\n");
                }
                Part::Statement(words) => {
                    let _ = writeln!(self.out, "<p class=\"statement\">{}</p>", xml(words));
                }
                Part::Points(points) => self.points(points),
                Part::Columns(columns) => {
                    let _ = writeln!(self.out, "<div class=\"pair of-{}\">", columns.len().min(4));
                    for (name, points) in columns {
                        self.out.push_str("<div>\n");
                        if !name.is_empty() {
                            let _ = writeln!(self.out, "<h3>{}</h3>", xml(name));
                        }
                        self.points(points);
                        self.out.push_str("</div>\n");
                    }
                    self.out.push_str("</div>\n");
                }
                Part::Chart(chart, rows, beside) => {
                    let id = self.picture();
                    let svg = chart.svg_of_size(&id, &chart.title, one_page::CHART_COLUMNS, *rows);
                    self.out.push_str("<div class=\"curve\">\n<figure>\n");
                    self.out.push_str(&svg);
                    self.out.push_str("</figure>\n<div>\n");
                    self.parts(beside);
                    self.out.push_str("</div>\n</div>\n");
                }
                Part::Rows(rows) => self.rows(rows),
            }
        }
    }

    fn pieces(&mut self, words: &[(String, Weight)]) {
        for (words, weight) in words {
            let (open, close) = match weight {
                Weight::Plain => ("", ""),
                Weight::Strong => ("<strong>", "</strong>"),
                Weight::Quiet => ("<span class=\"quiet\">", "</span>"),
            };
            let _ = write!(self.out, "{open}{}{close}", xml(words));
        }
    }

    fn points(&mut self, points: &Points) {
        if points.items.is_empty() {
            return;
        }
        let roots = points.items.iter().all(|point| point.root);
        let class = if roots { " class=\"roots\"" } else { "" };
        let _ = writeln!(self.out, "<ul{class}>");
        for point in &points.items {
            self.out.push_str("<li>");
            if point.root {
                self.out.push_str("<span class=\"mark\">◆</span> ");
            }
            self.pieces(&point.words);
            self.out.push_str("</li>\n");
        }
        if points.more > 0 {
            self.element("li", "more", &say!(ReportMore, points.more));
        }
        self.out.push_str("</ul>\n");
    }

    fn rows(&mut self, rows: &Rows) {
        self.out.push_str("<table>\n<colgroup>");
        for width in &rows.widths {
            let _ = write!(self.out, "<col width=\"{width:.1}%\"/>");
        }
        self.out.push_str("</colgroup>\n<thead>\n<tr>");
        for cell in &rows.head {
            let _ = write!(self.out, "<th scope=\"col\">{}</th>", xml(cell));
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &rows.cells {
            self.out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let _ = if at == 0 {
                    write!(self.out, "<th scope=\"row\">{}</th>", xml(cell))
                } else {
                    write!(self.out, "<td>{}</td>", xml(cell))
                };
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
        if rows.more > 0 {
            self.element("p", "more", &say!(ReportMore, rows.more));
        }
    }
}
