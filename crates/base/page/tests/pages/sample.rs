//! A page with one of everything, as an inventory report of a fictional town would be.

use tosei_page::{
    Absence, BarChart, Card, Cards, Cell, Column, Details, Figure, List, Note, Order, Page,
    Provenance, RateChart, RateFigure, Section, StackedBarChart, Table, Terms, Text,
};
use tosei_types::{CaseCount, ProcedureCount, ProcessCount, Rate};

fn rate(numerator: u64, denominator: u64) -> RateFigure {
    let basis = "sample.rate".parse().unwrap();
    RateFigure::new(&Rate::try_new(basis, numerator, denominator).unwrap())
}

pub(crate) fn page() -> Page {
    Page::new(Text::new(
        "行政手続の棚卸と電子化の状況",
        "Inventory of procedures and their digitalization",
    ))
    .issuer(Text::new("見本市（架空）", "Mihon City (fictional)"))
    .lead(Text::new(
        "市の全ての手続プロセスを数え、オンラインで行えるものの割合を、数え方ごとに分母とともに示します。",
        "All processes of the city are counted; the share that can be done online is given for each way of counting, with its denominator.",
    ))
    .provenance(
        Provenance::new()
            .file("mihon_inventory.json")
            .date(Text::new("令和7年6月30日", "30 June 2025"))
            .entry(
                Text::new("読み取った行", "Rows read"),
                Text::new("1,520行（型の付かない行 3行を含む）", "1,520 rows (3 of them kept as text)"),
            ),
    )
    .summary(
        [
            Card::new(
                Text::new("オンライン化率（全プロセス）", "Online rate (all processes)"),
                rate(717, 1_520).try_with_interval(717, 758).unwrap(),
            )
            .note(Text::new("申請等、処分通知等、縦覧等、納付、作成保存の全て", "All five kinds of process"))
            .link("online".parse().unwrap()),
            Card::new(Text::new("手続数", "Procedures"), ProcedureCount::from(640))
                .unit(Text::new("手続", "procedures")),
            Card::new(Text::new("年間件数（令和6年度）", "Cases a year (fiscal year 2024)"), CaseCount::from(932_000))
                .unit(Text::new("件", "cases"))
                .note(Text::new("件数が不明の64手続を含まない", "Without 64 procedures whose volume is unknown")),
            Card::new(Text::new("接点のオンライン率", "Online rate of touchpoints"), Absence::Unknown)
                .note(Text::new("調査していない", "Not surveyed")),
        ]
        .into_iter()
        .collect::<Cards>(),
    )
    .section(online())
    .section(organisations())
    .section(priorities())
    .section(findings())
    .foot(Text::new(
        "このページは外部の資源を読み込みません。数値は四捨五入して表示し、計算には使いません。",
        "This page loads nothing from elsewhere. Figures are rounded when shown and not before.",
    ))
}

fn online() -> Section {
    let chart = RateChart::new(Text::new(
        "オンライン化率の数え方",
        "Ways of counting the online rate",
    ))
    .category(Text::new("数え方", "Way of counting"))
    .note(Text::new(
        "幅は、不明のプロセスが全て未実施または全て実施済であった場合を示す。",
        "The range shows the rate if all unknown processes were offline, or all online.",
    ))
    .rate(
        Text::new("全てのプロセス", "All processes"),
        rate(717, 1_520).try_with_interval(717, 758).unwrap(),
    )
    .rate(
        Text::new("適用除外を除く", "Without exempt processes"),
        rate(717, 1_490).try_with_interval(717, 758).unwrap(),
    )
    .rate(
        Text::new("一部実施済を含む", "Partly online counted as online"),
        rate(791, 1_520).try_with_interval(791, 832).unwrap(),
    )
    .rate(
        Text::new("申請等のみ", "Applications only"),
        rate(412, 700).try_with_interval(412, 427).unwrap(),
    )
    .rate(
        Text::new(
            "自らの裁量で変えられるもの",
            "Within the city's own discretion",
        ),
        rate(705, 1_260),
    )
    .rate(
        Text::new(
            "手続（全てのプロセスがオンライン）",
            "Procedures (every process online)",
        ),
        rate(236, 640),
    )
    .rate(
        Text::new(
            "年度途中に新設された手続",
            "Procedures created during the year",
        ),
        rate(0, 0),
    );
    Section::new(Text::new("オンライン化の状況", "Online status"))
        .anchor("online".parse().unwrap())
        .block(Text::new(
            "「オンライン化率」には複数の数え方があります。どれも正しく、答える問いが違います。比べるときは同じ数え方どうしを比べてください。",
            "There is more than one online rate. Each is right and answers another question; compare only rates that count the same.",
        ))
        .block(chart)
        .block(Note::method(Text::new(
            "率は四捨五入で小数第1位まで示す。分母には適用除外と不明を含む（別に断る場合を除く）。",
            "Rates are rounded half up to one digit. Denominators include exempt and unknown processes unless stated.",
        )))
        .block(Note::caution(Text::new(
            "不明は「未実施」ではありません。",
            "Unknown does not mean offline.",
        )))
        .subheading(Text::new("用語", "Terms"))
        .block(
            [
                (Text::new("手続プロセス", "Process"), Text::new("手続を構成する一つの行為（申請等、処分通知等など）。", "One act of a procedure (an application, a notice, …).")),
                (Text::new("適用除外", "Exempt"), Text::new("オンライン化の義務の対象外とされているもの。", "Not subject to the duty to go online.")),
            ]
            .into_iter()
            .collect::<Terms>(),
        )
}

