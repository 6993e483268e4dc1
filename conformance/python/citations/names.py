"""Where the name of a law ends."""

from citations.levels import subitem_at
from citations.numerals import numeral
from citations.words import BETWEEN, ENDINGS, REFERENCES


def usual_ending(law):
    """Whether it ends as names of laws do, and does not begin with a word that refers to a provision."""
    sign = subitem_at(law, 0)
    numbered = sign and (law[sign[1]:].startswith("第") or numeral(law, sign[1]) is not None)
    refers = law.startswith(REFERENCES) or numbered
    return law.endswith(ENDINGS) and not law.endswith("附則") and not refers and not ends_as_list(law)


def ends_as_list(law):
    """「イ、第1号」: what ends as a number of a law stands behind a sign or word between provisions."""
    if law.endswith("同号"):
        return True
    if not law.endswith("号") or "第" not in law:
        return False
    at = law.rindex("第")
    found = numeral(law, at + 1)
    if found is None or found[1] != len(law) - 1:
        return False
    return at == 0 or law[:at].endswith(BETWEEN)
