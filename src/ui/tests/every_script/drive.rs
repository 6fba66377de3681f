//! A facilitator at the keyboard: what each kind of step is filled with, key by key.
//!
//! It reads the script and the form that is open to know what is asked. Whatever it enters goes through keys.

use crate::{
    model::{
        Step,
        card::field,
        script::{Field, FieldKind},
        step::{
            Kind, cards::Cards, checklist::Checklist, consent::Consent, enough::Enough,
            go_round::GoRound, grid::Grid, matrix::Matrix, roster, tree::Tree,
        },
    },
    ui::{
        form::{Form, FormField},
        input::Chord,
        scene::Scene,
    },
};

use super::words::{MISSING, PEOPLE, STILL_MISSING, beside, said, whys};

/// Fields in which the program suggests what is likely next.
const SUGGESTED: [&str; 2] = ["period", "group"];

/// A scene, and the one who types in it.
pub struct Drive {
    pub scene: Scene,
}

/// The step's own name, without the sitting that it belongs to.
fn name(step: &Step) -> &str {
    let id = step.id.as_str();
    id.rsplit('.').next().unwrap_or(id)
}

impl Drive {
    pub fn of(mut scene: Scene) -> Self {
        scene.resize("ana", 100, 32);
        Self { scene }
    }

    /// Keys of a screen, each followed by its frame.
    pub fn keys(&mut self, keys: &str) {
        self.scene.press("ana", keys);
    }

    /// Words, as fast as they come.
    fn words(&mut self, words: &str) {
        let chords: Vec<Chord> = words
            .chars()
            .map(|c| {
                if c == ' ' {
                    "<space>".to_owned()
                } else {
                    c.to_string()
                }
            })
            .map(|key| key.parse().expect("a key"))
            .collect();
        self.scene.burst("ana", &chords);
    }

    /// One key several times, as fast as it comes.
    fn fast(&mut self, key: &str, times: usize) {
        let chord: Chord = key.parse().expect("a key");
        self.scene.burst("ana", &vec![chord; times]);
    }

    fn form(&self) -> Option<&Form> {
        self.scene.form("ana")
    }

    /// Writes into the empty fields of the form that is open, from the one with the keys on, and keeps it.
    fn write(&mut self, nth: usize, fields: &dyn Fn(&FormField) -> String) {
        let Some(form) = self.form().cloned() else {
            panic!("no form is open\n{}", self.scene.text("ana"));
        };
        let count = form.fields.len();
        let mut last = form.at;
        let missing = !form.words(field::MISSING).is_empty();
        for at in (0..count).map(|step| (form.at + step) % count) {
            let asked = &form.fields[at];
            let words = fields(asked);
            if !asked.editor.is_blank() {
                // What the program suggests is right, but where the room knows better.
                let better = SUGGESTED.contains(&asked.id.as_str()) && !words.is_empty();
                if !better || words == asked.editor.text() {
                    continue;
                }
                self.fast("<tab>", (count + at - last) % count);
                last = at;
                self.fast("<backspace>", asked.editor.text().chars().count());
            }
            if words.is_empty() && asked.kind != FieldKind::Choice && asked.kind != FieldKind::Flag
            {
                continue;
            }
            self.fast("<tab>", (count + at - last) % count);
            last = at;
            match asked.kind {
                // Whoever is missing has no task today.
                FieldKind::Choice if missing && asked.id.as_str() == "role" => {}
                // Some work on a second thing, nobody on a third.
                FieldKind::Choice if asked.id.as_str() == "priority-3" => {}
                FieldKind::Choice if asked.id.as_str() == "priority-2" => {
                    if nth == 0 {
                        self.fast("<right>", 2);
                    }
                }
                FieldKind::Choice => self.fast("<right>", nth % asked.choices.len().max(1) + 1),
                FieldKind::Flag => {
                    if nth == 1 && asked.id.as_str() != field::MISSING {
                        self.keys("<space>");
                    }
                }
                _ => self.words(&words),
            }
        }
        self.keys("<enter>");
        let again = self.form().is_some_and(|open| open.id == form.id);
        assert!(!again, "the form was not kept\n{}", self.scene.text("ana"));
    }

