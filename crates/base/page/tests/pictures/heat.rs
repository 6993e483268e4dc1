//! Heat maps, on a page and as files.

use crate::{LONG, compare, half, section_of, text};
use tosei_page::{HeatCell, HeatMap, Text};
use tosei_types::Language;

fn map() -> HeatMap {
    let columns = [
        text("より早く", "Faster"),
        text(
            "よりシンプルに（書類と手順を減らし、誰にでも分かるようにする）",
            "Simpler: fewer papers and steps, plain to anyone",
        ),
        Text::data("どこからでも"),
    ];
    let mut map = HeatMap::new(text("品質", "Quality"), 4, columns)
        .category(text("手続", "Procedure"))
        .note(text("架空の例", "A fictional example"))
        .first_of(5)
        .row(
            Text::data("住民票の写し"),
            [
                HeatCell::level(Text::data("Lv1～2"), 1)
                    .possible(2)
                    .target(3),
                HeatCell::level(text("満点", "full"), 4),
                HeatCell::empty(text("対象外", "out of scope")),
            ],
        )
        .row(
            Text::data(LONG),
            [
                HeatCell::level(Text::data(LONG), 2).apart().target(0),
                HeatCell::level(text("それより上", "beyond"), 9).target(9),
            ],
        );
    map.push_row(
        text("印鑑登録", "Seals"),
        [
            // What is possible is never below what is certain.
            HeatCell::level(text("三", "three"), 3).possible(1),
            HeatCell::empty(text("零から四", "zero to four")).possible(4),
            HeatCell::level(text("一から二", "one to two"), 1)
                .apart()
                .possible(2),
            HeatCell::level(text("余り", "beyond the last column"), 1),
        ],
    );
    map
}

#[test]
fn heat_maps() {
    compare("heat-many.html", &half(&section_of([map().into()])));
    let empty = HeatMap::new(text("品質", "Quality"), 3, [text("列", "Column")]);
    compare("heat-empty.html", &section_of([empty.into()]));
    let legend = [
        text(
            "確実に満たす水準（根拠のあるもの）",
            "The level that is surely met, with evidence for each of its criteria",
        ),
        text(
            "満たすかもしれない水準（根拠が足りないもの）",
            "The level that may be met, for which evidence is still missing",
        ),
        text("別の根拠による水準", "A level of another kind"),
        text(
            "目標とする水準（計画によるもの）",
            "The level to be reached by the plan",
        ),
    ];
    let no_steps = HeatMap::new(text("品質", "Quality"), 0, [])
        .legend(legend)
        .row(text("甲", "A"), [HeatCell::level(text("一", "one"), 1)]);
    compare("heat-without-columns.html", &section_of([no_steps.into()]));
}

#[test]
fn heat_maps_as_files() {
    compare("heat-ja.svg", &map().svg(Language::Ja));
    compare("heat-en.svg", &map().svg(Language::En));
}
