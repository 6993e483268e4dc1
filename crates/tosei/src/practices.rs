//! 横展開 (spreading a good practice): what worked elsewhere as a draft for another procedure.

use crate::flows::cases_a_year;
use tosei_bpr::issue::Remedy;
use tosei_bpr::practice::{
    GoodPractice, PracticeDraft, PracticeQuery, PracticeReason, search_practices,
};
use tosei_inventory::{Inventory, ProcedureCategories, VolumeChoice};
use tosei_types::{CaseCount, FlowId, ProcedureId};

/// 横展開の案 (proposal): a good practice, why it fits, and its flow as a draft.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SpreadProposal<'p> {
    /// 好事例.
    pub practice: &'p GoodPractice,
    /// なぜ合うか.
    pub reasons: Vec<PracticeReason>,
    /// 下書き; its estimate says that it was borrowed, and is absent where nobody counted the cases.
    pub draft: PracticeDraft,
}

/// Proposes good practices for a procedure of the inventory: those of its kind, and of the remedies asked
/// for, each as a To-Be draft with the cases of the inventory.
///
/// The kind is the procedure's category, by its code and by its Japanese name. The drafts are named
/// `<prefix>-1`, `<prefix>-2` and so on, best match first. A procedure that the inventory does not have,
/// or that has no category, gets none.
///
/// # Examples
///
/// ```
/// use tosei::inventory::{Body, Inventory, VolumeChoice, VolumeMeasure, VolumeState};
/// use tosei::practices::spread;
///
/// let inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// let volumes = VolumeChoice {
///     fiscal_year: "2024".parse()?,
///     measure: VolumeMeasure::Applications,
///     state: VolumeState::Final,
/// };
/// assert!(spread(&[], &inventory, &"P-1".parse()?, &[], "draft", volumes).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn spread<'p>(
    practices: &'p [GoodPractice],
    inventory: &Inventory,
    procedure: &ProcedureId,
    remedies: &[Remedy],
    prefix: &str,
    volumes: VolumeChoice,
) -> Vec<SpreadProposal<'p>> {
    let found = inventory.procedures.iter().find(|one| one.id == *procedure);
    let Some(category) = found.and_then(|one| one.category.as_deref()) else {
        return Vec::new();
    };
    let mut procedure_kinds = vec![category.to_owned()];
    if let Some(known) = ProcedureCategories::standard().get(category) {
        procedure_kinds.push(known.label.ja.clone());
    }
    let query = PracticeQuery {
        procedure_kinds,
        issues: Vec::new(),
        remedies: remedies.to_vec(),
    };
    let cases = cases_a_year(inventory, procedure, volumes);
    let cases = cases.and_then(|cases| CaseCount::try_new(cases).ok());
    let matches = search_practices(practices, &query).into_iter();
    matches
        .zip(1u32..)
        .filter_map(|(found, number)| {
            let practice = practices.iter().find(|one| one.id == found.practice)?;
            let id: FlowId = format!("{prefix}-{number}").parse().ok()?;
            Some(SpreadProposal {
                draft: practice.draft(id, procedure.clone(), cases),
                practice,
                reasons: found.reasons,
            })
        })
        .collect()
}
