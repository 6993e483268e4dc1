"""Numerals as laws write them, and reading them back."""

import re

DIGIT = "〇零一壱二弐三参四五六七八九"
VALUE = dict(zip(DIGIT, (0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9)))
ONE_TO_NINE = DIGIT[2:]
BELOW_MAN = f"(?:[{ONE_TO_NINE}]?千)?(?:[{ONE_TO_NINE}]?百)?(?:[{ONE_TO_NINE}]?[十拾])?[{DIGIT}]?"
ARABIC = re.compile("[0-9０-９]+")
WITH_UNITS = re.compile(f"(?=[{ONE_TO_NINE}]?[十拾百千]){BELOW_MAN}")
BY_PLACE = re.compile(f"[{DIGIT}]+")


def fold(text):
    return "".join(
        chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "\u3000" else c for c in text
    )


def numeral(text, at):
    """(value, end) of the numeral at `at`, or None."""
    if match := ARABIC.match(text, at):
        return int(fold(match.group())), match.end()
    if match := WITH_UNITS.match(text, at):
        total, digit = 0, None
        for sign in match.group():
            if sign in VALUE:
                digit = VALUE[sign]
            else:
                total += (1 if digit is None else digit) * {"千": 1000, "百": 100}.get(sign, 10)
                digit = None
        return total + (digit or 0), match.end()
    if match := BY_PLACE.match(text, at):
        return int("".join(str(VALUE[c]) for c in match.group())), match.end()
    return None


def kanji(number):
    out = ""
    for value, sign in ((1000, "千"), (100, "百"), (10, "十")):
        count, number = divmod(number, value)
        if count:
            out += ("" if count == 1 else "〇一二三四五六七八九"[count]) + sign
    return out + ("〇一二三四五六七八九"[number] if number else "")
