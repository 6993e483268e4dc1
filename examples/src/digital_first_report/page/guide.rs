//! How to read the report, and what else lies in its folder.

use super::{
    super::report::{Report, SourceKind},
    show,
};
use tosei_page::{List, Section, Terms, Text};

pub(super) fn section(report: &Report) -> Section {
    let mut reading = vec![
        Text::new(
            "率には必ず分子と分母を添えています。ほかの資料の率と比べるときは、分母が同じかを確かめてください。",
            "A rate never stands without numerator and denominator. Before you compare it with a rate from elsewhere, see whether the denominators are the same.",
        ),
        Text::new(
            "「不明」は未実施でも0でもありません。不明のものがあるときは、それが全て未実施だった場合と全て実施済だった場合の率を「幅」として示します。",
            "Unknown is neither offline nor 0. Where something is unknown, the range shows the rate if all of it were offline, and if all of it were online.",
        ),
        Text::new(
            "「手続」と「手続プロセス」は別の単位で、足し合わせません。一つの手続は、申請、通知、納付などの手続プロセスからなります。",
            "Procedures and processes are two units that are never added. One procedure is made of processes: the application, the notice, the payment.",
        ),
        Text::new(
            "所見のある行を取り除いてはいません。数値は、書かれたままの値から作られています。",
            "No row is left out because of a finding. The figures are made of the values as they are written.",
        ),
    ];
    if report.source.kind == SourceKind::Survey {
        reading.push(Text::new(
            "国の棚卸調査の件数は丸められ、一部は推計です。「0」は0件のことも、件数不明のこともあります。",
            "The counts of the State's survey are rounded and partly estimated. A 0 may mean none, or that nobody counted.",
        ));
    }
    show::section("guide", "この報告書の読み方", "How to read this report")
        .block(reading.into_iter().collect::<List>())
        .subheading(Text::new("用語", "Terms"))
        .block(terms())
        .subheading(Text::new(
            "同じフォルダーのファイル",
            "Files in the same folder",
        ))
        .block(files())
}

/// The terms alone.
pub(super) fn glossary() -> Section {
    show::section("glossary", "用語", "Terms").block(terms())
}

fn terms() -> Terms {
    [
        (
            Text::new("手続プロセス", "Process"),
            Text::new(
                "手続を構成する一つの行為（申請等、処分通知等、縦覧等、作成・保存等、納付など）。",
                "One act of a procedure: an application, a notice, public inspection, keeping a record, a payment.",
            ),
        ),
        (
            Text::new("申請等", "Applications"),
            Text::new(
                "国民や事業者などが行政機関に対して行う申請、届出など。",
                "What citizens, businesses and others file with an authority: applications, notifications.",
            ),
        ),
        (
            Text::new("実施済・一部実施済・未実施", "Done, partly done, not done"),
            Text::new(
                "その手続プロセスをオンラインで行えるか。一部実施済は、一部の場合又は部分だけ行えるもの。",
                "Whether the process can be carried out online; partly done means some cases or parts of it.",
            ),
        ),
        (
            Text::new("適用除外", "Exempt"),
            Text::new(
                "法令によりオンライン化の対象から除かれているもの。数え方により、分母に残すか除くかが違う。",
                "Excluded by law from going online. Some rates keep it below the line, others leave it out.",
            ),
        ),
        (
            Text::new("裁量内・裁量外", "Within and beyond discretion"),
            Text::new(
                "自らの判断だけでオンライン化できるものと、国やほかの団体が先に規程を変える必要があるもの。",
                "What a body can put online by its own decision, and what needs another body to change a rule first.",
            ),
        ),
        (
            Text::new("接点", "Touchpoint"),
            Text::new(
                "手続でない接触（契約書類、窓口での記入、相談、催しなど）。手続の率には入らない。",
                "A contact that is not a procedure: contract documents, forms at a counter, consultations, events. It is in no rate of procedures.",
            ),
        ),
        (
            Text::new("所見", "Finding"),
            Text::new(
                "データの規則に合わない箇所。誤り、要確認、参考に分ける。",
                "A place in the data that breaks a rule: an error, a warning, or for information.",
            ),
        ),
    ]
    .into_iter()
    .collect()
}

fn files() -> Terms {
    [
        (
            Text::data("report.json"),
            Text::new(
                "このページの内容を、プログラムで読める形で",
                "The content of this page, for programs",
            ),
        ),
        (Text::data("rates.csv"), Text::new("全ての率", "All rates")),
        (
            Text::data("groups.csv"),
            Text::new(
                "組織別、種類別、主体別、件数の規模別の数と率",
                "Counts and rates by organisation, kind, actor and volume",
            ),
        ),
        (
            Text::data("priorities.csv"),
            Text::new(
                "選定された全ての手続と手続プロセス",
                "All procedures and processes that were selected",
            ),
        ),
        (
            Text::data("findings.csv"),
            Text::new("所見と、その場所", "Findings with their places"),
        ),
    ]
    .into_iter()
    .collect()
}
