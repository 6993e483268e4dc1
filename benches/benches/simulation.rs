//! A million customers of a queue with ten servers on one thread.
#![allow(missing_docs, reason = "a bench")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tosei_benches::simulation::{CUSTOMERS, by_hand, by_library};

fn simulation(criterion: &mut Criterion) {
    let expected = by_hand(10);
    assert_eq!(by_library(10).ok(), Some(expected));
    let mut group = criterion.benchmark_group("simulation");
    group.sample_size(20);
    group.throughput(Throughput::Elements(CUSTOMERS));
    group.bench_function("by_hand", |bencher| {
        bencher.iter(|| by_hand(black_box(10)));
    });
    group.bench_function("library", |bencher| {
        bencher.iter(|| by_library(black_box(10)));
    });
    group.finish();
}

criterion_group!(benches, simulation);
criterion_main!(benches);
