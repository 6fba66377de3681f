//! The form as it is drawn: its fields in a window at the foot of the page, the one that is written with room to write.

use chrono::NaiveDate;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    cells,
    content::slot::Slot,
    model::script::FieldKind,
    say,
    say::{Msg, MsgId},
    ui::{
        form::{Form, FormField, Offered},
        hits::Hit,
        paint::{Paint, below, inset, row},
    },
};

/// How wide the labels of a form are at the most.
const LABEL: usize = 24;

/// How many lines a form takes: a frame, the lines of each field, and more for the one that is written.
pub(super) fn height(form: &mut Form, area: Rect) -> u16 {
    let wanted = lines(form, area) + 2;
    let most = if form.field().kind == FieldKind::Long {
        area.height.saturating_sub(2)
    } else {
        area.height * 2 / 3
    };
    // The one that is written has room for its whole label.
    let inside = area.width.saturating_sub(4);
    let own = Label::of(form.field(), label_width(form, inside), inside).tall(1) + 2;
    wanted.min(most.max(own).max(4)).min(area.height)
}

/// How many lines its fields take, each with its whole label.
fn lines(form: &mut Form, area: Rect) -> u16 {
    let inside = area.width.saturating_sub(4);
    let column = label_width(form, inside);
    let written = editor_height(form, area);
    let at = form.at.min(form.fields.len() - 1);
    let fields = form.fields.iter().enumerate();
    let tall = fields.map(|(nth, field)| {
        let value = if nth == at { written } else { 1 };
        Label::of(field, column, inside).tall(value)
    });
    tall.sum()
}

/// How the label of a field stands: beside it in the column of labels, in two lines where it must be; else over it.
struct Label<'f> {
    over: bool,
    lines: Vec<&'f str>,
}

impl<'f> Label<'f> {
    fn of(field: &'f FormField, column: u16, inside: u16) -> Self {
        // One field alone is called as the form is.
        if column == 0 {
            let (over, lines) = (false, Vec::new());
            return Self { over, lines };
        }
        let room = usize::from(column.saturating_sub(1)).max(1);
        let words = field.label.split(' ');
        let beside = cells::wrap(&field.label, room);
        if beside.len() <= 2 && words.map(cells::width).all(|word| word <= room) {
            return Self {
                over: false,
                lines: beside,
            };
        }
        Self {
            over: true,
            lines: cells::wrap(&field.label, usize::from(inside).max(1)),
        }
    }

    /// How many lines it takes with a value of so many.
    fn tall(&self, value: u16) -> u16 {
        let label = u16::try_from(self.lines.len()).unwrap_or(1);
        if self.over {
            label + value
        } else {
            label.max(value)
        }
    }
}

/// How many lines the field that is written takes.
fn editor_height(form: &mut Form, area: Rect) -> u16 {
    // The frame and a cell on either side within it; the last cell is the cursor's.
    let inside = area.width.saturating_sub(4);
    let width = inside.saturating_sub(label_width(form, inside) + 1);
    let lines = form.field_mut().editor.height(usize::from(width.max(1)));
    let least = if form.field().kind == FieldKind::Long && form.fields.len() == 1 {
        5
    } else {
        1
    };
    u16::try_from(lines.max(least))
        .unwrap_or(u16::MAX)
        .min(area.height.saturating_sub(3))
        .max(1)
}

pub(super) fn draw(
    form: &mut Form,
    today: NaiveDate,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    let tall = editor_height(form, area);
    let title = title(form, paint);
    let inside = inset(paint.window(buf, area, &title, Slot::BorderFocus), 1);
    let tall = tall.min(inside.height);
    let label = label_width(form, inside.width);
    // Where not all have room, the one that is written alone has its whole label.
    let whole = lines(form, area) <= inside.height;
    let own = Label::of(form.field(), label, inside.width);
    let over = own
        .over
        .then(|| u16::try_from(own.lines.len()).unwrap_or(1));
    // There is always a line to write on.
    let fits = over.unwrap_or(0) < inside.height;
    let tall = if fits {
        tall.min(inside.height - over.unwrap_or(0))
    } else {
        tall
    };
    let own = if fits { own.tall(tall) } else { tall };
    // Fields above and below the one that is written, as many as fit, nearest first.
    let room = usize::from(inside.height.saturating_sub(own));
    let before = form
        .at
        .min(room.saturating_sub((form.fields.len() - form.at - 1).min(room / 2)));
    let first = if whole { 0 } else { form.at - before };
    let written = form.at;
    let mut y = 0;
    let mut cursor = None;
    for (at, field) in form.fields.iter_mut().enumerate().skip(first) {
        if y >= inside.height {
            break;
        }
        let writing = at == written;
        let slot = if writing { Slot::HintKey } else { Slot::Muted };
        let place = below(inside, y);
        let mut said = Label::of(field, label, inside.width);
        let cut = if writing { !fits } else { !whole };
        if cut && said.lines.len() + usize::from(said.over) > 1 {
            (said.over, said.lines) = (false, vec![&*field.label]);
        }
        let column = if said.over {
            inside.width
        } else {
            label.saturating_sub(1)
        };
        for (nth, words) in (0..place.height).zip(&said.lines) {
            let width = column;
            paint.line(
                buf,
                Rect {
                    width,
                    ..row(place, nth)
                },
                words,
                slot,
            );
        }
        let used = said.tall(if writing { tall } else { 1 }).min(place.height);
        let hit = Rect {
            height: used,
            ..place
        };
        paint.hit(hit, Hit::Field(at));
        let over = if said.over { said.lines.len() } else { 0 };
        let value = below(place, u16::try_from(over).unwrap_or(0).min(place.height));
        let value = Rect {
            x: value.x + label,
            width: value.width.saturating_sub(label),
            ..value
        };
        y += used;
        if !writing {
            if value.height > 0 {
                paint.line(buf, row(value, 0), &field.shown(), Slot::Input);
            }
            continue;
        }
        let value = Rect {
            height: tall.min(value.height),
            ..value
        };
        cursor = draw_field(field, today, paint, buf, value);
    }
    cursor
}

