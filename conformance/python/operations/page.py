"""How pages show texts and rates: what is written out, how wide it is, where it is broken."""

import re
from fractions import Fraction

from refused import Refused

PLACES = {"whole": 0, "one": 1, "two": 2, "three": 3}


def visible_text(given):
    text = re.sub("\r\n?|\u2028|\u2029", "\n", given["text"])
    return "".join(f"[U+{ord(c):04X}]" if hidden(ord(c)) else c for c in text)


def hidden(code):
    ranges = [
        (0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0x202A, 0x202E), (0x2066, 0x206F),
        (0xFDD0, 0xFDEF), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0001, 0xE007F),
    ]
    return code % 0x10000 >= 0xFFFE or any(first <= code <= last for first, last in ranges)


MARKS = re.compile(
    "[\u0300-\u036f\u200b-\u200f\u2060\u20d0-\u20f0\u3099\u309a"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
WIDTHS = [
    (MARKS, 0),
    (re.compile(r"[ \t\n!'(),\-./:;\[\\\]|Ifijl]"), 45),
    (re.compile("[%@MWmw]"), 100),
    (re.compile("[#&+<=>^~A-Z]"), 80),
    (re.compile("[!-~]"), 65),
    (re.compile("[\uff61-\uff9f\uffe8-\uffee]"), 50),
    (re.compile("[\U0001f000-\U0001faff]"), 140),
]


def width(text):
    return sum(next((w for kind, w in WIDTHS if kind.match(c)), 100) for c in text)


def text_width(given):
    return width(visible_text(given))


NOT_FIRST = set(
    "、。，．・：；？！）］｝」』】〕〉》ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％,.!?:;)]}%"
)
NOT_LAST = set("（［｛「『【〔〈《([{")


def pieces(text):
    """Characters with their marks; joined pictographs are not in the vectors."""
    found = []
    for character in re.sub(r"\s+", " ", text).strip():
        if found and found[-1] != " " and MARKS.match(character):
            found[-1] += character
        else:
            found.append(character)
    return found


def may_break(before, after):
    if " " in (before, after):
        return True
    if after[0] in NOT_FIRST or before[0] in NOT_LAST:
        return False
    in_word = ord(before[0]) < 0x2000 and ord(after[0]) < 0x2000
    return not in_word or before in ("-", "/")


def how_many_fit(rest, limit):
    number = len(rest)
    while number > 1 and width("".join(rest[:number])) > limit:
        number -= 1
    return number


def wrap_text(given):
    rest, limit, count = pieces(visible_text(given)), given["line_width"], given["line_count"]
    lines = []
    while rest and len(lines) < count:
        fit = how_many_fit(rest, limit)
        if fit == len(rest):
            cut = fit
        elif len(lines) == count - 1:
            kept = rest[: how_many_fit(rest, limit - width("…"))]
            return lines + ["".join(kept).rstrip(" ") + "…"]
        else:
            places = [at for at in range(1, fit + 1) if may_break(rest[at - 1], rest[at])]
            cut = places[-1] if places else fit
        lines.append("".join(rest[:cut]).rstrip(" "))
        rest = rest[cut:]
        while rest and rest[0] == " ":
            rest = rest[1:]
    return lines


def percent(numerator, denominator, digits):
    scale = 10 ** PLACES[digits]
    units = int(Fraction(numerator * 100 * scale, denominator) + Fraction(1, 2))
    whole, part = divmod(units, scale)
    return f"{whole}.{part:0{PLACES[digits]}d}" if scale > 1 else str(whole)


def rate_text(given):
    numerator, denominator, digits = given["numerator"], given["denominator"], given["digits"]
    interval = None
    if "low" in given:
        low, high = given["low"], given["high"]
        if denominator == 0:
            raise Refused("page.rate_interval.empty_population")
        if high > denominator:
            raise Refused("page.rate_interval.high_above_whole")
        if low > numerator:
            raise Refused("page.rate_interval.low_above_rate")
        if high < numerator:
            raise Refused("page.rate_interval.high_below_rate")
        ends = [percent(end, denominator, digits) for end in (low, high)]
        interval = {
            "ja": f"幅 {ends[0]}～{ends[1]} %（{low:,}～{high:,}／{denominator:,}）",
            "en": f"range {ends[0]}–{ends[1]} % ({low:,}–{high:,} / {denominator:,})",
        }
    if denominator == 0:
        rate = {"ja": "—（0／0：対象なし）", "en": "— (0 / 0: none counted)"}
    else:
        shown = percent(numerator, denominator, digits)
        rate = {
            "ja": f"{shown} %（{numerator:,}／{denominator:,}）",
            "en": f"{shown} % ({numerator:,} / {denominator:,})",
        }
    return {"rate": rate, "interval": interval}


OPERATIONS = {
    "page/visible_text": visible_text,
    "page/text_width": text_width,
    "page/wrap_text": wrap_text,
    "page/rate_text": rate_text,
}
