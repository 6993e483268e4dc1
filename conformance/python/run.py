"""Runs every conformance suite against the small Python implementation beside this file.

Standard library only. Prints one line per suite and a closing line; exits 1 if a case fails, a suite
has no operation, an operation has no suite, or nothing ran.
"""

import importlib
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
SUITES = HERE.parent / "suites"
sys.path.insert(0, str(HERE))

from refused import Refused  # noqa: E402  (the path is set just above)

CASE_KEYS = {"id", "note", "source", "input", "expect"}
SUITE_KEYS = {"$schema", "suite", "format_version", "operation", "note", "case_count", "cases"}


def operations():
    """All operations of `operations/*.py`, by "<crate>/<operation>"."""
    found = {}
    for path in sorted((HERE / "operations").glob("*.py")):
        module = importlib.import_module(f"operations.{path.stem}")
        for name, function in module.OPERATIONS.items():
            if name in found:
                raise SystemExit(f"operation {name} is defined twice")
            found[name] = function
    return found


def outcome(function, given):
    try:
        return {"ok": function(given)}
    except Refused as refused:
        return {"error": {"code": refused.code}}


def same(left, right):
    """Equality of JSON values in which 1, 1.0 and true are three different things."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right


def run_suite(path, known):
    """Runs one suite; returns (operation, cases, failures)."""
    suite = json.loads(path.read_text(encoding="utf-8"))
    name = path.relative_to(SUITES).with_suffix("").as_posix()
    crate = name.split("/")[0]
    failures = []
    if set(suite) - SUITE_KEYS or suite["suite"] != name or suite["format_version"] != 1:
        failures.append("the header is not that of this suite")
    cases = suite["cases"]
    if suite["case_count"] != len(cases) or not cases:
        failures.append(f"case_count {suite['case_count']}, cases {len(cases)}")
    if len({case["id"] for case in cases}) != len(cases):
        failures.append("an id stands twice")
    operation = f"{crate}/{suite['operation']}"
    function = known.get(operation)
    if function is None:
        return operation, 0, [f"no operation {operation}"]
    for case in cases:
        if set(case) - CASE_KEYS:
            failures.append(f"{case['id']}: unknown keys")
        got = outcome(function, case["input"])
        if not same(got, case["expect"]):
            failures.append(f"{case['id']}: expected {case['expect']}, got {got}")
    return operation, len(cases), failures


def main(prefixes):
    known = operations()
    used, total, failed = set(), 0, 0
    for path in sorted(SUITES.rglob("*.json")):
        name = path.relative_to(SUITES).with_suffix("").as_posix()
        if prefixes and not any(name.startswith(prefix) for prefix in prefixes):
            continue
        operation, count, failures = run_suite(path, known)
        used.add(operation)
        total += count
        failed += len(failures)
        print(f"{name}: {count} vectors" + (f", {len(failures)} failures" if failures else ""))
        for failure in failures:
            print(f"  {failure}")
    if not prefixes:
        for operation in sorted(set(known) - used):
            failed += 1
            print(f"operation {operation} has no suite")
    print(f"{total - min(failed, total)} passed, {failed} failed")
    return 1 if failed or not total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
