"""Maps, changes, reviews and publication of procedure quality."""

import json
from decimal import localcontext
from fractions import Fraction

from operations.qos import DATA, HIGHEST, MET, NONE, NOT_MET, UNKNOWN
from operations.qos import days_between, longer, of_principle, progress, settled, standing
from operations.rating import exact, shown, wilson
from refused import Refused

MARKS = json.loads((DATA / "publication" / "marks.json").read_text(encoding="utf-8"))
DAY = "2025-06-30"

# The map -----------------------------------------------------------------------------------------


def add(counts, name, applications):
    one = counts.setdefault(name, [0, 0, 0])
    one[0] += 1
    if applications is None:
        one[2] += 1
    else:
        one[1] += applications


def counts_of(rows, principle, targets):
    counts = {}
    for row in rows:
        number = row["procedure"].get("applications")
        found = standing(principle, row["answers"])
        add(counts, "all", number)
        kind = found["standing"]
        if kind in ("earned", "by_non_applicability"):
            add(counts, f"{kind}_{found['standing_level']}", number)
        else:
            add(counts, kind, number)
        if "floor" in found:
            for level in range(HIGHEST + 1):
                if found["floor"] <= level <= found["ceiling"]:
                    add(counts, f"possible_{level}", number)
                if found["floor"] >= level:
                    add(counts, f"at_least_{level}", number)
                if found["ceiling"] >= level:
                    add(counts, f"at_least_possible_{level}", number)
        mine = [t for t in targets
                if (t["procedure"], t["principle"]) == (row["procedure"]["procedure"], principle)]
        verdict = "no_target"
        if mine:
            given = {"target": mine[0], "as_of": DAY, "answers": row["answers"]}
            verdict = progress(given)["verdict"]
            verdict = f"target_{verdict}" if verdict in ("out_of_scope", "no_level") else verdict
        add(counts, verdict, number)
    return counts


def map_counts(given):
    rows, targets = given["rows"], given.get("targets", [])
    groups = {}
    for row in rows:
        body = row["procedure"].get("organisation")
        groups.setdefault((body is None, body["id"] if body else None), []).append(row)
    order = sorted(groups, key=lambda key: (key[0], key[1] or ""))
    return {
        "counts": counts_of(rows, given["principle"], targets),
        "organisations": [
            [key[1], counts_of(groups[key], given["principle"], targets)] for key in order
        ],
    }


# Changes -----------------------------------------------------------------------------------------


def cause(was, now, expired, exempted):
    if was == now:
        return None
    if was == NONE and exempted:
        return "exemption_ended"
    if now == NONE:
        return "no_longer_applies"
    if was == NONE and now in (MET, NOT_MET):
        return "applies_again"
    if now == MET:
        return "now_met"
    if now == UNKNOWN:
        return "expired" if expired else "no_longer_known"
    return "no_longer_met" if was == MET else "found_not_met"


def level_change(given):
    before, after = settled(given["before"]), settled(given["after"])
    was, now = (standing(given["principle"], given[key]) for key in ("before", "after"))
    levels = [[one["floor"], one["ceiling"]] if "floor" in one else None for one in (was, now)]
    if levels[0] is None or levels[1] is None:
        kind = {(True, True): "unchanged", (True, False): "gained", (False, True): "lost"}[
            (levels[0] is None, levels[1] is None)
        ]
    elif levels[1][1] < levels[0][0]:
        kind = "fell"
    elif levels[1][0] < levels[0][0]:
        kind = "may_have_fallen"
    elif levels[1][0] > levels[0][0]:
        kind = "rose"
    else:
        kind = "ceiling_moved" if levels[0][1] != levels[1][1] else "unchanged"
    causes = []
    for one in of_principle(given["principle"]):
        found = cause(before[one], after[one], one in given.get("expired", []),
                      one in given.get("exempted", []))
        if found:
            causes.append([one, found])
    return {
        "kind": kind,
        "before": levels[0],
        "after": levels[1],
        "causes": causes,
        "digital_changed": before["digital"] != after["digital"],
    }


def course(pair, better):
    pair = pair or {}
    if "before" not in pair or "now" not in pair:
        return "not_comparable"
    found = better(pair["now"]["value"], pair["before"]["value"])
    if found is None:
        return "not_comparable"
    return "better" if found > 0 else "worse" if found < 0 else "same"


def sign(one, other):
    return (one > other) - (one < other)


def indicator_courses(given):
    def time(now, before):
        now, before = now.get("upper"), before.get("upper")
        if now is None or before is None:
            return None
        if now == before:
            return 0
        return 1 if longer(before, now) else -1 if longer(now, before) else None

    def devices(now, before):
        now, before = set(now), set(before)
        if now == before:
            return 0
        return 1 if now > before else -1 if now < before else None

    def rate(now, before):
        if now["basis"] != before["basis"] or not now["denominator"] or not before["denominator"]:
            return None
        of = lambda one: Fraction(one["numerator"], one["denominator"])
        return sign(of(now), of(before))

    def reviews(now, before):
        weights = {"five": 5, "four": 4, "three": 3, "two": 2, "one": 1}
        if not sum(now.values()) or not sum(before.values()):
            return None
        mean = lambda one: Fraction(sum(one[k] * w for k, w in weights.items()), sum(one.values()))
        return sign(mean(now), mean(before))

    rules = {
        "processing_time": time,
        "reception_hours_a_week": lambda now, before: sign(Fraction(now), Fraction(before)),
        "devices": devices,
        "online_rate": rate,
        "reviews": reviews,
    }
    return {name: course(given.get(name), rule) for name, rule in rules.items()}