    /// Writes a card: its words, and what stands beside them; only the words from the third card on.
    fn card(&mut self, words: &str, nth: usize) {
        self.write(nth, &|asked| match asked.id.as_str() {
            field::TEXT => words.to_owned(),
            field::ITEM => String::new(),
            id if nth < 2 => beside(id, nth).to_owned(),
            _ => String::new(),
        });
    }

    /// Several cards in a run, and the empty line that ends it.
    fn run(&mut self, begin: &str, all: &[&str]) {
        if all.is_empty() {
            return;
        }
        self.keys(begin);
        for (nth, words) in all.iter().enumerate() {
            self.card(words, nth);
        }
        if self.form().is_some() {
            self.keys("<enter>");
        }
        assert!(
            self.form().is_none(),
            "an empty line ends a run\n{}",
            self.scene.text("ana")
        );
    }

    /// Fills a step as its kind asks.
    pub fn fill_step(&mut self, step: &Step) {
        let id = name(step);
        match &step.kind {
            Kind::Text(_) => {
                self.keys("<enter>");
                self.card(said(id, "")[0], 2);
            }
            Kind::Cards(cards) if !cards.sections.is_empty() => self.sections(cards, id),
            Kind::Cards(_) => self.columns(step, id),
            Kind::Tree(tree) => self.tree(tree, step, id),
            Kind::Curve(_) => self.curve(id),
            Kind::Plan(_) => self.plan(step, id),
            Kind::Recap(_) => self.keys("<space>"),
            Kind::Matrix(matrix) => self.matrix(matrix, step, id),
            Kind::Vote(vote) => self.vote(vote.keep.unwrap_or(1) as usize, step),
            Kind::Consent(_) => self.consent(step, id),
            Kind::Grid(grid) => self.grid(grid, step, id),
            Kind::Enough(enough) => self.enough(enough, step),
            Kind::Roster(_) => self.roster(step),
            Kind::Checklist(list) => self.checklist(list, id),
            Kind::GoRound(round) => self.round(round, step, id),
        }
        assert!(self.form().is_none(), "{}: a form is left open", step.id);
    }

    fn columns(&mut self, step: &Step, id: &str) {
        let columns: Vec<String> = step
            .kind
            .lens()
            .columns()
            .iter()
            .map(|one| one.id.0.to_string())
            .collect();
        if columns.is_empty() {
            return self.run("n", said(id, ""));
        }
        for (at, column) in columns.iter().enumerate() {
            for _ in 0..columns.len() {
                self.keys("<left>");
            }
            for _ in 0..at {
                self.keys("<right>");
            }
            self.run("n", said(id, column));
        }
    }

    /// Some questions are answered, as they come; the rest stays open.
    fn sections(&mut self, cards: &Cards, id: &str) {
        for item in cards.sections.iter().flat_map(|section| &section.items) {
            let answers = said(id, &item.id);
            if answers.is_empty() {
                self.keys("<tab>");
            } else {
                self.run("n", answers);
                self.keys("<tab>");
            }
        }
    }

    fn tree(&mut self, tree: &Tree, step: &Step, id: &str) {
        let lines = whys(id, 0);
        self.keys("w");
        for words in lines {
            self.card(words, 2);
        }
        self.keys("<enter>*");
        if step.field("evidence").is_some() {
            self.keys("<tab><enter><up><tab><down><enter><down>");
        }
        if tree.tests {
            // Does each link hold, and would the problem be gone without it?
            self.keys("Yyyyyyy<esc>");
        }
        if !tree.worse_for.is_empty() {
            self.keys("<home>F");
            if self.form().is_none() {
                self.keys("<up><enter>");
            }
            self.write(2, &|asked| match asked.id.as_str() {
                field::TEXT => "The last stop is two miles from the trailer park".to_owned(),
                field::GROUP => "east-side children".to_owned(),
                _ => String::new(),
            });
            self.keys("<esc>");
        }
        // A second branch, right under the problem.
        self.keys("<home>w");
        for words in whys(id, 1) {
            self.card(words, 2);
        }
        self.keys("<enter>!<enter>A<esc>");
    }

