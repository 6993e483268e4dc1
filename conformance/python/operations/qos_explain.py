"""Why a principle stands where it does: every set of criteria is tried."""

import itertools

from operations.qos import ALWAYS, CRITERIA, HIGHEST, MET, NONE, NOT_MET, UNKNOWN
from operations.qos import judge, of_principle, settled


def smallest_sets(principle, answers, level):
    """The smallest sets of criteria that, once met, make the level certain."""
    open_ids = [one for one in of_principle(principle) if answers[one] in (NOT_MET, UNKNOWN)]
    first = [] if answers["digital"] == MET else ["digital"]
    found = []
    for size in range(len(open_ids) + 1):
        for names in itertools.combinations(open_ids, size):
            if any(set(one) <= set(names) for one in found):
                continue
            then = {**answers, **{name: MET for name in names}}
            if judge(principle, then)["earned"][0] >= level:
                found.append(list(names))
    return [first + names for names in found]


def next_level(ids, answers, floor):
    """The first level above the floor at which something may apply; else the one just above."""
    applying = [CRITERIA[one]["level"] for one in ids if answers[one] != NONE]
    return min([level for level in applying if level > floor], default=floor + 1)


def explain(given):
    answers = settled(given["answers"])
    if answers["digital"] == NOT_MET:
        return None
    principle, costs = given["principle"], given.get("costs_yen", {})
    found = judge(principle, answers)
    ids, (floor, ceiling) = of_principle(principle), found["earned"]
    up_to_floor = [one for one in found["supporting"] if CRITERIA[one]["level"] <= floor]
    shown = {
        "level": [floor, ceiling],
        "met": [one for one in up_to_floor if answers[one] == MET],
        "not_applicable_criteria": [one for one in up_to_floor if answers[one] == NONE],
        "next": None,
        "unknowns": {},
    }
    if floor < HIGHEST:
        level = next_level(ids, answers, floor)
        sets = smallest_sets(principle, answers, level)
        sums = [[costs.get(name) for name in names] for names in sets]
        below = [one for one in ids if CRITERIA[one]["level"] <= level]
        shown["next"] = {
            "level": level,
            "not_met": [one for one in below if answers[one] == NOT_MET],
            "unknown": [one for one in below if answers[one] == UNKNOWN],
            "sets": sets,
            "costs": [None if None in parts else sum(parts) for parts in sums],
        }
    for one in found["open"]:
        effects = []
        for answer in [MET, NOT_MET] + ([] if one in ALWAYS else [NONE]):
            effects.append(judge(principle, {**answers, one: answer})["earned"])
        shown["unknowns"][one] = effects
    return shown


OPERATIONS = {"qos-model/explain": explain}
