//! What a report says: headings, paragraphs, tables, charts and trees; never how it looks.

pub mod chart;