    fn curve(&mut self, id: &str) {
        let weeks: Vec<(String, &str, &str)> = if id == "run-chart" {
            let days = [
                "10-09", "10-16", "10-23", "10-30", "11-06", "11-13", "11-20", "11-27", "12-04",
                "12-11", "12-18", "12-25",
            ];
            let values = [
                "61", "58", "63", "60", "59", "62", "70", "72", "74", "71", "75", "76",
            ];
            days.iter()
                .zip(values)
                .map(|(day, value)| (format!("2023-{day}"), value, ""))
                .collect()
        } else {
            let values = ["66", "64", "61", "59", "57"];
            let all = (2018..)
                .zip(values)
                .map(|(year, value)| (year.to_string(), value, ""));
            let east = ["58", "55", "50", "47", "44"];
            let groups = (2018..)
                .zip(east)
                .map(|(year, value)| (year.to_string(), value, "East side"));
            if id == "thriving" {
                all.chain(groups).collect()
            } else {
                all.collect()
            }
        };
        self.keys("n");
        self.write(0, &|asked| {
            match asked.id.as_str() {
                "name" if id == "run-chart" => "Children who come the day after a call",
                "name" => "Third graders who read well",
                "unit" => "%",
                "population" => "1500",
                "source" => "District table 2023",
                _ => "",
            }
            .to_owned()
        });
        let mut group = "";
        for (period, value, of) in &weeks {
            if *of != group || self.form().is_none() {
                if self.form().is_some() {
                    self.keys("<esc>");
                }
                self.keys("n");
                group = of;
            }
            self.write(0, &|asked| {
                match asked.id.as_str() {
                    "period" => period.as_str(),
                    "value" => value,
                    "group" => of,
                    _ => "",
                }
                .to_owned()
            });
        }
        if self.form().is_some() {
            self.keys("<esc>");
        }
        self.keys("F<enter>Y");
        self.write(1, &|_| "Too many children are left behind.".to_owned());
    }

    fn plan(&mut self, step: &Step, id: &str) {
        let all = said(id, "");
        self.run("n", all);
        // What else the table asks stands in the form of a row.
        self.keys("<home>e");
        self.write(0, &|asked| beside(asked.id.as_str(), 0).to_owned());
        let _ = step;
    }

    fn round(&mut self, round: &GoRound, step: &Step, id: &str) {
        let numbers = ["3", "4", "5", "2", "4"];
        let said = if round.asks_numbers() {
            &numbers[..]
        } else {
            said(id, "")
        };
        let known = !GoRound::people(step, &self.scene.seen()).is_empty();
        for (nth, name) in PEOPLE.iter().enumerate() {
            if nth == 3 {
                if self.form().is_some() {
                    self.keys("<esc>");
                }
                self.keys("P");
                continue;
            }
            if self.form().is_none() {
                self.keys(if known { "<enter>" } else { "n" });
            }
            self.write(nth, &|asked| match asked.id.as_str() {
                field::WHO => (*name).to_owned(),
                field::TEXT => said[nth % said.len()].to_owned(),
                other => beside(other, nth).to_owned(),
            });
        }
        if self.form().is_some() {
            self.keys("<esc>");
        }
    }

