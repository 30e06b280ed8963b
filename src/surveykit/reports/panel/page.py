"""A panel as tables: who was there, what became of an activity, who went from where to where, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.reports.base import base_of
from surveykit.reports.captions import reason_words, title_of, value_label
from surveykit.reports.document import Block
from surveykit.reports.panel.words import say
from surveykit.reports.picture import Flow, Picture, Wave
from surveykit.reports.table import Cell, Column, Row, Table
from surveykit.stats.panel.changes import Change, Changes
from surveykit.stats.panel.growth import Growth
from surveykit.stats.panel.presence import Presence
from surveykit.stats.panel.statuses import ON_AND_OFF, STATUSES, UNDETERMINED, Statuses
from surveykit.stats.panel.transitions import ABSENT, State, Transitions


@dataclass(frozen=True, slots=True)
class PanelPage:
    """Results on a panel as blocks of a document, in one language."""

    codebook: Codebook
    language: str = "en"
    where: str = ""
    decimals: int = 1
    pictures: bool = False

    def say(self, key: str, **parts: object) -> str:
        """A heading or note in the language of the page."""
        return say(key, self.language, **parts)

    def presence(self, found: Presence) -> Iterator[Block]:
        """A row a round: firms, stayed, came, left."""
        columns = (
            Column("round", self.say("round")),
            Column("n", self.say("n"), "count"),
            Column("stayed", self.say("stayed"), "count"),
            Column("came", self.say("came"), "count"),
            Column("left", self.say("left"), "count"),
            Column("attrition", f"{self.say('attrition')} %", "percent", self.decimals),
        )
        wave = self.codebook.role("wave")
        rows = []
        for each in found.rounds:
            name = "" if wave is None else wave.name
            label = value_label(self.codebook, name, each.value, None, self.language) if name else str(each.value)
            attrition = None if each.left is None or not each.n else 100 * each.left / each.n
            rows.append(Row((label, each.n, each.stayed, each.came, each.left, attrition)))
        notes = tuple(self.unlinked(found.nameless, found.double))
        yield Table(self.say("presence"), columns, tuple(rows), notes, "presence")

    def unlinked(self, nameless: int, double: int) -> Iterator[str]:
        """How many rows could not be linked."""
        if nameless or double:
            yield self.say("unlinked", nameless=nameless, double=double)

    def statuses(self, found: Statuses) -> Iterator[Block]:
        """A row a variable: how many firms have each status, and per cent of those that have one."""
        shown = [s for s in STATUSES if s != ON_AND_OFF or any(c[s] for c in found.counts.values())]
        decided = [status for status in shown if status != UNDETERMINED]
        columns = [Column("variable", self.say("variable"))]
        columns += [Column(status, self.say(status), "count", group=self.say("n")) for status in shown]
        columns += [Column(f"{s}_percent", self.say(s), "percent", self.decimals, "%") for s in decided]
        rows, notes = [], [self.say("share_base")]
        for name, counts in found.counts.items():
            base = sum(counts[status] for status in decided)
            shares = [100 * counts[status] / base if base else None for status in decided]
            label = title_of(self.codebook, name, self.language)
            rows.append(Row((label, *(counts[status] for status in shown), *shares)))
            if why := found.undetermined[name]:
                told = ", ".join(f"{self.reason(reason)} {n}" for reason, n in why.items())
                notes.append(f"{label}: {self.say('why_undetermined', why=told)}")
        notes += self.unlinked(found.nameless, found.double)
        yield Table(self.say("statuses"), tuple(columns), tuple(rows), tuple(notes), "statuses")

    def reason(self, reason: str) -> str:
        """A reason for having no state in words."""
        return self.say("not_in_round") if reason == ABSENT else reason_words(reason, self.language)

    def state(self, name: str, state: State) -> str:
        """A state in words."""
        if state.reason is not None:
            return self.reason(state.reason)
        return value_label(self.codebook, name, state.value, None, self.language)

    def moments(self, found: Transitions) -> tuple[str, str]:
        """What the two sides of a table of transitions are called."""
        if found.rounds:
            return str(found.rounds[0]), str(found.rounds[1])
        before, after = (title_of(self.codebook, name, self.language) for name in (found.before, found.after))
        return before, after

    def transitions(self, found: Transitions) -> Iterator[Block]:
        """Counts and row per cent, with a row of totals; where pictures are wanted, the same as a flow."""
        a, b = self.moments(found)
        title = self.say("transitions", what=title_of(self.codebook, found.before, self.language), a=a, b=b)
        if not found.rounds:
            title = f"{a} → {b}"
        weighted = found.cases.weight is not None
        columns = [Column("from", a if not found.rounds else self.say("from"))]
        heads = [self.state(found.after, state) for state in found.columns]
        places = range(len(heads))
        columns += [Column(f"n[{j}]", heads[j], "count", group=self.say("n")) for j in places]
        columns.append(Column("n", self.say("total"), "count", group=self.say("n")))
        if weighted:
            columns.append(Column("weight", self.say("weighted"), "number", self.decimals))
        columns += [Column(f"row[{j}]", heads[j], "percent", self.decimals, self.say("row_percent")) for j in places]
        rows = [self.moved(found, i) for i in range(len(found.rows))]
        rows.append(self.moved(found, None))
        notes = [*base_of(found.cases, self.where, self.language), self.say("row_of_all")]
        notes += self.unlinked(found.nameless, found.double)
        yield Table(title, tuple(columns), tuple(rows), tuple(notes), f"transitions[{found.before}]")
        if self.pictures:
            yield from self.flow(found, title, (a, b), heads)

    def moved(self, found: Transitions, i: int | None) -> Row:
        """A row of a table of transitions, or that of the totals."""
        n = [sum(column) for column in zip(*found.n, strict=True)] if i is None else list(found.n[i])
        weight = [sum(column) for column in zip(*found.weight, strict=True)] if i is None else list(found.weight[i])
        base = sum(weight)
        label = self.say("total") if i is None else self.state(found.before, found.rows[i])
        cells: list[Cell] = [label, *n, sum(n), *([base] if found.cases.weight else [])]
        cells += [100 * w / base if base else None for w in weight]
        missing = i is not None and found.rows[i].reason is not None
        return Row(tuple(cells), "total" if i is None else "missing" if missing else "body")

    def flow(self, found: Transitions, title: str, moments: tuple[str, str], heads: list[str]) -> Iterator[Picture]:
        """Bands as broad as the firms that went from one state to another."""
        most = max((n, i, j) for i, row in enumerate(found.weight) for j, n in enumerate(row)) if found.rows else None
        if most is None or not most[0]:
            return
        stubs = tuple(self.state(found.before, state) for state in found.rows)
        waves = (Wave(moments[0], stubs), Wave(moments[1], tuple(heads)))
        firms = sum(map(sum, found.n))
        largest = found.n[most[1]][most[2]]
        text = self.say("flow_text", n=firms, a=stubs[most[1]], b=heads[most[2]], most=largest)
        yield Picture(title, Flow(waves, (found.weight,)), text, key=f"flow[{found.before}]")

    def changes(self, found: Changes) -> Iterator[Block]:
        """A row a group: totals before and after, growth, contribution, share of the whole change."""
        names = found.amount.split(" – ")
        what = " – ".join(title_of(self.codebook, name, self.language) for name in names)
        stub = [Column(name, title_of(self.codebook, name, self.language)) for name in found.by]
        columns = [*(stub or [Column("group", self.say("group"))]), Column("n", self.say("n"), "count")]
        columns += [Column(key, self.say(key), "number", 0) for key in ("before", "after", "change")]
        columns += [
            Column(key, f"{self.say(key)} %", "percent", self.decimals) for key in ("growth", "contribution", "share")
        ]
        columns.append(Column("lacking", self.say("lacking"), "count"))
        rows = [Row((*self.group(found, group), *self.figures(group))) for group in found.groups]
        stubs: list[Cell] = [self.say("total"), *[""] * (len(stub) - 1)]
        rows.append(Row((*stubs, *self.figures(found.whole)), "total"))
        notes = [*base_of(found.cases, self.where, self.language), self.say("change_how")]
        notes += [self.say("opposed")] if found.opposed else []
        notes += self.unlinked(found.nameless, found.double)
        yield Table(self.say("changes", what=what), tuple(columns), tuple(rows), tuple(notes), f"changes[{names[0]}]")

    def group(self, found: Changes, group: Change) -> list[Cell]:
        """The labels of a group."""
        if not found.by:
            return [self.say(str(group.group[0]))]
        return [
            value_label(self.codebook, name, value, None, self.language)
            if value in self.known(name)
            else self.reason(str(value))
            for name, value in zip(found.by, group.group, strict=True)
        ]

    def known(self, name: str) -> set[object]:
        """The values a variable has codes for."""
        codes = self.codebook.codes_of(self.codebook[name])
        return set() if codes is None else set(codes.values)

    @staticmethod
    def figures(group: Change) -> list[Cell]:
        """The numbers of a group."""
        shares = (None if x is None else 100 * x for x in (group.growth, group.contribution, group.share))
        return [group.n, group.before, group.after, group.change, *shares, group.lacking]

    def growth(self, found: Growth) -> Iterator[Block]:
        """The parts of the growth of a ratio."""
        what = " / ".join(title_of(self.codebook, name, self.language) for name in found.ratio)
        columns = (
            Column("part", self.say("part")),
            Column("value", self.say("value"), "number", 4),
            Column("share", f"{self.say('share')} %", "percent", self.decimals),
        )
        named = {"exit": "exit_part", "growth": "whole_growth"}
        rows = []
        for record in found.records():
            part, value, share = str(record["part"]), record["value"], record["share"]
            percent = 100 * share if isinstance(share, float) else None
            number = value if isinstance(value, float) else None
            rows.append(
                Row((self.say(named.get(part, part)), number, percent), "total" if part == "growth" else "body")
            )
        note = self.say(
            "apart_how",
            before=f"{found.before:.4g}",
            after=f"{found.after:.4g}",
            stayed=found.stayed,
            left=found.left,
            came=found.came,
            lacking=found.lacking,
        )
        yield Table(self.say("apart", what=what), columns, tuple(rows), (note,), "growth")
