#!/usr/bin/env bash
# Packs what the fuzzer learned: `fuzz/minimise.sh [TARGET...]`, all targets if none is named.
#
# Inputs that reach nothing that a shorter one does not reach are dropped; what is left becomes
# `fuzz/corpora/<target>.jsonl`, which is committed. Run it after `fuzz/run.sh`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ $# -eq 0 ]; then
  mapfile -t targets < <(cd fuzz_targets && printf '%s\n' *.rs | sed 's/\.rs$//')
  set -- "${targets[@]}"
fi
host=$(rustc -vV | sed -n 's/^host: //p')
for target in "$@"; do
  rm -rf "corpus/$target.min"
  mkdir -p "corpus/$target" "corpus/$target.min"
  "target/$host/release/$target" -merge=1 -max_len=4096 -timeout=10 -rss_limit_mb=4096 \
    "corpus/$target.min" "seeds/$target" "corpus/$target" >"logs/$target.merge.log" 2>&1
  rm -rf "corpus/$target"
  mv "corpus/$target.min" "corpus/$target"
done
cargo run --quiet --manifest-path targets/Cargo.toml -- pack "$PWD/corpus" "$@"
