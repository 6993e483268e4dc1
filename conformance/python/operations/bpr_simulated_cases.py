"""Cases that go through steps one after another or side by side, with constant times: when each ends."""

import heapq
from datetime import date, timedelta

from refused import Refused

DAY = 1440
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def clock(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


class Office:
    """The days of the run: minute 0 is the midnight before the first."""

    def __init__(self, given):
        self.first = date.fromisoformat(given["first_day"])
        self.days = given["days"]
        self.all = given["days"] + given["drain_days"]
        if self.days < 1 or self.all > 3850:
            raise Refused("bpr.simulate.days")
        self.closed = {date.fromisoformat(day) for day in given.get("closed_days", [])}

    def date(self, day):
        return self.first + timedelta(days=day)

    def is_open(self, day):
        one = self.date(day)
        return one.weekday() < 5 and one not in self.closed

    def minute(self, text):
        day, time = text.split("T")
        return (date.fromisoformat(day) - self.first).days * DAY + clock(time)


class Group:
    def __init__(self, given, office):
        self.people = given["people"]
        self.busy = 0
        self.spans = []
        if "hours" not in given:
            self.spans = [(0, office.all * DAY)]
        else:
            for day in range(office.all):
                if not office.is_open(day):
                    continue
                name = WEEKDAYS[office.date(day).weekday()]
                spans = sorted((clock(one["from"]), clock(one["to"])) for one in given["hours"].get(name, []))
                for begin, end in spans:
                    self.spans.append((day * DAY + begin, day * DAY + end))
        if not self.spans and self.people > 0:
            raise Refused("bpr.simulate.never_on_duty")

    def span(self, now):
        return next((one for one in self.spans if one[0] <= now < one[1]), None)

    def ends(self, now, minutes, rule):
        """When work that begins now is done; None if it is not begun."""
        span = self.span(now)
        if span is None or self.busy >= self.people:
            return None
        if rule == "finish_first" or minutes == 0:
            return now + minutes
        if rule == "only_if_done":
            return now + minutes if now + minutes <= span[1] else None
        left = minutes
        for begin, end in self.spans:
            if end <= now:
                continue
            begin = max(begin, now)
            if end - begin >= left:
                return begin + left
            left -= end - begin
            last = end
        return last + left


def batch_times(rule, office):
    times = set()
    for day in range(office.all):
        one = office.date(day)
        kind = rule["kind"]
        if kind == "daily":
            chosen = day if office.is_open(day) else None
        else:
            if kind == "weekly":
                is_day = WEEKDAYS[one.weekday()] == rule["weekday"]
            else:
                following = one + timedelta(days=1)
                last = following.month != one.month
                is_day = one.day == rule["day"] or (last and one.day < rule["day"])
            if not is_day:
                continue
            how = rule.get("if_closed", "next")
            chosen = day
            if how != "keep" and not office.is_open(day):
                if how == "skip":
                    chosen = None
                elif how == "next":
                    chosen = next((at for at in range(day, office.all) if office.is_open(at)), None)
                else:
                    chosen = next((at for at in range(day, -1, -1) if office.is_open(at)), None)
        if chosen is not None:
            times.add(chosen * DAY + clock(rule["at"]))
    if not times:
        raise Refused("bpr.simulate.no_batch_time")
    return sorted(times)


class World:
    def __init__(self, given):
        self.given = given
        self.office = Office(given)
        self.steps = {step["id"]: step for step in given["steps"]}
        for step in given["steps"]:
            wanted = [one for one in given["groups"] if one["id"] in step.get("groups", [])]
            if int(step["work"]) > 0 and step.get("groups") and not any(one["people"] for one in wanted):
                raise Refused("bpr.simulate.nobody_works")
        self.groups = {one["id"]: Group(one, self.office) for one in given["groups"]}
        self.order = [one["id"] for one in given["groups"]]
        self.rule = given.get("shift_end", "stop_and_resume")
        self.heap, self.count = [], 0
        self.queue, self.tickets = [], 0
        self.waiting = {}
        self.sums = {step: dict.fromkeys(["visits", "work", "queue", "batch", "stated", "pause"], 0) for step in self.steps}
        self.ended, self.left = [], 0
        self.verdicts = {"in_time": 0, "late": 0}
        for step in given["steps"]:
            if "batch" in step:
                self.waiting[step["id"]] = []
                if step["batch"]["kind"] != "when_full":
                    for time in batch_times(step["batch"], self.office):
                        self.at(time, self.batch, step["id"])
        for group in self.groups.values():
            for begin, _ in group.spans:
                self.at(begin, self.nothing)
        end = self.office.days * DAY
        arrivals = sorted((self.office.minute(one["at"]), number) for number, one in enumerate(given["arrivals"]))
        arrivals = [one for one in arrivals if 0 <= one[0] < end]
        if not arrivals:
            raise Refused("bpr.simulate.no_arrivals")
        for time, number in arrivals:
            self.at(time, self.begin, given["arrivals"][number].get("priority", 1))

    def at(self, time, what, *with_this):
        heapq.heappush(self.heap, (time, self.count, what, with_this))
        self.count += 1

    def nothing(self):
        pass

    def begin(self, priority):
        self.left += 1
        self.stage({"began": self.now, "priority": priority, "stage": -1, "open": 0, "counts": self.now >= self.given.get("warm_up_days", 0) * DAY})

    def stage(self, case):
        case["stage"] += 1
        if case["stage"] == len(self.given["stages"]):
            self.left -= 1
            if case["counts"]:
                self.ended.append(self.now - case["began"])
                self.judge(case)
            return
        steps = self.given["stages"][case["stage"]]
        case["open"] = len(steps)
        for step in steps:
            self.enter(case, step)

    def judge(self, case):
        if "calendar_days" in self.given:
            due = case["began"] // DAY + self.given["calendar_days"]
            self.verdicts["in_time" if self.now // DAY <= due else "late"] += 1

    def enter(self, case, step):
        self.add(case, step, visits=1)
        waiting = int(self.steps[step].get("waiting", "0"))
        if waiting:
            self.add(case, step, stated=waiting)
            self.at(self.now + waiting, self.waited, case, step)
        else:
            self.waited(case, step)

    def add(self, case, step, **more):
        if case["counts"]:
            for key, value in more.items():
                self.sums[step][key] += value

    def waited(self, case, step):
        if step not in self.waiting:
            self.work([case], step)
            return
        self.waiting[step].append((case, self.now))
        rule = self.steps[step]["batch"]
        if rule["kind"] == "when_full" and len(self.waiting[step]) >= rule.get("least", 1):
            self.batch(step)

    def batch(self, step):
        rule = self.steps[step]["batch"]
        line = self.waiting[step]
        if not line or len(line) < rule.get("least", 1):
            return
        taken = line[: rule.get("most", len(line))]
        self.waiting[step] = line[len(taken):]
        for case, since in taken:
            self.add(case, step, batch=self.now - since)
        cases = [case for case, _ in taken]
        if rule.get("work", "once") == "once":
            self.work(cases, step)
        else:
            for case in cases:
                self.work([case], step)

    def work(self, cases, step):
        minutes = int(self.steps[step]["work"])
        groups = [one for one in self.order if one in self.steps[step].get("groups", [])]
        if minutes == 0 or not groups:
            if minutes == 0:
                self.done(cases, step, self.now, minutes, None)
            else:
                self.at(self.now + minutes, self.done, cases, step, self.now, minutes, None)
            return
        priority = cases[0]["priority"] if len(cases) == 1 else 1
        self.queue.append((priority, self.tickets, tuple(groups), cases, step, minutes, self.now))
        self.tickets += 1

    def serve(self):
        again = True
        while again:
            again = False
            hopeless = set()
            for task in sorted(self.queue, key=lambda one: one[:2]):
                _, _, groups, cases, step, minutes, since = task
                if (task[0], groups) in hopeless:
                    continue
                for name in groups:
                    ends = self.groups[name].ends(self.now, minutes, self.rule)
                    if ends is not None:
                        self.groups[name].busy += 1
                        self.queue.remove(task)
                        for case in cases:
                            self.add(case, step, queue=self.now - since)
                        self.at(ends, self.done, cases, step, self.now, minutes, name)
                        again = True
                        break
                if again:
                    break
                hopeless.add((task[0], groups))

    def done(self, cases, step, since, minutes, group):
        if group:
            self.groups[group].busy -= 1
        share = minutes / len(cases)
        for case in cases:
            self.add(case, step, work=share, batch=minutes - share, pause=self.now - since - minutes)
        for case in cases:
            case["open"] -= 1
            if case["open"] == 0:
                self.stage(case)

    def run(self):
        end = self.office.all * DAY
        while self.heap and self.heap[0][0] <= end:
            self.now, _, what, with_this = heapq.heappop(self.heap)
            what(*with_this)
            self.serve()
        steps = {
            step: {key: f"{value:.3f}" for key, value in sums.items()} for step, sums in self.sums.items()
        }
        result = {"lead_minutes": [f"{lead:.0f}" for lead in self.ended], "open_at_end": self.left, "steps": steps}
        if "calendar_days" in self.given:
            result.update(self.verdicts)
        return result


def simulated_cases(given):
    return World(given).run()


OPERATIONS = {"bpr/simulated_cases": simulated_cases}