    fn roster(&mut self, step: &Step) {
        let drawn = step
            .draws_from
            .iter()
            .filter_map(|from| self.scene.seen().step(from).cloned());
        let knows = drawn
            .into_iter()
            .any(|from| matches!(from.kind, Kind::Roster(_)));
        if !knows {
            self.keys("n");
            for name in PEOPLE {
                self.words(name);
                self.keys("<enter>");
            }
            self.keys("<enter>");
            let told: Vec<Field> = roster::told(step).cloned().collect();
            let choices: Vec<&Field> = told
                .iter()
                .filter(|field| !field.choice.is_empty())
                .collect();
            self.keys("<home>");
            for _ in 0..told.len() + 2 {
                self.keys("<left>");
            }
            let before = told.iter().position(|field| !field.choice.is_empty());
            for _ in 0..=before.unwrap_or(0) {
                self.keys("<tab>");
            }
            // A digit goes along the line, and behind its end to the next person.
            for nth in 0..PEOPLE.len() {
                for field in &choices {
                    self.keys(&(nth % field.choice.len().min(9) + 1).to_string());
                }
            }
        }
        self.keys("N");
        let missing = if knows { STILL_MISSING } else { MISSING };
        for (nth, voice) in missing.iter().enumerate() {
            self.card(voice, nth);
        }
        self.keys("<enter>");
    }

    fn checklist(&mut self, list: &Checklist, id: &str) {
        self.keys("<home>");
        for nth in 0..list.items.len() {
            self.keys(["1", "2", "1", "3"][nth % 4]);
        }
        for nth in 1..list.items.len().min(3) {
            self.keys("<home>");
            for _ in 0..nth {
                self.keys("<down>");
            }
            self.keys("e");
            self.write(nth, &|asked| beside(asked.id.as_str(), nth).to_owned());
        }
        if !list.prompt.is_empty() {
            self.run("n", said(id, ""));
        }
    }

    fn matrix(&mut self, matrix: &Matrix, step: &Step, id: &str) {
        if !matrix.items.is_empty() {
            self.keys("i");
        } else if step.draws_from.is_empty() {
            self.run("n", said(id, ""));
        }
        let cards = self.scene.seen().at_hand(step).len();
        self.keys("<home>");
        for _ in 0..matrix.criteria.len() {
            self.keys("<shift-tab>");
        }
        for card in 0..cards {
            for (at, criterion) in matrix.criteria.iter().enumerate() {
                let marks = matrix.scale_of(criterion).marks();
                let yes = marks.contains(&"yes");
                let (best, next) = if yes {
                    (1, 2)
                } else {
                    (marks.len().min(9), marks.len().min(9) - 1)
                };
                let mark = match (card + at) % 5 {
                    4 => {
                        if yes {
                            3
                        } else {
                            1
                        }
                    }
                    _ if card % 2 == 0 => best,
                    _ => next,
                };
                self.keys(&mark.to_string());
            }
        }
        // The room is divided on the last cell, and its hands are counted.
        self.keys("<enter>");
        let asked = self.form().map_or(0, |form| form.fields.len() - 1);
        let at = std::cell::Cell::new(0);
        self.write(0, &|one| match one.kind {
            FieldKind::Number => {
                at.set(at.get() + 1);
                let outer = at.get() == 1 || at.get() == asked;
                if outer { "4" } else { "1" }.to_owned()
            }
            _ => "The tables had their reasons, on both sides".to_owned(),
        });
        let keep = 2.min(cards);
        self.keys("<home>");
        for _ in 0..keep {
            self.keys("<space>");
        }
    }

    fn vote(&mut self, keep: usize, step: &Step) {
        let cards = self.scene.seen().at_hand(step).len();
        self.keys("v");
        let people = self.voters(step).unwrap_or(9);
        self.write(0, &|asked| match asked.id.as_str() {
            "people" => people.to_string(),
            _ => String::new(),
        });
        // Everybody has at least one dot, so that as many as there are people are surely laid.
        let dots = [people / 2, people / 4, people - people / 2 - people / 4];
        for nth in 0..cards {
            let count = dots.get(nth).copied().unwrap_or(0);
            self.keys(&format!("{count}<enter>"));
        }
        self.keys("v");
        if self
            .scene
            .seen()
            .ballots_on(&step.id)
            .iter()
            .any(|round| round.is_open())
        {
            self.keys("v");
        }
        self.keys("<home>");
        for _ in 0..keep.min(2).min(cards) {
            self.keys("<space>");
        }
    }

