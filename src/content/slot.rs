//! The roles that colours play: what a theme can set, and what each role falls back on.

/// How much contrast a role needs against its ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Read as text: 7 to 1 (WCAG 2.2, success criterion 1.4.6).
    Words,
    /// Seen as a line, a bar or a frame: 3 to 1 (WCAG 2.2, success criterion 1.4.11).
    Marks,
}

impl Purpose {
    /// The least contrast ratio.
    pub fn contrast(self) -> f64 {
        match self {
            Self::Words => 7.0,
            Self::Marks => 3.0,
        }
    }
}

/// Emphasis that needs no colour.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is on or off by itself, as in a terminal"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Emphasis {
    /// Heavier letters.
    pub bold: bool,
    /// Slanted letters.
    pub italic: bool,
    /// A line below.
    pub underline: bool,
    /// Ground and text exchanged.
    pub reverse: bool,
}

/// Hands the table of slots to a macro: variant, method, name in files, parent, purpose, emphasis, meaning.
macro_rules! slot_table {
    ($then:ident) => {
        $then! {
            Text text "text" (Text) Words [] "What people read, and the ground of everything";
            Muted muted "muted" (Text) Words [] "What explains or stands back";
            Accent accent "accent" (Text) Words [] "What leads the eye";
            Good good "good" (Text) Words [] "Better than before, done, helping";
            Bad bad "bad" (Text) Words [] "Worse than before, late, hurting";
            Forecast forecast "forecast" (Text) Words [] "Where the curve goes if nothing changes";
            Target target "target" (Accent) Words [] "What the room wants to reach";
            Guess guess "guess" (Text) Words [] "The room's own guess";
            Border border "border" (Muted) Marks [] "Lines between parts of a screen";
            BorderFocus border_focus "border-focus" (Accent) Marks [bold] "The frame of the part that has the keys";
            Title title "title" (Text) Words [bold] "The name of a screen";
            Heading heading "heading" (Accent) Words [bold] "The name of a part of a screen";
            Question question "question" (Text) Words [bold] "What the step asks the room";
            Status status "status" (Muted) Words [] "The line that says who, where and that all is saved";
            Selected selected "selected" (Text) Words [reverse] "Where the cursor is in a list";
            Marked marked "marked" (Accent) Words [bold] "What was chosen with Space";
            Match matched "match" (Accent) Words [bold underline] "The letters that a search found";
            Input input "input" (Text) Words [] "A field that is being typed in";
            Placeholder placeholder "placeholder" (Muted) Words [italic] "What an empty field suggests";
            HintKey hint_key "hint-key" (Accent) Words [bold] "A key that works now";
            HintLabel hint_label "hint-label" (Muted) Words [] "What a key does";
            Disabled disabled "disabled" (Muted) Words [italic] "What cannot be done now";
            Notice notice "notice" (Accent) Words [bold] "What just happened";
            Advice advice "advice" (Text) Words [bold] "What a check of the step says";
            Error error "error" (Bad) Words [bold] "What went wrong";
            Card card "card" (Text) Words [] "The words of a card";
            CardMeta card_meta "card-meta" (Muted) Words [] "How a card is known, its dots, its author";
            CardBorder card_border "card-border" (Border) Marks [] "The frame of a card";
            CardSelected card_selected "card-selected" (BorderFocus) Marks [] "The frame of the card with the cursor";
            Root root "root" (Accent) Words [bold] "A cause marked as a root";
            Parked parked "parked" (Muted) Words [italic] "A card set aside";
            ChartAxis chart_axis "chart-axis" (Muted) Words [] "Numbers and names along a chart";
            ChartGrid chart_grid "chart-grid" (Border) Marks [] "Lines of a chart that carry no value";
            ChartHistory chart_history "chart-history" (Text) Marks [bold] "The measured curve";
            ChartForecast chart_forecast "chart-forecast" (Forecast) Marks [] "The forecast curve";
            ChartBand chart_band "chart-band" (ChartForecast) Marks [] "How far the forecast may be off";
            ChartTarget chart_target "chart-target" (Target) Marks [] "The line of the target";
            ChartGuess chart_guess "chart-guess" (Guess) Marks [] "The curve of the room's guess";
            ChartTurn chart_turn "chart-turn" (Good) Marks [] "The turn the room wants";
            ChartGroup chart_group "chart-group" (Accent) Marks [] "The curve of a group";
            Timer timer "timer" (Text) Words [bold] "Time that is left";
            TimerLow timer_low "timer-low" (Accent) Words [bold underline] "Time that is nearly used up";
            TimerOver timer_over "timer-over" (Bad) Words [bold reverse] "Time that is used up";
            Progress progress "progress" (Accent) Marks [] "The done part of a bar";
            ProgressRest progress_rest "progress-rest" (Muted) Marks [] "The rest of a bar";
            Private private "private" (Muted) Words [] "What only this seat sees";
            PrivateTitle private_title "private-title" (Forecast) Words [bold] "The heading over what only this seat sees";
            Overlay overlay "overlay" (Text) Words [] "Words in a window over the screen";
            OverlayBorder overlay_border "overlay-border" (Accent) Marks [] "The frame of a window over the screen";
            Done done "done" (Good) Words [] "Steps and actions that are done";
            Late late "late" (Bad) Words [bold] "Actions that are late";
            Live live "live" (Accent) Words [bold] "A session that is running";
        }
    };
}
pub(crate) use slot_table;

macro_rules! define {
    ($($slot:ident $method:ident $name:literal ($parent:ident) $purpose:ident [$($emphasis:ident)*] $about:literal;)*) => {
        /// A role that colours and emphasis play on screen.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Slot {
            $(#[doc = $about] $slot,)*
        }

        impl Slot {
            /// Every slot; a parent always stands before its children.
            pub const ALL: &'static [Self] = &[$(Self::$slot),*];

            /// The name in theme files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$slot => $name,)* }
            }

            /// What it falls back on; [`Slot::Text`], the root, has no parent.
            pub fn parent(self) -> Option<Self> {
                let parent = match self { $(Self::$slot => Self::$parent,)* };
                (parent != self).then_some(parent)
            }

            /// What it is for, and so how much contrast it needs.
            pub fn purpose(self) -> Purpose {
                match self { $(Self::$slot => Purpose::$purpose,)* }
            }

            /// What it means, in a phrase.
            pub fn about(self) -> &'static str {
                match self { $(Self::$slot => $about,)* }
            }

            /// The emphasis it has in every theme that does not say otherwise, added to its parent's.
            pub fn emphasis(self) -> Emphasis {
                match self { $(Self::$slot => Emphasis { $($emphasis: true,)* ..Emphasis::default() },)* }
            }

            /// The slot of that name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$slot),)* _ => None }
            }
        }
    };
}
slot_table!(define);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_leads_to_the_root_and_back_from_its_name() {
        for (i, &slot) in Slot::ALL.iter().enumerate() {
            assert_eq!(Slot::named(slot.name()), Some(slot));
            match slot.parent() {
                None => assert_eq!(slot, Slot::Text),
                Some(parent) => assert!(
                    Slot::ALL[..i].contains(&parent),
                    "{slot:?} stands before its parent"
                ),
            }
        }
    }
}
