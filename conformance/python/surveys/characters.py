"""Characters that do not belong."""

import functools
import unicodedata


def within(character, *ranges):
    return any(first <= ord(character) <= last for first, last in ranges)


def invisible(c):
    if c in "\n\r":
        return False
    return unicodedata.category(c) == "Cc" or within(
        c, (0xA0, 0xA0), (0xAD, 0xAD), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x2069),
        (0xFEFF, 0xFEFF))


def private_use(c):
    return within(c, (0xE000, 0xF8FF), (0xF0000, 0x10FFFD))


def half_width(c):
    return within(c, (0xFF61, 0xFF9F))


CHARACTERS = {
    "line_break": lambda c: c in "\n\r",
    "replacement_character": lambda c: c == "\ufffd",
    "invisible_character": invisible,
    "private_use_character": private_use,
    "half_width_kana": half_width,
}


@functools.cache
def odd_characters(text):
    """{rule: the first character that breaks it}."""
    return {
        rule: next(c for c in text if test(c))
        for rule, test in CHARACTERS.items() if any(map(test, text))
    }
