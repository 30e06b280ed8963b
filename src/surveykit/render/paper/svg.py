"""The routing chart as SVG: boxes down the page, skips as dashed arrows at the right; text stays text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from surveykit.render.paper.measure import cut, width_of, wrapped
from surveykit.reports.paper.chart import Arrow, Box, Chart, Frame

FONT = "'Source Sans 3', 'Segoe UI', 'Liberation Sans', Arial, sans-serif"
SIZE, SMALL = 13, 11.5
STEP, FINE = 18, 15  # from line to line
LEFT, WIDE, PAD = 64, 430, 9  # where boxes begin, how wide they are, the room inside
SPINE = LEFT + 26  # where the arrows go down
RIGHT = LEFT + WIDE
GAP, FOOT = 30, 14  # between boxes; below the last box of a section
LANE, PORT = 13, 17  # between the arrows at the right, and where several leave one box
FEW, MOST = 7, 3  # questions with a line each; lines that name more questions than that
WORDS = (70, 190)  # the least and the most room for the words of an arrow


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of text in a box."""

    words: str
    bold: str = ""  # what stands before it in bold
    fine: bool = False  # smaller
    slanted: bool = False  # a condition


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box on the page."""

    top: float
    bottom: float
    texts: tuple[_Text, ...]
    dashed: bool


@dataclass(frozen=True, slots=True)
class _Framed:
    """The frame of a section on the page."""

    frame: Frame
    top: float
    bottom: float
    texts: tuple[_Text, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything stands: boxes with the start before and the end behind them, frames, and arrows with lanes."""

    boxes: tuple[_Placed, ...]
    frames: tuple[_Framed, ...]
    lanes: tuple[tuple[Arrow, int], ...]
    said: tuple[tuple[str, ...], tuple[str, ...]]  # title and description
    words: float

    @property
    def width(self) -> int:
        """How wide the drawing is."""
        lanes = 1 + max((lane for _, lane in self.lanes), default=0)
        return round(RIGHT + self.words + lanes * LANE + 24)

    def lane(self, lane: int) -> float:
        """Where an arrow goes down at the right."""
        return RIGHT + self.words + 8 + lane * LANE


def render(chart: Chart) -> bytes:
    """A chart as one SVG file in UTF-8."""
    plan = _plan(chart)
    width, height = plan.width, round(plan.boxes[-1].bottom + 24)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="graphics-document" lang="{escape(chart.language)}" aria-labelledby="title desc" '
        f'font-family="{FONT}" font-size="{SIZE}">\n<title id="title">{escape(chart.title)}</title>\n'
        f'<desc id="desc">{escape(chart.description)}</desc>\n'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker></defs>\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n{"".join(_drawn(chart, plan))}</svg>\n'
    ).encode()


def _plan(chart: Chart) -> _Plan:
    title = wrapped(chart.title, WIDE + 90, 20)
    said = tuple(wrapped(chart.description, WIDE + 110, SMALL))
    top = 24.0 + len(title) * 22 + len(said) * FINE
    boxes = [_Placed(top, top + 24, (_Text(chart.start),), dashed=False)]
    frames: list[_Framed] = []
    skips = [arrow for arrow in chart.arrows if arrow.skips]
    leaving, coming = Counter(arrow.start for arrow in skips), Counter(arrow.stop for arrow in skips)
    firsts = {frame.first: frame for frame in chart.frames}
    lasts = {frame.last for frame in chart.frames}
    open_: tuple[Frame, float, tuple[_Text, ...]] | None = None
    for place, box in enumerate(chart.boxes):
        top = boxes[-1].bottom + GAP
        if place in firsts:
            texts = tuple(_heading(firsts[place]))
            open_ = (firsts[place], top, texts)
            top += 10 + sum(FINE if text.fine else STEP + 2 for text in texts) + 6
        texts = tuple(_texts(box))
        ports = leaving[place] * PORT + (9 if coming[place] else 0)
        high = 2 * PAD - 4 + max(sum(FINE if text.fine else STEP for text in texts), ports)
        boxes.append(_Placed(top, top + high, texts, dashed=bool(box.condition)))
        if place in lasts and open_ is not None:
            frames.append(_Framed(open_[0], open_[1], top + high + FOOT, open_[2]))
    top = boxes[-1].bottom + GAP + FOOT
    boxes.append(_Placed(top, top + 24, (_Text(chart.stop),), dashed=False))
    longest = max((width_of(arrow.label, SMALL) for arrow in skips), default=0)
    words = min(WORDS[1], max(WORDS[0], longest + 14))
    return _Plan(tuple(boxes), tuple(frames), tuple(_lanes(chart.arrows)), (tuple(title), said), words)


