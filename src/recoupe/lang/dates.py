"""The words and patterns of a language for time: `dates.toml`. docs/dates-data.md explains every key.

`shared/dates.toml` holds the rules that languages have in common, in the same form and without words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

Words = tuple[str, ...]
Anchor = Literal["now", "then"]
Modifier = Literal[
    "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "BEFORE", "AFTER"
]
Reference = Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"]
Unit = Literal[
    "second", "minute", "hour", "day", "weekend", "week", "month", "quarter", "half", "year", "decade", "century",
    "season", "era",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a word or a rule says about time, under-specified: the day of publication is not yet looked at.

    Calendar: `year` `month` `day` `weekday` (1 Monday) `week` `quarter` `half` `decade` (198 = 1980s) `century`
    (19 = 1900s) `season` (SP SU FA WI) `holiday` ("12-25", "easter", "easter+1", "11-thu4"); `year2` is two digits.
    Relative: `unit` with `shift` (-1 last, 0 this, 1 next), seen from `anchor` (`now`: publication, `then`: the date
    named before). `nth` counts `pick` units or weekdays inside the rest ("first week of October"; -1 is the last).
    Lengths: `n` of `unit` (-1: unknown number), `plus` of `plus_unit` more; `offset` -1 ago, 1 from then on; `span`
    -1 the past n, 1 the next n; `each` makes it a set.
    Clock: `hour` `minute` `second` `zone` `meridiem`; `part` of day (MO MI AF EV NI DT).
    `calendar` names the calendar of year, month and day where it is another one; of the lunar one no day is told.
    `mod` qualifies, `ref` is a vague reference, `tense` overrules the clause's, `upto` ends the days at the anchor.
    """

    year: int | None = None
    year2: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    week: int | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    season: str | None = None
    holiday: str | None = None
    unit: Unit | None = None
    shift: int | None = None
    anchor: Anchor | None = None
    nth: int | None = None
    pick: Unit | None = None
    n: float | None = None
    plus: float | None = None
    plus_unit: Unit | None = None
    offset: int | None = None
    span: int | None = None
    each: bool | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    zone: str | None = None
    meridiem: Literal["am", "pm"] | None = None
    part: str | None = None
    mod: Modifier | None = None
    ref: Reference | None = None
    tense: Literal["past", "future"] | None = None
    upto: bool | None = None
    calendar: Literal["gregorian", "solar", "lunar"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern over word classes and what it says; `yes` and `no` are its examples, run by a test.

    `makes` names what comes out: date, time, duration, set, ref, or a class of one's own for a later step;
    `none` swallows what is no time at all. `step` 1, 2 and 3 run one after the other; in a step the longest wins.
    `yes` rows are [sentence, expression, value], in the shared file [language, sentence, expression, value].
    """

    name: str
    pattern: Words
    makes: str = "date"
    step: int = 1
    value: Value = field(default_factory=Value)
    yes: tuple[Words, ...] = ()
    no: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """Words that are a time expression of their own ("today", "monthly"), with what they say."""

    words: Words
    value: Value
    makes: str = "date"
    yes: tuple[Words, ...] = ()
    no: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tense:
    """Words and word endings that tell past from future; `_before` stand right before a date and overrule.

    Behind a word of `passive` ("be") or of the future a participle tells no past. An infinitive (by its ending, or by
    the word before it) hides the past behind it: what somebody promised to do by Monday may be to come. What stands
    behind one of `open_before` ("before") is to come where the clause tells nothing.
    """

    past: Words = ()
    past_endings: Words = ()
    future: Words = ()
    future_endings: Words = ()
    passive: Words = ()
    infinitive: Words = ()
    infinitive_endings: Words = ()
    past_before: Words = ()
    future_before: Words = ()
    open_before: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """All of `dates.toml`. A word may be written `stem(ending|ending)`; an upper-case first letter is required.

    day: the day on which the examples are read. order: how 3/4/2018 is read. decimal: the decimal mark.
    words: small words by class (the, of, on, in, ago, each). number and ordinal: words by figure.
    ordinal_suffix: what makes a figure an ordinal ("st"). tens_after: what joins the ones to the tens behind them.
    weekday and weekdays: by number from 1 Monday, what CLDR lacks. month: by number, what CLDR lacks.
    unit and units: words for second, minute, hour, day, weekend, week, month, quarter, half, year, decade, century,
    season, era. period: words for a length by amount ("0.5 hour"). part: by MO, MI, AF, EV, NI, DT.
    season: by SP, SU, FA, WI. holiday: by day ("12-25", "easter+1", "11-thu4"). shift and shift_after: by last, this,
    next, previous, same, following, before and behind their noun. mod: by START, MID, END, APPROX and others.
    zone: by Z and local. meridiem: by am and pm. weak: words that are more often something else.
    never: phrases that look like time and are none. pos: by part of speech, words that count only with that tag.
    prefix: by class, words that are written on to the next one. compounds: words of time may be written together.
    names: take the names of months and weekdays from CLDR. without: shared rules that this language does not want.
    fixed: words that say all by themselves. rules: patterns of its own. no: sentences that hold no time at all.
    solar_years: the first and last year in figures that are of the Solar Hijri calendar unless words say otherwise.
    """

    FILE: ClassVar[str] = "dates.toml"

    day: str = "2018-09-28"
    order: Literal["dmy", "mdy", "ymd"] = "dmy"
    decimal: str = "."
    words: dict[str, Words] = field(default_factory=dict)
    number: dict[str, Words] = field(default_factory=dict)
    ordinal: dict[str, Words] = field(default_factory=dict)
    ordinal_suffix: Words = ()
    tens_after: Words = ()
    weekday: dict[str, Words] = field(default_factory=dict)
    weekdays: dict[str, Words] = field(default_factory=dict)
    month: dict[str, Words] = field(default_factory=dict)
    solar_month: dict[str, Words] = field(default_factory=dict)
    lunar_month: dict[str, Words] = field(default_factory=dict)
    solar_years: tuple[int, ...] = ()
    unit: dict[str, Words] = field(default_factory=dict)
    units: dict[str, Words] = field(default_factory=dict)
    period: dict[str, Words] = field(default_factory=dict)
    part: dict[str, Words] = field(default_factory=dict)
    season: dict[str, Words] = field(default_factory=dict)
    holiday: dict[str, Words] = field(default_factory=dict)
    shift: dict[str, Words] = field(default_factory=dict)
    shift_after: dict[str, Words] = field(default_factory=dict)
    mod: dict[str, Words] = field(default_factory=dict)
    zone: dict[str, Words] = field(default_factory=dict)
    meridiem: dict[str, Words] = field(default_factory=dict)
    weak: Words = ()
    never: Words = ()
    pos: dict[str, Words] = field(default_factory=dict)
    prefix: dict[str, Words] = field(default_factory=dict)
    compounds: bool = False
    names: bool = True
    without: Words = ()
    tense: Tense = field(default_factory=Tense)
    fixed: tuple[Fixed, ...] = ()
    rules: tuple[Rule, ...] = ()
    no: Words = ()
