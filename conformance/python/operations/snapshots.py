"""Two snapshots: what changed between them, and why a rate did.

Written from the descriptions: causes are applied one after the other to copies of the things, and
the Shapley value is the plain average over every order.
"""

import itertools
import json
import pathlib
from fractions import Fraction

from operations import rates
from refused import Refused

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "inventory" / "data"
METHODS = {
    method["id"]: method
    for method in json.loads((DATA / "decompositions" / "standard.json").read_text("utf-8"))["methods"]
}
ORDER = METHODS["sequential"]["rule"]["order"]
GROUPS = {
    "activity": ["newly_online", "no_longer_online", "online_cases_changed"],
    "stock": ["split", "merged", "editions_changed", "reception_changed", "composition_changed", "abolished", "added"],
    "reclassification": ["reclassified", "exempt_changed"],
    "knowledge": ["corrected", "unknown_resolved", "became_unknown"],
    "volume": ["volume_changed"],
    "transfer": ["transferred"],
}
UNKNOWN = {"kind": None, "actor": "unknown", "discretion": "unknown", "status": "unknown", "cases": None, "online_cases": None}
ATTRIBUTES = ["status", "kind", "actor", "discretion", "cases", "online_cases"]


def text(fraction):
    return f"{fraction.numerator}/{fraction.denominator}"


def points(fraction, digits=3):
    """Rounded half up by the magnitude, with the sign of the exact value."""
    scale = 10**digits
    scaled = abs(fraction) * 100 * scale
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "" if fraction == 0 else ("+" if fraction > 0 else "\u2212")
    return f"{sign}{units // scale}.{units % scale:0{digits}}"


# --- one thing under a definition ------------------------------------------------------------------


def full(row):
    return {**UNKNOWN, **{key: value for key, value in row.items() if key in UNKNOWN}}


def adds(definition, facts):
    """What one thing adds: point, low and high, each (numerator, denominator)."""
    possible = rates.row_outcomes(definition, facts)
    point, _ = rates.row_point(definition, facts, possible)
    weight = 1
    if definition["unit"] == "case":
        if possible == {"out"} or facts["cases"] is None:
            return [(0, 0)] * 3
        if definition["numerator"]["by"] == "online_cases":
            sums = rates.online_fractions(definition, [(facts, point, possible, 1)])
            # The clamps of the whole are not those of one thing: only plain rows are given here.
            return [tuple(one) for one in sums]
        weight = facts["cases"]
    step = {"out": (0, 0), "no": (0, weight), "yes": (weight, weight)}
    lowest = next(one for one in ("no", "out", "yes") if one in possible)
    highest = next(one for one in ("yes", "out", "no") if one in possible)
    return [step[point], step[lowest], step[highest]]


def outcome(definition, facts):
    return rates.row_point(definition, facts, rates.row_outcomes(definition, facts))[0]


def status_cause(definition, before, after):
    if before["status"] == "unknown":
        return "unknown_resolved"
    if after["status"] == "unknown":
        return "became_unknown"
    if (before["status"] == "exempt") != (after["status"] == "exempt"):
        return "exempt_changed"
    for rest in (before, after):
        pair = [outcome(definition, {**rest, "status": one["status"]}) for one in (before, after)]
        if pair != ["out", "out"]:
            break
    if pair[0] != "yes" and pair[1] == "yes":
        return "newly_online"
    if pair[0] == "yes" and pair[1] != "yes":
        return "no_longer_online"
    return "reclassified"


def attribute_cause(definition, attribute, before, after):
    if before[attribute] == after[attribute]:
        return None
    if attribute in ("cases", "online_cases") and definition["unit"] != "case":
        return None
    if attribute == "status":
        return status_cause(definition, before, after)
    if before[attribute] == UNKNOWN[attribute]:
        return "unknown_resolved"
    if after[attribute] == UNKNOWN[attribute]:
        return "became_unknown"
    return {"cases": "volume_changed", "online_cases": "online_cases_changed"}.get(attribute, "reclassified")


