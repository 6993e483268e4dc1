"""The three pledges of counters: what register and figures show, and the levels that follow.

The evidence is made here from the description; levels come from the evaluator of criteria that tries
every way in which unknowns may turn out.
"""

import json
import pathlib
from fractions import Fraction

from operations import criteria_evidence, criteria_levels
from refused import Refused

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "counter-dx" / "data"
STANDARD = json.loads((DATA / "pledges.json").read_text(encoding="utf-8"))


def offer(register, counter):
    """(modes by service, fee by service) of what stands at the counter and is not known to be 無."""
    fees = {one["id"]: one.get("fee") for one in register.get("services", [])}
    modes = {}
    for one in counter.get("services", []):
        if one.get("mode") != "none":
            modes[one["service"]] = one.get("mode")
    return modes, {service: fees.get(service) for service in modes}


def shown(register, figures):
    """What is known of each measure, which criteria do not apply, and names that are not offered."""
    found = [one for one in register["counters"] if one["id"] == figures["counter"]]
    if not found:
        raise Refused("counter_dx.pledge_evidence.no_counter")
    counter = found[0]
    modes, fees = offer(register, counter)
    certain = bool(modes) and None not in modes.values()
    known = {service for service, mode in modes.items() if mode is not None}
    collected = {service for service in known if modes[service] == "reserved_pick_up_only"}
    values, not_applicable = {}, {}

    if fees and set(fees.values()) == {False}:
        not_applicable["no_fee"] = True
    if certain and collected == known:
        not_applicable["pick_up_only"] = True

    if figures.get("waits"):
        waits = [(one["seconds"], one["people"]) for one in figures["waits"]]
        everybody = sum(people for _, people in waits)
        if everybody:
            values["waits"] = everybody
            for minutes in (10, 30):
                longer = sum(people for seconds, people in waits if seconds > minutes * 60)
                values[f"waits_over_{minutes}_minutes"] = longer
    for key, above, below in (
        ("left_without_service", "left_without_service", "outcomes"),
        ("payments_without_cash", "payments_without_cash", "payments"),
    ):
        share = figures.get(key)
        if share and share["of"]:
            values[above], values[below] = share["count"], share["of"]
    written = figures.get("items_by_hand")
    if written and written["of"]:
        values["items_by_hand_per_application"] = Fraction(written["count"], written["of"])

    if certain:
        values["services"] = len(known)
        for key, measure in (
            ("by_reservation", "services_by_reservation"),
            ("without_writing", "services_without_writing"),
        ):
            if collected == known:
                values[measure] = len(known)
            elif figures.get(key) is not None:
                values[measure] = len(known & (set(figures[key]) | collected))

    # A service that surely has no fee does not matter to money, whatever its mode.
    money = {service for service in fees if fees[service] is not False}
    if fees and all(fees[one] is True and modes[one] is not None for one in money):
        values["fee_services"] = len(money)
        if figures.get("without_cash") is not None:
            values["fee_services_without_cash"] = len(money & set(figures["without_cash"]))
        elif counter.get("tools") is not None:
            serving = {
                tool["id"] for tool in register.get("tools", [])
                if "cashless" in tool.get("pledges", [])
            }
            if not serving & set(counter["tools"]):
                values["fee_services_without_cash"] = 0

    named = set()
    for key in ("by_reservation", "without_writing", "without_cash"):
        named |= set(figures.get(key) or [])
    return values, not_applicable, sorted(named - known)


def pledges(given):
    items, lines, unknown, not_offered = [], [], [], []
    for source in given["sources"]:
        values, not_applicable, others = shown(given["register"], source["figures"])
        common = {"subject": source["figures"]["counter"], **source["origin"]}
        made = []
        for reason in STANDARD["not_applicable_reasons"]:
            if reason["id"] in not_applicable:
                for criterion in reason["criteria"]:
                    items.append({**common, "criterion": criterion, "answer": "not_applicable",
                                  "reason": reason["id"]})
                    made.append(f"{criterion} {reason['id']}")
        missing = []
        for measure in STANDARD["measures"]:
            if measure["id"] in values:
                text = criteria_levels.write_number(Fraction(values[measure["id"]]))
                items.append({**common, "measure": measure["id"], "value": text,
                              "unit": measure["unit"]})
                made.append(f"{measure['id']}={text}")
            else:
                missing.append(measure["id"])
        lines.append(made)
        unknown.append(missing)
        not_offered.append(others)
    items += given.get("statements", [])
    judged = criteria_evidence.assess({
        "editions": [STANDARD], "evidence": {"items": items}, "subject": given["counter"],
        "as_of": given["as_of"],
    })
    found = criteria_evidence.answers(
        STANDARD, {"items": items}, given["counter"], criteria_evidence.day(given["as_of"]))
    axes = {}
    for axis in STANDARD["axes"]:
        asked = criteria_evidence.axis_input(STANDARD, axis, found)
        result = criteria_levels.evaluate(asked)
        effects = {}
        for name in result["open"]:
            def with_answer(answer):
                changed = {**found, name: (answer, None)}
                level = criteria_levels.evaluate(
                    criteria_evidence.axis_input(STANDARD, axis, changed))["level"]
                return [level["floor"], level["ceiling"]]
            criterion = next(one for one in STANDARD["criteria"] if one["id"] == name)
            always = criterion.get("always_applies", False)
            effects[name] = [with_answer("met"), with_answer("not_met"),
                             None if always else with_answer("not_applicable")]
        axes[axis["id"]] = {
            "level": [result["level"]["floor"], result["level"]["ceiling"]],
            "not_applicable": result["not_applicable"],
            "supporting": result["supporting"],
            "blocking": result["blocking"],
            "unknowns": effects,
        }
    overall = judged["overall"]
    return {
        "evidence": lines,
        "unknown": unknown,
        "not_offered": not_offered,
        "axes": axes,
        "overall": overall and [overall["floor"], overall["ceiling"]],
    }


OPERATIONS = {"counter-dx/pledges": pledges}
