"""At least, at most, about: what a text says of both ends."""

import re

from periods.lengths import KANJI, LENGTH, NUMBER, length, number
from periods.texts import CODE, DASHES
from refused import Refused

SHORTEST = {"minute": 1, "hour": 60, "day": 1440, "calendar_day": 1440, "business_day": 1440,
            "week": 7 * 1440, "month": 28 * 1440, "year": 365 * 1440}
LONGEST = dict(SHORTEST, month=31 * 1440, year=366 * 1440)


def certainly_longer(one, other):
    """Whether `one` is longer, however months, years and closed days fall."""
    shortest = 0 if one[0] is None else one[0] * SHORTEST[one[1]]
    if other[0] is None:
        return shortest > 1440
    if other[1] == "business_day" and other[0]:
        return False
    return shortest > other[0] * LONGEST[other[1]]


def make(lower, upper, approximate):
    if lower and upper and certainly_longer(lower, upper):
        raise Refused(CODE + "bounds_out_of_order")
    if not lower and not upper:
        raise Refused(CODE + "no_bound")
    return (lower, upper, approximate)


APPROX_BEFORE = "おおむね|おおよそ|およそ|概ね|大体|目安|約|ほぼ"
MOST_BEFORE = "遅くとも|長くとも|最大|最長"
LEAST_BEFORE = "少なくとも|最短|最低|最小"
APPROX_AFTER = "を目途|を目処|を目安|が目安|程度|前後|くらい|ぐらい|ほど|目途|目処|目安|位"
MOST_AFTER = "以内|以下|まで"
LEAST_AFTER = "以上|以降"
BEFORE = f"(?:(?:{APPROX_BEFORE}|{MOST_BEFORE}|{LEAST_BEFORE})*)"
AFTER = f"(?:(?:{APPROX_AFTER}|{MOST_AFTER}|{LEAST_AFTER})*)"
SIGN = rf"(?:[~{re.escape(DASHES)}]|から|ないし|乃至)"


def has(words, text):
    return re.search(words, text) is not None


def bounds(text, notes):
    """A period between its bounds, or None; Refused if they are out of order."""
    match = re.fullmatch(rf"({BEFORE})~({BEFORE})({LENGTH})({AFTER})", text)
    if match:
        upper = length(match[3], notes)
        around = (match[2], match[4])
        if upper is None or has(LEAST_BEFORE, match[1] + match[2]) or has(LEAST_AFTER, match[4]):
            return None
        rough = has(APPROX_BEFORE, match[1] + match[2]) or has(APPROX_AFTER, around[1])
        return make(None, upper, rough)
    match = re.fullmatch(rf"({BEFORE})({LENGTH})({AFTER})(~?)", text)
    if match:
        only = length(match[2], notes)
        if only is None:
            return None
        most = has(MOST_BEFORE, match[1]) or has(MOST_AFTER, match[3])
        least = has(LEAST_BEFORE, match[1]) or has(LEAST_AFTER, match[3])
        rough = has(APPROX_BEFORE, match[1]) or has(APPROX_AFTER, match[3])
        if match[4]:
            return None if most else make(only, None, rough)
        if most and least:
            return None
        return make(None if most else only, None if least else only, rough)
    match = re.fullmatch(
        rf"({BEFORE})(?:({LENGTH})((?:{APPROX_AFTER})*)|({NUMBER})){SIGN}({BEFORE})({LENGTH})({AFTER})",
        text,
    )
    if not match:
        return None
    upper = length(match[6], notes)
    if upper is None or has(MOST_BEFORE, match[1]) or has(LEAST_BEFORE, match[5]) or has(
        LEAST_AFTER, match[7]
    ):
        return None
    if match[2]:
        lower = length(match[2], notes)
    else:
        value = number(match[4])
        if value is None or upper[0] is None or "added_units" in notes:
            return None
        lower = (value, upper[1])
        notes.add("shared_unit")
        if match[4][0] in KANJI:
            notes.add("kanji_numeral")
    if lower is None:
        return None
    rough = has(APPROX_BEFORE, match[1] + match[5]) or has(APPROX_AFTER, (match[3] or "") + match[7])
    return make(lower, upper, rough)
