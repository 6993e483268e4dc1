"""What of governance records may leave the office."""

import json
import pathlib

from operations import qos_map

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "plan" / "data"
MARKS = json.loads((DATA / "publication" / "governance.json").read_text(encoding="utf-8"))


def publish(given):
    return qos_map.publish(given, MARKS)


OPERATIONS = {"plan/publish_records": publish}
