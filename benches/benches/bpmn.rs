//! Reading all BPMN files of the interchange tests into flows.
#![allow(missing_docs, clippy::print_stderr, reason = "a bench")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tosei_benches::{bpmn::WORKS, markup::files};

fn bpmn(criterion: &mut Criterion) {
    let files = files("bpmn/miwg", "bpmn");
    if files.is_empty() {
        eprintln!("skipped: TOSEI_DATA does not name the real data");
        return;
    }
    let bytes: usize = files.iter().map(Vec::len).sum();
    let mut group = criterion.benchmark_group("bpmn");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(u64::try_from(bytes).unwrap_or(0)));
    for (name, work) in WORKS {
        assert!(work(&files) > 0, "{name} gives no figure");
        group.bench_function(*name, |bencher| bencher.iter(|| work(black_box(&files))));
    }
    group.finish();
}

criterion_group!(benches, bpmn);
criterion_main!(benches);