def _heading(frame: Frame) -> Iterator[_Text]:
    yield _Text("", cut(frame.title, WIDE - 60, SIZE + 1))
    for words in (frame.condition, frame.repeat):
        yield from (_Text(line, fine=True, slanted=True) for line in wrapped(words, WIDE - 60, SMALL))


def _texts(box: Box) -> Iterator[_Text]:
    """The lines of a box: one a question where they are few, else their labels in a row."""
    room = WIDE - 2 * PAD
    yield from (_Text(line, fine=True, slanted=True) for line in wrapped(box.condition, room, SMALL))
    if len(box.lines) <= FEW or any(line.condition for line in box.lines):
        for line in box.lines:
            yield from (_Text(words, fine=True, slanted=True) for words in wrapped(line.condition, room, SMALL))
            bold = f"{line.mark}  " if line.mark else ""
            yield _Text(cut(line.label, room - width_of(bold, SIZE + 1), SIZE), bold)
        return
    marks = [line.mark for line in box.lines if line.mark]
    yield _Text("", f"{marks[0]}–{marks[-1]}" if len(marks) > 1 else "".join(marks))
    labels = wrapped(" · ".join(line.label for line in box.lines), room, SMALL)
    yield from (_Text(line, fine=True) for line in labels[: MOST - 1])
    if len(labels) >= MOST:
        last = labels[MOST - 1] if len(labels) == MOST else f"{labels[MOST - 1]} …"
        yield _Text(cut(last, room, SMALL), fine=True)


