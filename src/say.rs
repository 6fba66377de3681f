//! What the program says: message ids with arguments, turned into words at the seat that reads them.
//!
//! Owns the catalogue of messages and their rendering. Nothing below a screen or a report may hold finished
//! sentences: rejections, advice, recaps and notices are [`Msg`] values, so that one session can be read in
//! several languages at once. People's own words travel through here verbatim, as arguments.

use std::sync::Arc;

mod en;
mod es;
mod lang;

pub use en::MsgId;
pub use lang::Lang;

/// A message: which one, and what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Msg {
    /// Which sentence of the catalogue.
    pub id: MsgId,
    /// What fills the places `{0}`, `{1}`, … of that sentence.
    pub args: Vec<Arg>,
}

/// One argument of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Words, verbatim: a title, what a person wrote.
    Text(Arc<str>),
    /// A whole number; it also chooses between `{0?one|many}`.
    Count(i64),
    /// A number with at most this many decimals, trailing zeros dropped.
    Number(f64, u8),
    /// Another message, rendered in the same language.
    Msg(Box<Msg>),
    /// Words that a script has for each language, in the order of [`Lang::ALL`].
    Each(Arc<[Arc<str>]>),
    /// Several arguments, joined by commas.
    List(Vec<Arg>),
}

impl Msg {
    /// A message with its arguments; `say!` reads better where the arguments convert by themselves.
    pub fn new(id: MsgId, args: Vec<Arg>) -> Self {
        Self { id, args }
    }

    /// The message in words, with the keys as they ship: what is read at no seat.
    pub fn render(&self, lang: Lang) -> String {
        self.render_with(lang, &AsShipped)
    }

    /// The message in words, with the keys of whoever reads it.
    pub fn render_with(&self, lang: Lang, keys: &dyn Keys) -> String {
        let mut out = String::new();
        self.write(&mut out, Reader { lang, keys });
        out
    }

    fn write(&self, out: &mut String, reader: Reader<'_>) {
        fill(out, template(self.id, reader.lang), &self.args, reader);
    }
}

/// How the keys of whoever reads are called. A sentence names one as `{n=cards.new}`: the key as it ships, and what it does
/// by its scope and action, as settings call them.
pub trait Keys {
    /// The key that does this; `None` where it is the one that ships.
    fn called(&self, what: &str, lang: Lang) -> Option<String>;
}

/// The keys as they ship.
struct AsShipped;

impl Keys for AsShipped {
    fn called(&self, _what: &str, _lang: Lang) -> Option<String> {
        None
    }
}

/// For whom a message is put into words.
#[derive(Clone, Copy)]
struct Reader<'a> {
    lang: Lang,
    keys: &'a dyn Keys,
}

impl From<MsgId> for Msg {
    fn from(id: MsgId) -> Self {
        Self::new(id, Vec::new())
    }
}

impl MsgId {
    /// The message with its arguments.
    pub fn with(self, args: Vec<Arg>) -> Msg {
        Msg::new(self, args)
    }

    /// The words of a message that takes no arguments and names no key.
    pub fn text(self, lang: Lang) -> &'static str {
        let words = template(self, lang);
        debug_assert!(
            named_keys(words).next().is_none(),
            "{self:?} names a key, which only a seat knows: say it as a message"
        );
        words
    }

    /// The words with their places, for tests of the catalogue.
    #[cfg(test)]
    pub(crate) fn template(self, lang: Lang) -> &'static str {
        template(self, lang)
    }
}

fn template(id: MsgId, lang: Lang) -> &'static str {
    match lang {
        Lang::En => id.english(),
        // A sentence that nobody translated yet is better read in English than not at all.
        Lang::Es => es::spanish(id).unwrap_or_else(|| id.english()),
    }
}

/// The keys that a template names: each as it ships, and what it does.
pub(crate) fn named_keys(template: &str) -> impl Iterator<Item = (&str, &str)> {
    let places = template.split('{').skip(1);
    places.filter_map(|rest| rest.split_once('}')?.0.rsplit_once('='))
}

fn fill(out: &mut String, template: &str, args: &[Arg], reader: Reader<'_>) {
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open + 1..];
        let Some(close) = rest.find('}') else {
            out.push('{');
            break;
        };
        place(out, &rest[..close], args, reader);
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
}

