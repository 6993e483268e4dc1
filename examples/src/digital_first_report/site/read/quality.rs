//! 品質 (quality): the standard, the evidence, the targets; each procedure's standing and why.

use super::super::{
    super::{Failure, input::Found},
    folder::Folder,
    known::Known,
    part::{Part, PartKind, worded},
};
use super::Source;
use tosei_criteria::{ActionOptions, EvidenceSet, Standard, StandardSeries};
use tosei_document::{Collector, Limits};
use tosei_qos_model::{
    QualityMap, TargetReading, assess, explain_assessment, principles_of, rules, sample, tokyo,
    tokyo_2024,
};
use tosei_types::{Date, Label, Language, ProcedureId};

/// What is said of the quality of the procedures.
pub(in super::super) struct Quality {
    pub(in super::super) standard: Standard,
    pub(in super::super) evidence: EvidenceSet,
    pub(in super::super) as_of: Date,
    /// The map of the procedures with recorded evidence.
    pub(in super::super) map: QualityMap,
    /// Why each stands where it stands, and what would raise it, in the order of the map.
    pub(in super::super) explained: Vec<Explained>,
    /// Last days that are near or over: targets, evidence, exemptions.
    pub(in super::super) due: Vec<(Date, Label)>,
}

/// The explanation of one procedure.
pub(in super::super) struct Explained {
    pub(in super::super) procedure: ProcedureId,
    pub(in super::super) name: String,
    pub(in super::super) sentences: Vec<Label>,
}

/// Reads the standard, the evidence and the targets.
pub(in super::super) fn read(
    folder: Option<&Folder>,
    known: &Known,
    asked: Option<Date>,
) -> Result<Part<Quality>, Failure> {
    let (evidence, targets, standard) = match folder {
        None => (
            Some(Ok(Source::embedded(
                "mihon_evidence.json",
                sample::mihon_evidence_json(),
            ))),
            None,
            None,
        ),
        Some(folder) => (
            Source::of(folder, "evidence"),
            Source::of(folder, "targets"),
            Source::of(folder, "standard"),
        ),
    };
    let given = [
        ("evidence", &evidence),
        ("targets", &targets),
        ("standard", &standard),
    ];
    let files = given.iter().filter(|(_, source)| source.is_some());
    let files: Vec<String> = files
        .map(|(stem, source)| match source {
            Some(Ok(source)) => source.name.clone(),
            _ => format!("{stem}.json"),
        })
        .collect();
    if files.is_empty() {
        return Ok(Part::absent(PartKind::Quality));
    }
    let mut part = Part::begun(PartKind::Quality, folder.is_none(), files);
    let limits = Limits::default();
    let own = standard
        .and_then(|source| part.keep(source))
        .map(|source| own_standard(&mut part, &source, &limits));
    let own = match own {
        // A standard that cannot be used is not replaced by another one in silence.
        Some(None) => return Ok(part),
        Some(Some(own)) => Some(own),
        None if part.problems.is_empty() => None,
        None => return Ok(part),
    };
    let series = match &own {
        Some((_, series)) => series,
        None => tokyo(),
    };
    let standard = match &own {
        Some((standard, _)) => standard,
        None => tokyo_2024(),
    };
    let targets = targets.and_then(|source| part.keep(source));
    let targets = targets.and_then(|source| {
        let mut findings = Collector::new(rules());
        let read = TargetReading::read(&source.bytes, &limits, rules(), &mut findings);
        if let Some(read) = &read {
            read.check(&principles_of(standard), rules(), &mut findings);
        } else {
            part.problem(source.unreadable(&findings.clone().into_report(), rules()));
        }
        part.found.push(Found::new(findings, rules()));
        read
    });
    let Some(source) = evidence.and_then(|source| part.keep(source)) else {
        return Ok(part);
    };
    let (evidence, report) = EvidenceSet::read(&source.bytes, &limits);
    let catalogue = EvidenceSet::catalogue();
    if evidence.is_none() {
        part.problem(source.unreadable(&report, catalogue));
    }
    part.found.push(Found::of(report, catalogue));
    let Some(evidence) = evidence else {
        return Ok(part);
    };
    let newest = evidence.items().iter().map(|item| item.origin().date).max();
    let Some(as_of) = asked.or(known.status_date).or(newest) else {
        return Ok(part);
    };
    let targets: Vec<_> = targets
        .map(|read| read.targets.into_iter().map(|(_, target)| target).collect())
        .unwrap_or_default();
    let mut rows = Vec::new();
    let mut explained = Vec::new();
    for subject in evidence.subjects() {
        let Ok(procedure) = subject.as_str().parse::<ProcedureId>() else {
            continue;
        };
        let row = known.map_procedure(&procedure);
        let assessment = match assess(series, &evidence, &procedure, as_of) {
            Ok(assessment) => assessment,
            Err(error) => {
                part.problem(worded(|language| {
                    tosei_document::Explain::sentence(&error, language)
                }));
                return Ok(part);
            }
        };
        if let Ok(why) = explain_assessment(series, &assessment, &ActionOptions::default()) {
            let (ja, en) = (why.sentences(Language::Ja), why.sentences(Language::En));
            let sentences = ja.into_iter().zip(en).map(|(ja, en)| Label::new(ja, en));
            explained.push(Explained {
                procedure: procedure.clone(),
                name: row.name.clone(),
                sentences: sentences.collect(),
            });
        }
        rows.push((row, assessment));
    }
    if known.has_procedures() {
        let strangers: Vec<&str> = rows
            .iter()
            .map(|(row, _)| row.procedure.as_str())
            .filter(|id| !known.has(id))
            .collect();
        if !strangers.is_empty() {
            part.problem(Label::new(
                format!(
                    "品質の証拠のうち、次の手続は棚卸にありません：{}。",
                    strangers.join("、")
                ),
                format!(
                    "There is evidence of procedures that the inventory lacks: {}.",
                    strangers.join(", ")
                ),
            ));
        }
    }
    let mut due = due(&evidence, known, as_of);
    due.extend(targets.iter().map(|target| {
        let name = known.name(&target.procedure);
        let (level, by) = (target.level, target.by);
        let principle = standard
            .document()
            .axes
            .iter()
            .find(|axis| axis.id == target.principle);
        let principle = principle.map_or_else(
            || Label::new(target.principle.as_str(), target.principle.as_str()),
            |axis| axis.label.clone(),
        );
        let words = Label::new(
            format!("品質目標：{name}「{}」Lv{level}", principle.ja),
            format!("Quality target: {name}, {} Lv{level}", principle.en),
        );
        (by, words)
    }));
    let map = QualityMap::new(standard, as_of, rows, &targets);
    part.content = Some(Quality {
        standard: standard.clone(),
        evidence,
        as_of,
        map,
        explained,
        due,
    });
    Ok(part)
}

