"""What can be seen in a text: plain Japanese, categories of the improvement post, personal data."""

import json
import pathlib
import re
import unicodedata

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "plan" / "data" / "governance"
PLAIN = json.loads((DATA / "plain_japanese.json").read_text(encoding="utf-8"))
POST = json.loads((DATA / "post_rules.json").read_text(encoding="utf-8"))

KANJI = "[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
RUN = re.compile(f"({KANJI}+)(\\([\u3041-\u3096ー]+\\))?")
LETTER = re.compile(f"{KANJI}|[\u3041-\u3096\u30a1-\u30fa\u30fcA-Za-z0-9]")
KANJI_ONE = re.compile(KANJI)


def nfkc(text):
    return unicodedata.normalize("NFKC", text)


def hits(text, words):
    """Longest first, left to right, without overlaps: one regular expression does just that."""
    ordered = sorted(words, key=len, reverse=True)
    return re.findall("|".join(re.escape(nfkc(word)) for word in ordered), text)


def plain_japanese(given):
    text = nfkc(given["text"])
    runs = RUN.findall(text)
    bare = []
    for run, kana in runs:
        if not kana and run not in bare:
            bare.append(run)
    with_kana = sum(1 for _, kana in runs if kana)
    text = RUN.sub(lambda found: found.group(1), text)
    sentences = ["".join(part.split()) for part in re.split("[。!?\n\r]", text)]
    sentences = [part for part in sentences if part]
    long = [part for part in sentences if len(part) > PLAIN["sentence_chars"]]
    letters, kanji = len(LETTER.findall(text)), len(KANJI_ONE.findall(text))

    def result(measure, met, count, of, texts):
        verdict = "nothing_to_measure" if of == 0 else "met" if met else "not_met"
        return {"measure": measure, "verdict": verdict, "count": count, "of": of, "texts": texts}

    results = [
        result("sentence_length", not long, len(long), len(sentences), long),
        result("kanji_share", kanji * 100 <= letters * PLAIN["kanji_percent"], kanji, letters, []),
        result(
            "furigana",
            with_kana * 100 >= len(runs) * PLAIN["furigana_percent"],
            with_kana,
            len(runs),
            bare,
        ),
    ]
    lists = {
        "double_negatives": PLAIN["double_negatives"],
        "honorifics": PLAIN["honorifics"],
        "hard_words": [one["word"] for one in PLAIN["hard_words"]],
    }
    for measure, words in lists.items():
        found = hits(text, words)
        results.append(result(measure, not found, len(found), len(sentences), list(dict.fromkeys(found))))
    return results


def post_classification(given):
    text = nfkc(given["text"]).lower()
    candidates = []
    for category in POST["categories"]:
        words = [word for word in category["keywords"] if nfkc(word).lower() in text]
        if words:
            candidates.append({"category": category["id"], "keywords": words})
    most = max((len(one["keywords"]) for one in candidates), default=0)
    best = [one["category"] for one in candidates if len(one["keywords"]) == most]
    sorting = "unknown" if not best else "by_rules" if len(best) == 1 else "ambiguous"
    return {
        "sorting": sorting,
        "category": best[0] if len(best) == 1 else None,
        "candidates": candidates,
    }


ENDS = "、。,!?\n\r"


def overlapping(pattern, text):
    """All places, also those that overlap."""
    return [found.span(1) for found in re.finditer(f"(?=({pattern}))", text)]


def spans(text):
    text = nfkc(text)
    found = set()
    for pattern in POST["personal"]:
        if pattern["kind"] == "email":
            for at in (i for i, one in enumerate(text) if one == "@"):
                before = re.search(r"[A-Za-z0-9._+-]*$", text[:at]).group()
                domain = re.match(r"[A-Za-z0-9.-]*", text[at + 1 :]).group()
                if before and "." in domain[1:]:
                    found.add((at - len(before), at + 1 + len(domain), pattern["id"]))
        for wanted in pattern.get("texts", []):
            wanted = nfkc(wanted)
            if pattern["kind"] == "shape":
                shape = "".join("[0-9]" if one == "9" else re.escape(one) for one in wanted)
                for start, end in overlapping(f"(?<![0-9]){shape}(?![0-9])", text):
                    found.add((start, end, pattern["id"]))
            elif pattern["kind"] == "word_behind":
                for start, end in overlapping(re.escape(wanted), text):
                    start = max(text.rfind(one, 0, start) for one in ENDS) + 1
                    found.add((start, end, pattern["id"]))
            elif pattern["kind"] == "word_before":
                for start, end in overlapping(re.escape(wanted), text):
                    ends = [text.find(one, end) for one in ENDS]
                    end = min([at for at in ends if at >= 0], default=len(text))
                    found.add((start, end, pattern["id"]))
    return sorted(found)


def personal_data(given):
    text = nfkc(given["text"])
    found = spans(given["text"])
    hidden = {at for start, end, _ in found for at in range(start, end)}
    masked = "".join(
        "" if at in hidden and at - 1 in hidden else "●" if at in hidden else one
        for at, one in enumerate(text)
    )
    return {
        "spans": [{"pattern": name, "from": start, "to": end} for start, end, name in found],
        "masked": masked,
    }


OPERATIONS = {
    "plan/plain_japanese": plain_japanese,
    "plan/post_classification": post_classification,
    "plan/personal_data": personal_data,
}
