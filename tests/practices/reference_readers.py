"""Strict readers of BibTeX and RIS: they refuse whatever a program that manages references might stumble over."""

import re

_NAMED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
}


def read_bibtex(text: str) -> tuple[str, str, dict[str, str]]:
    """Type, key and fields of the one entry, as BibTeX finds them: by counting braces, whatever stands before them."""
    head = re.match(r"@(\w+)\{([\w:-]+),\n", text, re.ASCII)
    assert head is not None
    rest, fields = text[head.end() :], {}
    while rest != "}\n":
        name = re.match(r"  ([a-z]+) = ", rest)
        assert name is not None
        assert name[1] not in fields
        fields[name[1]], rest = _value(rest[name.end() :])
    return head[1], head[2], fields


def _value(text: str) -> tuple[str, str]:
    """A bare word, or what stands between braces that match; then what follows the comma and the end of the line."""
    depth = 0
    for end, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if sign == "," and depth == 0:
            value, rest = text[:end], text[end + 1 :]
            assert rest.startswith("\n")
            assert value.splitlines() == [value]
            assert re.fullmatch(r"[a-z]+|\{.*\}", value)
            return value.removeprefix("{").removesuffix("}"), rest[1:]
    raise AssertionError("the entry does not end")


def untex(text: str) -> str:
    """What TeX prints; refuses a sign that it would not print as it stands."""
    if text.startswith("{"):
        text = text[1:-1]
    printed = ""
    for token in re.findall(r"\\text[a-z]+\{\}|\\[&%$#_]|.", text, re.DOTALL):
        assert token not in set("\\{}~^&%$#_<>|")
        printed += _NAMED.get(token, token[-1])
    return printed


def read_ris(text: str) -> list[tuple[str, str]]:
    """Tags and values of the one record, every line of the form that the specification gives."""
    lines = text.split("\r\n")
    assert lines.pop() == ""
    fields = []
    for line in lines:
        field = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert field is not None
        assert line.splitlines() == [line]
        fields.append((field[1], field[2]))
    tags = [tag for tag, _value in fields]
    assert (tags[0], tags[-1], len(tags)) == ("TY", "ER", len(set(tags)))
    return fields
