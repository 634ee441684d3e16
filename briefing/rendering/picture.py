"""Bars of counted levels as a picture; the only module that imports matplotlib.

The levels go from white to dark, and two of them are hatched, so that they are told
apart in grey print and by colour-blind readers; every number stands in its bar. The
same numbers give the same bytes: the font comes with matplotlib, and nothing of the
machine or of the moment is written into the file.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefing.domain.assessment import Level
from briefing.domain.trend import LEVELS

FILLS = {None: "FFFFFF", Level.LOW: "FFFFFF", Level.MEDIUM: "F5D77A",
         Level.HIGH: "DB8A2E", Level.CRITICAL: "7A1E16"}  # fmt: skip
"""The colours of the levels; those of the templates' level styles."""
_HATCHES = {None: "....", Level.MEDIUM: "////"}
_INK, _MUTED, _RULE = "#1A1A1A", "#55606A", "#B8C2C9"
_WIDTH, _BAR, _AROUND = 6.4, 0.34, 0.95
"""Inches: the picture's width, the height of a bar with its gap, what is around."""
_DPI = 200
_LONGEST = 40
_FONT = {"family": "DejaVu Sans", "size": 8, "color": _INK}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, and how many there are at each level, none to critical."""

    name: str
    counts: tuple[int, ...]


def bars(several: Sequence[Bar], levels: Sequence[str], axis: str) -> bytes:
    """The bars from top to bottom as a PNG; `levels` names them, `axis` the numbers.

    A level that no bar has is left out of the legend.
    """
    # matplotlib takes most of a second to import, and most commands need no picture
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    height = _AROUND + _BAR * len(several)
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, facecolor="white")
    canvas: Any = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _draw(axes, several, levels)
    _dress(axes, several, axis)
    figure.subplots_adjust(
        left=_room_for(several), right=0.97,
        top=1 - 0.38 / height, bottom=0.42 / height,
    )  # fmt: skip
    stream = io.BytesIO()
    canvas.print_png(stream, metadata={"Software": None})
    return stream.getvalue()


def _draw(axes: Any, several: Sequence[Bar], levels: Sequence[str]) -> None:
    starts = [0] * len(several)
    for number, level in enumerate(LEVELS):
        counts = [each.counts[number] for each in several]
        if not any(counts):
            continue
        drawn = axes.barh(
            range(len(several)), counts, left=starts, height=0.62,
            color=f"#{FILLS[level]}", edgecolor=_INK, linewidth=0.7,
            hatch=_HATCHES.get(level), label=levels[number],
        )  # fmt: skip
        for patch in drawn:
            patch.set_hatch_linewidth(0.4)
        for place, count in enumerate(counts):
            if count:
                _write(axes, starts[place] + count / 2, place, count, level)
        starts = [a + b for a, b in zip(starts, counts, strict=True)]


def _write(axes: Any, x: float, y: float, count: int, level: Level | None) -> None:
    """The number in its bar, on a ground of its own where the bar is hatched."""
    is_dark = level is Level.CRITICAL
    ground = {"facecolor": f"#{FILLS[level]}", "edgecolor": "none", "pad": 1.2}
    text = {**_FONT, "color": "white" if is_dark else _INK}
    axes.text(x, y, str(count), ha="center", va="center", bbox=ground, **text)


def _dress(axes: Any, several: Sequence[Bar], axis: str) -> None:
    largest = max((sum(each.counts) for each in several), default=0)
    axes.set_xlim(0, max(largest, 1) * 1.02)
    axes.set_ylim(len(several) - 0.4, -0.6)
    axes.set_yticks(range(len(several)), [_cut(each.name) for each in several], **_FONT)
    step = -(-max(largest, 1) // 8)
    ticks = range(0, largest + 1, step)
    axes.set_xticks(ticks, [str(each) for each in ticks], **{**_FONT, "color": _MUTED})
    axes.set_xlabel(axis, **{**_FONT, "color": _MUTED})
    axes.tick_params(length=0)
    axes.xaxis.grid(visible=True, color=_RULE, linewidth=0.5)
    axes.set_axisbelow(True)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(_MUTED)
    handles, _names = axes.get_legend_handles_labels()
    if handles:
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=len(LEVELS), frameon=False,
            prop={"family": "DejaVu Sans", "size": 8}, handlelength=1.6,
            columnspacing=1.2, borderaxespad=0.2,
        )  # fmt: skip


def _room_for(several: Sequence[Bar]) -> float:
    """How much of the width the names take."""
    longest = max((len(_cut(each.name)) for each in several), default=0)
    return min(0.06 + longest * 0.0098, 0.5)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