/// Fills one place: `0`, or `0?one|many` where argument 0 is a count, or `n=cards.new` for a key.
fn place(out: &mut String, inside: &str, args: &[Arg], reader: Reader<'_>) {
    if let Some((shipped, what)) = inside.rsplit_once('=') {
        match reader.keys.called(what, reader.lang) {
            Some(key) => out.push_str(&key),
            None => out.push_str(shipped),
        }
        return;
    }
    let (index, forms) = inside
        .split_once('?')
        .map_or((inside, None), |(i, f)| (i, Some(f)));
    let Some(arg) = index.parse::<usize>().ok().and_then(|i| args.get(i)) else {
        return;
    };
    match (forms.and_then(|f| f.split_once('|')), arg) {
        (Some((one, many)), Arg::Count(n)) => {
            out.push_str(if n.unsigned_abs() == 1 { one } else { many });
        }
        (Some((one, many)), Arg::Number(n, _)) => {
            out.push_str(if (n.abs() - 1.0).abs() < 1e-9 {
                one
            } else {
                many
            });
        }
        _ => arg.write(out, reader),
    }
}

impl Arg {
    /// Words that are told in each language.
    pub fn each(words: impl Fn(Lang) -> Arc<str>) -> Self {
        let all: Vec<Arc<str>> = Lang::ALL.into_iter().map(words).collect();
        match all.first() {
            Some(first) if all.iter().all(|words| words == first) => Self::Text(Arc::clone(first)),
            _ => Self::Each(all.into()),
        }
    }

    fn write(&self, out: &mut String, reader: Reader<'_>) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Each(words) => {
                let at = Lang::ALL.iter().position(|known| *known == reader.lang);
                out.push_str(at.and_then(|at| words.get(at)).map_or("", |words| words));
            }
            Self::Count(n) => out.push_str(&grouped(&n.to_string())),
            Self::Number(value, decimals) => out.push_str(&number(*value, *decimals)),
            Self::Msg(msg) => msg.write(out, reader),
            Self::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push_str(", ");
                    }
                    item.write(out, reader);
                }
            }
        }
    }
}

/// A number for people, the same in every language: a point for decimals and commas for thousands are what CLDR gives for
/// Latin American Spanish (`es-419`) as well, and one room that reads in two languages sees one figure. At most `decimals` of them, trailing zeros dropped, a real minus sign, thousands apart.
pub fn number(value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{value:.*}", usize::from(decimals));
    let text = match text.split_once('.') {
        Some((whole, part)) => match part.trim_end_matches('0') {
            "" => whole.to_owned(),
            part => format!("{whole}.{part}"),
        },
        None => text,
    };
    match text.strip_prefix('-') {
        Some("0") => "0".to_owned(),
        Some(rest) => format!("−{}", grouped(rest)),
        None => grouped(&text),
    }
}

