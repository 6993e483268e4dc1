"""A third opinion on the levels: the decision tables, decided whole by a DMN engine that is not ours.

    pip install pyDMNrules                             (in an environment of its own)
    TOSEI_DMN_OUT=<file> cargo test -p tosei --test dmn
    python3 conformance/dmn/run.py <file>

pyDMNrules reads the DMN file, orders the decisions, applies the hit policies and evaluates simple
FEEL. Of every line of the file this script compares what the vector expects with what the engine
says. Tables that count need `if`, which simple FEEL does not have: their lines are counted apart, and
`run.mjs` asks them of an engine for the whole of FEEL.
"""

import json
import sys

try:
    import pyDMNrules
except ImportError:
    print("skipped: decision tables by pyDMNrules (not installed)")
    sys.exit(0)


def decided(xml: str, answers: dict, engines: dict) -> dict:
    """What the engine says of some answers; what is not given is unknown."""
    if xml not in engines:
        engine = pyDMNrules.DMN()
        status = engine.useXML(xml)
        if status.get("errors") or status.get("error"):
            raise ValueError(str(status))
        engines[xml] = engine
    status, result = engines[xml].decide(answers)
    if status.get("errors"):
        raise ValueError("; ".join(status["errors"]))
    last = result[-1] if isinstance(result, list) else result
    return last["Result"]


def same(found: object, expected: str) -> bool:
    """Numbers come back as floats, texts as texts."""
    if isinstance(found, (int, float)):
        return expected.isdigit() and found == int(expected)
    return found == expected


def main(path: str) -> int:
    agree, differ, engines, counting = 0, [], {}, 0
    for line in open(path, encoding="utf-8"):
        vector = json.loads(line)
        if "<text>(if " in vector["dmn"]:
            counting += 1
            continue
        names = (part.split('"')[0] for part in vector["dmn"].split('<inputData id="in_')[1:])
        answers = {name: vector["answers"].get(name, "unknown") for name in names}
        try:
            found = decided(vector["dmn"], answers, engines)
            wrong = {
                name: (found.get(name), level)
                for name, level in vector["expect"].items()
                if not same(found.get(name), level)
            }
        except Exception as error:  # whatever the engine throws is a vector that does not agree
            wrong = {"error": str(error)[:300]}
        if wrong:
            differ.append(f"{vector['id']}: {wrong}")
        else:
            agree += 1
    for line in differ[:20]:
        print(line)
    print(f"{agree} vectors agree, {len(differ)} differ, {counting} need more than simple FEEL")
    return 0 if agree and not differ else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("skipped: decision tables by pyDMNrules (needs a file of vectors)")
        sys.exit(0)
    sys.exit(main(sys.argv[1]))
