//! Formats of a document: Markdown, HTML, SVG, the JSON archive.
