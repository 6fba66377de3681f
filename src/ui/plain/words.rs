//! What a typed line means before anybody asks what step it is: a command, a number, or words.
//!
//! One table holds every command; help, the handling and `docs/plain.md` read it. A line is a command only where it is
//! nothing else: the word alone, or the word and the number of a line. “help the parents” is somebody's sentence.

use crate::{
    say::{Keys, Lang, MsgId},
    ui::{
        input::Chord,
        keys::{self, Action},
    },
};

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Says what can be typed.
    Help,
    /// Reads every key of the full screen that works here.
    Keys,
    /// Reads the lines of the step.
    List,
    /// Reads on.
    More,
    /// Says again what is asked.
    Step,
    /// Asks for the other fields of a line.
    Details,
    /// New lines go into this column.
    Column,
    /// Goes one up among causes.
    Up,
    /// Asks why of a line.
    Why,
    /// Opens or closes a round.
    Vote,
    /// Begins silent writing, or shows what was written.
    Silence,
    /// What others do is told with the next line alone, or again at once.
    Wait,
    /// Judges lines one after the other.
    Score,
    /// Goes to a step.
    Go,
    /// Looks for words.
    Find,
    /// Says the time.
    Time,
    /// Says who is here.
    Who,
    /// Has the lead again, where the session is kept.
    Lead,
    /// Reads what the step, or the session, has come to.
    Report,
    /// Puts away the question that is open.
    Cancel,
    /// Closes the session.
    Close,
    /// Leaves.
    Quit,
    /// Begins a session from a script; at home alone.
    New,
    /// What the same action does on the full screen.
    Do(Action),
}

/// Whether a command is about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// It stands alone.
    Nothing,
    /// The number of a line may follow; the last one that was spoken of is meant where none does.
    Line,
    /// A number may follow.
    Number,
}

/// One command.
#[derive(Debug)]
pub struct Word {
    /// The words it is called by, with commas between them; the first is the one that is told.
    pub words: MsgId,
    /// What it is called by behind a slash, where no key of the full screen means the same.
    pub letter: Option<char>,
    /// What it takes.
    pub takes: Takes,
    /// What it does.
    pub does: Does,
    /// What it does, in a few words.
    pub about: MsgId,
}

impl Word {
    /// What it is called.
    pub fn name(&self, lang: Lang) -> &'static str {
        let all = self.words.text(lang);
        all.split(',').next().unwrap_or(all)
    }

    /// The slash and the letter that mean the same; empty where there is none.
    pub fn short(&self) -> String {
        if let Some(letter) = self.letter {
            return format!("/{letter}");
        }
        let Does::Do(action) = self.does else {
            return String::new();
        };
        let typed = |chord: &&str| chord.parse::<Chord>().ok().and_then(Chord::typed);
        let everywhere = [&keys::TABLE, &keys::CARDS, &keys::ROAMING];
        let kinds = keys::kinds::ALL.iter();
        let all = everywhere
            .iter()
            .chain(kinds)
            .flat_map(|scope| scope.bindings);
        let mut keys = all
            .filter(|binding| binding.action == action)
            .flat_map(|binding| binding.chords.iter().filter_map(typed));
        keys.find(|key| *key != ' ')
            .map_or_else(String::new, |key| format!("/{key}"))
    }

    fn is_called(&self, word: &str, lang: Lang) -> bool {
        let word = word.to_lowercase();
        self.words.text(lang).split(',').any(|name| name == word)
    }
}

/// How line mode calls what a sentence names by its key: by its command, or by the key behind a slash.
pub(super) struct Commands;

