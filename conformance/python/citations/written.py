"""How the parts of a place are written."""

from citations.numerals import fold, kanji, numeral
from citations.words import KIND_WORDS, SENTENCE_WORDS, UNITS


def say(number, style):
    return kanji(number) if style == "statute" else str(number)


def designation(text, style):
    """年, 月, 日 and 号 count in half-width numerals, or in kanji."""
    out, at = "", 0
    while at < len(text):
        found = numeral(text, at)
        if found and text[found[1]:found[1] + 1] in tuple("年月日号"):
            out += say(found[0], style)
            at = found[1]
        else:
            out += fold(text[at])
            at += 1
    return out


def subitem_text(subitem, style):
    kind, sign = subitem
    if kind == "kana":
        return sign
    return f"（{wide(sign)}）" if style == "statute" else f"({sign})"


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def tail_text(place, style="half"):
    def dotted(number):
        return "の".join(say(part, style) for part in number)

    def counted(number, unit):
        return f"第{say(number[0], style)}{unit}" + "".join(f"の{say(n, style)}" for n in number[1:])

    out = ""
    division = place["division"]
    if division[0] == "supplementary":
        out += KIND_WORDS[division[1]]
        if division[2] is not None:
            out += f"（{designation(division[2], style)}）"
    elif division[0] == "schedule":
        out += "別表"
        if division[1]:
            out += "第" + dotted(division[1])
        if division[2]:
            out += f"の{dotted(division[2])}の項"
    for level, unit in UNITS.items():
        if place[level]:
            out += counted(place[level], unit)
    if place["table"] is not None:
        out += "の表"
        if place["table"]:
            kind, number = place["table"]
            out += counted(number, "号") if kind == "item" else f"の{dotted(number)}の項"
    out += "".join(subitem_text(subitem, style) for subitem in place["subitems"])
    if place["sentence"]:
        out += SENTENCE_WORDS[place["sentence"]]
    return out
