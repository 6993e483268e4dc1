"""From prototypes to all: candidates ranked by what they save for their cost, and the progress."""

import math
from fractions import Fraction

from operations.counter_observations import half_up
from refused import Refused

INPUTS = ["visits_a_year", "seconds_saved_per_visit", "cost_yen", "work_days"]
LARGEST = 2**53 - 1


def check(plan):
    """The first thing that is wrong with a plan."""
    if plan["format"] != "tosei-rollout-plan" or plan["format_version"] != 1:
        raise Refused("counter_dx.rollout.format")
    amounts = [one.get("budget_yen") for one in plan["quarters"]]
    amounts += [one.get("cost_yen") for one in plan["candidates"]]
    if any(amount is not None and amount > LARGEST for amount in amounts):
        raise Refused("counter_dx.rollout.too_large")
    seen = set()
    for one in plan["candidates"]:
        if not one["basis"].strip():
            raise Refused("counter_dx.rollout.no_basis")
        if abs(one.get("seconds_saved_per_visit") or 0) > 86400:
            raise Refused("counter_dx.rollout.saving_too_large")
        if one.get("earliest_quarter") == 0:
            raise Refused("counter_dx.rollout.quarter_zero")
        name = one["counter"], one["tool"]
        if name in seen:
            raise Refused("counter_dx.rollout.twice")
        seen.add(name)


def rollout(given):
    check(given)
    unknown = [
        {"counter": one["counter"], "tool": one["tool"],
         "missing": [key for key in INPUTS if one.get(key) is None]}
        for one in given["candidates"] if any(one.get(key) is None for key in INPUTS)
    ]
    known = [one for one in given["candidates"] if all(one.get(key) is not None for key in INPUTS)]

    def saved(one):
        return one["visits_a_year"] * max(one["seconds_saved_per_visit"], 0)

    def place_in_order(one):
        worth, cost = saved(one), one["cost_yen"]
        per_yen = math.inf if worth and not cost else Fraction(worth, cost) if cost else 0
        return (worth == 0, -per_yen, -worth, cost, one["counter"], one["tool"])

    used = [{"counters": 0, "work_days": 0, "cost_yen": 0, "seconds": 0}
            for _ in given["quarters"]]
    taken, ranked = set(), []
    for one in sorted(known, key=place_in_order):
        if saved(one) == 0:
            outcome = {"kind": "no_saving"}
        elif one["counter"] in taken:
            outcome = {"kind": "another_tool"}
        else:
            first = one.get("earliest_quarter") or 1
            open_quarters = list(range(first, len(used) + 1))
            with_days = [q for q in open_quarters if used[q - 1]["work_days"] + one["work_days"]
                         <= given["quarters"][q - 1]["work_days"]]
            with_money = [q for q in with_days if given["quarters"][q - 1].get("budget_yen") is None
                          or used[q - 1]["cost_yen"] + one["cost_yen"]
                          <= given["quarters"][q - 1]["budget_yen"]]
            if with_money:
                quarter = used[with_money[0] - 1]
                quarter["counters"] += 1
                quarter["work_days"] += one["work_days"]
                quarter["cost_yen"] += one["cost_yen"]
                quarter["seconds"] += saved(one)
                taken.add(one["counter"])
                outcome = {"kind": "planned", "quarter": with_money[0]}
            else:
                limit = "budget" if with_days else "work_days" if open_quarters else "no_quarter"
                outcome = {"kind": "no_room", "limit": limit}
        ranked.append({
            "counter": one["counter"], "tool": one["tool"], "person_seconds": saved(one),
            "person_minutes": half_up(Fraction(saved(one), 60)), "outcome": outcome,
        })
    return {"ranked": ranked, "unknown": unknown, "quarters": used}


def progress(given):
    day, said = given["as_of"], {}
    for record in given["records"]:
        if said.setdefault((record["counter"], record["since"]), record["practises"]) \
                != record["practises"]:
            raise Refused("counter_dx.improvement.contradiction")
    latest = {}
    for (counter, since), practises in sorted(said.items()):
        if since <= day:
            latest[counter] = practises
    there = {
        one["id"]: one for one in given["register"]["counters"]
        if one.get("opened", day) <= day and not one.get("closed", "9999-99-99") <= day
    }
    answers = [latest.get(name) for name in there]
    practising, unknown, everybody = answers.count(True), answers.count(None), len(answers)
    known = everybody - unknown

    def percent(part, whole):
        return half_up(Fraction(part * 100, whole)) if whole else None

    reached = None
    if everybody:
        reached = False if False in answers else None if unknown else True
    return {
        "counters": everybody,
        "practising": practising,
        "not_practising": answers.count(False),
        "unknown": unknown,
        "practising_prototypes": sum(
            1 for name, one in there.items() if latest.get(name) and one.get("prototype") is True),
        "not_in_register": sorted({one["counter"] for one in given["records"]} - set(there)),
        "of_all": [percent(practising, everybody), percent(practising + unknown, everybody)]
        if everybody else None,
        "of_known": percent(practising, known),
        "target_reached": reached,
    }


OPERATIONS = {"counter-dx/rollout": rollout, "counter-dx/improvement_progress": progress}