# Reviews -----------------------------------------------------------------------------------------


def suspects(rule, answers, other_answers, other_days):
    if other_days == 0 or answers < rule["minimum_answers"]:
        return False
    return Fraction(answers) > rule["times_the_rest"] * Fraction(other_answers, other_days)


def review_burst(given):
    return suspects(given["rule"], given["answers"], given["other_answers"], given["other_days"])


def review_summary(given):
    options = given["options"]
    rule = options.get("burst", {"minimum_answers": 20, "times_the_rest": 10})
    by_day = {}
    for one in given["answers"]:
        inside = options["from"] <= one["day"] <= options["until"]
        if one["procedure"] == given["procedure"] and inside and one["count"]:
            by_day.setdefault(one["day"], []).extend([one["points"]] * one["count"])
    days = max(0, days_between(options["from"], options["until"]) + 1)
    everything = sum(map(len, by_day.values()))
    suspected = [
        [day, len(points)]
        for day, points in sorted(by_day.items())
        if suspects(rule, len(points), everything - len(points), max(0, days - 1))
    ]
    if options.get("suspected_days", "counted") == "left_out":
        for day, _ in suspected:
            del by_day[day]
    points = [one for listed in by_day.values() for one in listed]
    counts = [points.count(n) for n in (5, 4, 3, 2, 1)]
    total, high = len(points), counts[0] + counts[1]
    enough = total >= options.get("minimum_answers", 30)
    state = "no_answers" if not total else "enough" if enough else "too_few"
    found = {"state": state, "counts": counts, "suspected": suspected}
    if state == "enough":
        with localcontext() as context:
            context.prec = 60
            ends = [shown(end * 100, 1) for end in wilson(high, total)]
        found.update(
            mean=exact(sum(points), total, 2), high_percent=exact(high, total, 1, 100),
            interval=ends,
        )
    else:
        found.update(mean=None, high_percent=None, interval=None)
    return found


# Publication -------------------------------------------------------------------------------------

FRAME = {"/$schema": "public", "/format": "public", "/format_version": "public"}


def leaves(value):
    return not isinstance(value, (dict, list))


def publish(given, published_marks=None):
    """By the marks of this domain, or by those of another."""
    document = given["document"]
    name = document.get("format") if isinstance(document, dict) else None
    listed = (published_marks or MARKS)["documents"]
    marks = next((one for one in listed if one["format"] == name), None)
    if marks is None:
        raise Refused("document.publish.no_marks")
    table = {**{one["path"]: one["visibility"] for one in marks["fields"]}, **FRAME}
    withheld, order = {}, ["public", "internal", "personal"]

    def gone(path, visibility):
        key = (path, visibility)
        withheld[key] = withheld.get(key, 0) + 1

    def under(path):
        return [mark for one, mark in table.items() if one.startswith(path + "/")]

    def below(path):
        return "public" in under(path)

    def whole(path, visibility):
        """A part without anything public goes as a whole, under the strictest mark in it."""
        gone(path, max([visibility, *under(path)], key=order.index))

    def walk(value, path, above):
        """The part of a value that may be shown; the value is a dictionary or a list."""
        if isinstance(value, list):
            path += "/*"
            visibility = table.get(path, above)
            kept = []
            for item in value:
                if visibility == "public" and leaves(item):
                    kept.append(item)
                elif not leaves(item) and (visibility == "public" or below(path)):
                    kept.append(walk(item, path, visibility))
                elif below(path):
                    gone(path, visibility)
                else:
                    whole(path, visibility)
            return kept
        kept = {}
        for key, item in value.items():
            here = path + "/" + key.replace("~", "~0").replace("/", "~1")
            visibility = table.get(here, above)
            if leaves(item):
                if visibility == "public":
                    kept[key] = item
                else:
                    gone(here, visibility)
            elif visibility == "public" or below(here):
                kept[key] = walk(item, here, visibility)
            else:
                whole(here, visibility)
        return kept

    shown_document = walk(document, "", "internal")
    listed = sorted(withheld.items(), key=lambda one: (one[0][0], order.index(one[0][1])))
    return {
        "document": shown_document,
        "withheld": [[path, visibility, count] for (path, visibility), count in listed],
    }


OPERATIONS = {
    "qos-model/map_counts": map_counts,
    "qos-model/level_change": level_change,
    "qos-model/indicator_courses": indicator_courses,
    "qos-model/review_summary": review_summary,
    "qos-model/review_burst": review_burst,
    "qos-model/publish": publish,
}
