//! What changed since an earlier snapshot, and why.

use super::{
    super::{
        Failure,
        input::{Attachments, Content, Found, Input},
        page,
        report::{
            Change, ChangedRate, Effect, Fraction, MatchCount, OrganisationChange,
            OrganisationChanges, Previous, Report, StructureShown,
        },
    },
    inventory, survey,
};
use std::collections::{BTreeMap, HashMap};
use tosei_document::{Collector, Explain};
use tosei_inventory::{
    CompareOptions, ComparedList, ComparedSnapshots, CompiledRates, DecompositionMethods,
    DecompositionOptions, FactsBasis, Inventory, MatchReason, OrganisationBasis, OrganisationKind,
    OrganisationView, RateDecomposition, RateDefinitions, RateResult, Structure, compare,
    comparison::comparison_rules,
    decompose, decompose_by_organisation,
    reorganisation::crosswalk_rules,
    survey::{SurveyAnalysis, SurveyEdition, compare_survey_rates},
};
use tosei_types::{Label, Language, PercentDigits, Rate};

/// How many ids of what a cause concerns are listed.
const LISTED_SUBJECTS: usize = 20;

/// The change, the decompositions that it is made of, and what was found while comparing.
pub(super) struct Changed {
    pub(super) change: Change,
    pub(super) decompositions: Vec<RateDecomposition>,
    pub(super) found: Vec<Found>,
}

pub(super) fn change(
    report: &Report,
    present: &Input,
    previous: Input,
    attachments: &Attachments,
    rates: &CompiledRates,
) -> Result<Changed, Failure> {
    match (&previous.content, &present.content) {
        (
            Content::Inventory {
                inventory: earlier,
                not_typed,
                ..
            },
            Content::Inventory {
                inventory: later, ..
            },
        ) => {
            let source = inventory::source(&previous, earlier, *not_typed, None);
            let before = Previous {
                kind: source.kind,
                file_name: source.file_name,
                status_date: source.status_date,
                counts: source.counts,
            };
            of_inventories(report, before, (earlier, later), attachments, rates)
        }
        (
            Content::Survey {
                analysis: earlier,
                edition: earlier_edition,
                ..
            },
            Content::Survey {
                analysis: later,
                edition: later_edition,
                ..
            },
        ) => {
            let source = survey::source(&previous, earlier, earlier_edition);
            let before = Previous {
                kind: source.kind,
                file_name: source.file_name,
                status_date: source.status_date,
                counts: source.counts,
            };
            Ok(of_surveys(
                report,
                before,
                (earlier_edition, earlier),
                (later_edition, later),
                rates,
            ))
        }
        _ => Err(Failure::Embedded {
            what: "earlier snapshot",
        }),
    }
}

fn of_inventories(
    report: &Report,
    previous: Previous,
    (earlier, later): (&Inventory, &Inventory),
    attachments: &Attachments,
    rates: &CompiledRates,
) -> Result<Changed, Failure> {
    let mut options = CompareOptions::default().with_organisations(OrganisationBasis::Executor);
    if let Some(corrections) = &attachments.matching {
        options = options.with_corrections(corrections);
    }
    if let Some(crosswalk) = &attachments.crosswalk {
        options = options.with_crosswalk(crosswalk);
    }
    let comparison = compare(earlier, later, &options);
    let basis = |inventory: &Inventory| {
        FactsBasis::standard(inventory.status_date, inventory::volume_choice(inventory).0)
    };
    let snapshots = ComparedSnapshots {
        earlier,
        earlier_basis: basis(earlier),
        later,
        later_basis: basis(later),
        comparison: &comparison,
    };
    let methods = DecompositionMethods::standard();
    let method = attachments.method.or_else(|| methods.default_method());
    let mut how = DecompositionOptions::default();
    if let Some(method) = method {
        how = how.with_method(method);
    }
    let broken = |_| Failure::Embedded {
        what: "decomposition",
    };
    let mut decompositions = Vec::new();
    for rate in page::headlines(report) {
        let parts = decompose(rates, rate.id.as_str(), &snapshots, &how).map_err(broken)?;
        decompositions.push(parts);
    }
    let mut organisations = Vec::new();
    if let Some(first) = decompositions.first() {
        let mut structures = vec![(StructureShown::AsRecorded, Structure::AsRecorded)];
        if let Some(crosswalk) = &attachments.crosswalk {
            structures.push((StructureShown::Old, Structure::Old(crosswalk)));
            structures.push((StructureShown::New, Structure::New(crosswalk)));
        }
        for (shown, structure) in structures {
            let view = OrganisationView {
                basis: OrganisationBasis::Executor,
                structure,
                level: Some(OrganisationKind::Department),
            };
            let id = first.id().as_str();
            let parts = decompose_by_organisation(rates, id, &snapshots, &how, &view);
            organisations.push(OrganisationChanges {
                rate: first.id().clone(),
                structure: shown,
                rows: in_order(parts.map_err(broken)?, earlier, later),
            });
        }
    }
    let matching = matching(&comparison);
    let whole = comparison.into_report();
    let ambiguous = whole
        .findings
        .totals()
        .iter()
        .filter(|total| total.rule.contains(".ambiguous_"))
        .fold(0u64, |sum, total| sum.saturating_add(total.count));
    let mut found = vec![Found {
        report: whole.findings,
        catalogue: comparison_rules(),
        rows: Vec::new(),
    }];
    if let Some(crosswalk) = &attachments.crosswalk {
        let catalogue = crosswalk_rules();
        let mut findings = Collector::new(catalogue);
        crosswalk.check(Some((earlier, later)), catalogue, &mut findings);
        found.push(Found::new(findings, catalogue));
    }
    Ok(Changed {
        change: Change {
            previous,
            method: method.map(|method| method.id.clone()),
            method_definition: method.map(|method| {
                Label::new(
                    format!("{}：{}", method.label.ja, method.definition.ja),
                    format!("{}: {}", method.label.en, method.definition.en),
                )
            }),
            rates: decompositions.iter().map(changed_rate).collect(),
            organisations,
            totals: whole.totals,
            matching,
            ambiguous,
            changes: whole.changes,
        },
        decompositions,
        found,
    })
}

