#!/usr/bin/env python3
"""Mutation of a crate's code: every small wrong change in one build, each chosen by a number.

    mutation/run.py crates/plan                       the files of mutation/lists/plan.txt
    mutation/run.py crates/plan --again               after new tests: what no test noticed so far
    mutation/run.py crates/plan --files all --sample 200 --seed 7
    mutation/run.py crates/plan --rest --count        how many changes compile in the files that are on no list

The tracked files are copied, the changes written into the copy, what does not compile left out, the
tests built once; each test runs alone to see which changes it reaches, then each change runs against
the tests that reach it, quick ones first, until one fails. Standard library only; Unix only.
"""

import argparse
import fnmatch
import hashlib
import json
import math
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
MEMORY = 6 << 30  # bytes for one test program
UNNOTICED = ("survived", "not reached")


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crate", help="folder of the crate")
    parser.add_argument("--files", help="a file with one glob a line (`-glob` leaves out), or `all`")
    parser.add_argument("--rest", action="store_true", help="the files that the crate's list leaves out")
    parser.add_argument("--count", action="store_true", help="only how many changes compile")
    parser.add_argument("--sample", type=int, help="only so many changes, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="what no test noticed so far, and what is new")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--cases", type=int, default=16, help="of a property test; what survives gets three times as many")
    parser.add_argument("--without", default="", help="test programs that are not used, with commas; `examples` for those of the documentation")
    parser.add_argument("--slowest", type=float, default=20.0, help="seconds; slower tests are not used")
    return parser.parse_args()


