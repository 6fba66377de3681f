//! The small words that any card may carry on any page, whatever its step declares.

use crate::{
    model::{Step, card::field, seen::CardSeen},
    say::{Lang, MsgId},
};

/// What stands behind a card beside its declared fields: a group without a name, what only some see, an open
/// question, a missing number, the table it comes from.
pub fn tags(card: &CardSeen<'_>, step: &Step, lang: Lang) -> Vec<String> {
    let mut words = Vec::new();
    if card.is_unnamed() {
        words.push(MsgId::NotNamedYet.text(lang).to_owned());
    }
    if card.is_put_away() {
        words.push(format!("! {}", MsgId::MarkHidden.text(lang)));
    }
    let own = |id: &str| step.field(id).is_none();
    if card.flag(field::RESEARCH) && own(field::RESEARCH) {
        words.push(format!("? {}", MsgId::MarkResearch.text(lang)));
    }
    if card.flag(field::DATA_NEEDED) && own(field::DATA_NEEDED) {
        words.push(format!("# {}", MsgId::MarkData.text(lang)));
    }
    let table = card.text_of(field::TABLE);
    if !table.is_empty() && own(field::TABLE) {
        words.push(format!("@{table}"));
    }
    words
}

/// What a filter looks at: the words of a card, its detail, and the table it comes from.
pub fn searched(card: &CardSeen<'_>) -> String {
    let (detail, table) = (card.text_of(field::DETAIL), card.text_of(field::TABLE));
    match (detail, table) {
        ("", "") => card.text().to_owned(),
        _ => format!("{} {detail} @{table}", card.text()),
    }
}
