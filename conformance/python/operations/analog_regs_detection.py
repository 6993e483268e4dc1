"""analog-regs/detection: which ways of doing things by hand a sentence of law demands.

Written from the description of the pattern document (docs of `tosei_analog_regs::Patterns`); it reads the
patterns that ship, `crates/analog-regs/data/patterns.json`, or those of the input.
"""

import json
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "crates/analog-regs/data/patterns.json"
BANDS = ["unlikely", "possible", "likely"]
PAIRS = {"quotes": "「」『』", "parentheses": "（）()"}
_shipped = None


def shipped():
    global _shipped
    if _shipped is None:
        _shipped = json.loads(DATA.read_text(encoding="utf-8"))
    return _shipped


def places(text, phrase):
    """Every place of a phrase, overlapping ones too, in characters."""
    at, found = text.find(phrase), []
    while at >= 0:
        found.append((at, at + len(phrase)))
        at = text.find(phrase, at + 1)
    return found


class Text:
    """One text and the groups found in it, looked for only when asked."""

    def __init__(self, text, groups):
        self.text, self.groups, self.known = text, groups, {}

    def places(self, name):
        if name not in self.known:
            group = self.groups[name]
            found = {p for phrase in group["phrases"] for p in places(self.text, phrase)}
            longer = [p for phrase in group.get("except", []) for p in places(self.text, phrase)]
            inside = lambda p: any(o[0] <= p[0] and p[1] <= o[1] for o in longer)
            self.known[name] = sorted(p for p in found if not inside(p))
        return self.known[name]

    def has(self, names):
        return any(self.places(name) for name in names)


class Sentence:
    def __init__(self, case, groups):
        text = lambda one: Text(one, groups)
        self.own = text(case["text"])
        self.scopes = {
            "heading": [text(case.get("heading", ""))],
            "title": [text(case.get("title", ""))],
            "lead": [text(case.get("lead", ""))],
            "article": [text(one) for one in case.get("article", [])],
            "law": [text(one) for one in case.get("law", [])],
        }
        self.instrument = case.get("instrument", "unknown")
        self.part = case.get("part", "main")
        body = case["text"]
        self.end = len(body) - (1 if body.endswith("。") else 0)

    def enclosed(self, anchor, kind):
        depth, pairs = 0, PAIRS[kind]
        for letter in self.own.text[: anchor[0]]:
            at = pairs.find(letter)
            if at >= 0:
                depth = depth + 1 if at % 2 == 0 else max(0, depth - 1)
        return depth > 0

    def holds(self, condition, anchor):
        if condition is None:
            return True
        ((name, value),) = condition.items()
        if name == "all":
            return all(self.holds(one, anchor) for one in value)
        if name == "any":
            return any(self.holds(one, anchor) for one in value)
        if name == "not":
            return not self.holds(value, anchor)
        if name == "has":
            return self.own.has(value)
        if name == "elsewhere":
            return any(text.has(value["groups"]) for scope in value["scopes"] for text in self.scopes[scope])
        if name in ("after", "before"):
            gap = (lambda p: p[0] - anchor[1]) if name == "after" else (lambda p: anchor[0] - p[1])
            most = value.get("within", len(self.own.text))
            return any(0 <= gap(p) <= most for group in value["groups"] for p in self.own.places(group))
        if name == "starts":
            return any(p[0] == 0 for group in value for p in self.own.places(group))
        if name == "ends":
            return any(p[1] == self.end for group in value for p in self.own.places(group))
        if name == "inside":
            return self.enclosed(anchor, value)
        if name == "instrument":
            return self.instrument == value
        if name == "part":
            return self.part == value
        raise KeyError(name)


def judged(sentence, family, rules):
    """The matches of one family: (band, place, reading, rules that hold)."""
    for order, reading in enumerate(family["readings"]):
        anchors = {p for cue in reading["cues"] for p in sentence.own.places(cue)}
        for anchor in sorted(anchors):
            if not sentence.holds(reading.get("when"), anchor):
                continue
            fired = [rule for rule in rules if sentence.holds(rule["when"], anchor)]
            effects = {rule["effect"] for rule in fired}
            level = BANDS.index(reading["band"]) + ("raises" in effects) - ("lowers" in effects)
            level = 0 if "blocks" in effects else min(2, max(0, level))
            yield level, anchor, order, fired


def detection(case):
    patterns = case.get("patterns") or shipped()
    groups = {group["id"]: group for group in patterns["groups"]}
    sentence = Sentence(case, groups)
    offset = lambda at: len(sentence.own.text[:at].encode("utf-8"))
    found = []
    for family in patterns["families"]:
        about = lambda rule: family["id"] in rule.get("families", [family["id"]])
        rules = [rule for rule in patterns["rules"] if about(rule)]
        matches = list(judged(sentence, family, rules))
        if not matches:
            continue
        best = max(level for level, *_ in matches)
        matches = [match for match in matches if match[0] == best]
        readings = sorted({order for _, _, order, _ in matches})
        fired = {rule["id"] for *_, some in matches for rule in some}
        ordered = [rule for rule in rules if rule["id"] in fired]
        first = family["readings"][readings[0]]
        told = lambda key: next((rule[key] for rule in ordered if key in rule), None)
        one = {
            "concept": family["id"],
            "confidence": BANDS[best],
            "readings": [family["readings"][order]["id"] for order in readings],
            "spans": sorted({(offset(p[0]), offset(p[1])) for _, p, _, _ in matches}),
            "reasons": [rule["id"] for rule in ordered],
            "sub_type": first.get("sub_type"),
            "function": told("function") or first.get("function"),
            "addressee": told("addressee"),
            "national_law_decides": bool(told("national_law_decides")),
        }
        one["spans"] = [list(span) for span in one["spans"]]
        found.append(one)
    return found


OPERATIONS = {"analog-regs/detection": detection}