impl Keys for Commands {
    fn called(&self, what: &str, lang: Lang) -> Option<String> {
        let (scope, binding) = keys::named(what)?;
        let does = |word: &&Word| match (word.does, binding.action) {
            (Does::Do(action), wanted) => action == wanted,
            (Does::Vote, Action::Ballot)
            | (Does::Silence, Action::Silence)
            | (Does::Why, Action::NewUnder) => true,
            _ => false,
        };
        if let Some(word) = TABLE.iter().find(does) {
            return Some(word.name(lang).to_owned());
        }
        if let Some(menu) = keys::opens(scope) {
            return self.called(menu, lang);
        }
        let chord = binding.chords.first()?.parse::<Chord>().ok()?;
        let typed = chord.typed().filter(|key| *key != ' ')?;
        let taken = TABLE.iter().any(|word| word.letter == Some(typed));
        (!taken).then(|| format!("/{typed}"))
    }
}

macro_rules! words {
    ($($words:ident, $letter:expr, $takes:ident, $does:expr, $about:ident;)*) => {
        &[$(Word { words: MsgId::$words, letter: $letter, takes: Takes::$takes, does: $does, about: MsgId::$about },)*]
    };
}

/// Every command of a session, in the order in which help tells them.
pub static TABLE: &[Word] = words![
    PlainHelp, Some('?'), Nothing, Does::Help, PlainAboutHelp;
    PlainList, Some('l'), Nothing, Does::List, PlainAboutList;
    PlainMore, Some('.'), Nothing, Does::More, PlainAboutMore;
    PlainStep, Some('h'), Nothing, Does::Step, PlainAboutStep;
    PlainEdit, None, Line, Does::Do(Action::Edit), PlainAboutEdit;
    PlainDetails, Some('+'), Line, Does::Details, PlainAboutDetails;
    PlainRemove, None, Line, Does::Do(Action::Delete), PlainAboutRemove;
    PlainUndo, None, Nothing, Does::Do(Action::Undo), PlainAboutUndo;
    PlainRedo, None, Nothing, Does::Do(Action::Redo), PlainAboutRedo;
    PlainVote, None, Nothing, Does::Vote, PlainAboutVote;
    PlainSilence, None, Nothing, Does::Silence, PlainAboutSilence;
    PlainScore, Some('k'), Line, Does::Score, PlainAboutScore;
    PlainPick, None, Line, Does::Do(Action::Pick), KeyPick;
    PlainColumn, Some('|'), Number, Does::Column, PlainAboutColumn;
    PlainWhy, Some('w'), Line, Does::Why, PlainAboutWhy;
    PlainUp, Some('^'), Nothing, Does::Up, PlainAboutUp;
    PlainRoot, None, Line, Does::Do(Action::Root), KeyRoot;
    PlainChain, None, Line, Does::Do(Action::ReadBack), PlainAboutChain;
    PlainEvidence, None, Line, Does::Do(Action::Evidence), KeyEvidence;
    PlainStop, None, Line, Does::Do(Action::Stop), KeyStop;
    PlainConnect, None, Line, Does::Do(Action::Connect), KeyConnect;
    PlainAction, None, Line, Does::Do(Action::MakeAction), KeyMakeAction;
    PlainStatus, None, Line, Does::Do(Action::Status), KeyStatus;
    PlainHere, None, Line, Does::Do(Action::Here), KeyHere;
    PlainPass, None, Nothing, Does::Do(Action::Pass), KeyPassTurn;
    PlainPark, None, Line, Does::Do(Action::Park), KeyPark;
    PlainMove, None, Line, Does::Do(Action::MoveMenu), KeyMove;
    PlainGroup, None, Line, Does::Do(Action::Group), KeyGroup;
    PlainHand, None, Nothing, Does::Do(Action::AtHand), KeyAtHand;
    PlainDescribe, None, Nothing, Does::Do(Action::Describe), KeyDescribe;
    PlainGuess, None, Nothing, Does::Do(Action::Guess), KeyGuess;
    PlainFreeze, None, Nothing, Does::Do(Action::Freeze), KeyFreeze;
    PlainOk, None, Nothing, Does::Do(Action::ForecastOk), KeyForecastOk;
    PlainImport, None, Nothing, Does::Do(Action::Import), KeyImport;
    PlainWeights, None, Nothing, Does::Do(Action::Weights), KeyWeights;
    PlainVersions, None, Line, Does::Do(Action::Versions), KeyVersions;
    PlainNext, None, Nothing, Does::Do(Action::StepForward), KeyStepForward;
    PlainBack, None, Nothing, Does::Do(Action::StepBack), KeyStepBack;
    PlainGo, Some('g'), Number, Does::Go, PlainAboutGo;
    PlainFollow, None, Nothing, Does::Do(Action::ComeBack), KeyComeBack;
    PlainGather, None, Nothing, Does::Do(Action::Gather), KeyGather;
    PlainDoneWord, None, Nothing, Does::Do(Action::SayDone), PlainAboutDone;
    PlainFind, Some('/'), Nothing, Does::Find, PlainAboutFind;
    PlainTime, Some('t'), Nothing, Does::Time, PlainAboutTime;
    PlainMinutes, None, Nothing, Does::Do(Action::TimeBox), KeyTimeBox;
    PlainClock, Some('T'), Nothing, Does::Do(Action::Clock), PlainAboutClock;
    PlainWho, Some('@'), Nothing, Does::Who, PlainAboutWho;
    PlainLead, None, Nothing, Does::Lead, PlainAboutLead;
    PlainWait, None, Nothing, Does::Wait, PlainAboutWait;
    PlainReport, Some('r'), Nothing, Does::Report, PlainAboutReport;
    PlainSave, None, Nothing, Does::Do(Action::ExportMenu), PlainAboutSave;
    PlainHistory, None, Nothing, Does::Do(Action::History), KeyHistory;
    PlainReplay, None, Nothing, Does::Do(Action::Replay), KeyReplay;
    PlainRestore, None, Nothing, Does::Do(Action::Restore), KeyRestore;
    PlainGuide, None, Nothing, Does::Do(Action::Guide), KeyGuide;
    PlainNote, None, Nothing, Does::Do(Action::EditNote), KeyEditNote;
    PlainTitle, None, Nothing, Does::Do(Action::Retitle), KeyRetitle;
    PlainTable, None, Nothing, Does::Do(Action::WriteFor), KeyWriteFor;
    PlainLanguage, None, Nothing, Does::Do(Action::Language), PlainAboutLanguage;
    PlainKeys, Some('j'), Nothing, Does::Keys, PlainAboutKeys;
    PlainCancel, Some('-'), Nothing, Does::Cancel, PlainAboutCancel;
    PlainClose, None, Nothing, Does::Close, KeyClose;
    PlainReopen, None, Nothing, Does::Do(Action::ReopenSession), KeyReopen;
    PlainHome, None, Nothing, Does::Do(Action::GoHome), PlainAboutHome;
    PlainQuit, Some('Z'), Nothing, Does::Quit, PlainAboutQuit;
];