class Crate:
    """The crate, its copy and what was learnt about it."""

    def __init__(self, args):
        self.args = args
        self.folder = os.path.relpath(pathlib.Path(args.crate).resolve(), ROOT)
        manifest = (ROOT / self.folder / "Cargo.toml").read_text()
        self.package = re.search(r'^name = "(.*)"', manifest, re.M)[1]
        self.work = ROOT / "target" / "mutation" / self.package
        self.copy = self.work / "copy"
        self.copy.mkdir(parents=True, exist_ok=True)
        self.off, self.keep = self.work / "off", self.work / "keep"
        self.environment = {
            **os.environ,
            "CARGO_TARGET_DIR": str(ROOT / "target" / "mutation" / "build"),
            "CARGO_INCREMENTAL": "0",
            "RUST_BACKTRACE": "0",
            "PROPTEST_FAILURE_PERSISTENCE": "off",
            "PROPTEST_RNG_SEED": "1",
            "PROPTEST_MAX_SHRINK_ITERS": "0",
        }
        self.environment.pop("TOSEI_DATA", None)  # tests on real data are slow
        self.programs = {}

    # The copy and the changes.

    def fill(self):
        """Copies the tracked files but the crate's own sources, and only what differs."""
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
        names = [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
        own = [name for name in names if name.startswith(f"{self.folder}/src/") and name.endswith(".rs")]
        for name in set(names) - set(own):
            data = (ROOT / name).read_bytes()
            if name == "Cargo.toml":
                data = data.replace(b'debug = "line-tables-only"', b"debug = 0\nopt-level = 1")
                data += b'\n[profile.dev.package."*"]\nopt-level = 1\ndebug = 0\n'
            if name == f"{self.folder}/Cargo.toml":
                data = data.replace(b"[lints]\nworkspace = true\n", b"")
            target = self.copy / name
            if not target.exists() or target.read_bytes() != data:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        known = set(names)
        for old in self.copy.rglob("*"):  # what was moved or deleted since the last run
            if old.is_file() and str(old.relative_to(self.copy)) not in known:
                old.unlink()
        self.files = self.chosen(sorted(own))
        texts = json.dumps([[name, (ROOT / name).read_text()] for name in self.files])
        stamp, mark = self.work / "stamp", hashlib.sha256(texts.encode()).hexdigest()
        if not stamp.exists() or stamp.read_text() != mark:
            self.off.write_text("")
            stamp.write_text(mark)
        self.keep.touch()

    def chosen(self, own):
        aside = ("src/proptest*", "*/tests.rs", "*/tests/*")  # tests, and what makes values for them
        own = [name for name in own if not any(fnmatch.fnmatch(self.short(name), glob) for glob in aside)]
        if self.args.files == "all":
            return own
        listed = pathlib.Path(self.args.files or HERE / "lists" / f"{pathlib.Path(self.folder).name}.txt")
        globs = listed.read_text().split() if listed.exists() or not self.args.rest else []

        def on_list(name):
            short = self.short(name)
            taken = any(fnmatch.fnmatch(short, glob) for glob in globs if glob[0] != "-")
            return taken and not any(fnmatch.fnmatch(short, glob[1:]) for glob in globs if glob[0] == "-")

        return [name for name in own if on_list(name) != self.args.rest]

    def short(self, name):
        return name[len(self.folder) + 1:]

    def write(self):
        """Writes the changes; gives number, place, lines of the function, its name, the change."""
        build = ["cargo", "build", "-q", "--manifest-path", str(HERE / "Cargo.toml")]
        subprocess.run(build, env=self.environment, check=True)
        tool = pathlib.Path(self.environment["CARGO_TARGET_DIR"]) / "debug" / "tosei-mutation"
        command = [tool, ROOT, self.copy, self.folder, self.off, self.keep, *self.files]
        written = subprocess.run(command, capture_output=True, text=True)
        if written.returncode:
            sys.exit(f"writing failed: {written.stderr}")
        changes, seen = [], Counter()
        for line in written.stdout.splitlines():
            number, place, lines, function, change = line.split("\t")
            file = place.rsplit(":", 2)[0]
            nth = seen[file, function, change]
            seen[file, function, change] += 1
            changes.append({"number": int(number), "place": place, "file": file, "lines": lines,
                            "function": function, "change": change, "key": (file, function, change, nth)})
        return changes

    def compile(self):
        """Leaves out what does not compile, until the rest does."""
        while True:
            changes = self.write()
            command = ["cargo", "check", "-q", "-p", self.package, "--all-features", "--lib", "--message-format=json"]
            checked = subprocess.run(command, cwd=self.copy, env=self.environment, capture_output=True, text=True)
            if checked.returncode == 0:
                say(len(changes), "changes compile,", len(self.off.read_text().split()), "do not")
                return changes
            gone, names = self.to_blame(checked.stdout, changes)
            left_out, kept = set(self.off.read_text().split()), set(self.keep.read_text().split())
            if gone <= left_out and names <= kept:
                sys.exit(f"errors that no change explains:\n{checked.stdout[-3000:]}\n{checked.stderr[-3000:]}")
            self.off.write_text(" ".join(sorted(left_out | gone, key=int)))
            self.keep.write_text(" ".join(sorted(kept | names)))
            say(len(gone - left_out), "changes do not compile", *sorted(names - kept))

    def to_blame(self, output, changes):
        """Numbers of the changes at the places of errors, and functions that must stay `const`."""
        gone, names, ranges = set(), set(), {}
        for line in output.splitlines():
            message = json.loads(line).get("message")
            if not message or message.get("level") != "error" or not message["spans"]:
                continue
            if (message.get("code") or {}).get("code") == "E0015":
                names |= {found.rsplit("::", 1)[-1] for found in re.findall(r"`([^`]*)`", message["message"])}
                continue
            spans = sorted(message["spans"], key=lambda span: not span["is_primary"])
            spans = [span for span in spans if span["file_name"] in self.files]
            found = set()
            for span in spans:
                name = span["file_name"]
                ranges.setdefault(name, marks((self.copy / name).read_bytes()))
                inside = [(end - start, numbers) for start, end, numbers in ranges[name]
                          if start <= span["byte_start"] and span["byte_end"] <= end]
                if inside:
                    found = min(inside)[1]
                    break
            for span in spans if not found else []:  # else all that is in the function
                found |= {change["number"] for change in changes if change["file"] == span["file_name"]
                          and int(change["lines"].split("-")[0]) <= span["line_start"] <= int(change["lines"].split("-")[1])}
            gone |= {str(number) for number in found}
        return gone, names

    # The tests.

    def build(self):
        without = set(self.args.without.split(","))
        folder = ROOT / self.folder / "tests"
        found = {path.stem for path in folder.glob("*.rs")} | {path.parent.name for path in folder.glob("*/main.rs")}
        chosen = [part for name in sorted(found - without) for part in ("--test", name)] if without & found else ["--tests"]
        command = ["cargo", "test", "--no-run", "-p", self.package, "--all-features", "--lib", *chosen, "--message-format=json"]
        built = subprocess.run(command, cwd=self.copy, env=self.environment, stdout=subprocess.PIPE, text=True)
        if built.returncode:
            sys.exit("the tests do not build")
        for line in built.stdout.splitlines():
            message = json.loads(line)
            if message.get("executable") and message.get("profile", {}).get("test"):
                target = message["target"]
                self.programs["lib" if "lib" in target["kind"] else target["name"]] = message["executable"]
        if "examples" in without:
            say("programs:", *self.programs)
            return
        # The examples of the documentation, which rustdoc puts together in one program.
        kept = self.work / "examples"
        shutil.rmtree(kept, ignore_errors=True)
        environment = {**self.environment, "RUSTDOC": str(HERE / "keep_examples.sh"), "KEPT_EXAMPLES": str(kept)}
        subprocess.run(["cargo", "test", "-q", "--doc", "-p", self.package, "--all-features"],
                       cwd=self.copy, env=environment, capture_output=True)
        for program in sorted(kept.glob("merged*/rust_out"))[:1]:
            self.programs["examples"] = str(program)
        say("programs:", *self.programs)

    def tests(self, program):
        path = self.programs[program]
        if program == "examples":
            text = (pathlib.Path(path).parent / "doctest_runner_2024.rs").read_text()
            form = r'mod __doctest_(\d+) \{.*?new_doctest\(\s*"(?:[^"\\]|\\.)*", (\w+), "[^"]*", \d+, (\w+), (\w+),'
            return [number for number, *flags in re.findall(form, text, re.S) if flags == ["false"] * 3]
        def listed(*more):
            run = subprocess.run([path, "--list", "--format", "terse", *more], cwd=self.copy / self.folder,
                                 env=self.environment, capture_output=True, text=True)
            return [line[:-len(": test")] for line in run.stdout.splitlines() if line.endswith(": test")]
        ignored = set(listed("--ignored"))
        return [test for test in listed() if test not in ignored]

    def run(self, program, tests, number, seconds, **more):
        """What noticed the change, and how; none where all tests pass. Stops at the first failure."""
        if program == "examples" and len(tests) > 1:
            found = (self.run(program, [test], number, seconds, **more) for test in tests)
            return next((verdict for verdict in found if verdict), None)
        environment = {**self.environment, "MUTANT": str(number), **more}
        command = [self.programs[program], "--exact", "--test-threads=1", *tests]
        if program == "examples":
            environment["RUSTDOC_DOCTEST_RUN_NB_TEST"] = tests[0]
            command = command[:1]
        process = subprocess.Popen(command, cwd=self.copy / self.folder, env=environment, preexec_fn=limits, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, errors="replace")
        late = threading.Event()
        timer = threading.Timer(seconds, lambda: (late.set(), process.kill()))
        timer.start()
        last = tests[0]
        try:
            for line in process.stdout:
                if line.startswith("test ") and " ... " in line:
                    last = line[len("test "):].split(" ... ")[0]
                    if line.rstrip().endswith("FAILED"):
                        process.kill()
                        process.wait()
                        return "caught", f"{program}::{last}"
            code = process.wait()
        finally:
            timer.cancel()
            process.stdout.close()
        if late.is_set():
            return "time", f"{program}::{last}"
        return ("caught", f"{program}::{last}") if code else None

    def trace(self):
        """For each change the tests that reach it: seconds, program, test."""
        reached, lock = defaultdict(list), threading.Lock()
        jobs = [(program, test) for program in self.programs for test in self.tests(program)]

        def do(job):
            out = self.work / f"trace.{threading.get_ident()}"
            out.unlink(missing_ok=True)
            start = time.time()
            failed = self.run(job[0], [job[1]], "trace", 300, MUTANT_TRACE=str(out), PROPTEST_CASES=str(3 * self.args.cases))
            seconds = time.time() - start
            if failed or seconds > self.args.slowest:
                say("not used:", *job, failed or f"{seconds:.0f} s")
                return
            places = [tuple(map(int, line.split())) for line in out.read_text().splitlines()] if out.exists() else []
            with lock:
                for first, count in places:
                    for number in range(first, first + count):
                        reached[number].append((seconds, *job))

        side_by_side(jobs, do, self.args.workers)
        say(len(jobs), "tests traced")
        return reached

    def judge(self, change, tests, cases):
        if not tests:
            return "not reached", ""
        groups, total, limits_left = [[]], 0.0, [0.3, 2.0, 10.0]
        for test in sorted(tests):  # quick ones first
            if limits_left and total > limits_left[0]:
                groups.append([])
                limits_left.pop(0)
            groups[-1].append(test)
            total += test[0]
        for group in groups:
            programs = defaultdict(list)
            for seconds, program, test in group:
                programs[program].append((seconds, test))
            for program, some in programs.items():
                limit = 5 * sum(seconds for seconds, _ in some) + 5
                noticed = self.run(program, [test for _, test in some], change["number"], limit, PROPTEST_CASES=str(cases))
                if noticed:
                    return noticed
        return "survived", ""


def marks(text):
    """The places of changes in a written file: start, end, numbers."""
    stack, out = [], []
    for mark in re.finditer(rb"/\*(?:<(\d+)|(>)|\[(\d+) (\d+)|(\]))\*/", text):
        if mark[1]:
            stack.append((mark.start(), [int(mark[1])]))
        elif mark[3]:
            stack.append((mark.start(), list(range(int(mark[3]), int(mark[3]) + int(mark[4])))))
        else:
            start, numbers = stack.pop()
            out.append((start, mark.end(), numbers))
    return [(start, end, set(numbers)) for start, end, numbers in out]


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)