class Thing:
    """Something in both snapshots; its state after any causes have worked."""

    def __init__(self, definition, before, after, presence, recorded):
        self.definition, self.before, self.after = definition, before, after
        self.presence = (recorded or presence) if presence else None
        self.recorded = recorded

    def start(self, row):
        """What a later row sets out from: (facts, organisation)."""
        later = full(row)
        if not self.before:
            return None
        if len(self.before) == 1:
            facts = full(self.before[0])
            if len(self.after) > 1:
                facts["cases"], facts["online_cases"] = later["cases"], later["online_cases"]
            return facts, self.before[0].get("organisation")
        parts = [full(part) for part in self.before]
        facts = {
            key: parts[0][key] if all(part[key] == parts[0][key] for part in parts) else later[key]
            for key in UNKNOWN
        }
        for key in ("cases", "online_cases"):
            counts = [part[key] for part in parts]
            facts[key] = later[key] if None in counts else sum(counts)
        organisations = {part.get("organisation") for part in self.before}
        return facts, organisations.pop() if len(organisations) == 1 else row.get("organisation")

    def cause(self, attribute, before, after):
        cause = attribute_cause(self.definition, attribute, before, after)
        return (self.recorded or cause) if cause else None

    def causes(self, by_organisation):
        found = {self.presence} if self.presence else set()
        for row in self.after:
            start = self.start(row)
            if start is None:
                continue
            found |= {self.cause(attribute, start[0], full(row)) for attribute in ATTRIBUTES}
            if by_organisation and start[1] != row.get("organisation"):
                found.add("transferred")
        return found - {None}

    def state(self, worked):
        """[(facts, organisation)] after these causes have worked."""
        if self.presence and self.presence not in worked:
            return [(full(row), row.get("organisation")) for row in self.before]
        states = []
        for row in self.after:
            start = self.start(row)
            if start is None:
                states.append((full(row), row.get("organisation")))
                continue
            facts = dict(start[0])
            for attribute in ATTRIBUTES:
                if self.cause(attribute, start[0], full(row)) in worked:
                    facts[attribute] = full(row)[attribute]
            states.append((facts, row.get("organisation") if "transferred" in worked else start[1]))
        return states

    def adds(self, worked, organisation, by_organisation):
        sums = [[0, 0], [0, 0], [0, 0]]
        for facts, owner in self.state(worked):
            if by_organisation and owner != organisation:
                continue
            for sum_, (up, down) in zip(sums, adds(self.definition, facts)):
                sum_[0] += up
                sum_[1] += down
        return sums

    def moved(self):
        old = {row.get("organisation") for row in self.before} - {None}
        new = {row.get("organisation") for row in self.after} - {None}
        return any(one != other for one in old for other in new)


def fraction_of(totals, figure):
    point, low, high = [list(pair) for pair in totals]
    if low[1] == 0:
        low = high
    elif high[1] == 0:
        high = low
    pair = {"point": point, "low": low, "high": high}[figure]
    if figure != "point":
        pair = [min(pair[0], pair[1]), pair[1]]
    return pair


def verdict(change, effects):
    if change is None:
        return "no_rate"
    if change == 0:
        return "balanced" if any(effects.values()) else "unchanged"
    word = "rise" if change > 0 else "fall"
    for group in ("reclassification", "knowledge", "stock", "volume", "transfer", "activity"):
        rest = change - sum((effects.get(cause, Fraction(0)) for cause in GROUPS[group]), Fraction(0))
        if (rest > 0) != (change > 0) or rest == 0:
            return f"{word}_by_{group}"
    return word


def spread(rows):
    found = []
    for row in rows:
        times = row.get("times", 1)
        for number in range(times):
            name = row["id"] if times == 1 else f"{row['id']}#{number}"
            found.append({**{key: value for key, value in row.items() if key != "times"}, "id": name})
    return found


