"""Checks a document of public services by SHACL, with a validator that is not ours.

    pip install pyshacl                                (in an environment of its own)
    TOSEI_CPSV_OUT=<file> cargo test -p tosei --test cpsv_ap
    python3 conformance/cpsv-ap/run.py <file> [<shapes.ttl>]

Without a second argument the shapes are made from the profile (crates/tosei/data/cpsv_ap/profile.json),
whose cardinalities, types and classes are those of the published shapes of CPSV-AP 3.2.0. With one,
that file is used: the published shapes themselves, where they are at hand.
"""

import json
import sys
from pathlib import Path

try:
    import pyshacl
    import rdflib
except ImportError:
    print("skipped: public services by SHACL (pyshacl is not installed)")
    sys.exit(0)

PROFILE = Path(__file__).parents[2] / "crates/tosei/data/cpsv_ap/profile.json"


def shapes() -> str:
    """The profile as SHACL, in Turtle."""
    profile = json.loads(PROFILE.read_text(encoding="utf-8"))
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in profile["prefixes"].items()]
    lines.append("@prefix sh: <http://www.w3.org/ns/shacl#> .")
    lines.append("@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .")
    for number, shape in enumerate(profile["classes"]):
        parts = []
        for rule in shape["properties"]:
            part = f"sh:path {rule['path']}"
            if rule["at_least"]:
                part += f" ; sh:minCount {rule['at_least']}"
            if rule["at_most"] is not None:
                part += f" ; sh:maxCount {rule['at_most']}"
            if "datatype" in rule:
                datatype = rule["datatype"]
                part += f" ; sh:datatype {'rdf:langString' if datatype == 'langString' else datatype}"
            if "class" in rule:
                part += f" ; sh:class {rule['class']}"
            parts.append(f"  sh:property [ {part} ]")
        lines.append(f"<urn:tosei:shape:{number}> a sh:NodeShape ;\n  sh:targetClass {shape['class']} ;")
        lines.append(" ;\n".join(parts) + " .")
    return "\n".join(lines)


def conforms(document: dict, shape_graph: rdflib.Graph) -> tuple[bool, int, str]:
    graph = rdflib.Graph()
    graph.parse(data=json.dumps(document), format="json-ld")
    fine, _, text = pyshacl.validate(graph, shacl_graph=shape_graph, inference="none", advanced=False)
    return fine, len(graph), text


def main(path: str, own_shapes: str | None) -> int:
    shape_graph = rdflib.Graph()
    if own_shapes:
        shape_graph.parse(own_shapes, format="turtle")
    else:
        shape_graph.parse(data=shapes(), format="turtle")
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    fine, triples, text = conforms(document, shape_graph)
    if not fine:
        print(text[:3000])
    # The check must be able to fail: without its name a service does not conform.
    first = next(node for node in document["@graph"] if "cpsv:PublicService" in node["@type"])
    del first["dct:title"]
    broken, _, _ = conforms({**document, "@graph": document["@graph"]}, shape_graph)
    print(f"{triples} triples; conforms: {fine}; conforms without a name: {broken}")
    return 0 if fine and not broken else 1


if __name__ == "__main__":
    if len(sys.argv) < 2:
        print("skipped: public services by SHACL (needs a document)")
        sys.exit(0)
    sys.exit(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None))