fn organisations() -> Section {
    let names = [
        ("市民部市民課", [71, 6, 40, 2], Some(4)),
        (
            "福祉部 子ども・子育て支援課（児童手当・児童扶養手当・ひとり親家庭等医療費助成担当）",
            [120, 18, 95, 8],
            Some(11),
        ),
        (
            "教育委員会事務局 学校教育部 学務課",
            [32, 4, 60, 1],
            Some(0),
        ),
        ("上下水道局", [64, 0, 12, 0], None),
        ("農業委員会事務局", [0, 0, 9, 3], Some(2)),
    ];
    let series = [
        Text::new("実施済", "Online"),
        Text::new("一部実施済", "Partly"),
        Text::new("未実施", "Not online"),
        Text::new("適用除外", "Exempt"),
        Text::new("不明", "Unknown"),
    ];
    let title = Text::new(
        "組織別のオンライン化の状況",
        "Online status by organisation",
    );
    let unit = Text::new("プロセス", "processes");
    let mut stacked = StackedBarChart::new(title, unit, series)
        .category(Text::new("組織", "Organisation"))
        .first_of(44)
        .by_shares();
    let mut bars = BarChart::new(
        Text::new("組織別の年間件数", "Cases a year by organisation"),
        Text::new("件", "cases"),
    )
    .category(Text::new("組織", "Organisation"));
    for (at, (name, parts, unknown)) in names.into_iter().enumerate() {
        let parts = parts.map(Some).into_iter().chain([unknown]);
        stacked.push_bar(Text::data(name), parts);
        match at {
            4 => bars.push_absent(Text::data(name), Absence::Unknown),
            3 => bars.push_bar(Text::data(name), 0u64),
            _ => bars.push_bar(Text::data(name), 412_000u64 >> (at * 3)),
        }
    }
    Section::new(Text::new("組織別の状況", "By organisation"))
        .anchor("organisations".parse().unwrap())
        .block(stacked)
        .block(bars)
}

