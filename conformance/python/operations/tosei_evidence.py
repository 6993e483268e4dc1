"""What a row of the State's survey shows of the quality criteria.

Written from the description of the mapping; every way in which unknowns may turn out is tried.
"""

import itertools
from fractions import Fraction

from operations import period
from periods.texts import trim
from operations.criteria_levels import read_number
from refused import Refused

AXES = {
    "faster": [["F1a"], ["F2a", "F2b"], ["F3a"]],
    "simpler": [["S1a"], ["S2a", "S2b"], ["S3a"]],
    "easier": [["U1a", "U1b"], ["U2a", "U2b"], ["U3a"]],
}
ALWAYS = {"U1b", "U2a", "U2b", "U3a"}
LEVEL_1 = {"digital", "F1a", "S1a", "U1a", "U1b"}
CASHLESS = {"2-1", "2-2", "2-3", "2-4", "2-5", "2-6"}
OFFLINE = {"1-1", "1-2", "1-3", "1-4", "1-5"}
DAYS = {"minute": Fraction(1, 1440), "hour": Fraction(1, 24), "day": Fraction(1),
        "calendar_day": Fraction(1), "business_day": Fraction(7, 5), "week": Fraction(7),
        "month": Fraction(30), "year": Fraction(365)}
PLAIN = {"full_width_digits", "kanji_numeral", "bare_month", "zero_length"}


class Cell:
    """The values of a coded cell: known codes, and whether something else stands there."""

    def __init__(self, text, codes):
        values = [part for part in text.split("; ") if part.strip()]
        self.blank = not values
        self.codes, self.other = set(), False
        for value in values:
            code = value if value == "添付書類なし" else value.split(" ")[0]
            if code in codes:
                self.codes.add(code)
            else:
                self.other = True

    def only(self, *codes):
        return not self.blank and not self.other and self.codes <= set(codes)

    def has(self, *codes):
        return bool(self.codes & set(codes))


def length_in_days(bound):
    if bound is None:
        return None
    if bound["unit"] == "same_day":
        return Fraction(0)
    return Fraction(bound["amount"]) * DAYS[bound["unit"]]


def read_period(text):
    """(class, days where the cell is one plain number with a unit, longest days)."""
    if not trim(text):
        return "blank", None, None
    statement, notes = period.classify(text)
    kind = statement["class"]
    if kind == "several":
        return "set", None, None
    if kind in ("none_set", "no_response_due"):
        return kind, None, None
    if kind != "stated":
        return "open", None, None
    lower, upper = (statement["period"].get(key) for key in ("lower", "upper"))
    longest = length_in_days(upper)
    if lower != upper:
        return "set", None, longest
    if lower["unit"] == "same_day":
        return "same_day", None, longest
    exact = lower["unit"] != "business_day" and notes <= PLAIN
    exact = exact and not statement["period"]["approximate"]
    return "set", (longest if exact else None), longest


def parameter(given, name, default):
    text = given.get("parameters", {}).get(name)
    if text is None:
        return default
    value = read_number(text)
    if value < 0:
        raise Refused("tosei.evidence_mapping.negative")
    return value


