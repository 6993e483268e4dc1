"""The regular spelling of one place."""

import unicodedata

from citations.levels import Levels
from citations.names import usual_ending
from citations.numerals import numeral
from refused import Refused


def whole(levels, law, text):
    if levels.at < len(text):
        raise Refused("types.citation.unexpected_text")
    place = dict(levels.place, law=law)
    if not is_place(place):
        raise Refused("types.citation.no_provision")
    return place


def is_place(place):
    """An article, paragraph or item in the main provisions; an item alone not under a law."""
    if place["division"][0] == "schedule":
        return place["article"] is None and place["table"] is None
    if place["division"][0] != "main":
        return True
    if place["article"] or place["paragraph"]:
        return True
    return bool(place["item"]) and place["law"] is None


def law_starts(text, at, written):
    """Where a provision may begin behind a law name that begins at `at`."""
    if text[at:at + 1] in ("(", "（"):
        return
    for position in range(at + 1, len(text)):
        if text[position - 1] in "\n\r;；「" or text[position] in "\n\r;；「":
            return
        if text[position] in "第附制原改別" or (written and numeral(text, position)):
            law = text[at:position]
            law = law.rstrip() if written else law
            if is_law_name(law):
                yield law, position


def is_law_name(law):
    controls = any(unicodedata.category(sign) == "Cc" for sign in law)
    return (0 < len(law) <= 300 and law == law.strip() and not controls
            and "「" not in law and "」" not in law)


def strict(text):
    if not text:
        raise Refused("types.citation.empty")
    if len(text) > 1000:
        raise Refused("types.citation.too_long")
    levels = Levels(text, 0, False).run()
    if levels.last:
        return whole(levels, None, text)
    close = text.find("」")
    if text.startswith("「") and is_law_name(text[1:max(close, 1)]):
        levels = Levels(text, close + 1, False).run()
        if not levels.last:
            raise Refused("types.citation.no_provision")
        return whole(levels, text[1:close], text)
    problems, unclear = [], False
    for law, at in law_starts(text, 0, False):
        levels = Levels(text, at, False)
        try:
            levels.run()
            if not levels.last:
                continue
            place = whole(levels, law, text)
        except Refused as refused:
            if usual_ending(law):
                problems.append((levels.at, len(problems), refused))
            continue
        if usual_ending(law):
            return place
        unclear = True
    if problems:
        raise max(problems, key=lambda problem: problem[:2])[2]
    raise Refused("types.citation.unclear_law" if unclear else "types.citation.no_provision")
