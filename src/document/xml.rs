//! Words inside XML: what they may hold there, and how they never become markup.

/// Whether XML 1.0 allows a character. Control characters are cleaned from what people write on its way in; this is the
/// second fence, because one of them makes a whole document unreadable.
pub fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | ' '..='\u{7E}' | '\u{85}' | '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Words as text or attribute of XML and of HTML alike.
pub fn xml(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if is_xml(c) => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn xml_keeps_words_and_drops_what_xml_forbids() {
        assert_eq!(
            xml("<b>\"R&D\"</b>'s\u{0}\u{1B}\u{FFFF}"),
            "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;&#39;s"
        );
    }

    proptest! {
        #[test]
        fn any_words_are_well_formed_xml(words in any::<String>()) {
            let page = format!("<p a=\"{0}\">{0}</p>", xml(&words));
            let read = roxmltree::Document::parse(&page).map_err(|e| TestCaseError::fail(e.to_string()))?;
            let kept: String = words.chars().filter(|c| is_xml(*c)).collect();
            prop_assert_eq!(read.root_element().text().unwrap_or(""), kept);
        }
    }
}
