//! Drawings: every shape and look, lines in every direction, names in every place.

use crate::{LONG, compare, section_of, text};
use tosei_page::{Drawing, DrawingArea, LineStyle, Look, Placement, Shape, Text};
use tosei_types::Language;

fn area(x: u32, y: u32, width: u32, height: u32) -> DrawingArea {
    DrawingArea {
        x,
        y,
        width,
        height,
    }
}

fn shapes() -> Drawing {
    let mut drawing = Drawing::new(text("形", "Shapes"), 800, 400)
        .described(text("全ての形と見え方", "Every shape and look"))
        .shape(Shape::Rectangle, area(10, 10, 91, 41), Look::Frame)
        .shape(Shape::Rounded, area(110, 10, 90, 40), Look::Plain)
        .shape(Shape::Diamond, area(210, 10, 51, 31), Look::Added)
        .shape(Shape::Circle, area(310, 10, 50, 30), Look::Removed)
        .shape(Shape::DoubleCircle, area(410, 10, 30, 50), Look::Changed)
        .shape(Shape::DoubleCircle, area(460, 10, 6, 6), Look::Plain);
    drawing.push_shape(Shape::ThickCircle, area(510, 10, 40, 40), Look::Plain);
    drawing.push_shape(Shape::Sheet, area(610, 10, 60, 90), Look::Plain);
    drawing.push_shape(Shape::Sheet, area(710, 10, 80, 31), Look::Added);
    drawing
}

fn lines() -> Drawing {
    let style = |look, dashed, arrow| LineStyle {
        look,
        dashed,
        arrow,
    };
    let mut drawing = Drawing::new(text("線", "Lines"), 400, 300)
        .line([(10, 50), (100, 50)], style(Look::Plain, false, true))
        .line([(100, 70), (20, 70)], style(Look::Added, true, true))
        .line([(150, 10), (150, 90)], style(Look::Removed, false, true))
        .line([(180, 90), (180, 20)], style(Look::Changed, true, true))
        .line([(200, 10), (260, 40)], style(Look::Frame, false, true))
        .line([(260, 60), (200, 90)], style(Look::Plain, false, true))
        .line([(300, 50), (300, 50)], style(Look::Plain, false, true))
        .line(
            [(10, 150), (60, 150), (60, 200)],
            style(Look::Plain, false, false),
        );
    drawing.push_line([(5, 250)], style(Look::Plain, false, true));
    drawing.push_line([], style(Look::Plain, true, true));
    drawing.push_line([(7, 290), (3, 290)], style(Look::Plain, false, true));
    drawing
}

fn names() -> Drawing {
    let name = text(
        "申請書の受付と確認",
        "Receiving and checking the application",
    );
    let mut drawing = Drawing::new(text("名", "Names"), 400, 300)
        .described(Text::data("名の置き場所"))
        .name(name.clone(), area(10, 10, 61, 65), Placement::Middle)
        .name(name.clone(), area(110, 10, 60, 64), Placement::Top)
        .name(name.clone(), area(210, 10, 60, 64), Placement::TopLeft)
        .name(name, area(310, 10, 33, 120), Placement::Upright);
    drawing.push_name(Text::data(LONG), area(10, 150, 120, 47), Placement::Middle);
    drawing.push_name(Text::data("低い"), area(210, 150, 60, 9), Placement::Middle);
    drawing.push_name(
        text("", "English only"),
        area(10, 0, 90, 3),
        Placement::Middle,
    );
    drawing.push_name(Text::data(" "), area(10, 250, 90, 30), Placement::Top);
    drawing
}

#[test]
fn drawings() {
    let blocks = [shapes().into(), lines().into(), names().into()];
    compare("drawings.html", &section_of(blocks));
}

#[test]
fn drawings_as_files() {
    compare("drawing-ja.svg", &names().svg(Language::Ja));
    compare("drawing-en.svg", &lines().svg(Language::En));
}
