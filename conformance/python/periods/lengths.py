"""Amounts and lengths of time."""

import re
from fractions import Fraction

from periods.texts import LIMIT

KANJI = "〇零一壱二弐三参四五六七八九十拾百千万"
DIGIT = dict(zip("〇零一壱二弐三参四五六七八九", [0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9]))
# 二三日 is two or three days, and might be 23.
PAIRS = {a + b for a in DIGIT for b in DIGIT if DIGIT[a] > 0 and DIGIT[b] == DIGIT[a] + 1}
NUMBER = rf"(?:[0-9]+(?:\.[0-9]+)?|[{KANJI}]+)"
UNIT_WORDS = {
    "business_day": ["営業日", "開庁日"],
    "calendar_day": ["暦日"],
    "month": ["か月", "カ月", "ヵ月", "ヶ月", "ケ月", "ｶ月", "ｹ月", "箇月", "個月", "月"],
    "hour": ["時間"],
    "week": ["週"],
    "day": ["日"],
    "year": ["箇年", "年"],
    "minute": ["分"],
}
WORD_UNIT = {word: unit for unit, words in UNIT_WORDS.items() for word in words}
UNIT = "(?:(?:" + "|".join(sorted(WORD_UNIT, key=len, reverse=True)) + ")間?)"
SAME = "(?:(?:即日|当日|即時)中?)"
LENGTH = rf"(?:{SAME}|半{UNIT}|{NUMBER}{UNIT}半?(?:と?{NUMBER}{UNIT})?)"


def kanji_value(text):
    """百二十三 by units, 一〇三 by place; None if the signs make no numeral."""
    if all(c in DIGIT for c in text):
        return int("".join(str(DIGIT[c]) for c in text))
    match = re.fullmatch(r"(?:(.+)万)?([^万]*)", text)
    if not match:
        return None
    total = 0
    for part, factor in ((match[1], 10_000), (match[2], 1)):
        if not part:
            continue
        if all(c in DIGIT for c in part) and (factor == 10_000 or len(part) == 1):
            total += int("".join(str(DIGIT[c]) for c in part)) * factor
            continue
        figures = "〇零一壱二弐三参四五六七八九"
        nonzero = figures[2:]
        by_units = re.fullmatch(
            rf"(?:([{nonzero}])?千)?(?:([{nonzero}])?百)?(?:([{nonzero}])?[十拾])?([{figures}])?", part
        )
        if not by_units:
            return None
        value = 0
        for group, sign, weight in ((1, "千", 1000), (2, "百", 100), (3, "十拾", 10)):
            if any(s in part for s in sign):
                value += (DIGIT[by_units[group]] if by_units[group] else 1) * weight
        if by_units[4]:
            value += DIGIT[by_units[4]]
        total += value * factor
    return total


def number(text):
    """The exact value of a numeral, or None if it is too large or too fine."""
    if text[0] in KANJI:
        value = kanji_value(text)
        if value is None or text in PAIRS:
            return None
        value = Fraction(value)
    else:
        value = Fraction(text)
    return value if value <= LIMIT and (value * 1000).denominator == 1 else None


def decimal(value):
    thousandths = int(value * 1000)
    whole, part = divmod(thousandths, 1000)
    return f"{whole}.{part:03}".rstrip("0") if part else str(whole)


def length(text, notes):
    """(amount, unit) of a whole text; (None, "same_day"); None if it is no length."""
    if re.fullmatch(SAME, text):
        return (None, "same_day")
    match = re.fullmatch(rf"半({UNIT})", text)
    if match:
        unit = WORD_UNIT[match[1].removesuffix("間") if match[1] not in WORD_UNIT else match[1]]
        return (Fraction(1, 2), unit) if unit in ("day", "month", "year") else None
    match = re.fullmatch(rf"({NUMBER})({UNIT})(半)?(?:と?({NUMBER})({UNIT}))?", text)
    if not match:
        return None
    value = number(match[1])
    if value is None:
        return None
    unit = unit_of(match[2])
    if match[1][0] in KANJI:
        notes.add("kanji_numeral")
    if match[2][0] == "月":
        notes.add("bare_month")
    if match[3]:
        value += Fraction(1, 2)
    if match[4]:
        smaller, small_unit = number(match[4]), unit_of(match[5])
        factor = {("year", "month"): 12, ("hour", "minute"): 60}.get((unit, small_unit))
        if factor is None or smaller is None or match[5][0] == "月":
            return None
        notes.add("added_units")
        value, unit = value * factor + smaller, small_unit
    return (value, unit) if value <= LIMIT else None


def unit_of(word):
    return WORD_UNIT[word if word in WORD_UNIT else word.removesuffix("間")]
