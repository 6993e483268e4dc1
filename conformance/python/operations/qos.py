"""Levels of procedures: every unknown is tried with every answer, and evidence is sorted by hand."""

import datetime
import itertools
import json
import pathlib
from fractions import Fraction

from refused import Refused

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "qos-model" / "data"
STANDARD = json.loads((DATA / "standards" / "tokyo-2024.json").read_text(encoding="utf-8"))
DEFINITIONS = json.loads((DATA / "evidence" / "tokyo-2024.json").read_text(encoding="utf-8"))

CRITERIA = {c["id"]: c for c in STANDARD["criteria"]}
ALWAYS = {c["id"] for c in STANDARD["criteria"] if c.get("always_applies")} | {"digital"}
PRINCIPLES = [axis["id"] for axis in STANDARD["axes"]]
HIGHEST = len(STANDARD["levels"]) - 1
REASONS = {
    (criterion, reason["id"])
    for reason in STANDARD["not_applicable_reasons"]
    for criterion in reason["criteria"]
}
MET, NOT_MET, NONE, UNKNOWN = "met", "not_met", "not_applicable", "unknown"

# Levels -----------------------------------------------------------------------------------------


def of_level(principle, level):
    return [c["id"] for c in STANDARD["criteria"] if (c["axis"], c["level"]) == (principle, level)]


def of_principle(principle):
    return [c["id"] for c in STANDARD["criteria"] if c["axis"] == principle]


def known_levels(principle, answers):
    """(earned, reached) where nothing is unknown."""
    earned = reached = 0
    for level in range(1, HIGHEST + 1):
        found = [answers[one] for one in of_level(principle, level)]
        if NOT_MET in found:
            break
        reached = level
        if MET in found:
            earned = level
    return earned, reached


def settled(answers):
    """Answers as they count: what always applies cannot be said not to apply."""
    return {
        one: UNKNOWN if one in ALWAYS and answers.get(one) == NONE else answers.get(one, UNKNOWN)
        for one in [*CRITERIA, "digital"]
    }


def judge(principle, answers):
    """Everything about one principle, by trying all ways in which the unknowns may turn out."""
    answers = settled(answers)
    ids = of_principle(principle)
    open_ids = [one for one in ids if answers[one] == UNKNOWN]
    choices = [[MET, NOT_MET] + ([] if one in ALWAYS else [NONE]) for one in open_ids]
    outcomes = {}
    for way in itertools.product(*choices):
        outcomes[way] = known_levels(principle, {**answers, **dict(zip(open_ids, way))})
    earned = [outcome[0] for outcome in outcomes.values()]
    reached = [outcome[1] for outcome in outcomes.values()]
    matters = []
    for at, one in enumerate(open_ids):
        rest = {}
        for way, outcome in outcomes.items():
            rest.setdefault(way[:at] + way[at + 1 :], set()).add(outcome)
        if any(len(found) > 1 for found in rest.values()):
            matters.append(one)
    floor, ceiling = min(reached), max(reached)
    upper = of_level(principle, ceiling + 1)
    return {
        "earned": [min(earned), max(earned)],
        "reached": [floor, ceiling],
        "supporting": [
            one for one in ids if CRITERIA[one]["level"] <= floor and answers[one] in (MET, NONE)
        ],
        "blocking": [one for one in upper if answers[one] == NOT_MET],
        "open": matters,
        "nothing_applies": all(answers[one] == NONE for one in ids),
    }


def standing(principle, answers):
    digital = settled(answers)["digital"]
    if digital == NOT_MET:
        return {"standing": "not_digital"}
    found = judge(principle, answers)
    if digital == UNKNOWN:
        return {"standing": "digital_unknown", **found}
    if found["nothing_applies"]:
        return {"standing": "out_of_scope", **found}
    certain = found["earned"][0] == found["earned"][1] and found["reached"][0] == found["reached"][1]
    kind = "range"
    if certain:
        higher = found["reached"][0] > found["earned"][0]
        kind = "by_non_applicability" if higher else "earned"
    # The published standard takes the level by what is met.
    floor, ceiling = found["earned"]
    shown = {"standing": kind, "floor": floor, "ceiling": ceiling, **found}
    if certain:
        shown["standing_level"] = found["reached"][0]
    return shown


