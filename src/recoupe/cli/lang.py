"""`recoupe lang`: new, check, list."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from recoupe.cli import options

_TASKS = {
    "text": "words, sentences and quotations are told apart",
    "tags": "nouns are told from verbs: learned, or else by lists of words alone",
    "statements": "who says what",
    "dates": "when",
    "names": "who is who",
    "claims": "what is disputed",
}
_NOT = "not covered"
_CODE = click.argument("code", callback=options.code)
_FOLDER = click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))


@click.group(name="lang")
def lang() -> None:
    """Add a language, check its files, see what all of them cover.

    `new` and `check` take the code of a language and, if its files are not to be those of recoupe itself, a folder: the
    language is then the folder in it that has the code for its name. Exit status: 0 nothing is wrong, 1 something is.
    """


@lang.command()
@_CODE
@_FOLDER
def new(code: str, folder: Path | None) -> None:
    """Write the files of a new language, with every key and nothing in them, and the sentences to translate."""
    from recoupe import lang as data  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.cli import skeleton  # noqa: PLC0415 -- as above
    from recoupe.errors import UsageError  # noqa: PLC0415 -- as above

    there = (folder or data.FOLDER) / code
    try:
        there.mkdir(parents=True, exist_ok=True)
        for name, text in skeleton.files(code):
            if (there / name).exists():
                click.echo(f"{there / name} is there already and stays as it is")
                continue
            (there / name).write_text(text, encoding="utf-8")
            click.echo(f"{there / name}")
    except OSError as e:
        raise UsageError(f"cannot write {there}: {e.strerror} (name another folder)") from e
    click.echo(f"now write, and run: recoupe lang check {code}" + (f" {folder}" if folder else ""))


@lang.command()
@_CODE
@_FOLDER
def check(code: str, folder: Path | None) -> int:
    """Name every mistake in the files of a language: file, key, and what to do.

    Looked for are keys that are misspelt or empty, words in the wrong script, patterns that do not compile or try too
    many ways, and examples that are not read as they say.
    """
    from recoupe import lang as data  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.cli import scrutiny  # noqa: PLC0415 -- as above

    if folder:
        data.place(code, folder / code)
    wrong = 0
    for found in scrutiny.findings(code):
        wrong += not found.note
        state = click.style("note ", "yellow") if found.note else click.style("wrong", "red")
        click.echo(f"{state}  {code}/{found.file}: {found.key}: {found.what}")
        if found.mend:
            click.echo(f"       {found.mend}")
    click.echo(f"\n{wrong} to mend" if wrong else "nothing is wrong")
    return int(bool(wrong))


@lang.command(name="list")
@click.argument("codes", nargs=-1, callback=options.codes)
@click.option("--format", "form", type=click.Choice(["json", "table"]), help="Write in this format.  [default: table]")
def list_(codes: tuple[str, ...], form: str | None) -> None:
    """Show for every language, or those named, what it covers and how many of its examples are read as they say.

    35/40: the language has 40 examples of the task, sentences written for it, and 35 are read as they say. That says
    what there are words for, not how well the news is read: docs/quality.md does. A task without data is not covered.
    """
    from recoupe import lang as data  # noqa: PLC0415 -- late: --help must not wait for it

    rows = {code: _row(code) for code in codes or data.codes()}
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    click.echo("language              " + "".join(f"{task:>13}" for task in _TASKS))
    for code, row in rows.items():
        name = f"{row.get('name')} ({code})"
        click.echo(f"{name:22}" + "".join(f"{_cell(row[task]):>13}" for task in _TASKS))
    click.echo("\n" + "\n".join(f"{task:12}{what}" for task, what in _TASKS.items()))
    click.echo(
        "\n35/40: of 40 examples, sentences written for the task, 35 are read as they say. How well articles are read\n"
        "is measured on others: docs/quality.md. What is wrong with an example: recoupe lang check CODE"
    )


def _row(code: str) -> dict[str, object]:
    """What language `code` covers: by task, examples passed and all of them; None where it is not covered."""
    from recoupe import lang as data  # noqa: PLC0415 -- as above
    from recoupe.cli import scrutiny, trials  # noqa: PLC0415 -- as above
    from recoupe.text import tagger  # noqa: PLC0415 -- as above

    words = data.load(scrutiny.FILES["language.toml"], code)
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for trial in trials.run(code):
        passed[trial.task] += not trial.problem
        total[trial.task] += 1
    needs = {"text": "language.toml", "statements": "speech.toml", "dates": "dates.toml", "names": "names.toml"}
    row: dict[str, object] = {"name": words.name if words else "", "tags": (tagger.FOLDER / f"{code}.npz").is_file()}
    for task, file in (needs | {"claims": "claims.toml"}).items():
        row[task] = {"passed": passed[task], "examples": total[task]} if data.covered(code, file) else None
    return row


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return f"{value['passed']}/{value['examples']}"
    return "learned" if value is True else _NOT
