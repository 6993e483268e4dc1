//! Bars, stacked bars and rates.

use crate::{LONG, compare, fraction, half, rate, section_of, text};
use tosei_page::{Absence, BarChart, RateChart, StackedBarChart, Text};

#[test]
fn bars() {
    let bars = || BarChart::new(text("年間件数", "Cases a year"), text("件", "cases"));
    compare("bars-empty.html", &section_of([bars().into()]));
    let one = bars().bar(text("市民課", "Citizens"), 41_000);
    compare("bars-one.html", &section_of([one.into()]));
    let mut many = bars()
        .category(text("組織", "Organisation"))
        .note(text(
            "令和6年度の実績",
            "Actual volumes of fiscal year 2024",
        ))
        .first_of(7)
        .bar(Text::data("市民課"), 1_000)
        .bar(Text::data(LONG), 500)
        .bar(text("零", "None"), 0)
        .absent(text("税務課", "Taxes"), Absence::Unknown);
    many.push_bar(text("微", "Small"), 1);
    many.push_absent(
        text("農業委員会", "Agriculture"),
        Absence::Because(text(
            "件数を数える仕組みがなく、担当者の記憶にもとづく見積もりだけがあるため、示さない。農繁期にだけ受け付けるものを含む。",
            "There is only an estimate from memory, which is not shown; some are received only in the busy season of farming.",
        )),
    );
    compare("bars-many.html", &section_of([many.into()]));
}

#[test]
fn bars_without_a_unit_or_a_value() {
    let chart = BarChart::new(text("件数", "Cases"), Text::data(" "))
        .absent(text("甲", "A"), Absence::NotGiven)
        .absent(text("乙", "B"), Absence::NotApplicable);
    let zero = BarChart::new(text("件数", "Cases"), text("件", "cases"))
        .bar(text("甲", "A"), 0)
        .first_of(1);
    let blocks = [chart.into(), zero.into()];
    compare("bars-nothing-known.html", &section_of(blocks));
}

#[test]
fn stacked_counts() {
    let series = [
        text("実施済", "Online"),
        text(
            "一部実施済（一部の様式だけを電子で受け付けるもの）",
            "Partly online: only some of the forms are received electronically",
        ),
        text("未実施", "Not online"),
        text("適用除外", "Exempt"),
        text("検討中", "Under consideration"),
        text("廃止予定", "To be abolished"),
        text("その他の状況", "Any other status"),
    ];
    let mut chart =
        StackedBarChart::new(text("状況", "Status"), text("手続", "procedures"), series)
            .category(text("組織", "Organisation"))
            .bar(Text::data("市民課"), [100, 20, 30, 0, 25, 15, 10].map(Some))
            .bar(Text::data(LONG), [Some(50), None, Some(50)])
            .bar(text("教育委員会", "Education"), [Some(0); 7]);
    chart.push_bar(
        text("上下水道局", "Water"),
        [1, 0, 0, 0, 0, 0, 0, 99].map(Some),
    );
    compare("stacked-counts.html", &half(&section_of([chart.into()])));
    let empty = StackedBarChart::new(text("状況", "Status"), text("手続", "procedures"), []);
    compare("stacked-empty.html", &section_of([empty.into()]));
}

#[test]
fn stacked_shares() {
    let series = [text("済", "Done"), text("未", "Open")];
    let chart = StackedBarChart::new(text("割合", "Shares"), text("手続", "procedures"), series)
        .by_shares()
        .note(text("各課の合計に対する割合", "Shares of each division"))
        .bar(text("甲課", "A"), [Some(71), Some(12)])
        .bar(text("乙課", "B"), [Some(20), None])
        .bar(text("丙課", "C"), [Some(0), Some(0)])
        .bar(text("丁課", "D"), [Some(u64::MAX), Some(1)])
        .bar(text("戊課", "E"), [Some(u64::MAX), None]);
    compare("stacked-shares.html", &half(&section_of([chart.into()])));
}

#[test]
fn rates() {
    let rates = || RateChart::new(text("オンライン化率", "Online rate"));
    compare("rates-empty.html", &section_of([rates().into()]));
    let mut many = rates()
        .category(text("数え方", "Way of counting"))
        .note(text("不明を含む", "Unknown ones included"))
        .first_of(9)
        .rate(
            text("全て", "All"),
            rate(300, 600).try_with_interval(150, 450).unwrap(),
        )
        .rate(Text::data(LONG), rate(1, 4))
        .rate(text("母数なし", "None counted"), rate(0, 0));
    many.push_rate(
        text("不明を除く", "Unknown left out"),
        rate(30, 60)
            .try_with_ends(&fraction(30, 100), &fraction(70, 99))
            .unwrap(),
    );
    compare("rates-many.html", &section_of([many.into()]));
    let plain = rates().rate(text("申請", "Applications"), rate(0, 7));
    compare("rates-one.html", &section_of([plain.into()]));
}