JA = {"out_of_scope": "対象外", "not_digital": "デジタル化していない",
      "digital_unknown": "デジタル化しているか不明"}
EN = {"out_of_scope": "out of scope", "not_digital": "not digital",
      "digital_unknown": "not known whether digital"}


def words(found, language):
    kind = found["standing"]
    if kind in JA:
        return (JA if language == "ja" else EN)[kind]
    floor, ceiling = found["floor"], found["ceiling"]
    if kind == "by_non_applicability":
        level = found["standing_level"]
        if language == "ja":
            return f"Lv{floor}（対象外を含めLv{level}）"
        return f"Lv{floor} (Lv{level} with what does not apply)"
    if floor != ceiling:
        return f"Lv{floor}～{ceiling}" if language == "ja" else f"Lv{floor} to {ceiling}"
    if kind == "range":
        return f"Lv{floor}（幅あり）" if language == "ja" else f"Lv{floor} (a range)"
    return f"Lv{floor}"


def tokyo_2024_level(given):
    found = standing(given["principle"], given["answers"])
    shown = {"standing": found["standing"], "words_ja": words(found, "ja")}
    for key in ("earned", "reached", "supporting", "blocking", "open"):
        if key in found:
            shown[key] = found[key]
    return shown


# Evidence ---------------------------------------------------------------------------------------


def resolve(criterion, items, exemptions, as_of):
    """(answer, kind of basis) of one criterion, by the published standard's policies."""
    for one in exemptions:
        holds = one.get("approver") and one["approved_on"] <= as_of <= one["expires_on"]
        if one["criterion"] == criterion and holds and criterion != "digital":
            return NONE, "exemption"
    fitting = []
    for item in items:
        if item.get("criterion") != criterion or item["date"] > as_of:
            continue
        if item["answer"] == NONE:
            if criterion in ALWAYS or (criterion, item.get("reason")) not in REASONS:
                continue
        fitting.append(item)
    latest = {}
    for item in fitting:
        latest[item["source"]] = max(item["date"], latest.get(item["source"], ""))
    current = [item for item in fitting if item["date"] == latest[item["source"]]]
    gone = [item for item in current if item.get("expires_on") and item["expires_on"] < as_of]
    current = [item for item in current if item not in gone]
    if criterion == "digital":
        counts_stated = True
    else:
        counts_stated = CRITERIA[criterion]["level"] <= STANDARD["policies"]["stated_counts_up_to"]
    counting = [item for item in current if counts_stated or item["quality"] == "confirmed"]
    definite = [item for item in counting if item["answer"] != UNKNOWN]
    confirmed = [item for item in definite if item["quality"] == "confirmed"]
    ranking = confirmed or definite
    if ranking:
        if len({item["answer"] for item in ranking}) > 1:
            return UNKNOWN, "conflict"
        return ranking[0]["answer"], "evidence"
    if any(item["answer"] == UNKNOWN for item in counting):
        return UNKNOWN, "evidence"
    if current:
        return UNKNOWN, "only_stated"
    return UNKNOWN, "expired" if gone else "no_evidence"


def tokyo_2024_assess(given):
    as_of = given["as_of"]
    if as_of < STANDARD["effective_from"]:
        raise Refused("qos.assessment.no_edition")
    mine = lambda listed: [one for one in listed if one["subject"] == given["procedure"]]
    items, exemptions = mine(given["items"]), mine(given.get("exemptions") or [])
    found = {
        one: resolve(one, items, exemptions, as_of) for one in ["digital", *CRITERIA]
    }
    # An exemption reaches even what always applies: it is looked at apart.
    exempted = {one for one, (_, kind) in found.items() if kind == "exemption"}
    answers = {one: answer for one, (answer, _) in found.items()}
    ALWAYS_NOW = ALWAYS - exempted
    shown = {}
    for principle in PRINCIPLES:
        shown[principle] = words(standing_with(principle, answers, ALWAYS_NOW), "en")
    known = {one: list(pair) for one, pair in found.items() if pair[1] != "no_evidence"}
    return {"edition": STANDARD["edition"], "standings": shown, "answers": known}


