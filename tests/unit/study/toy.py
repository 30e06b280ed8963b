"""A worker whose commands are toys: each writes what it read, in order, and does what stands there in capitals.

FIND: exit code 1. FAIL: refused. DIE: killed. SLOW: takes a moment. WAIT: for long. MEET x: waits until another command wrote x.
A line `also FILE` has the file read too; a line that begins with # changes nothing.
"""

import os
import re
import signal
import sys
import time
from itertools import pairwise
from pathlib import Path

from surveykit.reports.document import Document, Paragraph
from surveykit.reports.kept import written
from surveykit.reports.table import Column, Row, Table
from surveykit.whole import written_whole

OUTPUTS = ("-o", "--report", "--trail")


def call(arguments):
    outputs = [Path(word) for option, word in pairwise(arguments) if option in OUTPUTS]
    inputs = [Path(word) for word in arguments if Path(word).is_file() and Path(word) not in outputs]
    text = "".join(content_of(path) for path in inputs)
    for other in re.findall(r"^also (\S+)$", text, re.MULTILINE):
        text += content_of(Path(other))
    for mark in re.findall(r"MEET (\w+)", text):
        Path(f"{mark}.{arguments[0]}").touch()
        until = time.monotonic() + 10
        while len(list(Path().glob(f"{mark}.*"))) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        Path(f"{mark}.met").write_text(str(len(list(Path().glob(f"{mark}.*")))), encoding="utf-8")
    if "SLOW" in text:
        time.sleep(0.05)
    if "WAIT" in text:
        Path("part").write_text(str(os.getpid()), encoding="utf-8")
        Path("part").rename("waiting")
        time.sleep(20)
    if "DIE" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "FAIL" in text:
        sys.stderr.write(f"{inputs[0]}:1:1: SK999 it fails\n")
        return 2
    for output in outputs:
        with written_whole(output) as part:
            part.write_bytes(document(text) if output.suffix == ".document" else page(output, text))
    if "FIND" in text:
        sys.stderr.write(f"{inputs[0]}: something was found\n")
        return 1
    return 0


def content_of(path):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))


def page(path, text):
    return (f"<html><body><main>{text}</main></body></html>" if path.suffix == ".html" else text).encode()


def document(text):
    table = Table("One", (Column("a", "A"),), (Row((text,)),), key="one")
    other = Table("Two", (Column("a", "A"),), (Row((text,)),), key="two")
    return written(Document("A page", (Paragraph("Words."), table, other)))
