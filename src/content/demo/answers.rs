//! What the invented group says of what it will do: partners, ideas and actions.

use super::{Said, Talk, causes::Roots};
use crate::model::CardId;

pub(super) fn partners(talk: &mut Talk<'_>, roots: &Roots) {
    talk.enter("partners");
    let mut partner =
        |text, from: Option<CardId>, [side, table, role, brings, contact]: [&str; 5]| {
            talk.say(&Said {
                step: "partners",
                from,
                text,
                fields: &[
                    ("side", side),
                    ("at-table", table),
                    ("role", role),
                    ("contribution", brings),
                    ("contact", contact),
                ],
                ..Said::default()
            })
        };
    partner(
        "The student council",
        Some(roots.no_other_break),
        [
            "internal",
            "yes",
            "Say what would work, and lead it",
            "Two hours a week, and the truth",
            "Dana",
        ],
    );
    partner(
        "Sheriff’s office",
        Some(roots.no_cost_to_shops),
        [
            "external",
            "sometimes",
            "Visit shops, and visit again",
            "One deputy, one evening a month",
            "Ruth Amaya",
        ],
    );
    partner(
        "Shop owners",
        Some(roots.no_cost_to_shops),
        [
            "external",
            "yes",
            "Train and back up their clerks",
            "A card by every register",
            "Walt Jensen",
        ],
    );
    partner(
        "Night-shift employers",
        Some(roots.no_other_break),
        [
            "external",
            "not yet",
            "Hours for those who have school at eight",
            "A schedule that ends at nine",
            "Coach Bell",
        ],
    );
    partner(
        "School nurses of the three high schools",
        None,
        [
            "internal",
            "yes",
            "A door that is open to those who want to stop",
            "An hour at noon",
            "Lena Ortiz",
        ],
    );
    partner(
        "Our state representative",
        Some(roots.price),
        ["external", "not yet", "Price", "A hearing", "Dr. Okafor"],
    );
}

/// The ideas that actions are made of.
pub(super) struct Ideas {
    visits: CardId,
    room: CardId,
    thanks: CardId,
}

pub(super) fn works(talk: &mut Talk<'_>, roots: &Roots) -> Ideas {
    talk.enter("works");
    let mut idea = |text, from, fields: &[(&str, &str)]| {
        talk.say(&Said {
            step: "works",
            from: Some(from),
            text,
            fields,
            ..Said::default()
        })
    };
    let visits = idea(
        "Visit every shop three times a year, and print what was found",
        roots.no_cost_to_shops,
        &[
            ("strength", "evidence"),
            ("cost", "low"),
            (
                "detail",
                "Other counties did it and wrote it up. What counts is to come back.",
            ),
        ],
    );
    let thanks = idea(
        "Students thank the clerks who asked for a card",
        roots.no_cost_to_shops,
        &[("strength", "promising"), ("cost", "none")],
    );
    let room = idea(
        "Open the library terrace at noon, without a teacher",
        roots.no_other_break,
        &[("strength", "hunch"), ("cost", "none")],
    );
    idea(
        "School begins at nine for those who work nights",
        roots.no_other_break,
        &[
            ("strength", "promising"),
            ("cost", "some"),
            ("off-wall", "✓"),
            ("research", "✓"),
        ],
    );
    idea(
        "A higher price",
        roots.price,
        &[
            ("strength", "evidence"),
            ("cost", "low"),
            (
                "detail",
                "Not in our hands, but the hearing in May is open to students.",
            ),
        ],
    );
    talk.link(thanks, roots.no_other_break);
    Ideas {
        visits,
        room,
        thanks,
    }
}

pub(super) fn plan(talk: &mut Talk<'_>, ideas: &Ideas) {
    talk.enter("plan");
    let mut action =
        |text, from, status, [who, with, start, due, cost, strategy, measure]: [&str; 7]| {
            talk.say(&Said {
                step: "plan",
                from: Some(from),
                text,
                fields: &[
                    ("who", who),
                    ("with", with),
                    ("start", start),
                    ("due", due),
                    ("status", status),
                    ("cost", cost),
                    ("strategy", strategy),
                    ("measure", measure),
                ],
                ..Said::default()
            })
        };
    action(
        "Agree with the sheriff’s office on one evening a month",
        ideas.visits,
        "on track",
        [
            "Ruth Amaya",
            "Sheriff’s office",
            "1998-09-21",
            "1998-10-05",
            "none",
            "Fewer shops sell",
            "The evenings are in the calendar",
        ],
    );
    action(
        "First round: all 31 shops, then the list in the paper",
        ideas.visits,
        "new",
        [
            "Ruth Amaya",
            "Two students, the paper",
            "1998-10-12",
            "1998-12-18",
            "low",
            "Fewer shops sell",
            "Shops that sold, of 31",
        ],
    );
    action(
        "Print and carry round the thank-you cards",
        ideas.thanks,
        "done",
        [
            "Dana",
            "Student council, Walt Jensen",
            "1998-09-14",
            "1998-09-25",
            "low",
            "Fewer shops sell",
            "Cards given to clerks",
        ],
    );
    action(
        "Open the terrace for a trial of six weeks",
        ideas.room,
        "new",
        [
            "Coach Bell",
            "The librarian, Dana",
            "1998-09-28",
            "1998-11-06",
            "none",
            "Another place to breathe",
            "Students there at noon, and behind the gym",
        ],
    );
    action(
        "Ask 60 students what happened when they tried to stop",
        ideas.room,
        "new",
        [
            "Lena Ortiz",
            "The three school nurses",
            "1998-10-01",
            "1998-11-20",
            "none",
            "Know more",
            "Answers we can read out in December",
        ],
    );
}