def standing_with(principle, answers, always):
    global ALWAYS
    before, ALWAYS = ALWAYS, always
    try:
        return standing(principle, answers)
    finally:
        ALWAYS = before


# Measured criteria --------------------------------------------------------------------------------


def compare(value, rule):
    ((word, threshold),) = rule.items()
    if word == "between":
        return Fraction(threshold["from"]) <= value <= Fraction(threshold["to"])
    threshold = Fraction(threshold)
    return {
        "at_least": value >= threshold,
        "more_than": value > threshold,
        "at_most": value <= threshold,
        "less_than": value < threshold,
    }[word]


def holds(condition, values):
    ((word, inner),) = condition.items()
    if word in ("all", "any"):
        found = [holds(part, values) for part in inner]
        decisive = word == "any"
        if decisive in found:
            return decisive
        return None if None in found else not decisive
    if word == "not":
        found = holds(inner, values)
        return None if found is None else not found
    if word == "measure":
        value = values.get(inner["measure"])
        return None if value is None else compare(value, inner["is"])
    above, below = values.get(inner["of"]), values.get(inner["to"])
    if above is None or below is None or below <= 0:
        return None
    return compare(above / below, inner["is"])


def set_at(condition, pointer, value):
    copy = json.loads(json.dumps(condition))
    place, steps = copy, pointer.strip("/").split("/")
    for step in steps[:-1]:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[steps[-1]] = value
    return copy


def measured_criterion(given):
    definitions = {one["criterion"]: one for one in DEFINITIONS["definitions"]}
    if given["criterion"] not in CRITERIA:
        raise Refused("qos.measured.no_criterion")
    definition = definitions[given["criterion"]]
    condition = definition.get("condition")
    if condition is None:
        raise Refused("qos.measured.no_condition")
    parameters = given.get("parameters") or {}
    places = {one["id"]: one["threshold"] for one in definition["parameters"]}
    for name, value in parameters.items():
        if name not in places:
            raise Refused("qos.measured.no_parameter")
        condition = set_at(condition, places[name], value)
    values = {
        name: None if value is None else Fraction(value) for name, value in given["values"].items()
    }
    return {True: MET, False: NOT_MET, None: UNKNOWN}[holds(condition, values)]


def measures_in(condition):
    """The names of the measures that a condition looks at, in order."""
    if isinstance(condition, list):
        return [name for part in condition for name in measures_in(part)]
    if not isinstance(condition, dict):
        return []
    if "of" in condition:
        return [condition["of"], condition["to"]]
    if isinstance(condition.get("measure"), str):
        return [condition["measure"]]
    return [name for part in condition.values() for name in measures_in(part)]


def evidence_definition(given):
    found = [one for one in DEFINITIONS["definitions"] if one["criterion"] == given["criterion"]]
    if not found:
        return None
    units = {one["id"]: one["unit"] for one in DEFINITIONS["measures"]}
    return {
        "derivable": found[0]["derivable"],
        "survey_columns": found[0]["survey_columns"],
        "parameters": [[one["id"], one["default"]] for one in found[0]["parameters"]],
        "measures": [[name, units[name]] for name in measures_in(found[0].get("condition"))],
    }


# Targets ------------------------------------------------------------------------------------------


def days_between(one, other):
    return (datetime.date.fromisoformat(other) - datetime.date.fromisoformat(one)).days


