"""The parts of the documentation that are made from the code.

A document holds them between `<!-- begin NAME -->` and `<!-- end NAME -->`; NAME is a key of BLOCKS, with an argument
after a blank where the block takes one.
"""

import inspect
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from recoupe import export, inputs, lang
from recoupe.bulk.columns import KEYS, TABLES, Column
from recoupe.bulk.linked.columns import TABLES as LINKED
from recoupe.cli import checks, recoupe
from recoupe.export import csv
from recoupe.lang.language import Language

BLOCK = re.compile(
    r"(<!-- begin (?P<name>\S+)(?: (?P<argument>[^>]*?))? -->\n).*?(<!-- end (?P=name)[^>]*-->)", re.DOTALL
)


def filled(document: str) -> str:
    """`document` with its blocks made anew. Raises KeyError where there is no such block."""

    def block(found: re.Match[str]) -> str:
        make = BLOCKS[found["name"]]
        lines = make(found["argument"]) if found["argument"] else make()
        return f"{found[1]}\n" + "\n".join(lines).strip() + f"\n\n{found[4]}"

    return BLOCK.sub(block, document)


def commands() -> Iterator[str]:
    """Every command: what it does and takes; behind a group its own."""
    for name, command in sorted(recoupe.commands.items()):
        yield from _command(name, command)
        if isinstance(command, click.Group):
            for inner, each in sorted(command.commands.items()):
                yield from _command(f"{name} {inner}", each)


def _command(name: str, command: click.Command) -> Iterator[str]:
    """A command under its heading."""
    arguments = [a for a in command.params if isinstance(a, click.Argument)]
    options = [o for o in command.params if isinstance(o, click.Option)]
    parts = [name, *(["[OPTIONS]"] if options else []), *(a.make_metavar(click.Context(command)) for a in arguments)]
    yield from (
        "",
        f"### `recoupe {' '.join([*parts, *(['COMMAND'] if getattr(command, 'subcommand_metavar', '') else [])])}`",
        "",
    )
    yield from _help(command.help or "")
    if options:
        yield from ("", "| option | what |", "|---|---|", *map(_option, options))


def _help(text: str) -> Iterator[str]:
    """The lines of a command's help; what click is told to leave as it is (`\\b`) as a block of its own."""
    for n, paragraph in enumerate(inspect.cleandoc(text).split("\n\n")):
        if n:
            yield ""
        kept = paragraph.removeprefix("\b\n")
        yield from (paragraph,) if kept == paragraph else ("```text", kept, "```")


def _option(option: click.Option) -> str:
    """A row of the table of options."""
    choices = getattr(option.type, "choices", ())
    names = "`, `".join(option.opts)
    value = (option.metavar or "|".join(map(str, choices))).replace("|", "\\|")
    text, _, default = (option.help or "").partition("[default: ")
    shown = [text.strip(), f"Default: {default.removesuffix(']')}." if default else ""]
    return f"| {f'`{names}` {value}'.strip()} | {' '.join(filter(None, shown))} |"


def formats() -> Iterator[str]:
    """Output formats with the suffix that chooses them."""
    yield from ("| `--format` | suffix of `-o` | what |", "|---|---|---|")
    for name in export.names():
        form = export.get(name)
        first = str(form.__doc__).strip().partition("\n")[0]
        yield f"| `{name}` | {f'`{form.SUFFIX}`' if form.SUFFIX else '–'} | {first} |"


def suffixes() -> Iterator[str]:
    """What is read, by suffix."""
    kinds = {"rows": "one JSON object a line, see below", "text/html": "a page", "text/plain": "a text"}
    kinds |= {"warc": "an archive of pages", "wacz": "a ZIP file of archives, never with `.gz`"}
    yield from ("| suffix, also with `.gz` after it | read as |", "|---|---|")
    for content, what in sorted(kinds.items(), key=lambda kind: kind[1]):
        named = ", ".join(f"`{s}`" for s, c in sorted(inputs.SUFFIXES.items()) if c == content)
        yield f"| {named} | {what} |"


def columns() -> Iterator[str]:
    """The columns of CSV."""
    yield from ("| column | what |", "|---|---|")
    yield from (f"| `{name}` | {what} |" for name, what in csv.COLUMNS.items())


def tables() -> Iterator[str]:
    """The tables of `recoupe batch` with their columns; those that all have come first."""
    for name, columns in {"every table": KEYS, **TABLES}.items():
        shown = columns if columns is KEYS else columns[len(KEYS) :]
        yield from _table(name if name == "every table" else f"`{name}`", shown)


def linked() -> Iterator[str]:
    """The tables of `recoupe batch link` with their columns."""
    for name, columns in LINKED.items():
        yield from _table(f"`linked/{name}`", columns)


def _table(name: str, columns: Sequence[Column]) -> Iterator[str]:
    yield from ("", f"**{name}**", "", "| column | type | what |", "|---|---|---|")
    yield from (f"| `{c.name}` | {c.type} | {c.what} |" for c in columns)


def languages() -> Iterator[str]:
    """Languages and what their data covers."""
    yield from (f"| language | {' | '.join(checks.TASKS)} |", "|---|" + "---|" * len(checks.TASKS))
    for code in lang.codes():
        words = lang.load(Language, code)
        covered = ["yes" if lang.load(cls, code) else "" for cls in checks.TASKS.values()]
        yield f"| {words.name if words else ''} (`{code}`) | {' | '.join(covered)} |"


def keys(part: str = "") -> Iterator[str]:
    """The keys of an object of the contract; of the whole reading where no part is named."""
    schema = json.loads(export.SCHEMA.read_text(encoding="utf-8"))
    yield from ("| key | type | what |", "|---|---|---|")
    for name, value in (schema["$defs"][part] if part else schema)["properties"].items():
        yield f"| `{name}` | {_type(value, schema['$defs'])} | {value['description']} |".replace("null\\|", "")


def _type(value: dict[str, Any], parts: dict[str, Any]) -> str:
    """The type of a value, short: `string or null`, `[span]`, `[statement]`, the words that it may be."""
    if "enum" in value:
        return ", ".join(f"`{v}`" for v in value["enum"])
    if "oneOf" in value:
        return " or ".join(_type(v, parts) for v in reversed(value["oneOf"]))
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return {"spans": "[span]", "day": "day or null"}.get(name, str(name))
    if value["type"] == "array":
        return f"[{_type(value['items'], parts)}]"
    return " or ".join([value["type"]] if isinstance(value["type"], str) else value["type"])


BLOCKS: dict[str, Callable[..., Iterator[str]]] = {
    "columns": columns,
    "commands": commands,
    "formats": formats,
    "keys": keys,
    "languages": languages,
    "suffixes": suffixes,
    "tables": tables,
    "linked": linked,
}