def side_by_side(jobs, do, workers):
    waiting, lock = iter(jobs), threading.Lock()

    def work():
        while True:
            with lock:
                job = next(waiting, None)
            if job is None:
                return
            do(job)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def interval(part, whole):
    """The 95 % interval of Wilson of a share, in percent."""
    z, share = 1.96, part / whole
    middle = (share + z * z / 2 / whole) / (1 + z * z / whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / 4 / whole / whole) / (1 + z * z / whole)
    return 100 * (middle - half), 100 * (middle + half)


def main():
    args = arguments()
    crate = Crate(args)
    crate.fill()
    changes = crate.compile()
    if args.count:
        return
    crate.build()
    reached = crate.trace()
    kept = crate.work / "results.tsv"
    results = {}
    for line in kept.read_text().splitlines() if kept.exists() else []:
        file, function, change, nth, verdict, test = line.split("\t")
        results[file, function, change, int(nth)] = verdict
    chosen = changes
    if args.sample:
        # Drawn once: the same changes after the code has changed, but those that are gone.
        drawn = crate.work / f"{'rest' if args.rest else 'sample'}.{args.seed}.{args.sample}.json"
        if not drawn.exists():
            keys = [change["key"] for change in random.Random(args.seed).sample(changes, min(args.sample, len(changes)))]
            drawn.write_text(json.dumps(keys))
        keys = {tuple(key) for key in json.loads(drawn.read_text())}
        chosen = [change for change in changes if change["key"] in keys]
    open_ones = UNNOTICED if args.again else ()
    todo = [change for change in chosen if results.get(change["key"]) in (None, *open_ones)]
    random.Random(0).shuffle(todo)
    say(len(chosen), "changes,", len(todo), "to run")
    log, lock = kept.open("a"), threading.Lock()

    def do(change):
        tests = reached[change["number"]]
        verdict = crate.judge(change, tests, args.cases)
        if verdict[0] == "survived":  # property tests with more cases
            some = [test for test in tests if "propert" in test[1]]
            verdict = crate.judge(change, some, 3 * args.cases) if some else verdict
        with lock:
            results[change["key"]] = verdict[0]
            print(*change["key"], *verdict, sep="\t", file=log, flush=True)
            if verdict[0] in UNNOTICED:
                print(verdict[0], change["place"], change["function"], change["change"], sep="\t", flush=True)

    side_by_side(todo, do, args.workers)
    table = defaultdict(Counter)
    for change in chosen:
        table[change["file"]][results[change["key"]]] += 1
    for file, counts in sorted(table.items()):
        print(file, sum(counts.values()), dict(counts), sep="\t")
    total = sum(table.values(), Counter())
    noticed, whole = total["caught"] + total["time"], sum(total.values())
    if whole:
        low, high = interval(noticed, whole)
        print(f"{noticed} of {whole} noticed ({100 * noticed / whole:.1f} %; as a sample {low:.1f} to {high:.1f} %)", dict(total))


if __name__ == "__main__":
    main()