def evidence_from_row(given):
    for name in given.get("parameters", {}):
        if name not in ("shorten_ratio", "short_period_days"):
            raise Refused("tosei.evidence_mapping.unknown_parameter")
    for name in given.get("also_in_sets", {}):
        if name != "cashless":
            raise Refused("tosei.evidence_mapping.unknown_parameter")
    ratio = parameter(given, "shorten_ratio", Fraction(1, 2))
    short = parameter(given, "short_period_days", None)
    cashless = CASHLESS | set(given.get("also_in_sets", {}).get("cashless", []))
    text = lambda column: given["cells"].get(column, "")  # noqa: E731
    answers, candidates = {}, []

    def say(criterion, answer, reason, candidate=False):
        if candidate:
            candidates.append(criterion)
            if given.get("candidates") == "met":
                answer = "met"
        answers[criterion] = [answer, reason]

    status = Cell(text("online_status"), {"1", "2", "3", "4", "5"})
    if status.only("1", "5"):
        say("digital", "met", "online")
    elif status.only("2", "3"):
        say("digital", "not_met", "not_online")
    else:
        say("digital", "unknown", "online_status_unknown")

    kind = Cell(text("kind"), {"1", "2-1", "2-2", "2-3", "3", "4"})
    online, on_days, on_longest = read_period(text("period_online"))
    counter, off_days, _ = read_period(text("period_offline"))
    both = {online, counter}
    not_asked = None
    if kind.only("2-1", "2-2", "2-3"):
        not_asked = "notice_of_disposition"
    elif kind.only("3"):
        not_asked = "public_inspection"
    elif kind.only("4"):
        not_asked = "record_keeping"
    elif "set" not in both and "same_day" in both:
        not_asked = "completed_at_once"
    elif "set" not in both and "no_response_due" in both:
        not_asked = "no_response_due"

    if on_days is None or off_days is None:
        comparison = "not_comparable"
    else:
        comparison = "shorter" if on_days < off_days else "longer" if on_days > off_days else "equal"

    # F1a: whether a period is set.
    if not_asked:
        say("F1a", "not_applicable", not_asked)
    elif "set" in both:
        say("F1a", "met", "period_stated")
    elif "none_set" in both and "open" not in both:
        say("F1a", "not_met", "no_period_set")
    elif both == {"blank"}:
        say("F1a", "unknown", "period_blank")
    else:
        say("F1a", "unknown", "period_not_known")
    # F2a: whether one is set for online applications.
    if not_asked:
        say("F2a", "not_applicable", not_asked)
    elif online == "same_day":
        say("F2a", "not_applicable", "online_completed_at_once")
    elif online == "none_set":
        say("F2a", "not_met", "no_online_period_set")
    elif comparison in ("shorter", "longer"):
        say("F2a", "unknown", "online_period_differs", True)
    elif comparison == "equal":
        say("F2a", "unknown", "online_period_equal")
    elif online == "set":
        say("F2a", "unknown", "online_period_not_comparable")
    elif online == "blank":
        say("F2a", "unknown", "online_period_blank")
    else:
        say("F2a", "unknown", "online_period_not_known")
    # F2b: the survey does not know it.
    if not_asked:
        say("F2b", "not_applicable", not_asked)
    elif short is not None and on_longest is not None and on_longest <= short:
        say("F2b", "not_applicable", "short_period")
    else:
        say("F2b", "unknown", "not_in_survey")
    # F3a: candidates only.
    if not_asked:
        say("F3a", "not_applicable", not_asked)
    elif counter == "same_day":
        say("F3a", "not_applicable", "baseline_same_day")
    elif comparison != "not_comparable" and off_days > 0 and on_days <= ratio * off_days:
        say("F3a", "unknown", "greatly_shorter_candidate", True)
    elif comparison == "shorter":
        say("F3a", "unknown", "shorter_not_greatly")
    elif comparison == "equal":
        say("F3a", "unknown", "periods_equal")
    elif comparison == "longer":
        say("F3a", "unknown", "online_longer")
    else:
        say("F3a", "unknown", "periods_not_comparable")

    attachments = Cell(text("attachments"), {"添付書類なし"})
    none = attachments.only("添付書類なし")
    way = Cell(text("attachment_submission"), {"0", "1", "2", "3", "4"})
    if none:
        paper = way.has("2", "3")
        say("S1a", "not_applicable", "no_attachments_but_paper" if paper else "no_attachments")
    elif way.has("2", "3"):
        say("S1a", "not_met", "attachments_on_paper")
    elif way.only("0", "1"):
        say("S1a", "met", "attachments_as_data")
    else:
        reason = "attachment_submission_blank" if way.blank else "attachment_submission_other"
        say("S1a", "unknown", reason)
    less = Cell(text("attachment_reduction"), {"1", "2", "3", "4"})
    if none:
        say("S2a", "not_applicable", "no_attachments_left" if less.has("1") else "no_attachments")
    elif less.only("1"):
        say("S2a", "met", "attachments_abolished")
    else:
        for code, reason in (("1", "attachment_reduction_joined"),
                             ("3", "attachments_cannot_be_abolished"),
                             ("2", "attachments_to_be_abolished")):
            if less.has(code):
                break
        else:
            reason = "attachment_reduction_blank" if less.blank else "attachment_reduction_other"
        say("S2a", "unknown", reason)
    fee = Cell(text("fee"), {"1", "2"})
    payment = Cell(text("fee_payment"), CASHLESS | OFFLINE)
    if fee.only("1"):
        say("S2b", "not_applicable", "no_fee" if payment.blank else "no_fee_but_method")
    elif payment.codes & cashless:
        say("S2b", "met", "cashless")
    elif not payment.blank and not payment.other:
        say("S2b", "not_met", "no_cashless")
    elif fee.only("2") and payment.blank:
        say("S2b", "unknown", "fee_method_blank")
    else:
        say("S2b", "unknown", "fee_not_known")
    event = any(not Cell(text(key), set()).blank for key in ("events_citizens", "events_businesses"))
    say("S3a", "unknown", "shares_an_event" if event else "not_in_survey", event)
    fields = not Cell(text("form_fields"), set()).blank
    for criterion in ("U1a", "U1b", "U2a", "U2b", "U3a"):
        hint = criterion == "U2a" and fields
        say(criterion, "unknown", "form_fields_listed" if hint else "not_in_survey")
    return {
        "answers": answers,
        "candidates": sorted(candidates),
        "comparison": comparison,
        "levels": levels(answers, given.get("stated") == "all"),
    }


def levels(answers, everything):
    counted = {
        criterion: answer if everything or criterion in LEVEL_1 else "unknown"
        for criterion, (answer, _) in answers.items()
    }
    if counted["digital"] == "not_met":
        return None
    return {axis: span(counted, steps) for axis, steps in AXES.items()}


def span(counted, steps):
    """The lowest and the highest earned level over all ways in which unknowns may turn out."""
    ways = []
    for criterion in sum(steps, []):
        if counted[criterion] != "unknown":
            ways.append([(criterion, counted[criterion])])
        else:
            outcomes = ["met", "not_met"] + ([] if criterion in ALWAYS else ["not_applicable"])
            ways.append([(criterion, outcome) for outcome in outcomes])
    reached = set()
    for way in itertools.product(*ways):
        way, level = dict(way), 0
        for number, step in enumerate(steps, 1):
            found = [way[criterion] for criterion in step]
            if "not_met" in found:
                break
            if "met" in found:
                level = number
        reached.add(level)
    return [min(reached), max(reached)]


OPERATIONS = {"tosei/evidence_from_row": evidence_from_row}