/// What stands over a form: what it is, which column it goes to, and before the first word how to choose the other.
fn title(form: &Form, paint: &Paint<'_>) -> String {
    let Some((column, other)) = form.column() else {
        return form.title.clone();
    };
    let begun = form.at > 0 || !form.field().editor.text().is_empty();
    if begun {
        return paint.say(&say!(TitleNewIn, column));
    }
    let arrow = paint.glyph("→", "->");
    paint.say(&say!(TitleNewInOr, column, arrow, other))
}

/// The labels of a form stand in a column as wide as the widest, within a third of the form; one field alone is called as the
/// form is.
fn label_width(form: &Form, width: u16) -> u16 {
    if form.fields.len() == 1 {
        return 0;
    }
    let widest = form
        .fields
        .iter()
        .map(|field| cells::width(&field.label) + 2)
        .max()
        .unwrap_or(0);
    u16::try_from(widest.min(LABEL)).unwrap_or(0).min(width / 3)
}

fn draw_field(
    field: &mut FormField,
    today: NaiveDate,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    match field.kind {
        FieldKind::Choice => Some(draw_choices(field, paint, buf, area)),
        FieldKind::Flag => {
            let set = !field.editor.is_blank();
            let mark = if set {
                paint.glyph("● ", "* ")
            } else {
                paint.glyph("○ ", "o ")
            };
            let words = paint.text(if set { MsgId::Yes } else { MsgId::No });
            paint.line(
                buf,
                area,
                &format!("{mark}{words}  {}", paint.text(MsgId::SpaceChanges)),
                Slot::Input,
            );
            Some(Position {
                x: area.x,
                y: area.y,
            })
        }
        _ => {
            let blank = field.editor.text().is_empty();
            let arrow = paint.glyph("→", "->");
            let offered = field.offered().map(|offer| match offer {
                Offered::Rest(rest) => format!("{rest} {arrow}"),
                Offered::Instead(offer) => format!("  {arrow} {offer}"),
            });
            let hint = match &offered {
                Some(offer) if blank => format!("{offer}  {}", field.hint),
                _ => field.hint.to_string(),
            };
            let cursor = paint.editor(buf, area, &mut field.editor, hint.trim_end())?;
            if !blank {
                let aside = |msg: Msg| format!("   {arrow} {}", paint.say(&msg));
                if let Some(said) = offered.or_else(|| field.reading(today).map(aside)) {
                    let behind = Rect {
                        x: cursor.x,
                        y: cursor.y,
                        width: area.right().saturating_sub(cursor.x),
                        height: 1,
                    };
                    paint.line(buf, behind, &said, Slot::Placeholder);
                }
            }
            Some(cursor)
        }
    }
}

/// The choices beside each other, moved so that the chosen one is in sight; arrows at either end say that there are more.
fn draw_choices(field: &FormField, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> Position {
    let chosen = field
        .choices
        .iter()
        .position(|(id, _)| **id == *field.editor.text());
    let wide = |(_, label): &(std::sync::Arc<str>, std::sync::Arc<str>)| cells::width(label) + 4;
    let room = usize::from(area.width).saturating_sub(4);
    let mut first = 0;
    let upto = chosen.map_or(0, |at| at + 1);
    while first + 1 < upto && field.choices[first..upto].iter().map(wide).sum::<usize>() > room {
        first += 1;
    }
    let mut x = area.x
        + paint.line(
            buf,
            area,
            if first > 0 {
                paint.glyph("‹ ", "< ")
            } else {
                ""
            },
            Slot::HintKey,
        );
    let mut cursor = Position { x, y: area.y };
    for (at, (_, label)) in field.choices.iter().enumerate().skip(first) {
        let left = area.right().saturating_sub(x);
        let needed = cells::width(label) + 2;
        if usize::from(left) < needed + usize::from(at + 1 < field.choices.len()) * 2 {
            let more = Rect {
                x,
                width: left,
                height: 1,
                ..area
            };
            paint.line(buf, more, paint.glyph("›", ">"), Slot::HintKey);
            break;
        }
        let on = chosen == Some(at);
        if on {
            cursor.x = x;
        }
        let mark = if on {
            paint.glyph("● ", "* ")
        } else {
            paint.glyph("○ ", "o ")
        };
        let place = Rect {
            x,
            width: left,
            height: 1,
            ..area
        };
        let slot = if on { Slot::Selected } else { Slot::Muted };
        let width = paint.line(buf, place, &format!("{mark}{label}"), slot);
        paint.hit(Rect { width, ..place }, Hit::Choice(at));
        x += width + 2;
    }
    cursor
}