def things_of(definition, given):
    old = {row["id"]: row for row in spread(given["earlier"])}
    new = {row["id"]: row for row in spread(given["later"])}
    recorded = given.get("recorded", {})
    things = []

    def add(before, after, presence):
        named = [row["id"] for row in after + before]
        cause = next((recorded[name] for name in named if name in recorded), None)
        cause = None if cause == "transferred" else cause
        things.append((named[0], Thing(definition, before, after, presence, cause)))

    apart = set()
    for said in given.get("corrections", []):
        if said["say"] == "different":
            apart.add((said["earlier"], said["later"]))
            continue
        before, after = said["earlier"], said["later"]
        before = before if isinstance(before, list) else [before]
        after = after if isinstance(after, list) else [after]
        presence = None if said["say"] == "same" else said["say"]
        add([old.pop(one) for one in before], [new.pop(one) for one in after], presence)
    for name in list(old):
        if name in new and (name, name) not in apart:
            add([old.pop(name)], [new.pop(name)], None)
    for row in old.values():
        add([row], [], "abolished")
    for row in new.values():
        add([], [row], "added")
    return things


def decompose(given):
    definition = given.get("definition") or rates.STANDARD[given["rate"]]
    figure = given.get("figure", "point")
    by_organisation = "organisation" in given
    organisation = given.get("organisation")
    things = things_of(definition, given)
    subjects, moving = {}, []
    base = [[0, 0], [0, 0], [0, 0]]

    def plus(into, more):
        for sum_, pair in zip(into, more):
            sum_[0] += pair[0]
            sum_[1] += pair[1]

    final = [[0, 0], [0, 0], [0, 0]]
    for name, thing in things:
        own = sorted(thing.causes(by_organisation))
        values = {
            frozenset(some): thing.adds(set(some), organisation, by_organisation)
            for size in range(len(own) + 1)
            for some in itertools.combinations(own, size)
        }
        plus(base, values[frozenset()])
        plus(final, values[frozenset(own)])
        real = {cause for cause in own if any(values[some] != values[some - {cause}] for some in values)}
        if real:
            moving.append((values, frozenset(own)))
        listed = set(real)
        if not by_organisation and thing.moved():
            listed.add("transferred")
        for cause in listed:
            subjects.setdefault(cause, set()).add(name)

    def totals(worked):
        sums = [list(pair) for pair in base]
        for values, own in moving:
            plus(sums, values[own & worked])
            plus(sums, [[-up, -down] for up, down in values[frozenset()]])
        return sums

    ends = {"earlier": fraction_of(base, figure), "later": fraction_of(final, figure)}
    reason = None
    for side, sums in (("earlier", base), ("later", final)):
        if sums[0][0] > sums[0][1]:
            ends[side] = None
            reason = reason or f"{side}_no_rate"
        elif ends[side][1] == 0:
            reason = reason or f"{side}_empty"
    method = METHODS[given.get("method", "sequential")]["rule"]
    order = given.get("order", [])
    order = [*order, *[cause for cause in ORDER if cause not in order]]
    present = [cause for cause in order if cause in subjects]
    effects, change = {}, None
    if reason is None:
        earlier = Fraction(*ends["earlier"])
        change = Fraction(*ends["later"]) - earlier
        known = {}

        def rate(worked):
            if worked not in known:
                up, down = fraction_of(totals(worked), figure)
                known[worked] = Fraction(up, down) if down else earlier
            return known[worked]

        orders = [present] if method["by"] == "sequential" else list(itertools.permutations(present))
        effects = {cause: Fraction(0) for cause in present}
        for one in orders:
            worked = frozenset()
            for cause in one:
                effects[cause] += rate(worked | {cause}) - rate(worked)
                worked |= {cause}
        effects = {cause: effect / len(orders) for cause, effect in effects.items()}
        assert sum(effects.values()) == change
    return {
        "earlier": ends["earlier"],
        "later": ends["later"],
        "change": None if change is None else text(change),
        "points": None if change is None else points(change),
        "effects": [
            [
                cause,
                len(subjects[cause]),
                text(effects[cause]) if change is not None else None,
                points(effects[cause]) if change is not None else None,
            ]
            for cause in present
        ],
        "no_decomposition": reason,
        "verdict": verdict(change, effects),
    }


# --- crosswalks ------------------------------------------------------------------------------------


def rows_of(crosswalk):
    return [(row["old"], row["new"], Fraction(row["share"])) for row in crosswalk["rows"]]


def successors(rows, old):
    found = {}
    for one, new, share in rows:
        if one == old:
            found[new] = found.get(new, Fraction(0)) + share
    return dict(sorted(found.items())) or {old: Fraction(1)}


