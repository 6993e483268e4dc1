//! The prediction held against the log, on the page and in the terminal.

use super::report::PredictionReport;
use tosei_bpr::simulate::learn::LeadQuantile;
use tosei_page::{Cell, Column, Figure, Note, Section, Table, Text};
use tosei_types::Language;

/// 「3.3分」, 「5.0時間」 or 「12.1日」: a log may hold cases of minutes and of months.
fn span(minutes: f64, language: Language) -> String {
    let (value, ja, en) = if minutes < 60.0 {
        (minutes, "分", "min")
    } else if minutes < 1_440.0 {
        (minutes / 60.0, "時間", "h")
    } else {
        (minutes / 1_440.0, "日", "days")
    };
    match language {
        Language::Ja => format!("{value:.1}{ja}"),
        Language::En => format!("{value:.1} {en}"),
    }
}

/// A span in both languages, for a line that both readers read.
fn both(minutes: f64) -> String {
    let [ja, en] = [Language::Ja, Language::En].map(|language| span(minutes, language));
    format!("{ja} / {en}")
}

fn percent(share: f64) -> String {
    let shown = format!("{:.1}", share * 100.0);
    if shown == "-0.0" {
        "0.0".to_owned()
    } else {
        shown
    }
}

/// 「+12.3 %」, or that it cannot be said.
fn error(quantile: &LeadQuantile, language: Language) -> String {
    match (quantile.relative_error(), language) {
        (Some(error), _) => format!("{}{} %", if error < 0.0 { "" } else { "+" }, percent(error)),
        (None, Language::Ja) => "言えない".to_owned(),
        (None, Language::En) => "cannot be said".to_owned(),
    }
}

pub(super) fn lines(report: &PredictionReport) -> Vec<String> {
    let found = &report.held_out;
    let mut lines = vec![format!(
        "{}: 検証 / held out: {} → {} 件 / cases, 分割 / cut {}",
        report.log, found.learnt_from.cases, found.observed.cases, found.cut
    )];
    for (share, ja, en) in [
        (0.5, "中央値", "median"),
        (0.9, "90％点", "90th percentile"),
    ] {
        let Some(one) = found.quantile(share) else {
            continue;
        };
        lines.push(format!(
            "{ja} / {en}: 予測 / predicted {}, 実績 / observed {}, 誤差 / error {}; 予測以内 / within the prediction {} %",
            both(one.predicted),
            both(one.observed),
            error(one, Language::En),
            percent(one.share_within_prediction)
        ));
    }
    lines.push(format!(
        "分布の距離 / distance of the distributions {:.3} (偶然だけなら / by chance alone {:.3} 未満)",
        found.distance, found.critical_distance
    ));
    lines
}

pub(super) fn section(report: &PredictionReport) -> Section {
    let found = &report.held_out;
    let mut table = Table::new(
        Text::new(
            "所要日数の予測と実績",
            "Lead times predicted and observed (days)",
        ),
        [
            Column::number(Text::new("割合（％）", "Share (%)")),
            Column::number(Text::new("予測", "Predicted")),
            Column::number(Text::new("実績", "Observed")),
            Column::number(Text::new("実績の区間", "Interval of the observed")),
            Column::number(Text::new("誤差", "Error")),
            Column::number(Text::new(
                "予測以内の実績（％）",
                "Observed within the prediction (%)",
            )),
        ],
    );
    for one in &found.quantiles {
        let interval = match one.interval {
            Some((low, high)) => Text::new(
                format!("{}～{}", span(low, Language::Ja), span(high, Language::Ja)),
                format!(
                    "{} to {}",
                    span(low, Language::En),
                    span(high, Language::En)
                ),
            ),
            None => Text::new("言えない", "cannot be said"),
        };
        let number = |text: String| Cell::from(Figure::Text(Text::data(text)));
        let time = |minutes: f64| {
            let [ja, en] = [Language::Ja, Language::En].map(|language| span(minutes, language));
            Cell::from(Figure::Text(Text::new(ja, en)))
        };
        table.push_row([
            number(percent(one.share)),
            time(one.predicted),
            time(one.observed),
            Cell::from(Figure::Text(interval)),
            Cell::from(Figure::Text(Text::new(
                error(one, Language::Ja),
                error(one, Language::En),
            ))),
            number(percent(one.share_within_prediction)),
        ]);
    }
    let (before, after) = (found.learnt_from.cases, found.observed.cases);
    let (open, cut) = (found.open_at_cut, &found.cut);
    Section::new(Text::new("ログによる検証", "Held against the log"))
        .block(Text::new(
            format!("{}の初めの{before}件（{cut}まで）だけから推定し、続く{after}件の所要日数を予測して、実績と比べました。分割の時点で終わっていなかった{open}件の結末は使っていません。", report.log),
            format!("Learnt from the first {before} cases of {} (until {cut}) alone; the lead times of the next {after} were predicted and held against what they were. The ends of the {open} cases that were open at the cut were not used.", report.log),
        ))
        .block(table)
        .block(Note::method(Text::new(
            format!("予測と実績の分布の最大の差は{:.3}です。予測が正しければ、偶然だけでは20回に19回は{:.3}未満です。", found.distance, found.critical_distance),
            format!("The greatest difference of the two distributions is {:.3}; were the prediction right, chance alone would stay below {:.3} in 19 of 20 cases.", found.distance, found.critical_distance),
        )))
}
