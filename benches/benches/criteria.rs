//! One million assessments on one thread.
#![allow(missing_docs, clippy::print_stderr, reason = "a bench")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tosei_benches::criteria::{evidence, levels, levels_by_hand, standard, verdicts};

fn criteria(criterion: &mut Criterion) {
    let Ok(standard) = standard() else {
        eprintln!("skipped: the standard of the bench cannot be compiled");
        return;
    };
    let evidence = evidence();
    let expected = levels_by_hand(&evidence);
    assert_eq!(levels(&standard, &evidence), expected);
    assert_eq!(verdicts(&standard, &evidence), expected);
    let mut group = criterion.benchmark_group("criteria");
    group.sample_size(20);
    group.throughput(Throughput::Elements(
        u64::try_from(evidence.len()).unwrap_or(0),
    ));
    group.bench_function("by_hand", |bencher| {
        bencher.iter(|| levels_by_hand(black_box(&evidence)));
    });
    group.bench_function("levels", |bencher| {
        bencher.iter(|| levels(&standard, black_box(&evidence)));
    });
    group.bench_function("verdicts", |bencher| {
        bencher.iter(|| verdicts(&standard, black_box(&evidence)));
    });
    group.finish();
}

criterion_group!(benches, criteria);
criterion_main!(benches);
