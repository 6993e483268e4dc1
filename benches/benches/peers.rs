//! Every work of the ratios, each with a report of its own: `cargo bench -p tosei-benches [-- NAME]`.
//!
//! A word that is the beginning of a group's name makes only that group; any other word filters as usual.
#![allow(missing_docs, clippy::print_stderr, reason = "a bench")]

use criterion::{Criterion, criterion_group, criterion_main};
use std::{hint::black_box, time::Duration};
use tosei_benches::{GROUPS, chosen};

fn peers(criterion: &mut Criterion) {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    words.retain(|word| {
        GROUPS
            .iter()
            .any(|(name, _)| name.starts_with(word.as_str()))
    });
    for (name, make) in chosen(&words) {
        let mut group = match make() {
            Ok(group) => group,
            Err(error) => {
                eprintln!("skipped: {name}: {error:#}");
                continue;
            }
        };
        eprintln!("{name}: {}", group.size);
        let mut bench = criterion.benchmark_group(*name);
        bench
            .sample_size(10)
            .measurement_time(Duration::from_secs(5));
        for entry in group.entries() {
            let work = &mut entry.work;
            assert!(work() > 0, "{} gives no figure", entry.name);
            bench.bench_function(entry.name.as_str(), |bencher| {
                bencher.iter(|| black_box(work()));
            });
        }
        bench.finish();
    }
}

criterion_group!(benches, peers);
criterion_main!(benches);
