"""Processing periods: what a cell of free text says about them, by regular expressions.

A text is first read as a dash, as a number, as one period, as periods of several cases; what is
left is judged by its last predicate. Nothing but a whole text counts.
"""

import re
from fractions import Fraction

from periods.bounds import has, make
from periods.cases import CASE_WORDS, attempt, cases_in, is_condition, several_cases
from periods.lengths import decimal, number
from periods.sentences import Mixed, names_a_length, period, reason, sentence
from periods.texts import CODE, DASHES, LIMIT, NOTES, fold, squeeze, trim
from refused import Refused


def classify(text):
    """(statement, notes) of a text that is not blank."""
    folded = trim(re.sub("[〜∼]", "~", fold(text)), "。")
    close = squeeze(folded)
    if close and all(c in DASHES for c in close):
        return {"class": "unknown"}, {"dash_only"}
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", close) and number(close) is not None:
        return {"class": "number_without_unit", "number": decimal(number(close))}, {"missing_unit"}
    why = None
    try:
        found = period(close)
        if found:
            return {"class": "stated", "period": wire_period(found[0])}, found[1]
    except Refused:
        why = "bounds_out_of_order"
    except Mixed:
        why = "mixed_statements"
    found = cases_in(folded)
    if found:
        cases = [wire_case(condition, value) for condition, value in found[0]]
        return {"class": "several", "cases": cases}, found[1]
    by_line = squeeze(re.sub("[\n\r]", ";", folded))
    classes = [sentence(part) for part in re.split("[。;]", by_line) if part]
    known = {each for each in classes if each}
    complete = ";" not in by_line or None not in classes
    if len(known) == 1 and classes[-1] and complete:
        if not names_a_length(close):
            return {"class": classes[-1]}, set()
        why = "mixed_statements"
    elif len(known) > 1:
        why = "mixed_statements"
    return {"class": "unread"}, {why or reason(close)}


def period_reading(given):
    text = given["text"]
    if not trim(text):
        return None
    if len(text) > 2000:
        statement, notes = {"class": "unread"}, {"unrecognised"}
    else:
        statement, notes = classify(text)
    if has("[０-９]", text):
        notes = notes | {"full_width_digits"}
    ordered = [CODE + note for note in NOTES if note in notes]
    return {"statement": statement, "notes": ordered}


def wire_length(bound):
    amount, unit = bound
    return {"unit": unit} if amount is None else {"amount": decimal(amount), "unit": unit}


def wire_period(value):
    lower, upper, rough = value
    wire = {}
    if lower:
        wire["lower"] = wire_length(lower)
    if upper:
        wire["upper"] = wire_length(upper)
    wire["approximate"] = rough
    return wire


def wire_case(condition, value):
    case = {"condition": condition} if condition else {}
    return case | {"period": wire_period(value)}


LABEL = {"minute": "分", "hour": "時間", "day": "日", "business_day": "営業日", "calendar_day": "暦日",
         "week": "週間", "month": "か月", "year": "年"}


def shown_length(bound):
    amount, unit = bound
    return "即日" if amount is None else decimal(amount) + LABEL[unit]


def shown(value):
    lower, upper, rough = value
    if lower is None:
        text = shown_length(upper) + "以内"
    elif upper is None:
        text = shown_length(lower) + "以上"
    elif lower == upper:
        text = shown_length(lower)
    else:
        text = shown_length(lower) + "～" + shown_length(upper)
    return ("約" if rough else "") + text


def given_length(given):
    if given is None:
        return None
    amount = given.get("amount")
    if amount is not None:
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", amount):
            raise Refused(CODE + "amount_not_decimal")
        amount = Fraction(amount)
        if (amount * 1000).denominator != 1:
            raise Refused(CODE + "amount_too_fine")
        if amount > LIMIT:
            raise Refused(CODE + "amount_too_large")
    if given["unit"] == "same_day":
        if amount is not None:
            raise Refused(CODE + "same_day_with_amount")
    elif amount is None:
        raise Refused(CODE + "amount_missing")
    return (amount, given["unit"])


def period_value(given):
    lower, upper = given_length(given["lower"]), given_length(given["upper"])
    return shown(make(lower, upper, given["approximate"]))


def period_cases(given):
    cases = []
    for case in given["cases"]:
        condition = case.get("condition")
        if condition is not None and not is_condition(condition):
            raise Refused(CODE + "bad_condition")
        found = attempt(squeeze(trim(fold(case["period"]), "。")))
        if found is None:
            raise Refused(CODE + "not_a_period")
        cases.append((condition, found[0]))
    cases = several_cases(cases)
    conditioned = any(condition for condition, _ in cases)
    texts = []
    for condition, value in cases:
        link = "" if condition is None or condition in CASE_WORDS else "は"
        texts.append((condition or "") + link + shown(value))
    return ("、" if conditioned else "又は").join(texts)


def period_days(given):
    rule = given["conversion"]
    amount, unit = given_length(given["length"])
    days_per_unit = {
        "minute": Fraction(1, 1440),
        "hour": Fraction(1, 24),
        "day": Fraction(1),
        "calendar_day": Fraction(1),
        "business_day": Fraction(rule["days_per_five_business_days"], 5),
        "week": Fraction(rule["days_per_week"]),
        "month": Fraction(rule["days_per_month"]),
        "year": Fraction(rule["days_per_year"]),
    }
    days = Fraction(0) if amount is None else amount * days_per_unit[unit]
    hundredths = (days * 100 + Fraction(1, 2)) // 1
    return {
        "parts": int(days * 1_440_000),
        "days": f"{hundredths // 100}.{hundredths % 100:02}",
        "days_rounded_up": int(-(-days // 1)),
    }


OPERATIONS = {
    "types/period_reading": period_reading,
    "types/period_value": period_value,
    "types/period_cases": period_cases,
    "types/period_days": period_days,
}
