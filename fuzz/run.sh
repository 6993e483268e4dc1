#!/usr/bin/env bash
# Runs the fuzz targets, two at a time: `fuzz/run.sh MINUTES [TARGET...]`, all targets if none is named.
#
# Needs cargo-fuzz (`cargo install --locked cargo-fuzz`). A run starts from `fuzz/seeds/<target>` and from
# what earlier runs learned (`fuzz/corpora/<target>.jsonl`); what it learns itself is kept in
# `fuzz/corpus/<target>`. `fuzz/minimise.sh` packs that again, so that the time adds up. One line per target
# at the end; the exit code is 1 if a target found something (`fuzz/artifacts/<target>`).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
minutes=${1:?usage: fuzz/run.sh MINUTES [TARGET...]}
shift
if [ $# -eq 0 ]; then
  mapfile -t targets < <(cd fuzz_targets && printf '%s\n' *.rs | sed 's/\.rs$//')
  set -- "${targets[@]}"
fi
# Sanitizers are an unstable option of a stable compiler.
export RUSTC_BOOTSTRAP=1
if [ $# -eq 1 ]; then
  cargo fuzz build --fuzz-dir . "$1"
else
  cargo fuzz build --fuzz-dir .
fi
cargo run --quiet --manifest-path targets/Cargo.toml -- unpack "$PWD/corpus" "$@"
host=$(rustc -vV | sed -n 's/^host: //p')
mkdir -p artifacts logs

# Runs one target and says in one line what came of it.
run_one() {
  local target=$1 seconds=$2 log=logs/$1.log status=0
  mkdir -p "corpus/$target" "artifacts/$target"
  "target/$host/release/$target" "-artifact_prefix=artifacts/$target/" \
    "-max_total_time=$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 \
    "-dict=$target.dict" "corpus/$target" "seeds/$target" >"$log" 2>&1 || status=$?
  local runs rate found=0 corpus
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
  corpus=$(find "corpus/$target" -type f | wc -l)
  [ $status -eq 0 ] || found=1
  echo "$target: ${runs:-0} runs, ${rate:-0} per s, corpus $corpus, findings $found" | tee "logs/$target.line"
}
export -f run_one
export host
rm -f logs/*.line
printf '%s\n' "$@" | xargs -P 2 -I '{}' bash -c "run_one {} $((minutes * 60))" >/dev/null

cat logs/*.line
if grep -q 'findings [^0]' logs/*.line; then
  echo 'what broke a law lies in fuzz/artifacts; the end of fuzz/logs/<target>.log says how' >&2
  exit 1
fi
