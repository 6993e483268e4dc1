"""Judging by criteria: everything that is wrong with a standard that has the right shape."""

from operations.criteria_evidence import asked, day, used_criteria
from operations.criteria_levels import read_number

DEEPEST, MOST_PARTS = 8, 256


def labels(standard):
    """Every text that must not be blank, with its place."""
    def both(place, label):
        return [(f"{place}/{key}", label[key]) for key in ("ja", "en")]

    found = both("/label", standard["label"]) + [("/source", standard["source"])]
    for name in ("levels", "measures", "stages", "not_applicable_reasons", "axes"):
        for at, one in enumerate(standard.get(name, [])):
            found += both(f"/{name}/{at}/label", one["label"])
    for name in ("prerequisites", "criteria"):
        for at, one in enumerate(standard.get(name, [])):
            found += both(f"/{name}/{at}/text", one["text"])
    for name in ("measures", "prerequisites", "criteria"):
        for at, one in enumerate(standard.get(name, [])):
            found.append((f"/{name}/{at}/source", one["source"]))
    for at, axis in enumerate(standard["axes"]):
        for step, level in enumerate(axis["levels"]):
            found += both(f"/axes/{at}/levels/{step}/state", level["state"])
    return found


def repeated(standard):
    for names in (
        ["prerequisites", "criteria"], ["axes"], ["measures"], ["stages"], ["not_applicable_reasons"],
    ):
        seen = set()
        for name in names:
            for at, one in enumerate(standard.get(name, [])):
                if one["id"] in seen:
                    yield "duplicate_id", f"/{name}/{at}/id"
                seen.add(one["id"])


def scale(standard):
    levels = standard["levels"]
    if not 2 <= len(levels) <= 16:
        yield "level_count", "/levels"
    for expected, level in enumerate(levels):
        if level["level"] != expected:
            yield "level_gap", f"/levels/{expected}/level"
    if standard.get("policies", {}).get("stated_counts_up_to", 0) not in numbers(levels):
        yield "unknown_level", "/policies/stated_counts_up_to"


def numbers(levels):
    return [one["level"] for one in levels]


def axes(standard):
    default = standard.get("policies", {}).get("within_level", "all")
    for at, axis in enumerate(standard["axes"]):
        place = f"/axes/{at}/levels"
        if len(axis["levels"]) < 2:
            yield "empty_axis", place
        for step, level in enumerate(axis["levels"]):
            if level["level"] != step:
                yield "level_gap", f"{place}/{step}/level"
            if level["level"] not in numbers(standard["levels"]):
                yield "unknown_level", f"{place}/{step}/level"
            if step == 0:
                continue
            mine = [
                one
                for one in standard["criteria"]
                if one["axis"] == axis["id"] and one["level"] == level["level"]
            ]
            within = level.get("within_level", default)
            if not mine:
                yield "unreachable_level", f"{place}/{step}"
            elif isinstance(within, dict) and not 1 <= within["at_least"] <= len(mine):
                own = "/within_level/at_least" if "within_level" in level else ""
                yield "needs_more_than_it_has", f"{place}/{step}{own}"


def criteria(standard):
    by_id = {}
    for axis in standard["axes"]:
        by_id.setdefault(axis["id"], axis)
    stages = [one["id"] for one in standard.get("stages", [])]
    for at, one in enumerate(standard["criteria"]):
        place = f"/criteria/{at}"
        axis = by_id.get(one["axis"])
        if axis is None:
            yield "unknown_reference", f"{place}/axis"
        elif one["level"] not in numbers(axis["levels"]):
            yield "unknown_level", f"{place}/level"
        elif one["level"] == 0:
            yield "criterion_at_lowest_level", f"{place}/level"
        if "stage" in one and one["stage"] not in stages:
            yield "unknown_reference", f"{place}/stage"
    ids = [one["id"] for one in standard["criteria"]]
    for at, reason in enumerate(standard.get("not_applicable_reasons", [])):
        for step, name in enumerate(reason.get("criteria", [])):
            if name not in ids:
                yield "unknown_reference", f"/not_applicable_reasons/{at}/criteria/{step}"


def condition(standard, part, place, depth, count):
    count[0] += 1
    if count[0] > MOST_PARTS or depth > DEEPEST:
        if not count[1]:
            count[1] = True
            yield "condition_too_large", place
        return
    units = {one["id"]: one["unit"] for one in standard.get("measures", [])}
    (kind, body), = part.items()
    place = f"{place}/{kind}"
    if kind in ("all", "any"):
        if not body:
            yield "condition_empty", place
        for at, inner in enumerate(body):
            yield from condition(standard, inner, f"{place}/{at}", depth + 1, count)
        return
    if kind == "not":
        yield from condition(standard, body, place, depth + 1, count)
        return
    if kind == "criterion":
        if body.get("is") == "unknown":
            yield "asks_for_unknown", f"{place}/is"
        if body["criterion"] not in [one["id"] for one in asked(standard)]:
            yield "unknown_reference", f"{place}/criterion"
        return
    if kind == "measure":
        if body["measure"] not in units:
            yield "unknown_reference", f"{place}/measure"
        elif units[body["measure"]] != body["unit"]:
            yield "wrong_unit", f"{place}/unit"
    else:
        unknown = [key for key in ("of", "to") if body[key] not in units]
        for key in unknown:
            yield "unknown_reference", f"{place}/{key}"
        if not unknown and units[body["of"]] != units[body["to"]]:
            yield "wrong_unit", f"{place}/to"
    ends = body["is"].get("between")
    if ends and read_number(ends["from"]) > read_number(ends["to"]):
        yield "empty_range", f"{place}/is/between"


def conditions(standard):
    asks = {}
    for name in ("prerequisites", "criteria"):
        for at, one in enumerate(standard.get(name, [])):
            if "condition" in one:
                place = f"/{name}/{at}/condition"
                yield from condition(standard, one["condition"], place, 1, [0, False])
                asks.setdefault(one["id"], set()).update(used_criteria(one["condition"]))

    def leads_to(start):
        reached, waiting = set(), set(asks.get(start, ()))
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting |= asks.get(name, set())
        return reached

    # In a cycle, or on a path from one cycle to another.
    cyclic = {name for name in asks if name in leads_to(name)}
    for name in ("prerequisites", "criteria"):
        for at, one in enumerate(standard.get(name, [])):
            own = one["id"]
            behind = any(own in leads_to(other) for other in cyclic)
            if own in asks and behind and leads_to(own) & cyclic:
                yield "cycle", f"/{name}/{at}/condition"


def standard_check(given):
    standard = given["standard"]
    found = []
    if "effective_to" in standard and day(standard["effective_to"]) < day(standard["effective_from"]):
        found.append(("effective_dates", "/effective_to"))
    if len(list(asked(standard))) > 64:
        found.append(("too_many_criteria", "/criteria"))
    if not standard["axes"]:
        found.append(("no_axes", "/axes"))
    found += [("blank_text", place) for place, text in labels(standard) if not text.strip()]
    rules = [repeated, scale]
    if len(list(asked(standard))) <= 64 and len(standard["levels"]) <= 16:
        rules += [axes, criteria, conditions]  # beyond these sizes nothing is used anyway
    for rule in rules:
        found += rule(standard)
    return [f"criteria.standard.{rule} {place}" for rule, place in sorted(found)]


OPERATIONS = {"criteria/standard_check": standard_check}
