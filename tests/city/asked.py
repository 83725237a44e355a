"""What the published contract allows to be asked, drawn from the document itself, and what not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from desk.wire.files import digest_field
from tests.city.test_contract import CONTRACT, resolved

OPERATIONS = {
    f"{method.upper()} {path}": (
        method.upper(),
        path,
        {**said, "shared": whole.get("parameters", [])},
    )
    for path, whole in CONTRACT["paths"].items()
    for method, said in whole.items()
    if method != "parameters"
}

ODD: list[Any] = [
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    2**80,
    1.5,
    1e308,
    "",
    " ",
    "x" * 5000,
    "\0",
    "\ud800",
    "\u202e",
    "../../etc/passwd",
    "..\\..\\windows",
    "%00",
    "'; DROP TABLE event; --",
    "NaN",
    [],
    {},
    [[]] * 300,
    {"$ref": "#"},
]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places(part, (*path, key))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from places(part, (*path, at))


def put(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    made = copy.copy(value)
    made[path[0]] = put(value[path[0]], path[1:], odd)
    return made


def of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return what a schema of the document allows; only the words that the document uses."""
    schema = resolved(schema)
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")]))
    choices = [each for each in schema.get("anyOf", ()) if "required" not in each]
    if isinstance(schema.get("type"), list):
        choices = [{**schema, "type": kind} for kind in schema["type"]]
    if choices:
        return st.one_of([of(each) for each in choices])
    return KINDS["tuple" if "prefixItems" in schema else schema.get("type", "object")](schema)


def an_object(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    known = {name: of(each) for name, each in schema.get("properties", {}).items()}
    needed = {name: known[name] for name in schema.get("required", [])}
    others = {name: each for name, each in known.items() if name not in needed}
    return st.fixed_dictionaries(needed, optional=others)


def a_string(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    most = min(60, schema.get("maxLength", 60))
    return st.text(min_size=schema.get("minLength", 0), max_size=most)


KINDS: dict[str, Callable[[dict[str, Any]], st.SearchStrategy[Any]]] = {
    "array": lambda said: st.lists(of(said["items"]), max_size=min(4, said.get("maxItems", 4))),
    "integer": lambda said: st.integers(said.get("minimum", -3), said.get("maximum", 2**62)),
    "null": lambda _: st.none(),
    "object": an_object,
    "string": a_string,
    "tuple": lambda said: st.tuples(*map(of, said["prefixItems"])).map(list),
}


@st.composite
def one_odd(draw: Any, schema: dict[str, Any]) -> bytes:
    """Return a body that the document allows, or one with one odd value in it."""
    value = draw(of(schema))
    if draw(st.booleans()):
        at = draw(st.sampled_from(list(places(value))))
        value = put(value, at, draw(st.sampled_from(ODD)))
    return json.dumps(value).encode()


def parameter(said: dict[str, Any]) -> st.SearchStrategy[str]:
    odd = st.sampled_from(ODD).filter(lambda each: each != "\ud800" and each not in ("", [], {}))
    value = of(said["schema"]) | odd if said["in"] == "query" else of(said["schema"])
    return value.map(lambda each: quote(str(each), safe=""))


@st.composite
def call(draw: Any, label: str) -> tuple[str, bytes | None, dict[str, str]]:
    """Return an address with its parameters, a body and headers."""
    _, path, said = OPERATIONS[label]
    asked = []
    for each in map(resolved, [*said["shared"], *said.get("parameters", [])]):
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", draw(parameter(each)))
        elif draw(st.booleans()):
            asked.append(f"{each['name']}={draw(parameter(each))}")
    content = said.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        return path, draw(one_odd(content["application/json"]["schema"])), {}
    if content:
        data = draw(st.binary(max_size=200))
        digest = draw(st.sampled_from(["", "sha-256=:AAAA:", digest_field(data)]))
        kind = {"Content-Type": "application/octet-stream", "Content-Digest": digest}
        return path, data, kind
    return path + ("?" + "&".join(asked) if asked else ""), None, {}
