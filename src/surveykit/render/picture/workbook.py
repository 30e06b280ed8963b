"""A picture in a workbook, with what it shows in words; the dots are given, so that no package needs to read them."""

from math import ceil

from openpyxl.drawing.fill import Blip
from openpyxl.drawing.geometry import PresetGeometry2D
from openpyxl.drawing.image import Image
from openpyxl.drawing.picture import PictureFrame
from openpyxl.drawing.spreadsheet_drawing import OneCellAnchor
from openpyxl.worksheet.worksheet import Worksheet

HIGH = 20  # dots of a row
EMU = 9525  # of the format, in a dot


class _Drawn(Image):
    """Dots that are PNG already."""

    def __init__(self, dots: bytes, anchor: OneCellAnchor) -> None:
        self.dots, self.anchor, self.format = dots, anchor, "png"

    def _data(self) -> bytes:
        return self.dots


def add(sheet: Worksheet, row: int, dots: bytes, size: tuple[int, int], said: str) -> int:
    """Put a drawing with its upper edge at a row; how many rows it takes."""
    anchor = OneCellAnchor()
    anchor._from.row, anchor._from.col = row - 1, 0  # noqa: SLF001 - the name of the standard
    anchor.ext.width, anchor.ext.height = (side * EMU for side in size)
    frame = PictureFrame()
    about = frame.nvPicPr.cNvPr
    about.descr, about.id, about.name = said, row, f"Picture {row}"
    frame.blipFill.blip = Blip(cstate="print")
    frame.spPr.prstGeom = PresetGeometry2D(prst="rect")
    frame.spPr.ln = None
    anchor.pic = frame
    sheet.add_image(_Drawn(dots, anchor))
    return ceil(size[1] / HIGH) + 1
