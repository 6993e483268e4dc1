//! Laws of findings, places and reports.

use proptest::prelude::*;
use tosei_document::proptest::{cell_addresses, findings, places};
use tosei_document::{
    Catalogue, CellAddress, Collector, Finding, Mark, Place, Report, Severity, Sink, ValueRef,
};
use tosei_types::Language;

/// Takes findings as a rule reports them.
fn collect<'f>(collector: &mut Collector<'_>, findings: impl IntoIterator<Item = &'f Finding>) {
    for finding in findings {
        let Some(rule) = Catalogue::reading().index(&finding.rule) else {
            continue;
        };
        collector.accept(Mark {
            rule,
            place: finding.place.as_ref(),
            subject: finding.subject.as_deref(),
            values: &[("limit", ValueRef::Number(1))],
        });
    }
}

fn report(all: &[Finding], keeping: usize) -> Report {
    let mut collector = Collector::new(Catalogue::reading()).keeping(keeping);
    collect(&mut collector, all);
    collector.into_report()
}

fn many() -> impl Strategy<Value = Vec<Finding>> {
    prop::collection::vec(findings(Catalogue::reading()), 0..40)
}

proptest! {
    /// Law: a cell address that is written is read back equal.
    #[test]
    fn cell_addresses_round_trip(address in cell_addresses()) {
        prop_assert_eq!(address.to_string().parse::<CellAddress>().unwrap(), address);
    }

    /// Law: cells are sorted by row, then by column, as one reads a sheet.
    #[test]
    fn cells_are_in_reading_order(a in cell_addresses(), b in cell_addresses()) {
        prop_assert_eq!(a.cmp(&b), (a.row(), a.column()).cmp(&(b.row(), b.column())));
    }

    /// Law: a place keeps itself, borrowed and owned, and in JSON.
    #[test]
    fn places_round_trip(place in places()) {
        prop_assert_eq!(&place.as_ref().to_place(), &place);
        let text = serde_json::to_string(&place).unwrap();
        prop_assert_eq!(serde_json::from_str::<Place>(&text).unwrap(), place);
    }

    /// Law: a finding that is written is read back equal, and its sentence with it.
    #[test]
    fn findings_round_trip(finding in findings(Catalogue::reading())) {
        let text = serde_json::to_string(&finding).unwrap();
        let again: Finding = serde_json::from_str(&text).unwrap();
        let sentence = |finding| Catalogue::reading().sentence(finding, Language::Ja);
        prop_assert_eq!(sentence(&again), sentence(&finding));
        prop_assert_eq!(again, finding);
    }

    /// Law: collectors of parts, merged in the order of the parts, make the report of the whole.
    #[test]
    fn merging_parts_is_collecting_the_whole(
        all in many(), cut in any::<prop::sample::Index>(), keeping in 0..5usize,
    ) {
        let (left, right) = all.split_at(cut.index(all.len() + 1));
        let mut whole = Collector::new(Catalogue::reading()).keeping(keeping);
        let mut behind = whole.fresh();
        collect(&mut whole, left);
        collect(&mut behind, right);
        whole.merge(behind);
        prop_assert_eq!(whole.into_report(), report(&all, keeping));
    }

    /// Law: a report counts every finding, whatever it lists, and lists at most what was asked for.
    #[test]
    fn every_finding_is_counted(all in many(), keeping in 0..5usize) {
        let report = report(&all, keeping);
        prop_assert_eq!(report.total(), all.len() as u64);
        let by_severity = Severity::ALL.map(|severity| report.count(severity));
        prop_assert_eq!(by_severity.iter().sum::<u64>(), report.total());
        for total in report.totals() {
            prop_assert!(total.listed <= keeping as u64);
            prop_assert_eq!(total.listed, total.count.min(keeping as u64));
        }
    }

    /// Law: a report that is written is read back equal; two merge to their sums.
    #[test]
    fn reports_round_trip_and_merge(left in many(), right in many()) {
        let (left, right) = (report(&left, 3), report(&right, 3));
        let text = serde_json::to_string(&left).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Report>(&text).unwrap(), &left);
        let total = left.total() + right.total();
        prop_assert_eq!(left.merge(right).total(), total);
    }
}
