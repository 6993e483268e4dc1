//! The report on the State's survey.

use super::{
    super::{
        input::{Input, SurveyMember},
        report::{
            Barriers, FORMAT, FORMAT_VERSION, ReasonCount, Reasons, Report, Source, SourceCounts,
            VolumeBasis,
        },
    },
    Made, as_number, findings,
    groups::{self, Plan, named_or_blank},
    priorities,
    rates::{self, Tallies},
};
use std::collections::HashMap;
use tosei_inventory::{
    CompiledRates, NotOnlineKind, VolumeChoice, VolumeMeasure, VolumeState,
    survey::{SurveyAnalysis, SurveyEdition},
};
use tosei_types::{Label, Language};

pub(super) fn report(
    input: &Input,
    analysis: &SurveyAnalysis,
    members: &HashMap<(String, String), SurveyMember>,
    edition: &SurveyEdition,
    compiled: &CompiledRates,
) -> Made {
    let tallies = Tallies {
        processes: analysis.tally(),
        procedures: None,
        touchpoints: None,
    };
    let plan = Plan::processes(compiled);
    let ministries = plan.by_name(
        (
            "organisation.ministry",
            Label::new("所管府省庁", "Ministry in charge"),
            Label::new(
                "所管府省庁の欄による区分。ファイルに現れた順に並べる。",
                "Groups by the column of the ministry in charge, in the order of the file.",
            ),
        ),
        analysis.by_ministry(),
        |name| named_or_blank(name, "所管府省庁の記載なし", "no ministry given"),
    );
    let results = rates::results(compiled, &tallies);
    let volumes = edition
        .volume_fiscal_year()
        .parse()
        .ok()
        .map(|fiscal_year| VolumeChoice {
            fiscal_year,
            measure: VolumeMeasure::Handled,
            state: VolumeState::Final,
        });
    let report = Report {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        source: source(input, analysis, edition),
        rates: rates::named(&results, &tallies),
        answer_sheets: Vec::new(),
        change: None,
        round: None,
        forecast: None,
        suppression: None,
        groupings: vec![
            ministries,
            groups::by_kind(plan, &tallies.processes),
            groups::by_actor(plan, &tallies.processes),
        ],
        volume_bands: Plan::volumes_of_processes(compiled).by_volume_band(&tallies.processes),
        priorities: priorities::of_survey(analysis, members),
        barriers: Barriers {
            discretion: Vec::new(),
            causes: Vec::new(),
            obstacles: Vec::new(),
            reasons: reasons(analysis, edition),
            request_statuses: Vec::new(),
            requests: Vec::new(),
        },
        touchpoints: None,
        findings: findings::none(),
    };
    Made {
        report,
        results,
        volumes,
    }
}

pub(super) fn source(input: &Input, analysis: &SurveyAnalysis, edition: &SurveyEdition) -> Source {
    Source {
        kind: input.kind,
        file_name: input.file_name.clone(),
        body: body(edition),
        fictional: false,
        status_date: input.as_of,
        volumes: edition
            .volume_fiscal_year()
            .parse()
            .ok()
            .map(|fiscal_year| VolumeBasis {
                fiscal_year,
                measure: VolumeMeasure::Handled,
                state: VolumeState::Final,
            }),
        office: None,
        edition: Some(edition.edition().id.clone()),
        counts: SourceCounts {
            organisations: as_number(analysis.by_ministry().len()),
            procedures: None,
            processes: analysis.rows(),
            touchpoints: None,
            not_typed: analysis.untyped(),
        },
    }
}

/// The name of an edition: 「国の行政手続等の棚卸調査（令和6年度版）」.
pub(super) fn body(edition: &SurveyEdition) -> Label {
    let (ja, en) = match edition.edition().id.as_str() {
        "survey-r7" => ("令和7年度版", "edition 2025"),
        _ => ("令和6年度版", "edition 2024"),
    };
    Label::new(
        format!("国の行政手続等の棚卸調査（{ja}）"),
        format!("The State's survey of administrative procedures ({en})"),
    )
}

/// The survey's 懸念点; its texts are the official ones, the English ones are glosses.
fn reasons(analysis: &SurveyAnalysis, edition: &SurveyEdition) -> Reasons {
    let concerns = analysis.concerns();
    let mut reasons: Vec<ReasonCount> = concerns
        .counts(edition)
        .map(|(code, processes)| {
            let gloss = code.code.parse::<usize>().ok();
            let gloss = gloss.and_then(|at| NotOnlineKind::ALL.get(at));
            let text = code.text.trim_start_matches(|c: char| c.is_ascii_digit());
            ReasonCount {
                code: code.code.clone(),
                label: Label::new(
                    text.trim(),
                    gloss.map_or(text.trim(), |kind| kind.label(Language::En)),
                ),
                processes,
            }
        })
        .collect();
    if concerns.unlisted() > 0 {
        reasons.push(ReasonCount {
            code: "unlisted".to_owned(),
            label: Label::new("コード表にない値", "values outside the list"),
            processes: concerns.unlisted(),
        });
    }
    Reasons {
        not_done: concerns.not_done(),
        unanswered: concerns.unanswered(),
        several: true,
        reasons,
    }
}
