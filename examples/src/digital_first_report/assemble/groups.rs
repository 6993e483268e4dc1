//! The same population divided in one way or another.

use super::{
    super::report::{Group, Grouping, StatusCounts},
    data_label, rates,
};
use tosei_inventory::{
    CompiledRates, Facts, GroupedTally, KindIndex, Party, ProcessFacts, ProcessKinds, RateCounts,
    RateUnit, Tally, VolumeBands, suppression::PublishedCount,
};
use tosei_types::{Label, Language, MAX_COUNT};

/// How groups of one unit are looked at.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    pub(super) rates: &'a CompiledRates,
    pub(super) unit: RateUnit,
    /// The rate whose counts say in which state things are.
    status: &'static str,
    ids: &'static [&'static str],
}

impl<'a> Plan<'a> {
    pub(super) fn processes(rates: &'a CompiledRates) -> Self {
        Self {
            rates,
            unit: RateUnit::Process,
            status: "processes.done",
            ids: &["processes.done", "applications.done", "cases.online"],
        }
    }

    /// Processes by volume band, where each kind by itself says little.
    pub(super) fn volumes_of_processes(rates: &'a CompiledRates) -> Self {
        Self {
            ids: &["processes.done", "cases.online"],
            ..Self::processes(rates)
        }
    }

    pub(super) fn procedures(rates: &'a CompiledRates) -> Self {
        Self {
            rates,
            unit: RateUnit::Procedure,
            status: "procedures.all",
            ids: &[
                "procedures.all",
                "procedures.any",
                "procedures.application_only",
            ],
        }
    }

    pub(super) fn touchpoints(rates: &'a CompiledRates) -> Self {
        Self {
            rates,
            unit: RateUnit::Touchpoint,
            status: "touchpoints.done",
            ids: &["touchpoints.done"],
        }
    }

    /// In which state things are.
    pub(super) fn status<F: Facts>(&self, tally: &Tally<F>) -> RateCounts {
        let result = self.rates.evaluate_one(self.status, tally);
        result.map(|result| *result.counts()).unwrap_or_default()
    }

    /// One group.
    pub(super) fn group<F: Facts>(&self, key: &str, label: Label, tally: &Tally<F>) -> Group {
        let (mut cases, mut without_cases) = (0u64, 0u64);
        for cell in tally.cells() {
            match cell.key.volume_band {
                Some(_) => cases = cases.saturating_add(cell.cases),
                None => without_cases = without_cases.saturating_add(cell.rows),
            }
        }
        let counts = self.status(tally);
        let shown = PublishedCount::Shown;
        Group {
            key: key.to_owned(),
            label,
            count: shown(tally.rows()),
            status: StatusCounts {
                done: shown(counts.done),
                partial: shown(counts.partial),
                not_done: shown(counts.not_done),
                exempt: shown(counts.exempt),
                other: shown(counts.other),
                unknown: shown(counts.unknown),
                not_applicable: shown(counts.not_applicable),
            },
            cases: Some(cases).filter(|cases| *cases <= MAX_COUNT).map(shown),
            without_cases: shown(without_cases),
            rates: rates::of_group(self.rates, self.ids, tally),
        }
    }

    /// Groups that are named by texts of the file, in its order.
    pub(super) fn by_name<F: Facts>(
        &self,
        (id, label, definition): (&str, Label, Label),
        tally: &GroupedTally<F>,
        name: impl Fn(&str) -> Label,
    ) -> Grouping {
        Grouping {
            id: id.to_owned(),
            label,
            definition,
            unit: self.unit,
            total: self.group("total", total_label(), &tally.total()),
            groups: tally
                .iter()
                .map(|(key, tally)| self.group(key, name(key), tally))
                .collect(),
        }
    }

    /// Groups by the number of cases a year; the last one has no known count.
    pub(super) fn by_volume_band<F: Facts>(&self, tally: &Tally<F>) -> Grouping {
        let bands = VolumeBands::standard();
        let mut parts = tally.by_volume_band();
        let mut group = |key: &str, band| {
            let part = parts.remove(&band).unwrap_or_default();
            self.group(key, bands.label(band).clone(), &part)
        };
        let mut groups: Vec<Group> = bands
            .iter()
            .map(|(band, named)| group(&named.id, Some(band)))
            .collect();
        groups.push(group("unknown", None));
        Grouping {
            id: "volume_band".to_owned(),
            label: Label::new("件数の規模", "Volume"),
            definition: Label::new(
                "一年間の件数による区分。件数が分からないものは「件数不明」とし、0件とは区別する。",
                "Groups by the cases of one year. Where nobody knows the count, it is unknown, which is not 0.",
            ),
            unit: self.unit,
            total: self.group("total", total_label(), tally),
            groups,
        }
    }
}

/// Processes by kind, in the order of the list of kinds.
pub(super) fn by_kind(plan: Plan<'_>, tally: &Tally<ProcessFacts>) -> Grouping {
    let kinds = ProcessKinds::standard();
    let groups = tally
        .split_by(|key| key.facts.kind.map_or(u8::MAX, KindIndex::get))
        .into_iter()
        .map(|(position, part)| {
            let kind = kinds
                .iter()
                .find(|(index, _)| index.get() == position)
                .map(|(_, kind)| kind);
            match kind {
                Some(kind) => plan.group(&kind.code, kind.label.clone(), &part),
                None => plan.group("unknown", Label::new("種類不明", "kind unknown"), &part),
            }
        })
        .collect();
    Grouping {
        id: "kind".to_owned(),
        label: Label::new("手続プロセスの種類", "Kind of process"),
        definition: Label::new(
            "申請等、処分通知等、縦覧等、作成・保存等などの種類による区分。",
            "Groups by kind: applications, notices, public inspection, records and so on.",
        ),
        unit: RateUnit::Process,
        total: plan.group("total", total_label(), tally),
        groups,
    }
}

/// Processes by who acts, in the order of the State's list.
pub(super) fn by_actor(plan: Plan<'_>, tally: &Tally<ProcessFacts>) -> Grouping {
    let groups = tally
        .split_by(|key| key.facts.actor)
        .into_iter()
        .map(|(actor, part)| plan.group(actor.code(), actor_label(actor), &part))
        .collect();
    Grouping {
        id: "actor".to_owned(),
        label: Label::new("主体", "Actor"),
        definition: Label::new(
            "手続プロセスを行う者による区分。",
            "Groups by who carries out the process.",
        ),
        unit: RateUnit::Process,
        total: plan.group("total", total_label(), tally),
        groups,
    }
}

fn actor_label(actor: Party) -> Label {
    match actor {
        Party::Unknown => Label::new("主体不明", "actor unknown"),
        actor => Label::new(actor.label(Language::Ja), actor.label(Language::En)),
    }
}

pub(super) fn total_label() -> Label {
    Label::new("全体", "All")
}

/// The name of a group that is a text of the file; a blank one is named as such.
pub(super) fn named_or_blank(name: &str, ja: &str, en: &str) -> Label {
    if name.trim().is_empty() {
        Label::new(ja, en)
    } else {
        data_label(name)
    }
}
