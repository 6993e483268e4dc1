"""Judging by criteria: numbers, conditions, levels and sets of actions.

Everything about unknowns is done by trying every way in which they may turn out.
"""

import itertools
import re
from fractions import Fraction

from refused import Refused

MOST = 10**12


def read_number(text):
    """An exact number: a decimal or a fraction with parts of at most 10^12."""
    match = re.fullmatch(r"(-?)([0-9]+)(?:\.([0-9]+)|/([0-9]+))?", text)
    if match is None:
        raise Refused("types.exact_number.malformed")
    sign, whole, decimals, below = match.groups()
    if decimals is not None:
        if len(decimals) > 12 or len(whole) > 13:
            raise Refused("types.exact_number.too_large")
        value = Fraction(int(whole + decimals), 10 ** len(decimals))
    else:
        if below is not None and int(below) == 0:
            raise Refused("types.exact_number.zero_denominator")
        value = Fraction(int(whole), int(below or 1))
    if value.numerator > MOST or value.denominator > MOST:
        raise Refused("types.exact_number.too_large")
    return -value if sign else value


def write_number(value):
    """As a decimal where the denominator divides a power of ten, else as a fraction."""
    for digits in range(13):
        if 10**digits % value.denominator == 0:
            scaled = abs(value.numerator) * (10**digits // value.denominator)
            text = str(scaled).rjust(digits + 1, "0")
            if digits:
                text = text[:-digits] + "." + text[-digits:]
            return ("-" if value < 0 else "") + text
    return f"{value.numerator}/{value.denominator}"


def number(given):
    return write_number(read_number(given["text"]))


def compares(value, comparison):
    (operator, threshold), = comparison.items()
    if operator == "between":
        return read_number(threshold["from"]) <= value <= read_number(threshold["to"])
    limit = read_number(threshold)
    return {
        "at_least": value >= limit,
        "more_than": value > limit,
        "at_most": value <= limit,
        "less_than": value < limit,
    }[operator]


def decide(condition, values, answers):
    """True, False, or None where what is not known decides."""
    (kind, body), = condition.items()
    if kind in ("all", "any"):
        parts = [decide(part, values, answers) for part in body]
        decisive = kind == "any"
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive
    if kind == "not":
        part = decide(body, values, answers)
        return None if part is None else not part
    if kind == "measure":
        value = values.get(body["measure"])
        return None if value is None else compares(value, body["is"])
    if kind == "ratio":
        above, below = values.get(body["of"]), values.get(body["to"])
        if above is None or below is None or below <= 0:
            return None
        return compares(above / below, body["is"])
    answer = answers.get(body["criterion"], "unknown")
    return None if answer == "unknown" else answer == body.get("is", "met")


DECIDED = {True: "met", False: "not_met", None: "unknown"}


def condition(given):
    values = {k: None if v is None else read_number(v) for k, v in given["values"].items()}
    return DECIDED[decide(given["condition"], values, given["answers"])]


def needed(level):
    within = level.get("within", "all")
    if within == "all":
        return len(level["criteria"])
    return 1 if within == "any" else within["at_least"]


def state(level, answers, policy):
    """One level with everything known: earned, not_applicable or not_reached."""
    found = [answers[one["id"]] for one in level["criteria"]]
    met, failed = found.count("met"), found.count("not_met")
    applicable = met + failed
    if applicable and met >= min(needed(level), applicable):
        return "earned"
    if policy == "satisfied":
        holds = met + found.count("not_applicable") >= needed(level)
    else:
        holds = applicable == 0
    return "not_applicable" if holds else "not_reached"


def outcome(given, answers):
    """(reached, earned) of the axis with everything known."""
    reached = earned = 0
    for number_, level in enumerate(given["levels"], start=1):
        found = state(level, answers, given["not_applicable"])
        if found == "not_reached":
            if given["build"] == "cumulative":
                break
            continue
        reached = number_
        if found == "earned":
            earned = number_
    return reached, earned


def all_criteria(given):
    return [one for level in given["levels"] for one in level["criteria"]]


def possible(one):
    if one["answer"] != "unknown":
        return [one["answer"]]
    sure = ["met", "not_met"]
    return sure if one.get("always_applies", False) else sure + ["not_applicable"]


def ways(criteria):
    """Every way in which the criteria may turn out."""
    ids = [one["id"] for one in criteria]
    for answers in itertools.product(*map(possible, criteria)):
        yield dict(zip(ids, answers))


def span(values):
    return {"floor": min(values), "ceiling": max(values)}


def ranges(given):
    found = [outcome(given, answers) for answers in ways(all_criteria(given))]
    reached, earned = span([r for r, _ in found]), span([e for _, e in found])
    return reached, earned, reached if given["not_applicable"] == "satisfied" else earned


def level_state(level, policy):
    found = {state(level, answers, policy) for answers in ways(level["criteria"])}
    return found.pop() if len(found) == 1 else "open"


def is_open(given, one):
    """Whether the unknown's answer changes a level in some way in which the others turn out."""
    others = [other for other in all_criteria(given) if other["id"] != one["id"]]
    for answers in ways(others):
        if len({outcome(given, {**answers, one["id"]: own}) for own in possible(one)}) > 1:
            return True
    return False


def evaluate(given):
    reached, earned, level = ranges(given)
    cumulative = given["build"] == "cumulative"
    supporting, blocking = [], []
    for number_, one in enumerate(given["levels"], start=1):
        holds_up = number_ <= reached["floor"] if cumulative else number_ == reached["floor"]
        keeps_down = (
            number_ == reached["ceiling"] + 1 if cumulative else number_ > reached["ceiling"]
        )
        for criterion in one["criteria"]:
            if holds_up and criterion["answer"] in ("met", "not_applicable"):
                supporting.append(criterion["id"])
            if keeps_down and criterion["answer"] == "not_met":
                blocking.append(criterion["id"])
    criteria = all_criteria(given)
    unknown = [one for one in criteria if one["answer"] == "unknown"]
    return {
        "level": level,
        "earned": earned,
        "reached": reached,
        "states": [level_state(one, given["not_applicable"]) for one in given["levels"]],
        "supporting": supporting,
        "blocking": blocking,
        "open": [one["id"] for one in unknown if is_open(given, one)],
        "not_applicable": all(one["answer"] == "not_applicable" for one in criteria),
    }


def with_met(given, chosen):
    """The same axis with the chosen criteria met."""
    levels = [
        {
            **level,
            "criteria": [
                {**one, "answer": "met"} if one["id"] in chosen else one
                for one in level["criteria"]
            ],
        }
        for level in given["levels"]
    ]
    return {**given, "levels": levels}


def action_sets(given):
    criteria = all_criteria(given)
    order = [one["id"] for one in criteria]
    able = [one["id"] for one in criteria if one["answer"] in ("not_met", "unknown")]
    costs = given["costs_yen"]
    minimal = []
    for size in range(len(able) + 1):
        for chosen in itertools.combinations(able, size):
            if any(set(smaller) <= set(chosen) for smaller in minimal):
                continue
            if ranges(with_met(given, set(chosen)))[2]["floor"] >= given["target"]:
                minimal.append(chosen)

    def rank(chosen):
        unpriced = [one for one in chosen if one not in costs]
        total = sum(costs.get(one, 0) for one in chosen)
        return len(unpriced), total, len(chosen), [order.index(one) for one in chosen]

    minimal.sort(key=rank)
    kinds = {one["id"]: "confirm" if one["answer"] == "unknown" else "meet" for one in criteria}
    listed = [
        {
            "actions": {one: kinds[one] for one in chosen},
            "cost_yen": sum(costs[one] for one in chosen) if set(chosen) <= set(costs) else None,
        }
        for chosen in minimal[: given["at_most"]]
    ]
    return {"sets": listed, "cut": len(minimal) > given["at_most"]}


OPERATIONS = {
    "types/exact_number": number,
    "criteria/condition": condition,
    "criteria/evaluate": evaluate,
    "criteria/action_sets": action_sets,
}
