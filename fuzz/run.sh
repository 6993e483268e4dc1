#!/usr/bin/env bash
# Runs the fuzz targets: `fuzz/run.sh MINUTES [TARGET...]`, all targets if none is named.
#
# Needs cargo-fuzz (`cargo install --locked cargo-fuzz`). What a run learns is kept in
# `fuzz/corpus/<target>`, so that the time adds up; `fuzz/seeds/<target>` is where it starts.
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
for target in "$@"; do
  mkdir -p "corpus/$target" "seeds/$target"
  dictionary=()
  [ -f "$target.dict" ] && dictionary=("-dict=$target.dict")
  echo "== $target: $minutes min"
  cargo fuzz run --fuzz-dir . "$target" "corpus/$target" "seeds/$target" -- \
    "-max_total_time=$((minutes * 60))" -max_len=65536 -timeout=10 -rss_limit_mb=4096 \
    -print_final_stats=1 "${dictionary[@]}"
done
