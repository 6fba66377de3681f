//! What a field may be, from what was said before: offered behind the cursor, taken with →.

use super::FormField;
use crate::model::script::FieldKind;

/// What → would make of what is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offered {
    /// It goes on like this.
    Rest(String),
    /// It becomes this.
    Instead(String),
}

impl FormField {
    /// What is written before the part that an offer would end: names stand behind one another with commas.
    fn before(&self) -> &str {
        let text = self.editor.text();
        if self.kind != FieldKind::Person {
            return "";
        }
        let from = text.rfind(", ").map_or(0, |at| at + 2);
        &text[..from]
    }

    /// The offer that ends what is written, or the one behind it where that is an offer already.
    fn next_offer(&self) -> Option<&str> {
        if !self.editor.is_at_end() {
            return None;
        }
        let begun = self.editor.text()[self.before().len()..].to_lowercase();
        let is = |offer: &&std::sync::Arc<str>| offer.to_lowercase() == begun;
        if let Some(at) = self.offers.iter().position(|offer| is(&offer)) {
            let next = self.offers.get((at + 1) % self.offers.len())?;
            return Some(next).filter(|next| !is(next)).map(|next| &**next);
        }
        let fits = |offer: &&std::sync::Arc<str>| offer.to_lowercase().starts_with(&begun);
        self.offers.iter().find(fits).map(|offer| &**offer)
    }

    /// What stands behind the cursor as an offer: what would be added, or, where something else would come instead, that.
    /// Nothing where what is written is no beginning of an offer.
    pub fn offered(&self) -> Option<Offered> {
        let offer = self.next_offer()?;
        let begun = &self.editor.text()[self.before().len()..];
        let begins = offer.to_lowercase().starts_with(&begun.to_lowercase());
        Some(if begins {
            Offered::Rest(offer.chars().skip(begun.chars().count()).collect())
        } else {
            Offered::Instead(offer.to_owned())
        })
    }

    /// Takes what is offered; false where nothing is.
    pub(super) fn take_offer(&mut self) -> bool {
        let Some(offer) = self.next_offer() else {
            return false;
        };
        let text = format!("{}{offer}", self.before());
        self.editor.replace(&text);
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        model::script::FieldKind,
        ui::{
            form::{FormField, offer::Offered},
            input::{Chord, Key},
        },
    };

    fn field(text: &str) -> FormField {
        let mut field = FormField::new("who", "Who", FieldKind::Person, text);
        field.offers = vec!["Ana Ruiz".into(), "Ben".into(), "Benita".into()];
        field
    }

    #[test]
    fn an_offer_ends_what_is_written_and_the_next_follows() {
        let right = Chord::plain(Key::Right);
        let mut who = field("");
        let mut seen = Vec::new();
        for _ in 0..4 {
            who.press(right);
            seen.push(who.editor.text().to_owned());
        }
        assert_eq!(seen, ["Ana Ruiz", "Ben", "Benita", "Ana Ruiz"]);

        let mut who = field("Ana Ruiz, ben");
        assert_eq!(who.offered(), Some(Offered::Rest("ita".to_owned())));
        who.press(right);
        assert_eq!(who.editor.text(), "Ana Ruiz, Benita");
    }

    #[test]
    fn what_is_no_beginning_of_an_offer_stays_as_it_is() {
        let mut who = field("Zoe");
        assert_eq!(who.offered(), None);
        who.press(Chord::plain(Key::Right));
        assert_eq!(who.editor.text(), "Zoe");
        // In the middle of a word the arrow moves.
        let mut who = field("An");
        who.press(Chord::plain(Key::Left));
        who.press(Chord::plain(Key::Right));
        assert_eq!(who.editor.text(), "An");
        assert_eq!(who.offered(), Some(Offered::Rest("a Ruiz".to_owned())));
    }
}
