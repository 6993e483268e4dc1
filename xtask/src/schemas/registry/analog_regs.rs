//! Analog regulations.

use super::super::{Entry, entry};

pub(super) const ENTRIES: &[Entry] = &[
    entry::<tosei_analog_regs::detect::PatternsDocument>(
        "analog-patterns",
        "アナログ規制の点検パターン",
        "Patterns of analog regulations",
    ),
    entry::<tosei_analog_regs::detect::CandidateRecord>(
        "analog-candidate",
        "アナログ規制の候補",
        "Candidate of an analog regulation",
    ),
    entry::<tosei_analog_regs::ClauseRegister>(
        "clause-register",
        "条項台帳",
        "Register of analog clauses",
    ),
    entry::<tosei_analog_regs::CategoriesDocument>(
        "analog-categories",
        "規制等の類型",
        "Categories of analog regulations",
    ),
    entry::<tosei_analog_regs::PhaseScalesDocument>(
        "analog-phases",
        "Phaseの表",
        "Scales of phases",
    ),
    entry::<tosei_analog_regs::review::StatusMachineDocument>(
        "review-status",
        "見直しの状況の遷移",
        "Statuses of a review",
    ),
    entry::<tosei_analog_regs::progress::ProgressDefinitionsDocument>(
        "review-progress",
        "進捗率の定義",
        "Definitions of progress",
    ),
    entry::<tosei_analog_regs::progress::PublishedFiguresDocument>(
        "published-review-figures",
        "見直しの公表値",
        "Published figures of a review",
    ),
    entry::<tosei_analog_regs::priority::PriorityRulesDocument>(
        "review-priority",
        "見直しの順序の規則",
        "Rules of the order of review",
    ),
    entry::<tosei_analog_regs::technology::TechnologiesDocument>(
        "analog-technologies",
        "代替技術",
        "Alternatives by technology",
    ),
    entry::<tosei_analog_regs::AssemblyCalendar>(
        "assembly-calendar",
        "議会の会期",
        "Calendar of an assembly",
    ),
    entry::<tosei_analog_regs::worksheet::WorksheetDocument>(
        "review-worksheet",
        "工程表",
        "Review worksheet",
    ),
];
