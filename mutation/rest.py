#!/usr/bin/env python3
"""One random sample of the changes that no list names, over all crates: `mutation/rest.py 400 --seed 7`.

Counts what compiles in the files that `lists/` leaves out, gives each crate its part of the sample (largest
remainders), draws and runs it with `run.py --rest`, and prints what was noticed, with the interval.
"""

import argparse
import json
import re
import subprocess
import sys

from run import HERE, ROOT, interval, say


def run(folder, *more):
    """What `run.py` prints last, and all that it prints."""
    command = [sys.executable, HERE / "run.py", folder, "--rest", *more]
    printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if printed.returncode:
        sys.exit(f"{folder}: {printed.stdout[-2000:]}")
    return printed.stdout.rstrip().rsplit("\n", 1)[-1], printed.stdout


def parts(counts, sample):
    """The sample in parts as large as the counts, by largest remainders."""
    whole = sum(counts.values())
    out = {name: sample * count // whole for name, count in counts.items()}
    by_rest = sorted(counts, key=lambda name: -(sample * counts[name] % whole))
    for name in by_rest[: sample - sum(out.values())]:
        out[name] += 1
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="what no test noticed so far, and what is new")
    parser.add_argument("--without", default="", help="test programs that are not used, as in run.py")
    args = parser.parse_args()
    # Counted once: the same parts after the code has changed.
    kept = ROOT / "target" / "mutation" / "rest.json"
    counts = json.loads(kept.read_text()) if kept.exists() else {}
    for path in sorted((ROOT / "crates").glob("**/Cargo.toml")):
        folder = str(path.parent.relative_to(ROOT))
        if folder not in counts:
            last, _ = run(folder, "--count")
            counts[folder] = int(re.search(r"(\d+) changes compile", last)[1])
            kept.write_text(json.dumps(counts))
        say(folder, counts[folder])
    noticed = whole = 0
    for folder, part in parts(counts, args.sample).items():
        if not part:
            continue
        again = ["--again"] if args.again else []
        last, text = run(folder, "--sample", str(part), "--seed", str(args.seed), "--without", args.without, *again)
        print(text, end="", flush=True)
        found = re.match(r"(\d+) of (\d+) noticed", last)
        noticed, whole = noticed + int(found[1]), whole + int(found[2])
    low, high = interval(noticed, whole)
    changes = sum(counts.values())
    print(f"{noticed} of {whole} of {changes} changes noticed: {100 * noticed / whole:.1f} % ({low:.1f} to {high:.1f} %)")


if __name__ == "__main__":
    main()
