"""Judging by criteria: why an axis stands where it does. Every answer and every set is tried."""

from operations.criteria_levels import action_sets, all_criteria, evaluate, is_open, ranges


def answered(given, name, answer):
    """The same axis with one criterion answered."""
    levels = [
        {
            **level,
            "criteria": [
                {**one, "answer": answer} if one["id"] == name else one
                for one in level["criteria"]
            ],
        }
        for level in given["levels"]
    ]
    return {**given, "levels": levels}


def effect(given, one, now):
    """What the level is once this unknown alone is answered."""
    after = {
        answer: ranges(answered(given, one["id"], answer))[2]
        for answer in ("met", "not_met", "not_applicable")
    }
    if one.get("always_applies", False):
        after["not_applicable"] = None
    others = [after["not_met"], after["not_applicable"] or now]
    return {
        **after,
        "could_lift": after["met"]["floor"] > now["floor"],
        "could_sink": any(other["ceiling"] < now["ceiling"] for other in others),
    }


def next_level(given, floor, missing):
    """The first level above the floor at which something may apply; else the one just above."""
    above = list(enumerate(given["levels"], start=1))[floor:]
    if not above:
        return None
    applying = [
        number
        for number, level in above
        if any(one["answer"] != "not_applicable" for one in level["criteria"])
    ]
    target = applying[0] if applying else floor + 1
    if given["build"] == "cumulative":
        looked_at = given["levels"][:target]
    else:
        looked_at = given["levels"][target - 1 :]
    names = {
        answer: [
            one["id"] for level in looked_at for one in level["criteria"] if one["answer"] == answer
        ]
        for answer in ("not_met", "unknown")
    }
    actions = action_sets({**given, "target": target, "costs_yen": {}, "at_most": 20})
    first = {
        one["id"]: "confirm" if one["answer"] == "unknown" else "meet" for one in missing
    }
    for one in actions["sets"]:
        one["actions"] = {**first, **one["actions"]}
        if one["actions"]:
            one["cost_yen"] = None
    return {"level": target, **names, "actions": actions}


def explain(given):
    prerequisites = given.get("prerequisites", [])
    missing = [one for one in prerequisites if one["answer"] != "met"]
    known = {one["answer"] for one in missing}
    state = "met" if not known else "unknown" if known == {"unknown"} else "not_met"
    shown = {
        "prerequisite": state,
        "missing_prerequisites": [one["id"] for one in missing],
        "axis": None,
    }
    if state == "not_met":
        return shown
    found = evaluate(given)
    level = found["level"]
    up_to_floor = given["levels"][: level["floor"]]
    beneath = [one for step in up_to_floor for one in step["criteria"]]
    supporting = [one for one in beneath if one["id"] in found["supporting"]]
    unknown = [one for one in all_criteria(given) if one["answer"] == "unknown"]
    shown["axis"] = {
        "level": level,
        "reached": found["reached"],
        "not_applicable": found["not_applicable"],
        "met": [one["id"] for one in supporting if one["answer"] == "met"],
        "not_applicable_criteria": [
            one["id"] for one in supporting if one["answer"] == "not_applicable"
        ],
        "next": next_level(given, level["floor"], missing),
        "unknowns": {
            one["id"]: effect(given, one, level) for one in unknown if is_open(given, one)
        },
    }
    return shown


OPERATIONS = {"criteria/explain": explain}
