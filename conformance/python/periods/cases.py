"""Periods that differ by case."""

import re
import unicodedata

from periods.sentences import Mixed, period
from periods.texts import CODE, fold, is_space, squeeze
from refused import Refused

CASE_WORDS = ["新規", "変更", "更新", "継続", "休止", "廃止", "再開", "再交付", "当初", "初回", "通常",
              "個人", "法人"]


def is_condition(text):
    if text in CASE_WORDS:
        return True
    head = text.removesuffix("場合")
    alphabetic = all(
        unicodedata.category(c)[0] == "L" or unicodedata.category(c) == "Nl" for c in text
    )
    return (head != text and head != "" and "場合" not in head and alphabetic
            and len(text) <= 60 and fold(text) == text)


def several_cases(cases):
    """Checks a list of (condition, period)."""
    if len(cases) < 2:
        raise Refused(CODE + "too_few_cases")
    if len(cases) > 12:
        raise Refused(CODE + "too_many_cases")
    conditions = [condition for condition, _ in cases]
    if any(conditions) and (None in conditions[1:] or len(set(conditions)) < len(conditions)):
        raise Refused(CODE + "conditions_unclear")
    return cases


def one_case(text):
    condition = None
    if "場合は" in text:
        head, rest = text.split("場合は", 1)
        if is_condition(head + "場合"):
            condition, text = head + "場合", re.sub("^[、,]", "", rest)
    if condition is None:
        words = "|".join(CASE_WORDS)
        match = re.match(rf"(?:[(「【]({words})[)」】]|({words}))[:は]?", text)
        if match:
            condition, text = match[1] or match[2], text[match.end():]
    found = attempt(text)
    return found and ((condition, found[0]), found[1])


def attempt(text):
    try:
        return period(text)
    except (Refused, Mixed):
        return None


def together(parts, conditions_needed):
    found = [one_case(part) if conditions_needed else plain_case(part) for part in parts]
    if not found or None in found:
        return None
    try:
        cases = several_cases([case for case, _ in found])
    except Refused:
        return None
    if conditions_needed and not any(condition for condition, _ in cases):
        return None
    return cases, set().union(*(notes for _, notes in found))


def plain_case(text):
    found = attempt(text)
    return found and ((None, found[0]), found[1])


def cases_in(text):
    close = squeeze(text)
    for word in ("もしくは", "あるいは", "または", "若しくは", "或いは", "又は"):
        if word in close:
            found = together(close.split(word), False)
            if found:
                return found
            break
    listed = [part for part in re.split("[、,;/]", close) if part]
    spaced = "".join(" " if is_space(c) or c in "、,;/" else c for c in text).split(" ")
    found = together(listed, True) or together([part for part in spaced if part], True)
    if not found and close.endswith(")") and "(" in close:
        first, second = close[:-1].split("(", 1)
        second = re.sub("^(?:ただし|但し)?[、,]?", "", second)
        found = together([part for part in (first, second) if part], True)
    return found
