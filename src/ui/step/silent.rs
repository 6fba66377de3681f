//! Silent writing at a seat: how it begins, how it ends, and what stands over the page meanwhile.

use super::Cx;
use crate::{
    model::{Command, Presence, Privacy, RoundId, Seen, Step, StepId, presence::TakingPart},
    say,
    say::{Lang, Msg, MsgId},
    ui::overlay::{Item, Overlay, Pick, Then},
};

/// Begins silent writing on a step, or shows what was written; asks back first where there is something to show, or
/// somebody still writes.
pub fn turn(step: &Step, cx: &mut Cx<'_>) {
    let Some(silence) = cx.seen.silence(&step.id) else {
        match step.silent_as() {
            Some(privacy) => begin(&step.id, privacy, cx),
            None => cx.overlay = Some(window(&step.id, cx.seen.lang())),
        }
        return;
    };
    let (cards, scores) = (silence.cards(), silence.scores());
    let TakingPart {
        here,
        done,
        writing,
    } = cx.presence.taking_part(cx.seen.members(), &step.id);
    if !cx.sure && (cards + scores > 0 || writing > 0) {
        cx.asks_back = true;
        cx.notice = Some(if writing > 0 {
            say!(RevealWhileWriting, writing, here - done, here)
        } else if done < here {
            say!(RevealNotDone, here - done, here)
        } else if scores > 0 {
            say!(RevealSureScores)
        } else {
            say!(RevealSure, cards)
        });
        return;
    }
    cx.send(Command::Reveal {
        step: step.id.clone(),
    });
    cx.notice = Some(say!(Revealed));
}

/// Begins silent writing on a step.
pub fn begin(step: &StepId, privacy: Privacy, cx: &mut Cx<'_>) {
    let round = RoundId((cx.ids)());
    cx.send(Command::BeginSilence {
        round,
        step: step.clone(),
        privacy,
    });
    cx.notice = Some(match privacy {
        Privacy::Private => say!(SilenceBegins),
        Privacy::Anonymous => say!(SilenceBeginsAnonymous),
        Privacy::Secret => say!(SilenceBeginsSecret),
    });
}

const CHOICES: [(&str, Privacy, MsgId, MsgId); 3] = [
    (
        "private",
        Privacy::Private,
        MsgId::PickPrivate,
        MsgId::PickPrivateWhy,
    ),
    (
        "anonymous",
        Privacy::Anonymous,
        MsgId::PickAnonymous,
        MsgId::PickAnonymousWhy,
    ),
    (
        "secret",
        Privacy::Secret,
        MsgId::PickSecret,
        MsgId::PickSecretWhy,
    ),
];

/// Asks how private it is.
pub fn window(step: &StepId, lang: Lang) -> Overlay {
    let item = |(word, _, label, why): (&str, Privacy, MsgId, MsgId)| Item {
        pick: Pick::Word(word.into()),
        label: label.text(lang).to_owned(),
        detail: why.text(lang).to_owned(),
        on: false,
    };
    let items = CHOICES.into_iter().map(item).collect();
    let title = MsgId::TitleSilence.text(lang);
    Overlay::choose(title, items, Then::Silence(step.clone()))
}

/// What was chosen in that window.
pub fn chose(step: &StepId, word: &str, cx: &mut Cx<'_>) {
    let chosen = CHOICES.iter().find(|(known, ..)| *known == word);
    if let Some((_, privacy, ..)) = chosen {
        begin(step, *privacy, cx);
    }
}

/// What stands over the page of a step where something is unseen, the most important first; nothing elsewhere.
pub fn told(step: &Step, seen: Seen<'_>, presence: &Presence) -> Vec<Msg> {
    let mut all = Vec::new();
    let mut lost = 0;
    if let Some(silence) = seen.silence(&step.id) {
        lost += silence.lost();
        let (cards, scores) = (silence.cards(), silence.scores());
        let privacy = silence.privacy();
        if seen.leads() || seen.me().is_none() {
            all.push(if scores > 0 {
                say!(SilentCountOf, cards, scores)
            } else {
                say!(SilentCountLeader, cards)
            });
            // How many, and never who.
            let part = presence.taking_part(seen.members(), &step.id);
            if part.here > 0 {
                all.push(say!(SilentDone, part.done, part.here, part.writing));
            }
            all.push(match privacy {
                Privacy::Private => say!(SilentPrivate),
                Privacy::Anonymous => say!(SilentAnonymous),
                Privacy::Secret => say!(SilentSecret),
            });
        } else {
            all.push(match privacy {
                Privacy::Private => say!(SilentMine),
                Privacy::Anonymous | Privacy::Secret => say!(SilentMineUnnamed),
            });
            all.push(if scores > 0 {
                say!(SilentCountOf, cards, scores)
            } else {
                say!(SilentCount, cards)
            });
            all.push(say!(SilentEdit));
        }
    }
    let rounds = seen.ballots_on(&step.id);
    lost += rounds.iter().map(|round| round.lost()).sum::<u32>();
    if lost > 0 {
        all.push(say!(SilentLost, lost));
    }
    all
}