fn priorities() -> Section {
    let mut table = Table::new(
        Text::new(
            "年間10,000件以上の手続",
            "Procedures with 10,000 cases a year or more",
        ),
        [
            Column::text(Text::new("手続名", "Procedure")),
            Column::text(Text::new("所管", "Organisation")),
            Column::text(Text::new("手続ID", "Id")),
            Column::number(Text::new("年間件数", "Cases a year")).sorted(Order::Descending),
            Column::number(Text::new("オンライン利用率", "Online usage")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "令和6年度の実績（確定）による",
        "Actual volumes of fiscal year 2024 (final)",
    ))
    .first_of(18);
    for (name, organisation, id, cases, online) in [
        (
            "住民票の写しの交付",
            "市民課",
            "M-0001",
            Some(148_000),
            Some(51_800),
        ),
        (
            "印鑑登録証明書の交付",
            "市民課",
            "M-0002",
            Some(96_500),
            Some(38_600),
        ),
        (
            "粗大ごみの収集の申込み",
            "環境部 ごみ減量課",
            "M-0117",
            Some(88_000),
            Some(71_016),
        ),
        (
            "児童手当の認定請求（新規・第2子以降・転入を含む。）",
            "子ども・子育て支援課",
            "M-0305",
            Some(24_600),
            None,
        ),
        (
            "<script>alert(1)</script> & \"引用\" 'の手続'",
            "（取込み検査）",
            "M-9999",
            None,
            None,
        ),
    ] {
        table.push_row([
            Cell::data(name).link("online".parse().unwrap()),
            Cell::data(organisation),
            Cell::code(id),
            Cell::from(Figure::or_absent(
                cases.map(CaseCount::from),
                Absence::Unknown,
            )),
            Cell::from(match (online, cases) {
                (Some(online), Some(cases)) => Figure::from(rate(online, cases.into())),
                _ => Figure::from(Absence::NotGiven),
            }),
        ]);
    }
    Section::new(Text::new("重点手続", "Priority procedures"))
        .anchor("priorities".parse().unwrap())
        .block(Text::new(
            "18手続で、分かっている年間件数932,000件のうち774,100件（83.1 %）を占めます。",
            "18 procedures make up 774,100 of the 932,000 known cases a year (83.1 %).",
        ))
        .block(table)
}

fn findings() -> Section {
    let table = Table::new(
        Text::new("所見", "Findings"),
        [
            Column::text(Text::new("規則", "Rule")),
            Column::text(Text::new("セル", "Cell")),
            Column::text(Text::new("内容", "What was found")),
            Column::number(Text::new("件数", "Count")),
        ],
    )
    .row([
        Cell::code("inventory.volume.online_exceeds_total"),
        Cell::code("K12"),
        Cell::from(Text::new(
            "オンライン件数1,204が総件数1,024を超えている。",
            "1,204 online cases exceed 1,024 cases in all.",
        )),
        Cell::from(ProcessCount::from(1)),
    ])
    .row([
        Cell::code("inventory.code.variant"),
        Cell::code("M3"),
        Cell::from(Text::new(
            "「〇」は「○」の異体として読んだ。",
            "`〇` was read as a variant of `○`.",
        )),
        Cell::from(ProcessCount::from(48)),
    ]);
    Section::new(Text::new("データの所見", "Findings in the data"))
        .block(table)
        .details(
            Details::new(Text::new(
                "読み取れなかった値（3件）",
                "Values that could not be read (3)",
            ))
            .block(
                ["別紙参照", "〃", "約300\u{202E}件"]
                    .map(Text::data)
                    .into_iter()
                    .collect::<List>(),
            ),
        )
        .details(
            Details::new(Text::new("不明の内訳", "What is unknown")).block(Text::new(
                "申請等15、処分通知等14、縦覧等2、納付6、作成保存4。",
                "15 applications, 14 notices, 2 inspections, 6 payments, 4 records.",
            )),
        )
}

/// Names too long for any place, in every kind of block that has to break them.
pub(crate) fn long_names() -> Page {
    let names = [
        "社会福祉法人等による利用者負担軽減制度事業に要する費用の補助金に係る交付申請書（変更・中止・廃止の承認申請を含む。）の受付及び審査に関する事務",
        "Application for the certification of long-term care insurance benefits, including renewals",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "ＡＢＣ㈱髙﨑①～※→℃ﾃｽﾄ葛\u{E0100}飾区👩\u{200D}👧１２３４５６７８９０",
        "mmmm@mmmm.mmmm%mmmm&mmmm_mmmm^mmmm~mmmm",
        "العربية في النص",
    ];
    let long = |at: usize| Text::data(names[at % names.len()]);
    let mut bars = BarChart::new(long(0), long(3))
        .category(long(2))
        .note(long(1));
    let series = (0..7).map(long);
    let mut stacked = StackedBarChart::new(long(1), long(0), series);
    let mut rates = RateChart::new(long(2)).category(long(0));
    let mut table =
        Table::new(long(0), (0..5).map(|at| Column::text(long(at)))).with_row_headings();
    for (at, name) in names.into_iter().enumerate() {
        let count = tosei_types::MAX_COUNT >> (at * 7);
        match at {
            1 => bars.push_absent(long(at), Absence::Because(long(0))),
            _ => bars.push_bar(long(at), count),
        }
        stacked.push_bar(long(at), (0..7).map(|part| Some(count >> (8 * part))));
        rates.push_rate(
            long(at),
            rate(count / 2, count)
                .try_with_interval(count / 3, count)
                .unwrap(),
        );
        table.push_row((0..5).map(|column| match column {
            3 => Cell::code(name),
            4 => Cell::from(rate(count / 2, count)),
            _ => Cell::from(long(at + column)),
        }));
    }
    Page::new(long(0))
        .lead(long(2))
        .provenance(Provenance::new().file(names[2]).date(long(4)))
        .summary(Cards::from_iter(
            (0..5).map(|at| Card::new(long(at), u64::MAX).unit(long(at))),
        ))
        .section(
            Section::new(long(2))
                .block(bars)
                .block(rates)
                .block(stacked)
                .block(table),
        )
        .section(
            Section::new(long(0))
                .block(Note::method(long(2)))
                .details(Details::new(long(2)).block(List::from_iter((0..6).map(long)))),
        )
}