/// Every command of the home screen.
pub static HOME: &[Word] = words![
    PlainHelp, Some('?'), Nothing, Does::Help, PlainAboutHelp;
    PlainList, Some('l'), Nothing, Does::List, PlainAboutSessions;
    PlainMore, Some('.'), Nothing, Does::More, PlainAboutMore;
    PlainNew, Some('n'), Number, Does::New, PlainAboutNew;
    PlainDemo, None, Nothing, Does::Do(Action::Demo), KeyDemo;
    PlainName, None, Nothing, Does::Do(Action::MyName), KeyMyName;
    PlainLanguage, None, Nothing, Does::Do(Action::Language), PlainAboutLanguage;
    PlainQuit, Some('Z'), Nothing, Does::Quit, PlainAboutQuit;
];

/// What a line means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said<'a> {
    /// Nothing was typed.
    Nothing,
    /// Words of their own.
    Words(&'a str),
    /// A command, and the number behind it.
    Command(Does, Option<usize>),
    /// A key of the full screen, and the number behind it.
    Key(Chord, Option<usize>),
    /// Numbers: one, and how many where that was said. What was taken is negative.
    Numbers(i64, Option<u32>),
    /// Behind a slash stands nothing that is known.
    Unknown(&'a str),
}

/// Reads a line.
pub fn read<'a>(line: &'a str, table: &'static [Word], lang: Lang) -> Said<'a> {
    let line = line.trim();
    if line.is_empty() {
        return Said::Nothing;
    }
    // What stands behind an equals sign is said as it stands, whatever it would mean.
    if let Some(words) = line.strip_prefix('=') {
        return match words.trim() {
            "" => Said::Nothing,
            words => Said::Words(words),
        };
    }
    if let Some(rest) = line.strip_prefix('/') {
        return behind_slash(rest, table, lang);
    }
    if let Some((does, number)) = command(line, table, &[lang]) {
        return Said::Command(does, number);
    }
    match numbers(line) {
        Some((number, count)) => Said::Numbers(number, count),
        None => Said::Words(line),
    }
}

/// Behind a slash nothing is anybody's sentence: commands of any language, letters, and keys of the full screen.
fn behind_slash<'a>(rest: &'a str, table: &'static [Word], lang: Lang) -> Said<'a> {
    let others = Lang::ALL.into_iter().filter(|other| *other != lang);
    let langs: Vec<Lang> = std::iter::once(lang).chain(others).collect();
    if let Some((does, number)) = command(rest, table, &langs) {
        return Said::Command(does, number);
    }
    let mut letters = rest.chars();
    let (Some(letter), Some(number)) = (letters.next(), number_behind(letters.as_str())) else {
        return Said::Unknown(rest);
    };
    if let Some(word) = table.iter().find(|word| word.letter == Some(letter)) {
        return Said::Command(word.does, number);
    }
    match letter.to_string().parse() {
        Ok(chord) => Said::Key(chord, number),
        Err(_) => Said::Unknown(rest),
    }
}

fn command(line: &str, table: &'static [Word], langs: &[Lang]) -> Option<(Does, Option<usize>)> {
    let (name, behind) = match line.split_once(char::is_whitespace) {
        Some((name, behind)) => (name, behind),
        None => (line, ""),
    };
    let called = |word: &&Word| langs.iter().any(|lang| word.is_called(name, *lang));
    let word = table.iter().find(called)?;
    match (word.takes, behind.trim()) {
        (_, "") => Some((word.does, None)),
        (Takes::Nothing, _) => None,
        (_, behind) => Some((word.does, Some(behind.parse().ok()?))),
    }
}

/// The number of a line behind a letter: none where nothing stands there, nothing at all where it is no number.
#[expect(
    clippy::option_option,
    reason = "no number and something that is none are two answers"
)]
fn number_behind(rest: &str) -> Option<Option<usize>> {
    match rest.trim() {
        "" => Some(None),
        rest => rest.parse().ok().map(Some),
    }
}

