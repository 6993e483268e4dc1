//! Reading the State's survey: typed, checked, tallied, loaded, beside a bare pass of the csv crate.
#![allow(missing_docs, clippy::print_stderr, reason = "a bench")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tosei_benches::{real_file, survey::WORKS};

fn survey(criterion: &mut Criterion) {
    let Some(file) = real_file("procedures_survey/procedures_r6.csv") else {
        eprintln!("skipped: TOSEI_DATA does not name the real data");
        return;
    };
    let Ok(bytes) = std::fs::read(file) else {
        return;
    };
    let mut group = criterion.benchmark_group("survey");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(u64::try_from(bytes.len()).unwrap_or(0)));
    for (name, work) in WORKS {
        assert!(work(&bytes) > 0, "{name} gives no figure");
        group.bench_function(*name, |bencher| bencher.iter(|| work(black_box(&bytes))));
    }
    group.finish();
}

criterion_group!(benches, survey);
criterion_main!(benches);
