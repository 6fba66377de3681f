//! What the invented group says of where it stands: from its purpose to the roots.

use super::{Said, Talk};
use crate::model::CardId;

pub(super) fn purpose_and_result(talk: &mut Talk<'_>) {
    talk.say(&Said {
        step: "purpose",
        text: "This is an example. The numbers are real; the group, its story, its partners and its plan are invented.\n\n\
               All high-school students in the country. Since 1991 more of them smoke each time they are asked. We are nine \
               people from one county: two students, a school nurse, a principal, a shop owner, a pediatrician, a father, a \
               coach and the health department. We want to know why, and to begin at home.",
        ..Said::default()
    });
    talk.enter("result");
    let result = talk.say(&Said {
        step: "result",
        text: "Access to prevention services for at-risk youth",
        ..Said::default()
    });
    talk.say_better(
        result,
        "All our young people grow up healthy and free of tobacco.",
    );
    talk.enter("experience");
    for (text, who) in [
        ("The corner behind the gym is just a corner", "Students"),
        (
            "Nobody has to ask twice for a table without smoke",
            "Families at the diner",
        ),
        ("The whole team finishes the mile", "The coach"),
        (
            "A fifteen-year-old who asks for cigarettes is sent home",
            "The clerk at the gas station",
        ),
        ("It is no big thing to say no at a party", "Students"),
    ] {
        talk.say(&Said {
            step: "experience",
            text,
            fields: &[("noticed-by", who)],
            ..Said::default()
        });
    }
}

/// The forces from which whys and ideas grow.
pub(super) struct Forces {
    buy: CardId,
    calm: CardId,
}

pub(super) fn story(talk: &mut Talk<'_>) -> Forces {
    talk.enter("story");
    let mut force = |column, text, fields: &[(&str, &str)]| {
        talk.say(&Said {
            step: "story",
            column: Some(column),
            text,
            fields,
            ..Said::default()
        })
    };
    let buy = force(
        "hurts",
        "Half the shops sell to anyone",
        &[
            ("evidence", "record"),
            ("influence", "high"),
            ("group", "Ninth and tenth graders"),
            (
                "detail",
                "Two students tried twelve shops with the sheriff’s office last spring. Six sold.",
            ),
        ],
    );
    let cheap = force(
        "hurts",
        "A pack costs less than lunch",
        &[("evidence", "lived experience"), ("influence", "high")],
    );
    let ads = force(
        "hurts",
        "Ads stand at eye level, beside the candy",
        &[("evidence", "record"), ("influence", "some")],
    );
    let calm = force(
        "hurts",
        "It gets you through the day",
        &[
            ("evidence", "lived experience"),
            ("influence", "high"),
            ("group", "Students who work nights"),
        ],
    );
    force(
        "hurts",
        "Older brothers and sisters smoke at home",
        &[("evidence", "heard from others"), ("influence", "some")],
    );
    force(
        "helps",
        "Sports teams that mean it",
        &[
            ("evidence", "lived experience"),
            ("influence", "some"),
            (
                "detail",
                "The rule was the players’ own idea, and they keep it.",
            ),
        ],
    );
    force(
        "helps",
        "The diner has been smoke-free since March, and is full",
        &[("evidence", "record"), ("influence", "some")],
    );
    force(
        "helps",
        "Fewer parents smoke than ten years ago",
        &[("evidence", "hunch"), ("influence", "low")],
    );
    talk.say(&Said {
        step: "story",
        column: Some("hurts"),
        text: "And chewing tobacco? The survey asks about it separately",
        fields: &[("evidence", "heard from others"), ("parked", "✓")],
        ..Said::default()
    });
    talk.group("Cheap, and in sight", vec![cheap, ads]);
    Forces { buy, calm }
}

/// The causes at which ideas pull.
pub(super) struct Roots {
    pub no_cost_to_shops: CardId,
    pub no_other_break: CardId,
    pub price: CardId,
}

pub(super) fn whys(talk: &mut Talk<'_>, forces: &Forces) -> Roots {
    talk.enter("whys");
    let mut why = |parent, from, text: &str, fields: &[(&str, &str)]| {
        talk.say(&Said {
            step: "whys",
            parent,
            from,
            text,
            fields,
            ..Said::default()
        })
    };
    let (no_cost_to_shops, price) = why_shops_sell(&mut why, forces.buy);
    let no_other_break = why_it_calms(&mut why, forces.calm);
    Roots {
        no_cost_to_shops,
        no_other_break,
        price,
    }
}

/// Lays down a cause: under which, from which card of another step, its words and its fields.
type Why<'a> = dyn FnMut(Option<CardId>, Option<CardId>, &str, &[(&str, &str)]) -> CardId + 'a;

fn why_shops_sell(why: &mut Why<'_>, force: CardId) -> (CardId, CardId) {
    let buy = why(
        None,
        Some(force),
        "Half the shops sell to anyone",
        &[("evidence", "record")],
    );
    let unasked = why(
        Some(buy),
        None,
        "Clerks do not ask for a card",
        &[("evidence", "record")],
    );
    why(
        Some(unasked),
        None,
        "The line is long, and they are alone at the counter",
        &[
            ("evidence", "lived experience"),
            ("stop", "not ours"),
            (
                "detail",
                "The owners could change it. One of them is at the table.",
            ),
        ],
    );
    let unpunished = why(
        Some(unasked),
        None,
        "To sell has no consequence",
        &[("evidence", "record")],
    );
    let no_cost_to_shops = why(
        Some(unpunished),
        None,
        "Nobody has visited a shop twice since the rule was made",
        &[
            ("evidence", "record"),
            ("root", "✓"),
            ("stop", "actionable"),
            (
                "detail",
                "The sheriff’s office has the list of visits: fourteen in four years.",
            ),
        ],
    );
    let price = why(
        Some(buy),
        None,
        "Pocket money is enough for a pack",
        &[("evidence", "lived experience")],
    );
    why(
        Some(price),
        None,
        "The tax has stayed the same while prices rose",
        &[("evidence", "data"), ("stop", "beyond us")],
    );
    (no_cost_to_shops, price)
}

fn why_it_calms(why: &mut Why<'_>, force: CardId) -> CardId {
    let calm = why(
        None,
        Some(force),
        "It gets you through the day",
        &[
            ("evidence", "lived experience"),
            ("group", "Students who work nights"),
        ],
    );
    let tired = why(
        Some(calm),
        None,
        "Many work until eleven and are up at six",
        &[
            ("evidence", "lived experience"),
            ("group", "Students who work nights"),
        ],
    );
    let no_other_break = why(
        Some(tired),
        None,
        "Behind the gym is the only place where nobody wants anything from you",
        &[
            ("evidence", "lived experience"),
            ("root", "✓"),
            ("stop", "actionable"),
        ],
    );
    why(
        Some(calm),
        None,
        "Those who try to stop cannot, and are ashamed to say so",
        &[
            ("evidence", "hunch"),
            ("stop", "evidence ran out"),
            ("research", "✓"),
            (
                "detail",
                "How many of our students have tried to stop, and what happened then?",
            ),
        ],
    );
    no_other_break
}
