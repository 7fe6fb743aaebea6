"""The harness writes the rows that its readers expect, and does a tenth when asked."""

from __future__ import annotations

import json

import pytest

from benchmarks.harness import Options, Row, main, median_of, table

FIELDS = ["name", "ours", "against", "theirs", "ratio", "goal", "met"]


def test_rows_are_written_with_the_fields_every_benchmark_has(tmp_path, capsys):
    file = tmp_path / "rows.json"
    row = Row("pull", ours=2.0, against="PouchDB", theirs=8.0, goal=3.0)
    assert main("sample", lambda options: [row], ["--json", str(file)]) == 0
    (written,) = json.loads(file.read_text(encoding="utf-8"))
    assert list(written)[:7] == FIELDS
    assert (written["ratio"], written["met"]) == (0.25, True)
    assert "PouchDB" in capsys.readouterr().out


def test_quick_does_a_tenth_of_the_work(capsys):
    seen: list[int] = []

    def measures(options: Options) -> list[Row]:
        seen.append(options.work(20_000))
        return []

    main("sample", measures, ["--quick"])
    main("sample", measures, [])
    assert seen == [2_000, 20_000]
    assert "a tenth of the work" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("slow", ours=2.0, goal=1.0), False),
        (Row("frames", ours=31.0, goal=30.0, more_is_better=True, unit="frames/s"), True),
        (Row("frames", ours=29.0, goal=30.0, more_is_better=True, unit="frames/s"), False),
        (Row("no goal", ours=1.0), None),
    ],
)
def test_a_goal_is_met_in_its_own_direction(row, met):
    assert row.met is met


def test_a_comparison_with_nothing_has_no_ratio():
    assert Row("x", ours=1.0, theirs=0.0).ratio is None
    assert Row("x", ours=1.0).ratio is None


def test_the_table_lines_up():
    lines = table([Row("short", 0.0012), Row("a longer name", 12_345.0, unit="rows")]).splitlines()
    assert "1.2 ms" in lines[1]
    assert "12,345 rows" in lines[2]
    assert lines[0].index("ours") == lines[1].index("1.2 ms") == lines[2].index("12,345")


def test_the_warm_up_run_does_not_count():
    calls: list[int] = []
    assert median_of(lambda: calls.append(1), runs=3) >= 0
    assert len(calls) == 4
    with pytest.raises(ValueError, match="at least one"):
        median_of(lambda: None, runs=0)
