//! 見本市（架空）: the inventory of a fictional city whose totals all close.
//!
//! For examples, tests and first steps: 640 procedures of 1,520 processes, with barriers,
//! reorganised divisions, volumes with a heavy tail, and touchpoints that are no procedures. No such
//! city exists; prefecture number 99 is not in use. Acts have their real names; every count,
//! status, rule of the city's own and request is made up.
//!
//! The nine partner bodies have a document of their own: what they handle is no procedure of the
//! city, and stands in none of its rates.
//!
//! One defect is meant to be found in each reading: a designated manager's 法人番号 has a wrong check
//! digit. The other findings are what an honest inventory has: statuses that nobody knows, and
//! procedures that are filed online and answered on paper.
//!
//! The documents are made by `cargo xtask sample` from plans that are data
//! (`xtask/data/mihon_plan.json`, `xtask/data/mihon_earlier_plan.json`,
//! `xtask/data/mihon_partners_plan.json`), by arithmetic alone.

/// The inventory of 見本市 at 30 June 2025, a `tosei-inventory` document.
///
/// # Examples
///
/// Its headline rate, with the interval that the unknown leave open:
///
/// ```
/// use tosei_inventory::{
///     FactsBasis, Inventory, ProcessKinds, RateDefinitions, Tally, VolumeChoice, VolumeMeasure,
///     VolumeState, sample,
/// };
///
/// let inventory = Inventory::from_json(sample::mihon_inventory_json())?;
/// assert!(inventory.fictional);
///
/// let volumes = VolumeChoice {
///     fiscal_year: "2024".parse()?,
///     measure: VolumeMeasure::Applications,
///     state: VolumeState::Final,
/// };
/// let basis = FactsBasis::standard(inventory.status_date, volumes);
/// let mut tally = Tally::new();
/// for (_, facts) in inventory.process_facts(&basis) {
///     tally.add(&facts);
/// }
/// let rates = RateDefinitions::standard().compile(ProcessKinds::standard()).unwrap();
/// let all = rates.evaluate_one("processes.done", &tally).unwrap();
/// assert_eq!(all.to_string(), "717/1520 = 47.2 % (47.2 to 49.9 %)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mihon_inventory_json() -> &'static str {
    include_str!("../data/sample/mihon_inventory.json")
}

/// The inventory of 見本市 at 31 March 2025, before the reorganisation of the next day, a
/// `tosei-inventory` document: 655 of 1,480 processes are online.
///
/// Until 30 June 2025, 14 processes are abolished (2 of them online), 54 are added (16), 48 go
/// online, and 37 go to a division of another department.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Inventory, OnlineStatus, sample};
///
/// let inventory = Inventory::from_json(sample::mihon_inventory_2025_03_json())?;
/// let done = inventory.processes.iter().filter(|one| one.status == OnlineStatus::Done);
/// assert_eq!((done.count(), inventory.processes.len()), (655, 1_480));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mihon_inventory_2025_03_json() -> &'static str {
    include_str!("../data/sample/mihon_inventory_2025_03.json")
}

/// The inventory of 見本市 at 31 March 2024, a `tosei-inventory` document: 603 of 1,475 processes
/// are online.
///
/// Until 31 March 2025, 5 processes are abolished (1 of them online), 10 are added (none), and 53
/// go online.
#[must_use]
pub fn mihon_inventory_2024_03_json() -> &'static str {
    include_str!("../data/sample/mihon_inventory_2024_03.json")
}

/// The inventory of the partner bodies of 見本市, a `tosei-inventory` document.
///
/// Their volumes are 処理件数 (cases handled), and two of the procedures are important for another
/// reason than their number of cases.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Candidate, Inventory, PriorityRules, ProcessKinds, sample};
///
/// let inventory = Inventory::from_json(sample::mihon_partners_json())?;
/// let rules = PriorityRules::standard().compile(ProcessKinds::standard()).unwrap();
/// let mut selector = rules.selector("tokyo.partners", "2024".parse()?).unwrap();
/// for procedure in &inventory.procedures {
///     selector.take(&Candidate::of_procedure(procedure));
/// }
/// let selection = selector.finish();
/// assert_eq!(selection.members().len(), 13); // 11 by their cases, 2 for another reason
/// assert_eq!(selection.undecided().count, 9); // nobody counted them
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mihon_partners_json() -> &'static str {
    include_str!("../data/sample/mihon_partners.json")
}

/// The reorganisation of 見本市 on 1 April 2025, a `tosei-organisation-crosswalk` document: one
/// division was split in two, one went into another.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{OrganisationCrosswalk, sample};
///
/// let crosswalk = OrganisationCrosswalk::from_json(sample::mihon_crosswalk_json())?;
/// assert_eq!(crosswalk.effective().to_string(), "2025-04-01");
/// assert_eq!(crosswalk.rows().len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mihon_crosswalk_json() -> &'static str {
    include_str!("../data/sample/mihon_crosswalk.json")
}

/// The survey round of 見本市 of summer 2025, a `tosei-survey-round` document: of 55 forms 47 came
/// in time, 3 late, 5 not by the middle of August; 14 corrections are asked for.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{round::SurveyRound, sample};
///
/// let round = SurveyRound::from_json(sample::mihon_round_json())?;
/// let status = round.status("2025-08-15".parse()?);
/// assert_eq!((status.late().count(), status.outstanding().count()), (3, 5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mihon_round_json() -> &'static str {
    include_str!("../data/sample/mihon_round.json")
}

/// Three of the files that came back in that round, each with its name: a workbook with every usual
/// defect, a CSV in an old encoding with a letter of the city's own, and a file in the format of
/// before 2007 that is named as if it were of today.
#[must_use]
pub fn mihon_returned_files() -> [(&'static str, &'static [u8]); 3] {
    [
        (
            "mihon_return_shimin.xlsx",
            include_bytes!("../data/sample/returned/mihon_return_shimin.xlsx"),
        ),
        (
            "mihon_return_korei.csv",
            include_bytes!("../data/sample/returned/mihon_return_korei.csv"),
        ),
        (
            "mihon_return_somu.xlsx",
            include_bytes!("../data/sample/returned/mihon_return_somu.xlsx"),
        ),
    ]
}

/// How the returned files are read, a `tosei-office-mapping` document: which column is which field,
/// and what the signs mean. What 「△」 means in them nobody has said yet.
#[must_use]
pub fn mihon_mapping_json() -> &'static str {
    include_str!("../data/sample/mihon_mapping.json")
}
