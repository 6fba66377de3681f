//! How the screen looks: the themes that can be chosen, each shown while it has the cursor.

use super::{Effect, Looks, Seat};
use crate::{
    content::theme::{ThemeSpec, Themes},
    document::Line,
    say,
    say::MsgId,
    ui::{
        overlay::{Item, Overlay, Pick, Then},
        theme::Theme,
    },
};

/// Themes that are being chosen from.
#[derive(Debug)]
pub(super) struct Choosing {
    from: Themes,
    /// The one with the cursor, as this terminal shows it.
    shown: Theme,
}

impl Seat {
    /// Opens the window in which a theme is chosen.
    pub fn choose_theme(&mut self, from: Themes) {
        let Looks { theme, lang, .. } = &self.looks;
        let item = |spec: &ThemeSpec| Item {
            pick: Pick::Word(spec.id.as_str().into()),
            label: spec.name(lang.code()).to_owned(),
            detail: spec.id.clone(),
            on: spec.id == theme.id(),
        };
        let items = from.iter().map(item).collect();
        let mut window = Overlay::choose(MsgId::TitleTheme.text(*lang), items, Then::Theme);
        if let Overlay::Choose(choose) = &mut window {
            choose.about = vec![Line::said(MsgId::AboutTheme.text(*lang))];
            choose.aside = true;
        }
        self.themes = Some(Choosing {
            from,
            shown: theme.clone(),
        });
        self.overlays.push(window);
        self.stale = true;
    }

    /// Shows the theme that has the cursor. With the window goes the theme, whatever closed it.
    pub(super) fn preview(&mut self) {
        let Some(choosing) = &mut self.themes else {
            return;
        };
        let at = match self.overlays.last_mut() {
            Some(Overlay::Choose(choose)) if choose.then == Then::Theme => choose.pick(),
            _ => None,
        };
        let Some(Pick::Word(id)) = at else {
            if !self.overlays.iter().any(is_choice_of_themes) {
                self.themes = None;
            }
            return;
        };
        if choosing.shown.id() != &*id
            && let Some(spec) = choosing.from.get(&id)
        {
            choosing.shown = Theme::new(spec, self.looks.theme.depth());
        }
    }

    /// The theme of the next frame.
    pub(super) fn theme(&self) -> &Theme {
        let shown = self.themes.as_ref().map(|choosing| &choosing.shown);
        shown.unwrap_or(&self.looks.theme)
    }

    /// Keeps the theme that was chosen.
    pub(super) fn take_theme(&mut self, pick: &Pick, out: &mut Vec<Effect>) {
        self.overlays.pop();
        let (Some(choosing), Pick::Word(id)) = (self.themes.take(), pick) else {
            return;
        };
        let Some(spec) = choosing.from.get(id) else {
            return;
        };
        self.looks.theme = Theme::new(spec, self.looks.theme.depth());
        let name = spec.name(self.looks.lang.code()).to_owned();
        self.tell(say!(ThemeNow, name), false);
        out.push(Effect::ThemeChosen(spec.id.clone()));
    }

    /// Says why the theme that was chosen is for now alone.
    pub fn theme_not_kept(&mut self, why: &str) {
        let name = self.looks.theme.id().to_owned();
        self.tell(say!(ThemeNotKept, name, why), true);
    }
}

fn is_choice_of_themes(overlay: &Overlay) -> bool {
    matches!(overlay, Overlay::Choose(choose) if choose.then == Then::Theme)
}
