//! The published tables of a city: which counter handles what. Runs where `TOSEI_DATA` is set.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![allow(clippy::print_stdout, reason = "says that it was skipped")]

use std::{env, fs::File, path::PathBuf};
use tosei_counter_dx::register::{
    CounterRegister, CounterTableLayout, ServiceMode, read_counter_table, register_rules,
    write_counter_table,
};
#[cfg(feature = "xlsx")]
use tosei_counter_dx::register::{read_counter_workbook, write_counter_workbook};
use tosei_document::{Collector, Limits};

#[test]
fn three_tables_of_48_counters_are_read_completely() {
    let Some(data) = env::var_os("TOSEI_DATA") else {
        println!("skipped: TOSEI_DATA is not set");
        return;
    };
    let mut register = CounterRegister::new("新潟市", "2025-04-01".parse().unwrap());
    let mut collector = Collector::new(register_rules());
    for (file, business, services) in [
        ("od-juki-syoumei-mado.csv", "住民票・戸籍の証明", 21),
        ("od-juki-todoke-mado.csv", "住民異動・印鑑・戸籍の届出", 25),
        ("od-zei-syoumei-mado.csv", "税の証明", 21),
    ] {
        let path = PathBuf::from(&data).join("counters_jp").join(file);
        let layout = CounterTableLayout::of_business(business);
        let file = File::open(path).unwrap();
        let table = read_counter_table(file, &layout, &Limits::default(), &mut collector).unwrap();
        assert_eq!(table.rows, 48);
        assert_eq!((table.counters.len(), table.services.len()), (48, services));
        assert!(
            table
                .counters
                .iter()
                .all(|counter| counter.services.len() == services)
        );
        register.add_table(table);
    }
    let report = collector.into_report();
    assert!(report.is_clean(), "{:?}", report.totals());

    let counts = register.counts();
    assert_eq!(counts.counters, 144);
    assert_eq!(counts.modes.of(ServiceMode::Processes), 1_579);
    assert_eq!(counts.modes.of(ServiceMode::None), 1_485);
    assert_eq!(counts.modes.of(ServiceMode::Forwards), 70);
    assert_eq!(counts.modes.of(ServiceMode::ForwardsHandOverLater), 82);
    assert_eq!((counts.modes.unknown(), counts.modes.total()), (0, 3_216));
    // Nothing is said about booths, so nothing is known.
    assert_eq!((counts.booths, counts.counters_of_unknown_booths), (0, 144));

    // Columns without a meaning are kept with the place, remarks with the counter.
    let point = &register.service_points[0];
    assert_eq!(point.other.len(), 5); // X, Y, 区名, 窓口種別, 郵便番号
    assert!(
        register
            .counters
            .iter()
            .any(|counter| counter.note.is_some())
    );
    println!("{:?} {:?}", counts, register.check().totals());

    // All of it again from each of the three formats.
    let json = serde_json::to_string(&register).unwrap();
    assert_eq!(
        serde_json::from_str::<CounterRegister>(&json).unwrap(),
        register
    );
    let mut again = CounterRegister::new("新潟市", register.as_of);
    let mut csv = Vec::new();
    write_counter_table(&register, &mut csv).unwrap();
    let mut collector = Collector::new(register_rules());
    let (layout, limits) = (CounterTableLayout::default(), Limits::default());
    let table = read_counter_table(csv.as_slice(), &layout, &limits, &mut collector).unwrap();
    again.add_table(table);
    assert_eq!(again, register);
    #[cfg(feature = "xlsx")]
    {
        let bytes = write_counter_workbook(&register, register.as_of).unwrap();
        let options = tosei_table::ReadOptions::default();
        let table = read_counter_workbook(&bytes, &layout, &options, &mut collector).unwrap();
        let mut again = CounterRegister::new("新潟市", register.as_of);
        again.add_table(table);
        assert_eq!(again, register);
        println!("{} bytes of XLSX", bytes.len());
    }
    let report = collector.into_report();
    assert!(report.is_clean(), "{:?}", report.totals());
}
