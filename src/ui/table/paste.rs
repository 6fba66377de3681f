//! Pasted text at the table: words of what is being written, or cards of the page.

use uuid::Uuid;

use super::Table;
use crate::{
    model::{
        After, CardId, Command, FieldId, Seen, StepId, card, ids::ColumnId, script::FieldKind,
    },
    say,
    say::Msg,
    ui::{
        form::{Form, Target},
        overlay::{Item, Overlay, Pick, Then},
    },
};

/// Where pasted lines go.
#[derive(Clone, Debug, PartialEq)]
pub struct PastePlace {
    /// On this page.
    pub step: StepId,
    /// Under this card.
    pub parent: Option<CardId>,
    /// In this column.
    pub column: Option<ColumnId>,
    /// The lines, clean.
    pub lines: Vec<String>,
    /// What each of them says beside its words: the table it comes from, the question it answers.
    pub also: Vec<(FieldId, String)>,
}

/// A line of a list without the sign that it began with: a bullet, or a number and a point.
fn without_bullet(line: &str) -> &str {
    let bare = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let numbered = bare.len() < line.len() && line.len() - bare.len() <= 3;
    let rest = if numbered {
        bare.strip_prefix(['.', ')'])
    } else {
        line.strip_prefix(['-', '*', '•', '–'])
    };
    match rest.and_then(|rest| rest.strip_prefix([' ', '\t'])) {
        Some(rest) => rest.trim_start(),
        None => line,
    }
}

impl Table {
    /// Pasted text: into what is being written, or as cards. Many lines ask how many cards they are.
    pub fn paste(
        &mut self,
        text: &str,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
    ) -> Option<Overlay> {
        let lines: Vec<String> = text
            .lines()
            .map(|line| without_bullet(line.trim()))
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        let long = self
            .form
            .as_ref()
            .is_some_and(|form| form.field().kind == FieldKind::Long);
        if lines.len() < 2 || long {
            if self.form.is_none() && self.filter.is_none() {
                let form = self
                    .screens
                    .get(&self.step)
                    .and_then(|screen| screen.new_form(seen.step(&self.step)?, seen, ids()));
                self.open(form);
            }
            match (&mut self.form, &mut self.filter) {
                (Some(form), _) => form.insert(text),
                (None, Some(filter)) => filter.insert(text),
                (None, None) => {}
            }
            return None;
        }
        let step = seen.step(&self.step)?;
        if self.form.is_none()
            && let Some(overlay) = self
                .screens
                .get_mut(&self.step)
                .and_then(|screen| screen.paste(text, step, seen))
        {
            return Some(overlay);
        }
        // Cards appear where they are seen to appear: a form for another page takes the words as words.
        let here = |form: &Form| form.target.is_new_on(&self.step);
        if self.form.as_ref().is_some_and(|form| !here(form)) {
            if let Some(form) = &mut self.form {
                form.field_mut().editor.insert(text);
            }
            return None;
        }
        let mut begun = match &self.form {
            Some(form) => form.clone(),
            None => self.screens.get(&self.step)?.new_form(step, seen, ids())?,
        };
        self.put_table(&mut begun, seen.lang());
        let also = begun
            .fields
            .iter()
            .filter(|field| field.id.as_str() != card::field::TEXT && !field.was.is_empty())
            .map(|field| (field.id.clone(), field.was.clone()))
            .collect();
        let Target::NewCard {
            step,
            parent,
            column,
            ..
        } = begun.target
        else {
            if let Some(form) = &mut self.form {
                form.field_mut().editor.insert(text);
            }
            return None;
        };
        let count = lines.len();
        let place = PastePlace {
            step,
            parent,
            column,
            lines,
            also,
        };
        let lang = seen.lang();
        let item = |word: &str, msg: Msg| Item {
            pick: Pick::Word(word.into()),
            label: msg.render(lang),
            detail: String::new(),
            on: false,
        };
        let items = vec![
            item("each", say!(PasteEach, count)),
            item("one", say!(PasteOne)),
        ];
        Some(Overlay::choose(
            say!(TitlePaste, count).render(lang),
            items,
            Then::Paste(Box::new(place)),
        ))
    }
}

/// What the cards of a paste ask of the session.
pub fn paste_command(place: &PastePlace, each: bool, ids: &mut dyn FnMut() -> Uuid) -> Command {
    let lines: Vec<String> = if each {
        place.lines.clone()
    } else {
        vec![place.lines.join(" ")]
    };
    let add = |text: String| Command::AddCard {
        card: CardId(ids()),
        author: None,
        step: place.step.clone(),
        parent: place.parent,
        column: place.column.clone(),
        after: After::Last,
        fields: std::iter::once((card::field::TEXT.into(), text.as_str().into()))
            .chain(
                place
                    .also
                    .iter()
                    .map(|(id, words)| (id.clone(), words.as_str().into())),
            )
            .collect(),
        from: None,
    };
    Command::Several(lines.into_iter().map(add).collect())
}

#[cfg(test)]
mod tests {
    use super::without_bullet;

    #[test]
    fn the_signs_of_a_list_are_no_words() {
        for (line, words) in [
            ("- Idea four", "Idea four"),
            ("•  Idea", "Idea"),
            ("5. Idea five", "Idea five"),
            ("12) Idea", "Idea"),
            ("2026. was hard", "2026. was hard"),
            ("3.5 % more", "3.5 % more"),
            ("-5 degrees", "-5 degrees"),
            ("Buses - late", "Buses - late"),
        ] {
            assert_eq!(without_bullet(line), words);
        }
    }
}