fn fraction(result: &RateResult) -> Option<Fraction> {
    let rate = result.rate().filter(|rate| rate.denominator() > 0)?;
    Some(Fraction {
        numerator: rate.numerator(),
        denominator: rate.denominator(),
    })
}

fn two_digits(result: &RateResult) -> Option<String> {
    let percent = result
        .rate()
        .and_then(|rate: &Rate| rate.percent(PercentDigits::Two));
    percent.map(|percent| percent.to_string())
}

fn both(text: impl Fn(Language) -> String) -> Label {
    Label::new(text(Language::Ja).trim(), text(Language::En).trim())
}

fn effects(parts: &RateDecomposition, listed: usize) -> Vec<Effect> {
    let effects = parts.effects().iter();
    effects
        .filter_map(|effect| {
            let part = effect.effect.clone()?;
            Some(Effect {
                cause: effect.cause,
                points: part.percentage_points(PercentDigits::Three).plain(),
                effect: part,
                things: Some(effect.things()),
                subjects: effect
                    .subjects
                    .iter()
                    .take(listed)
                    .map(ToString::to_string)
                    .collect(),
            })
        })
        .collect()
}

fn changed_rate(parts: &RateDecomposition) -> ChangedRate {
    let (earlier, later) = (parts.earlier(), parts.later());
    ChangedRate {
        id: parts.id().clone(),
        label: parts.label().clone(),
        earlier: fraction(earlier),
        later: fraction(later),
        earlier_percent: two_digits(earlier),
        later_percent: two_digits(later),
        change: parts.change().cloned(),
        points: parts
            .change()
            .map(|change| change.percentage_points(PercentDigits::Three).plain()),
        verdict: Some(parts.verdict()),
        remark: both(|language| parts.verdict_sentence(language)),
        sentence: both(|language| parts.sentence(language)),
        effects: effects(parts, LISTED_SUBJECTS),
        caveats: Vec::new(),
        cannot_be_said: parts
            .no_decomposition()
            .map(|reason| both(|language| reason.label(language).to_owned())),
    }
}

/// Departments in the order of the later list, then those that are only in the earlier one.
fn in_order(
    mut parts: BTreeMap<Option<tosei_types::OrganisationId>, RateDecomposition>,
    earlier: &Inventory,
    later: &Inventory,
) -> Vec<OrganisationChange> {
    let mut rows = Vec::new();
    for organisation in later.organisations.iter().chain(&earlier.organisations) {
        if let Some(part) = parts.remove(&Some(organisation.id.clone())) {
            let name = organisation.name.as_str();
            rows.push(row(
                Some(organisation.id.clone()),
                Label::new(name, name),
                &part,
            ));
        }
    }
    let nobody = parts.remove(&None);
    for (id, part) in parts {
        let name = id.as_ref().map_or("", |id| id.as_str()).to_owned();
        let label = Label::new(
            format!("{name}（組織一覧にない）"),
            format!("{name} (not in the list of organisations)"),
        );
        rows.push(row(id, label, &part));
    }
    if let Some(part) = nobody {
        let label = Label::new("決められないもの", "which cannot be told");
        rows.push(row(None, label, &part));
    }
    rows
}

fn row(
    organisation: Option<tosei_types::OrganisationId>,
    label: Label,
    part: &RateDecomposition,
) -> OrganisationChange {
    OrganisationChange {
        organisation,
        label,
        earlier: fraction(part.earlier()),
        later: fraction(part.later()),
        points: part
            .change()
            .map(|change| change.percentage_points(PercentDigits::Three).plain()),
        effects: effects(part, 0),
        suppressed: false,
    }
}

