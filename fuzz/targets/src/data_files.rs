//! Files of rules and lists that a body may replace: a line with the name of the reader, and the file.
//!
//! Laws: no panic; a file that is refused is refused with a code of its crate and a sentence; what a strict
//! reader accepts, the lenient one reads the same, without a finding.

use tosei::{cpsv_ap::Profile, evidence::EvidenceMapping, joined::Links};
use tosei_analog_regs as analog;
use tosei_criteria::Standard;
use tosei_document::{Catalogue, Limits, PublicationMarks, Report};
use tosei_inventory::{self as inventory, Ledger, MatchingCorrections, OrganisationCrosswalk};
use tosei_plan as plan;
use tosei_table::{Form, ReplacementTable};
use tosei_types::{
    BusinessCalendar, CountingRule, HolidayList, StandardProcessingPeriod, StatutoryDeadline,
};

macro_rules! readers {
    ($([$name:literal, $read:expr]),+ $(,)?) => {
        /// The readers, by name.
        pub const NAMES: &[&str] = &[$($name),+];

        fn read(name: &str, json: &str) -> bool {
            #[allow(unused_imports, reason = "some errors have their code by this trait")]
            use tosei_document::Explain as _;
            match name {
                $($name => match $read(json) {
                    Ok(_) => true,
                    Err(error) => {
                        let code: &str = error.code();
                        assert!(code.contains('.'), "`{code}` names no crate");
                        assert!(!error.to_string().is_empty());
                        false
                    }
                },)+
                _ => false,
            }
        }
    };
}

readers!(
    // Dates and periods.
    ["holidays", |json: &str| HolidayList::from_json(
        json.as_bytes()
    )],
    ["business_calendar", |json: &str| {
        BusinessCalendar::from_json(json.as_bytes())
    }],
    ["counting_rule", |json: &str| CountingRule::from_json(
        json.as_bytes()
    )],
    ["statutory_deadline", |json: &str| {
        StatutoryDeadline::from_json(json.as_bytes())
    }],
    ["standard_period", |json: &str| {
        StandardProcessingPeriod::from_json(json.as_bytes())
    }],
    // Findings and tables.
    ["catalogue", Catalogue::from_json],
    ["publication_marks", PublicationMarks::from_json],
    ["form", Form::from_json],
    ["replacements", ReplacementTable::from_json],
    ["standard", standard],
    // The inventory.
    ["process_kinds", inventory::ProcessKinds::from_json],
    [
        "procedure_categories",
        inventory::ProcedureCategories::from_json
    ],
    [
        "digital_predicates",
        inventory::DigitalPredicates::from_json
    ],
    ["rule_authorities", inventory::RuleAuthorities::from_json],
    ["volume_bands", inventory::VolumeBands::from_json],
    [
        "decomposition_methods",
        inventory::DecompositionMethods::from_json
    ],
    [
        "header_synonyms",
        inventory::office_table::HeaderSynonyms::from_json
    ],
    ["rate_definitions", rate_definitions],
    ["priority_rules", priority_rules],
    ["matching", matching],
    ["crosswalk", crosswalk],
    ["ledger", ledger],
    ["series", inventory::forecast::IndicatorSeries::from_json],
    [
        "published_values",
        inventory::answer_sheet::PublishedValues::from_json
    ],
    ["round", inventory::round::SurveyRound::from_json],
    // Analog regulations.
    ["categories", analog::Categories::from_json],
    ["patterns", analog::detect::Patterns::from_json],
    ["status_machine", analog::review::StatusMachine::from_json],
    [
        "progress_definitions",
        analog::progress::ProgressDefinitions::from_json
    ],
    [
        "published_figures",
        analog::progress::PublishedFigures::from_json
    ],
    ["review_priority", analog::PriorityRules::from_json],
    ["technologies", analog::Technologies::from_json],
    ["phase_scales", analog::phase::PhaseScales::from_json],
    ["assembly_calendar", analog::AssemblyCalendar::from_json],
    ["worksheet", analog::worksheet::WorksheetDocument::from_json],
    // Plans and the year of an office.
    ["office_calendar", plan::year::OfficeCalendar::from_json],
    ["office_year", plan::year::OfficeYear::from_json],
    ["answer_figures", plan::answer::AnswerFigures::from_json],
    ["answer_questions", plan::answer::AnswerQuestions::from_json],
    ["canvas_form", plan::governance::CanvasForm::from_json],
    ["stage_gates", plan::governance::StageGates::from_json],
    ["test_rules", plan::governance::TestRules::from_json],
    [
        "standardised_tasks",
        plan::governance::StandardisedTasks::from_json
    ],
    ["partner_rules", plan::governance::PartnerRules::from_json],
    ["post_rules", plan::governance::PostRules::from_json],
    ["checklists", plan::governance::Checklists::from_json],
    [
        "plain_japanese",
        plan::governance::PlainJapaneseRules::from_json
    ],
    // What joins the domains.
    ["links", Links::from_json],
    ["profile", Profile::from_json],
    ["evidence_mapping", EvidenceMapping::from_json],
);

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let _ = is_read(bytes);
}

/// Whether these bytes name a reader that accepts them.
#[must_use]
pub fn is_read(bytes: &[u8]) -> bool {
    let Some((name, json)) = crate::named(bytes) else {
        return false;
    };
    std::str::from_utf8(json).is_ok_and(|json| read(name, json))
}

/// What the strict reader accepted, the lenient one must have read too.
fn agree<T: PartialEq + std::fmt::Debug>(strict: &T, lenient: (Option<T>, Report)) {
    let (read, report) = lenient;
    assert_eq!(read.as_ref(), Some(strict), "strict and lenient disagree");
    assert!(report.is_clean(), "accepted, and a finding: {report:?}");
}

macro_rules! strict {
    ($name:ident, $type:ty, $error:ty) => {
        fn $name(json: &str) -> Result<(), $error> {
            let strict = <$type>::from_json(json)?;
            agree(&strict, <$type>::read(json.as_bytes(), &Limits::default()));
            Ok(())
        }
    };
}

strict!(
    rate_definitions,
    inventory::RateDefinitions,
    inventory::RateDefinitionsError
);
strict!(
    priority_rules,
    inventory::PriorityRules,
    inventory::PriorityRulesError
);
strict!(matching, MatchingCorrections, inventory::MatchingError);
strict!(crosswalk, OrganisationCrosswalk, inventory::CrosswalkError);
strict!(ledger, Ledger, inventory::LedgerError);

/// What a standard says is checked apart from its shape, so that findings are no contradiction.
fn standard(json: &str) -> Result<(), tosei_criteria::StandardError> {
    let strict = Standard::from_json(json)?;
    let (lenient, _) = Standard::read(json.as_bytes(), &Limits::default());
    assert_eq!(
        lenient.as_ref(),
        Some(&strict),
        "strict and lenient disagree"
    );
    Ok(())
}