/// Thousands apart, from five digits on: years stay whole.
fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |d| ("−", d));
    let (whole, part) = digits
        .split_once('.')
        .map_or((digits, None), |(w, p)| (w, Some(p)));
    let mut out = String::from(sign);
    let apart = whole.len() > 4;
    for (i, c) in whole.chars().enumerate() {
        if apart && i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(part) = part {
        out.push('.');
        out.push_str(part);
    }
    out
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Arc<str>> for Arg {
    fn from(text: Arc<str>) -> Self {
        Self::Text(text)
    }
}

impl From<&Arc<str>> for Arg {
    fn from(text: &Arc<str>) -> Self {
        Self::Text(Arc::clone(text))
    }
}

impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Self::Count(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Arg {
    fn from(n: u32) -> Self {
        Self::Count(n.into())
    }
}

impl From<i64> for Arg {
    fn from(n: i64) -> Self {
        Self::Count(n)
    }
}

impl From<f64> for Arg {
    /// Two decimals at the most: what a curve's figures need. [`Arg::Number`] says another precision.
    fn from(value: f64) -> Self {
        Self::Number(value, 2)
    }
}

impl From<Msg> for Arg {
    fn from(msg: Msg) -> Self {
        Self::Msg(Box::new(msg))
    }
}

impl From<MsgId> for Arg {
    fn from(id: MsgId) -> Self {
        Self::Msg(Box::new(id.into()))
    }
}

impl<T: Into<Arg>> From<Vec<T>> for Arg {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// Builds a [`Msg`]: `say!(CardGone)`, `say!(MovedTo, title)`.
#[macro_export]
macro_rules! say {
    ($id:ident $(, $arg:expr)* $(,)?) => {
        $crate::say::Msg::new($crate::say::MsgId::$id, vec![$($crate::say::Arg::from($arg)),*])
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader() -> Reader<'static> {
        Reader {
            lang: Lang::En,
            keys: &AsShipped,
        }
    }

    #[test]
    fn places_and_plurals_are_filled() {
        let mut out = String::new();
        fill(
            &mut out,
            "{0} {0?card|cards} in “{1}”",
            &[1usize.into(), "Story".into()],
            reader(),
        );
        assert_eq!(out, "1 card in “Story”");
        out.clear();
        fill(&mut out, "{0} {0?card|cards}", &[2usize.into()], reader());
        assert_eq!(out, "2 cards");
    }

    #[test]
    fn a_place_without_argument_stays_empty_and_braces_in_words_stay() {
        let mut out = String::new();
        fill(&mut out, "a {3} b {0}", &["{1}".into()], reader());
        assert_eq!(out, "a  b {1}");
    }

    #[test]
    fn a_key_is_called_as_its_reader_calls_it_and_as_it_ships_where_nobody_does() {
        struct Moved;
        impl Keys for Moved {
            fn called(&self, what: &str, _lang: Lang) -> Option<String> {
                (what == "cards.new").then(|| "Ctrl-N".to_owned())
            }
        }
        struct Plan;
        impl Keys for Plan {
            fn called(&self, what: &str, _lang: Lang) -> Option<String> {
                Some(format!("<{what}>"))
            }
        }
        let template = "Press {n=cards.new}; {==curve.guess}, {?=table.help}: {0}.";
        let said = |keys: &dyn Keys| {
            let mut out = String::new();
            let lang = Lang::En;
            fill(&mut out, template, &["x".into()], Reader { lang, keys });
            out
        };
        assert_eq!(said(&AsShipped), "Press n; =, ?: x.");
        assert_eq!(said(&Moved), "Press Ctrl-N; =, ?: x.");
        // A message in a message is read by the same person.
        let inner = say!(EmptyPlan);
        let outer = say!(CurveSource, inner);
        let said = outer.render_with(Lang::En, &Plan);
        assert!(said.contains("<plan.new>"), "{said}");
    }

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(number(40.050, 2), "40.05");
        assert_eq!(number(5.0, 2), "5");
        assert_eq!(number(-0.001, 2), "0");
        assert_eq!(number(-42.9, 1), "−42.9");
        assert_eq!(number(12345.5, 1), "12,345.5");
        assert_eq!(number(1997.0, 0), "1997");
        assert_eq!(number(f64::NAN, 1), "–");
    }

    /// The places of a template for arguments: which one, and whether it chooses between two forms.
    pub(super) fn places(template: &str) -> Vec<(usize, bool)> {
        template
            .split('{')
            .skip(1)
            .map(|rest| rest.split_once('}').expect("a place is closed").0)
            .filter(|inside| !inside.contains('='))
            .map(|inside| {
                let (index, forms) = inside
                    .split_once('?')
                    .map_or((inside, None), |(index, forms)| (index, Some(forms)));
                assert!(
                    forms.is_none_or(|forms| forms.split('|').count() == 2),
                    "two forms in {template}"
                );
                (index.parse().expect("a number"), forms.is_some())
            })
            .collect()
    }

    #[test]
    fn every_message_names_its_places_from_zero_without_gaps() {
        for id in MsgId::ALL {
            let template = id.template(Lang::En);
            let mut used: Vec<usize> = places(template).into_iter().map(|(i, _)| i).collect();
            used.sort_unstable();
            used.dedup();
            assert!(used.iter().copied().eq(0..used.len()), "{id:?}: {template}");
            let all = places(template).len() + named_keys(template).count();
            assert_eq!(template.matches('}').count(), all);
            assert!(!template.trim().is_empty(), "{id:?}");
        }
    }

    #[test]
    fn every_place_is_filled_in_one_and_in_many() {
        for id in MsgId::ALL {
            let wanted = places(id.template(Lang::En));
            for count in [1usize, 2] {
                let args = (0..wanted.len())
                    .map(|place| {
                        if wanted.contains(&(place, true)) {
                            count.into()
                        } else {
                            format!("<{place}>").into()
                        }
                    })
                    .collect();
                let said = Msg::new(*id, args).render(Lang::En);
                assert!(!said.contains(['{', '}', '|']), "{said}");
                for (place, chooses) in &wanted {
                    assert!(
                        *chooses
                            || wanted.contains(&(*place, true))
                            || said.contains(&format!("<{place}>")),
                        "{said}"
                    );
                }
            }
        }
    }
}