def _lanes(arrows: Sequence[Arrow]) -> Iterator[tuple[Arrow, int]]:
    """Each skip with its lane at the right: short ones inside, none over another."""
    taken: list[list[tuple[int, int]]] = []
    for arrow in sorted((a for a in arrows if a.skips), key=lambda a: (a.stop - a.start, a.start)):
        lane = next((n for n, held in enumerate(taken) if all(_apart(arrow, *span) for span in held)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((arrow.start, arrow.stop))
        yield arrow, lane


def _apart(arrow: Arrow, start: int, stop: int) -> bool:
    return arrow.stop < start or stop < arrow.start


def _drawn(chart: Chart, plan: _Plan) -> Iterator[str]:
    title, said = plan.said
    for place, line in enumerate(title):
        yield f'<text x="{LEFT - 16}" y="{30 + place * 22}" font-size="18" font-weight="700">{escape(line)}</text>\n'
    for place, line in enumerate(said):
        at = 26 + len(title) * 22 + place * FINE
        yield f'<text x="{LEFT - 16}" y="{at}" font-size="{SMALL}" fill="#444">{escape(line)}</text>\n'
    for framed in plan.frames:
        yield from _frame(framed, plan)
    for before, after in pairwise(plan.boxes):
        yield f'<path d="M{SPINE} {before.bottom:g}V{after.top:g}" stroke="#111" marker-end="url(#tip)"/>\n'
    for arrow in chart.arrows:
        if arrow.label and not arrow.skips:
            before = plan.boxes[arrow.start + 1]
            yield _said(SPINE + 8, before.bottom + 16, cut(arrow.label, WIDE - 60, SMALL))
    yield from _skips(plan)
    for placed in plan.boxes[1:-1]:
        yield from _box(placed)
    for placed in (plan.boxes[0], plan.boxes[-1]):
        yield f'<rect x="{LEFT}" y="{placed.top:g}" width="92" height="24" rx="12" fill="#111"/>\n'
        words = escape(placed.texts[0].words)
        yield f'<text x="{LEFT + 46}" y="{placed.top + 16.5:g}" text-anchor="middle" fill="#fff">{words}</text>\n'


def _frame(framed: _Framed, plan: _Plan) -> Iterator[str]:
    high = framed.bottom - framed.top
    yield f'<rect x="{LEFT - 16}" y="{framed.top:g}" width="{WIDE + 32}" height="{high:g}" rx="6" fill="#f1f1ef" '
    yield 'stroke="#999"/>\n'
    at = framed.top + 10
    for text in framed.texts:
        at += FINE if text.fine else STEP + 2
        yield _line(text, LEFT + 44, at - 4, SIZE + 1)
    if framed.frame.repeat:
        first, last = plan.boxes[framed.frame.first + 1], plan.boxes[framed.frame.last + 1]
        y1, y2 = last.bottom - 12, first.top + 12
        yield f'<path d="M{LEFT} {y1:g}H{LEFT - 34}V{y2:g}H{LEFT}" stroke="#111" fill="none" marker-end="url(#tip)"/>\n'


def _box(placed: _Placed) -> Iterator[str]:
    dash = ' stroke-dasharray="5 3"' if placed.dashed else ""
    size = f'width="{WIDE}" height="{placed.bottom - placed.top:g}"'
    yield f'<rect x="{LEFT}" y="{placed.top:g}" {size} rx="4" fill="#fff" stroke="#111"{dash}/>\n'
    at = placed.top + PAD - 2
    for text in placed.texts:
        at += FINE if text.fine else STEP
        yield _line(text, LEFT + PAD, at - 4, SIZE)


def _line(text: _Text, x: float, y: float, size: float) -> str:
    style = f' font-size="{SMALL if text.fine else size}"' + (' font-style="italic"' if text.slanted else "")
    bold = f'<tspan font-weight="700" xml:space="preserve">{escape(text.bold)}</tspan>' if text.bold else ""
    return f'<text x="{x:g}" y="{y:g}"{style}>{bold}{escape(text.words)}</text>\n'


def _said(x: float, y: float, words: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{SMALL}" font-weight="600">{escape(words)}</text>\n'


def _skips(plan: _Plan) -> Iterator[str]:
    """The dashed arrows: out of a box at the right, down a lane, and into another box."""
    leaving: dict[int, int] = {}
    coming: dict[int, int] = {}
    for arrow, lane in plan.lanes:
        start, stop = plan.boxes[arrow.start + 1], plan.boxes[arrow.stop + 1]
        out, into = leaving.get(arrow.start, 0), coming.get(arrow.stop, 0)
        leaving[arrow.start], coming[arrow.stop] = out + 1, into + 1
        y1, y2, x = start.bottom - 7 - out * PORT, stop.top + 8 + min(into, 3) * 5, plan.lane(lane)
        x1 = LEFT + 92 if arrow.start < 0 else RIGHT
        x2 = LEFT + 92 if stop is plan.boxes[-1] else RIGHT
        label = escape(arrow.label)
        yield f'<g><title>{label}</title><path d="M{x1} {y1:g}H{x - 5:g}q5 0 5 5V{y2 - 5:g}q0 5 -5 5H{x2}" fill="none" '
        yield 'stroke="#111" stroke-width="1.2" stroke-dasharray="6 3" marker-end="url(#tip)"/>'
        yield f"{_said(x1 + 6, y1 - 4, cut(arrow.label, plan.words, SMALL)).rstrip()}</g>\n"
