//! What a card or a measure says, field by field.
//!
//! A card has a handful of fields, and a session has thousands of cards: a sorted list takes a tenth of the memory of a
//! tree here, and is copied in one piece when a card is changed.

use serde::{Deserialize, Serialize};

use super::{
    card::{FieldState, Value},
    few,
    ids::FieldId,
};

/// The fields that were ever written, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(#[serde(deserialize_with = "few::deserialize")] Vec<(FieldId, FieldState)>);

impl Fields {
    /// What is known of a field; `None` where it was never written.
    pub fn get(&self, field: &str) -> Option<&FieldState> {
        self.0
            .iter()
            .find(|(id, _)| id.as_str() == field)
            .map(|(_, state)| state)
    }

    /// Writes a field, and answers what it held.
    pub fn insert(&mut self, field: FieldId, state: FieldState) -> Option<FieldState> {
        match self.0.binary_search_by(|(id, _)| id.cmp(&field)) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, state)),
            Err(at) => {
                self.0.insert(at, (field, state));
                None
            }
        }
    }

    /// Keeps beside what a field holds what someone else had written there meanwhile.
    pub fn set_rival(&mut self, field: &FieldId, rival: Value) {
        if let Ok(at) = self.0.binary_search_by(|(id, _)| id.cmp(field)) {
            self.0[at].1.rival = Some(rival);
        }
    }

    /// Forgets a field, and answers what it held.
    pub fn remove(&mut self, field: &FieldId) -> Option<FieldState> {
        let at = self.0.binary_search_by(|(id, _)| id.cmp(field)).ok()?;
        Some(self.0.remove(at).1)
    }

    /// Every field, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&FieldId, &FieldState)> {
        self.0.iter().map(|(id, state)| (id, state))
    }

    /// What is known of every field.
    pub fn values(&self) -> impl Iterator<Item = &FieldState> {
        self.0.iter().map(|(_, state)| state)
    }
}

impl FromIterator<(FieldId, FieldState)> for Fields {
    fn from_iter<I: IntoIterator<Item = (FieldId, FieldState)>>(all: I) -> Self {
        let all = all.into_iter();
        let mut fields = Self(Vec::with_capacity(all.size_hint().0));
        for (id, state) in all {
            fields.insert(id, state);
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(by: u64) -> FieldState {
        FieldState {
            value: None,
            by,
            rival: None,
        }
    }

    #[test]
    fn fields_are_found_replaced_and_forgotten_in_their_order() {
        let all = ["text", "due", "who", "text"].into_iter().zip(1..);
        let mut fields: Fields = all.map(|(id, by)| (id.into(), state(by))).collect();
        let listed = |fields: &Fields| -> Vec<(String, u64)> {
            let each = fields.iter().map(|(id, state)| (id.to_string(), state.by));
            each.collect()
        };
        let owned = |id: &str, by| (id.to_owned(), by);
        assert_eq!(
            listed(&fields),
            [owned("due", 2), owned("text", 4), owned("who", 3)]
        );
        assert_eq!(fields.insert("due".into(), state(5)), Some(state(2)));
        assert_eq!(fields.insert("lens".into(), state(6)), None);
        assert_eq!(fields.remove(&"who".into()), Some(state(3)));
        assert_eq!(fields.remove(&"who".into()), None);
        assert_eq!(fields.get("lens"), Some(&state(6)));
        assert_eq!(fields.get("who"), None);
        assert_eq!(
            listed(&fields),
            [owned("due", 5), owned("lens", 6), owned("text", 4)]
        );
        assert_eq!(fields.values().map(|state| state.by).sum::<u64>(), 15);
    }
}