/// How many items of each list were matched for each reason.
fn matching(comparison: &tosei_inventory::Comparison) -> Vec<MatchCount> {
    let mut counts = Vec::new();
    for list in ComparedList::ALL {
        let its = comparison.list(*list);
        let pairs = its.pairs.iter().map(|pair| &pair.reason);
        let groups = its.groups.iter().map(|group| &group.reason);
        let mut of_list: HashMap<&'static str, (Label, u64)> = HashMap::new();
        let mut order: Vec<&'static str> = Vec::new();
        for reason in pairs.chain(groups) {
            let (code, label) = said(reason);
            if !of_list.contains_key(code) {
                order.push(code);
            }
            let entry = of_list.entry(code).or_insert((label, 0));
            entry.1 = entry.1.saturating_add(1);
        }
        for code in order {
            if let Some((label, count)) = of_list.remove(code) {
                counts.push(MatchCount {
                    list: *list,
                    reason: code.to_owned(),
                    label,
                    count,
                });
            }
        }
    }
    counts
}

/// The kind of a reason, without what is its own of a single match.
fn said(reason: &MatchReason) -> (&'static str, Label) {
    match reason {
        MatchReason::Correction { .. } => ("correction", Label::new("訂正による", "by correction")),
        MatchReason::Id => ("id", Label::new("IDが同じ", "same id")),
        MatchReason::Content => (
            "content",
            Label::new("重複するIDだが内容が同じ", "repeated id, same content"),
        ),
        MatchReason::Series { .. } => (
            "series",
            Label::new("同じ系列の年度版", "editions of one series"),
        ),
        MatchReason::NameAndLaw => (
            "name_and_law",
            Label::new(
                "名称・根拠法令・条項号が同じ",
                "same name, law and provision",
            ),
        ),
        MatchReason::ProcedureAndKind => (
            "procedure_and_kind",
            Label::new(
                "同じ手続の同じ種類のプロセス",
                "same kind within the same procedure",
            ),
        ),
        MatchReason::Name => ("name", Label::new("種類と名称が同じ", "same kind and name")),
        MatchReason::Similarity { .. } => (
            "similarity",
            Label::new("名称が類似（9割以上）", "alike names (9/10 or more)"),
        ),
        _ => ("other", Label::new("その他", "other")),
    }
}

/// Two files of the State's survey: rates side by side, or why they cannot be.
fn of_surveys(
    report: &Report,
    previous: Previous,
    (earlier_edition, earlier): (&SurveyEdition, &SurveyAnalysis),
    (later_edition, later): (&SurveyEdition, &SurveyAnalysis),
    rates: &CompiledRates,
) -> Changed {
    let (old, new) = (earlier.tally(), later.tally());
    let definitions = RateDefinitions::standard();
    let changed = page::headlines(report).into_iter().map(|rate| {
        let compared = compare_survey_rates(
            rate.id.as_str(),
            definitions,
            rates,
            (earlier_edition, &old),
            (later_edition, &new),
        );
        let blank = ChangedRate {
            id: rate.id.clone(),
            label: rate.label.clone(),
            earlier: None,
            later: None,
            earlier_percent: None,
            later_percent: None,
            change: None,
            points: None,
            verdict: None,
            remark: Label::new("", ""),
            sentence: Label::new("", ""),
            effects: Vec::new(),
            caveats: Vec::new(),
            cannot_be_said: None,
        };
        match compared {
            Ok(compared) => {
                let (a, b) = (fraction(&compared.a), fraction(&compared.b));
                let share = |of: Fraction| {
                    tosei_inventory::Fraction::of_counts(of.numerator, of.denominator)
                };
                let change = a.and_then(share).zip(b.and_then(share));
                let change = change.map(|(a, b)| b.minus(&a));
                ChangedRate {
                    earlier: a,
                    later: b,
                    earlier_percent: two_digits(&compared.a),
                    later_percent: two_digits(&compared.b),
                    points: change
                        .as_ref()
                        .map(|change| change.percentage_points(PercentDigits::Three).plain()),
                    change,
                    caveats: compared.caveats,
                    ..blank
                }
            }
            Err(error) => ChangedRate {
                cannot_be_said: Some(both(|language| error.sentence(language))),
                ..blank
            },
        }
    });
    Changed {
        change: Change {
            previous,
            method: None,
            method_definition: None,
            rates: changed.collect(),
            organisations: Vec::new(),
            totals: Vec::new(),
            matching: Vec::new(),
            ambiguous: 0,
            changes: Vec::new(),
        },
        decompositions: Vec::new(),
        found: Vec::new(),
    }
}