    fn consent(&mut self, step: &Step, id: &str) {
        self.keys("<enter>");
        self.card(said(id, "").first().copied().unwrap_or(""), 2);
        assert!(
            Consent::proposal(step, &self.scene.seen()).is_some(),
            "{id}: a proposal"
        );
        let most = self.voters(step).unwrap_or(7).saturating_sub(3);
        self.keys(&format!("v{most}<enter>1<enter>1<enter>1<enter>v"));
        if self
            .scene
            .seen()
            .ballots_on(&step.id)
            .iter()
            .any(|round| round.is_open())
        {
            self.keys("v");
        }
        self.keys("n");
        self.write(0, &|asked| match asked.id.as_str() {
            field::TEXT => "I want to hear the drivers first.".to_owned(),
            field::WHO => "Tomas".to_owned(),
            _ => String::new(),
        });
    }

    fn voters(&self, step: &Step) -> Option<u32> {
        self.scene.seen().voters(step)
    }

    fn grid(&mut self, grid: &Grid, step: &Step, id: &str) {
        let loose = |drive: &Self| {
            let seen = drive.scene.seen();
            let all = seen.at_hand(step);
            let out = all.iter().filter(|card| {
                card.text_of(grid.across.as_str()).is_empty()
                    || card.text_of(grid.down.as_str()).is_empty()
            });
            out.count()
        };
        let own = said(id, "");
        for (nth, words) in own.iter().enumerate() {
            self.keys("n");
            self.card(words, nth);
            self.keys("<esc>");
            // It lies where the cursor was; its own place is a number away.
            self.keys(&digits(nth, grid));
        }
        let mut nth = own.len();
        while loose(self) > 0 {
            let before = loose(self);
            let place = digits(nth, grid);
            self.keys(&place);
            if loose(self) == before {
                self.keys("<tab>");
                self.keys(&place);
            }
            assert!(
                loose(self) < before,
                "{id}: a card without a place stays so\n{}",
                self.scene.text("ana")
            );
            nth += 1;
        }
    }

    fn enough(&mut self, enough: &Enough, step: &Step) {
        self.keys("<home>n");
        if self
            .form()
            .is_some_and(|form| form.get(field::COHORT).is_some())
        {
            self.write(0, &|asked| match asked.id.as_str() {
                field::TEXT => "Reading well at grade three".to_owned(),
                field::NOW => "60".to_owned(),
                field::GOAL => "80".to_owned(),
                other => beside(other, 0).to_owned(),
            });
        }
        if self.form().is_some() {
            self.keys("<esc>");
        }
        let cards = self.scene.seen().at_hand(step).len();
        for nth in 0..cards {
            self.keys("<home>");
            for _ in 0..=nth {
                self.keys("<down>");
            }
            self.keys("e");
            if self
                .form()
                .is_some_and(|form| form.get(field::REACH).is_some() && !form.is_new())
            {
                self.write(nth, &|asked| beside(asked.id.as_str(), nth).to_owned());
            } else {
                self.keys("<esc>");
            }
        }
        if enough.places.is_empty() {
            return;
        }
        self.keys("<end>n");
        for (nth, (place, now)) in [("Adams School", "52"), ("Mill Creek School", "66")]
            .into_iter()
            .enumerate()
        {
            self.write(nth, &|asked| match asked.id.as_str() {
                field::TEXT => place.to_owned(),
                field::COHORT => "80".to_owned(),
                field::NOW => now.to_owned(),
                field::GOAL => "80".to_owned(),
                _ => String::new(),
            });
        }
        self.keys("<esc>");
    }
}

/// The keys that bring a card to a place of a grid; another one for each card.
fn digits(nth: usize, grid: &Grid) -> String {
    let (columns, rows) = (grid.columns().len(), grid.rows().len());
    let (column, row) = (nth % columns, (nth / columns + nth) % rows);
    if columns * rows <= 9 {
        (row * columns + column + 1).to_string()
    } else {
        format!("{}{}", column + 1, row + 1)
    }
}
