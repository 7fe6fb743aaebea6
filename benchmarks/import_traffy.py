"""How long the server takes to import the real cases, and to import them again."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.harness import Options, Row, main
from benchmarks.support.real_data import archive, part_of
from tests.support.server_process import ServerProcess

WHOLE = 153_822
LIMIT_SECONDS = 120.0


def measures(options: Options) -> Iterable[Row]:
    """Import into an empty server, then the same file again: the second changes nothing."""
    source = archive()
    if source is None:
        return
    count = options.work(WHOLE)
    with tempfile.TemporaryDirectory() as folder:
        file = part_of(source, count, Path(folder, "cases.ndjson")) if options.quick else source
        server = ServerProcess(Path(folder, "server"))
        server.add_authority("TT", "อบต.ทดลอง")
        first, told = _import(server, file)
        again, told_again = _import(server, file)
    problems = told["problems"]
    if told["imported"] + told["duplicates"] + len(problems) < count:
        raise RuntimeError(f"of {count} records some neither arrived nor were named: {told}")
    if told_again["imported"] or told_again["updated"]:
        raise RuntimeError("the second import changed something")
    goal = LIMIT_SECONDS * count / WHOLE
    yield Row(f"import {told['imported']:,} cases", first, "the limit", goal, goal)
    yield Row("import them again, changing nothing", again, "first import", first, goal)


def _import(server: ServerProcess, file: Path) -> tuple[float, dict[str, Any]]:
    """Seconds of the whole command, start of the program included, and what it told."""
    start = time.perf_counter()
    done = server.command("import-traffy", str(file), "--authority", "TT", "--quiet")
    seconds = time.perf_counter() - start
    summary: dict[str, Any] = json.loads(done.stdout)
    return seconds, summary


if __name__ == "__main__":
    sys.exit(main("import_traffy", measures))