def predecessors(rows, new):
    found = {one for one, other, _ in rows if other == new}
    if not found and all(one != new for one, _, _ in rows):
        found = {new}
    return sorted(found)


def kind_of(rows, old):
    targets = {new for one, new, _ in rows if one == old}
    shared = any(one != old and new in targets for one, new, _ in rows)
    if not targets or (targets == {old} and not shared):
        return None
    if len(targets) == 1:
        return "merged" if shared else "renamed"
    return "rearranged" if shared else "split"


def then(first, second):
    if second["effective"] <= first["effective"]:
        raise Refused("inventory.crosswalk.order")
    one, two = rows_of(first), rows_of(second)
    found = {}
    for old, new, share in one:
        for last, more in successors(two, new).items():
            found[old, last] = found.get((old, last), Fraction(0)) + share * more
    touched = {old for old, _, _ in one} | {new for _, new, _ in one}
    for old, new, share in two:
        if old not in touched:
            found[old, new] = found.get((old, new), Fraction(0)) + share
    return [(old, new, share) for (old, new), share in sorted(found.items())]


def crosswalk_findings(crosswalk):
    rows, found, seen = rows_of(crosswalk), [], set()
    first = {}
    for at, (old, new, share) in enumerate(rows):
        if (old, new) in seen:
            found.append([f"/rows/{at}", "repeated"])
        seen.add((old, new))
        if not 0 < share <= 1:
            found.append([f"/rows/{at}/share", "share_range"])
        first.setdefault(old, at)
    for old, at in first.items():
        if sum(share for one, _, share in rows if one == old) != 1:
            found.append([f"/rows/{at}", "share_sum"])
        reached, grown = set(), {old}
        while grown:
            grown = {new for one, new, _ in rows if one in grown and one != new} - reached
            reached |= grown
        if old in reached:
            found.append([f"/rows/{at}", "cycle"])
    return sorted(found)


def figures(rows, structure, definition, given):
    old = {row["id"]: row for row in spread(given.get("earlier", []))}
    new = {row["id"]: row for row in spread(given.get("later", []))}
    leads = {(one, other) for one, other, _ in rows}

    def share(side, row):
        own = row.get("organisation")
        other = (new if side == "earlier" else old).get(row["id"], {}).get("organisation")
        if own is None:
            return {None: Fraction(1)}
        if side == "earlier" and structure == "new":
            return {other: Fraction(1)} if (own, other) in leads else successors(rows, own)
        if side == "later" and structure == "old":
            if (other, own) in leads:
                return {other: Fraction(1)}
            before = predecessors(rows, own)
            return {before[0] if len(before) == 1 else None: Fraction(1)}
        return {own: Fraction(1)}

    result = {}
    for side, things in (("earlier", old), ("later", new)):
        sums = {}
        for row in things.values():
            up, down = adds(definition, full(row))[0]
            if down == 0:
                continue
            for organisation, part in share(side, row).items():
                sum_ = sums.setdefault(organisation, [Fraction(0), Fraction(0)])
                sum_[0] += up * part
                sum_[1] += down * part
        listed = sorted(sums.items(), key=lambda item: (item[0] is not None, item[0] or ""))
        result[side] = [[organisation, text(up), text(down)] for organisation, (up, down) in listed]
    return result


def crosswalk(given):
    first = given["crosswalk"]
    rows = rows_of(first)
    if "second" in given:
        rows = then(first, given["second"])
    olds = sorted({old for old, _, _ in rows})
    result = {
        "kinds": {old: kind_of(rows, old) for old in olds},
        "successors": {old: [[new, text(share)] for new, share in successors(rows, old).items()] for old in olds},
        "findings": crosswalk_findings(first),
    }
    if "processes" in given:
        definition = rates.STANDARD["processes.done"]
        result["figures"] = {
            structure: figures(rows, structure, definition, given["processes"])
            for structure in ("as_recorded", "old", "new")
        }
    return result


OPERATIONS = {
    "inventory/rate_decomposition": decompose,
    "inventory/organisation_crosswalk": crosswalk,
}