/// `3`, `-3`, `3 2`, `3: 2`, `3 x 2`.
fn numbers(line: &str) -> Option<(i64, Option<u32>)> {
    let plain = line.replace('−', "-");
    let mut parts = plain
        .split([' ', ':', 'x', '×', ','])
        .filter(|part| !part.is_empty());
    let first: i64 = parts.next()?.parse().ok()?;
    let second = match parts.next() {
        None => None,
        Some(part) => Some(part.parse().ok()?),
    };
    parts.next().is_none().then_some((first, second))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn en(line: &str) -> Said<'_> {
        read(line, TABLE, Lang::En)
    }

    #[test]
    fn a_command_is_a_line_that_is_nothing_else() {
        assert_eq!(en("help"), Said::Command(Does::Help, None));
        assert_eq!(en(" Help "), Said::Command(Does::Help, None));
        assert_eq!(en("help the parents"), Said::Words("help the parents"));
        assert_eq!(
            en("Next year we lose the bus"),
            Said::Words("Next year we lose the bus")
        );
        assert_eq!(en("edit 2"), Said::Command(Does::Do(Action::Edit), Some(2)));
        assert_eq!(en("edit the law"), Said::Words("edit the law"));
        // What is nothing but a command can be said all the same.
        assert_eq!(en("=help"), Said::Words("help"));
        assert_eq!(en("= edit 2"), Said::Words("edit 2"));
        assert_eq!(en("="), Said::Nothing);
    }

    #[test]
    fn behind_a_slash_stand_letters_keys_and_commands_of_any_language() {
        assert_eq!(en("/help"), Said::Command(Does::Help, None));
        assert_eq!(en("/ayuda"), Said::Command(Does::Help, None));
        assert_eq!(en("/u"), Said::Key("u".parse().unwrap(), None));
        assert_eq!(en("/e 2"), Said::Key("e".parse().unwrap(), Some(2)));
        assert_eq!(en("/w3"), Said::Command(Does::Why, Some(3)));
        assert_eq!(en("/nonsense"), Said::Unknown("nonsense"));
        assert_eq!(
            read("deshacer", TABLE, Lang::Es),
            Said::Command(Does::Do(Action::Undo), None)
        );
        // Without a slash a seat reads its own language alone.
        assert_eq!(read("undo", TABLE, Lang::Es), Said::Words("undo"));
    }

    #[test]
    fn numbers_are_read_in_the_ways_they_are_typed() {
        assert_eq!(en("2"), Said::Numbers(2, None));
        assert_eq!(en("-2"), Said::Numbers(-2, None));
        assert_eq!(en("−2"), Said::Numbers(-2, None));
        assert_eq!(en("2 3"), Said::Numbers(2, Some(3)));
        assert_eq!(en("2x3"), Said::Numbers(2, Some(3)));
        assert_eq!(en("2 buses"), Said::Words("2 buses"));
        assert_eq!(en("1 2 3"), Said::Words("1 2 3"));
    }

    #[test]
    fn a_key_that_a_sentence_names_is_a_command_here() {
        let called = |what, lang| Commands.called(what, lang);
        assert_eq!(called("table.undo", Lang::En).as_deref(), Some("undo"));
        assert_eq!(called("table.undo", Lang::Es).as_deref(), Some("deshacer"));
        assert_eq!(called("cards.new", Lang::En).as_deref(), Some("/n"));
        assert_eq!(called("voting.ballot", Lang::En).as_deref(), Some("vote"));
        // What stands in a menu is asked for by what opens the menu.
        let starts = called("clock-still.start-clock", Lang::En);
        assert_eq!(starts.as_deref(), Some("clock"));
        // Of each that a sentence names, what is said is understood.
        for id in MsgId::ALL {
            for (_, what) in crate::say::named_keys(id.template(Lang::En)) {
                if let Some(said) = called(what, Lang::En) {
                    let read = en(&said);
                    let is_words = matches!(read, Said::Words(_) | Said::Unknown(_));
                    assert!(!is_words, "{id:?}: {said} is {read:?}");
                }
            }
        }
    }

    #[test]
    fn no_two_commands_share_a_word_or_a_letter() {
        for table in [TABLE, HOME] {
            for lang in Lang::ALL {
                let mut names = HashSet::new();
                for word in table {
                    for name in word.words.text(lang).split(',') {
                        assert!(names.insert(name), "{name} in {lang:?}");
                        assert_eq!(name, name.to_lowercase());
                        assert!(!name.contains(' '), "{name}: a command is one word");
                    }
                }
            }
            let mut letters = HashSet::new();
            for letter in table.iter().filter_map(|word| word.letter) {
                assert!(letters.insert(letter), "{letter}");
            }
        }
    }

    #[test]
    fn every_command_can_be_given_with_a_slash_and_a_letter_or_its_word() {
        for word in TABLE.iter().filter(|word| !word.short().is_empty()) {
            let short = word.short();
            match read(&short, TABLE, Lang::En) {
                Said::Command(does, None) => assert_eq!(does, word.does, "{short}"),
                Said::Key(..) => assert!(matches!(word.does, Does::Do(_)), "{short}"),
                other => panic!("{short} is {other:?}"),
            }
        }
    }
}
