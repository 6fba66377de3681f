//! From text to cells, each with its place. Quotation marks as RFC 4180 has them; the separator is detected.

/// One cell and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// What it holds, without the quotation marks around it.
    pub text: String,
    /// Line and column, from 1.
    pub place: (usize, usize),
}

/// The separator: what the first line says (`sep=;`), else whichever of comma, semicolon and tab it has most
/// of outside quotation marks. Also how many characters to skip because they only name it.
fn separator(text: &str) -> (char, usize) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(named) = first.strip_prefix("sep=")
        && let Some(separator) = named.chars().next()
    {
        return (separator, first.len());
    }
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(',', 0_usize), (';', 0), ('\t', 0)];
    for c in line.chars() {
        quoted ^= c == '"';
        for (separator, count) in &mut counts {
            *count += usize::from(!quoted && c == *separator);
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    (
        counts
            .iter()
            .find(|(_, count)| *count == most)
            .map_or(',', |(separator, _)| *separator),
        0,
    )
}

/// Splits a text into rows of cells. The second result is where a quotation mark was opened and never closed.
pub(super) fn split(text: &str) -> (Vec<Vec<Cell>>, Option<(usize, usize)>) {
    let (separator, skip) = separator(text);
    let mut rows = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut cell = Cell {
        text: String::new(),
        place: (1, skip + 1),
    };
    let (mut line, mut column) = (1, skip);
    let mut quoted: Option<(usize, usize)> = None;
    let mut chars = text[skip..].chars().peekable();
    while let Some(c) = chars.next() {
        column += 1;
        let crlf = c == '\r' && chars.peek() == Some(&'\n');
        if quoted.is_some() {
            match c {
                '"' if chars.peek() == Some(&'"') => {
                    chars.next();
                    column += 1;
                    cell.text.push('"');
                }
                '"' => quoted = None,
                _ if crlf => {}
                _ => cell.text.push(c),
            }
            if c == '\n' {
                (line, column) = (line + 1, 0);
            }
        } else if c == '"' && cell.text.trim().is_empty() {
            cell.text.clear();
            quoted = Some((line, column));
        } else if c == separator {
            row.push(std::mem::replace(
                &mut cell,
                Cell {
                    text: String::new(),
                    place: (line, column + 1),
                },
            ));
        } else if c == '\n' || c == '\r' && !crlf {
            // A lone carriage return ends a line too, as in files from old spreadsheets.
            (line, column) = (line + 1, 0);
            row.push(std::mem::replace(
                &mut cell,
                Cell {
                    text: String::new(),
                    place: (line, 1),
                },
            ));
            rows.push(std::mem::take(&mut row));
        } else if !crlf {
            cell.text.push(c);
        }
    }
    row.push(cell);
    rows.push(row);
    (rows, quoted)
}