fn own_standard(
    part: &mut Part<Quality>,
    source: &Source,
    limits: &Limits,
) -> Option<(Standard, StandardSeries)> {
    let (standard, report) = Standard::read(&source.bytes, limits);
    let catalogue = Standard::catalogue();
    if standard.is_none() {
        part.problem(source.unreadable(&report, catalogue));
    }
    part.found.push(Found::of(report, catalogue));
    let standard = standard?;
    let series = StandardSeries::try_new([standard.clone()])
        .map_err(|error| worded(|language| tosei_document::Explain::sentence(&error, language)));
    let series = part.keep(series)?;
    Some((standard, series))
}

/// Evidence that ends or wants to be confirmed again, and exemptions that end.
fn due(evidence: &EvidenceSet, known: &Known, as_of: Date) -> Vec<(Date, Label)> {
    let name = |subject: &str| known.name_of(subject);
    let items = evidence.items().iter().filter_map(|item| {
        let day = match (item.reconfirm_by(), item.origin().expires_on) {
            (Some(one), Some(other)) => one.min(other),
            (one, other) => one.or(other)?,
        };
        let name = name(item.subject().as_str());
        Some((
            day,
            Label::new(
                format!("品質の証拠の再確認：{name}"),
                format!("Evidence to confirm again: {name}"),
            ),
        ))
    });
    let exemptions = evidence.exemptions().iter().map(|exemption| {
        let (name, criterion) = (name(exemption.subject().as_str()), exemption.criterion());
        let over = exemption.expires_on() < as_of;
        (
            exemption.expires_on(),
            Label::new(
                format!(
                    "適用除外の期限{}：{name}（{criterion}）",
                    if over { "切れ" } else { "" }
                ),
                format!(
                    "Exemption {}: {name} ({criterion})",
                    if over { "expired" } else { "expires" }
                ),
            ),
        )
    });
    let mut all: Vec<(Date, Label)> = items.chain(exemptions).collect();
    all.dedup();
    all
}
