"""Reading the fixture files, and gathering every mistake in them instead of stopping at the first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db.models import Model
from pydantic import BaseModel, ValidationError

from network.errors import InvalidRecord
from practices.errors import Fault
from practices.mistakes import in_rules, in_shape

Record = TypeVar("Record", bound=BaseModel)
Written = TypeVar("Written")


class _Yaml(yaml.SafeLoader):
    """YAML that notes a key standing twice, where PyYAML silently keeps the last."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: list[tuple[int, str]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    self.repeated.append((key.start_mark.line + 1, key.value))
                seen.add(key.value)
        return super().construct_mapping(node, deep)


@dataclass
class Reader:
    """Reads the files below a folder; `faults` is what was wrong with them so far.

    A record that names a faulty one is not written, nor is one that names anything of an unreadable file: only
    complaints that follow from the first mistake would come of it.
    """

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    _unread: set[str] = field(default_factory=set)
    _faulty: set[tuple[str, str]] = field(default_factory=set)

    def load(
        self,
        name: str,
        shape: type[Record],
        key: str,
        model: type[Model],
        write: Callable[[Record, int], Written],
        refers: Callable[[Record], Iterable[tuple[str, str]]] = lambda _record: (),
    ) -> dict[str, Written]:
        """Writes each record of a file; a rule that one breaks becomes its fault.

        Args:
            name: of the file.
            key: what tells its records apart.
            model: what a record is written to.
            write: takes the record and its position.
            refers: the records that a record names, each by its file and key.

        Returns:
            What `write` returned, by the records' keys.
        """
        written: dict[str, Written] = {}
        for position, (called, record) in enumerate(self._records(name, shape, key)):
            if self.awaits(refers(record)):
                self._faulty.add((name, called))
                continue
            try:
                written[called] = write(record, position)
            except InvalidRecord as error:
                self._note(name, f"{key} {called}", in_rules(error, model, record))
                self._faulty.add((name, called))
        return written

    def awaits(self, references: Iterable[tuple[str, str]]) -> bool:
        """Whether any of these, each a file and a key, must be mended before what names it can be judged."""
        return any(file in self._unread or (file, key) in self._faulty for file, key in references)

    def _records(self, name: str, shape: type[Record], key: str) -> Iterator[tuple[str, Record]]:
        """The records of a file that are in shape, by their key, in its order."""
        seen: set[str] = set()
        for number, entry in enumerate(self._entries(name), start=1):
            value = str(entry[key]) if isinstance(entry, dict) and key in entry else ""
            called = f"{key} {value}" if value else f"record {number}"
            if value and value.casefold() in seen:
                self._note(name, called, [(key, "It stands in the file twice.")])
                continue
            seen.add(value.casefold())
            try:
                record = shape.model_validate(entry)
            except ValidationError as error:
                self._note(name, called, in_shape(error))
                self._faulty.add((name, value))
            else:
                yield value, record

    def _entries(self, name: str) -> list[Any]:
        """What stands in a file; nothing where it cannot be read."""
        try:
            reader = _Yaml((self.folder / name).read_text(encoding="utf-8"))
            entries = reader.get_single_data()
        except FileNotFoundError:
            return self._unreadable(name, "name", "The file is missing.")
        except UnicodeDecodeError:
            return self._unreadable(name, "encoding", "The file is not written in UTF-8.")
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            return self._unreadable(name, f"line {line}", f"This is not YAML: {error.problem}.")
        except yaml.YAMLError as error:
            return self._unreadable(name, "content", f"This is not YAML: {error}.")
        self._note(
            name, "file", [(f"line {line}", f"The key “{key}” stands here twice.") for line, key in reader.repeated]
        )
        if isinstance(entries, list):
            return entries
        return self._unreadable(name, "content", "A file is a list of records, each beginning with “- ”.")

    def _unreadable(self, name: str, where: str, rule: str) -> list[Any]:
        self._note(name, "file", [(where, rule)])
        self._unread.add(name)
        return []

    def _note(self, name: str, called: str, mistakes: Iterable[tuple[str, str]]) -> None:
        self.faults += [Fault(name, called, where, rule) for where, rule in mistakes]