def progress(given):
    target, as_of = given["target"], given["as_of"]
    level, by = target["level"], target["by"]
    for earlier in target.get("earlier", []):
        if as_of < earlier["changed_on"]:
            level, by = earlier["level"], earlier["by"]
            break
    found = standing(target["principle"], given["answers"])
    late = as_of > by
    if found["standing"] in ("not_digital", "digital_unknown"):
        verdict = "no_level"
    elif found["standing"] == "out_of_scope":
        verdict = "out_of_scope"
    elif found["floor"] >= level:
        verdict = "reached"
    elif found["ceiling"] >= level:
        verdict = "undecided"
    else:
        verdict = "overdue" if late else "ahead"
    counts = late and verdict in ("overdue", "undecided", "no_level")
    first = target.get("earlier", [])[:1]
    shown = {
        "target": level,
        "by": by,
        "verdict": verdict,
        "levels_missing": max(0, level - found["ceiling"]) if "ceiling" in found else 0,
        "days_overdue": days_between(by, as_of) if counts else 0,
        "days_moved": days_between(first[0]["by"], by) if first else 0,
    }
    for key in ("floor", "ceiling"):
        if key in found:
            shown[key] = found[key]
    return shown


# Periods ------------------------------------------------------------------------------------------

SHORTEST = {"day": 1, "week": 7, "month": 28, "year": 365}
LONGEST = {"day": 1, "week": 7, "month": 31, "year": 366}
USUAL = {"day": 1, "week": 7, "month": 30, "year": 365}


def said(statement):
    if statement is None:
        return "blank"
    if statement["class"] == "stated":
        period = statement["period"]
        if all(period.get(end, {}).get("unit") == "same_day" for end in ("lower", "upper")):
            return "same_day"
        return "set"
    if statement["class"] == "several":
        return "set"
    return {"none_set": "none_set", "no_response_due": "no_response"}.get(
        statement["class"], "open"
    )


def upper(statement):
    if statement is None or statement["class"] != "stated":
        return None
    return statement["period"].get("upper")


def days(length, table):
    if length["unit"] == "same_day":
        return Fraction(0)
    return Fraction(length["amount"]) * table[length["unit"]]


def longer(one, other):
    """Certainly: whatever the months; the same day is less than anything above one day."""
    other_days = Fraction(1) if other["unit"] == "same_day" else days(other, LONGEST)
    return days(one, SHORTEST) > other_days


def text_of(number):
    if number.denominator in (1,):
        return str(number.numerator)
    rest = number.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    digits = str((number * 10**places).numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def period_evidence(given):
    online, counter = given.get("online"), given.get("counter")
    a, b = upper(online), upper(counter)
    if a is None or b is None:
        comparison = "not_comparable"
    elif a == b or online == counter:
        comparison = "equal"
    elif longer(a, b):
        comparison = "online_longer"
    elif longer(b, a):
        comparison = "online_shorter"
    else:
        comparison = "not_comparable"
    shown = {"comparison": comparison, "ratio": None}
    both = [said(online), said(counter)]
    if "set" in both:
        shown["F1a"] = [MET]
    elif "same_day" in both:
        shown["F1a"] = [NONE, "completed_at_once"]
    elif "no_response" in both:
        shown["F1a"] = [NONE, "no_response_due"]
    elif "none_set" in both and "open" not in both:
        shown["F1a"] = [NOT_MET]
    own = {
        "same_day": [NONE, "completed_at_once"],
        "no_response": [NONE, "no_response_due"],
        "none_set": [NOT_MET],
    }.get(both[0])
    if both[0] == "set" and comparison in ("online_shorter", "online_longer"):
        own = [MET]
    if own:
        shown["F2a"] = own
    lengths = {}
    for name, one in (("online_days", a), ("counter_days", b)):
        if one is not None:
            lengths[name] = days(one, USUAL)
            shown[name] = text_of(lengths[name])
    if len(lengths) == 2 and lengths["counter_days"] > 0:
        shown["ratio"] = text_of(lengths["online_days"] / lengths["counter_days"])
    return shown


OPERATIONS = {
    "qos-model/tokyo_2024_level": tokyo_2024_level,
    "qos-model/tokyo_2024_assess": tokyo_2024_assess,
    "qos-model/measured_criterion": measured_criterion,
    "qos-model/evidence_definition": evidence_definition,
    "qos-model/progress": progress,
    "qos-model/period_evidence": period_evidence,
}
