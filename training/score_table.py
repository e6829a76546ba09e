#!/usr/bin/env python3
"""score_table.py FOLDER NAME...: the figures that `score.sh` left in FOLDER, as one table.

Each row is a figure, what it must reach, what it aims at, and what it is; a figure that falls short is marked. Exit 0:
all that must be reached is; 1: something falls short or was not measured; 2: wrong usage.
"""
import json
import pathlib
import sys

# scorer: rows of (label, path into its JSON, must reach, aim); "%" before a path makes hundredths of a share, "<" before
# a bound means that less is better.
ROWS = {
    "quotes": [
        ("quotes, end to end, all", "%kinds.all.e2e.f1", "60", "68"),
        ("quotes, end to end, direct", "%kinds.direct.e2e.f1", "89", "94"),
        ("quotes, end to end, mixed", "%kinds.mixed.e2e.f1", "70", "78"),
        ("quotes, end to end, indirect", "%kinds.indirect.e2e.f1", "46", "54"),
        ("quotes, source right on matched", "%kinds.all.source_accuracy", "90", "94"),
        ("quotes, calibration error", "calibration_error", "<0.05", "<0.03"),
    ],
    "positions": [
        ("positions, end to end", "e2e", "52", "65"),
        ("positions, grounded", "grounded", "85", "92"),
        ("positions, per article", "per_article", "<8", "<6"),
    ],
    "actors": [
        ("people, exact, worldwide", "scores.worldwide.person.exact.f1", "70", "82"),
        ("organisations, exact, worldwide", "scores.worldwide.organization.exact.f1", "52", "70"),
        ("people, exact, all", "scores.all.person.exact.f1", "", ""),
        ("organisations, exact, all", "scores.all.organization.exact.f1", "", ""),
        ("short names joined", "scores.all.consolidation.short", "75", "85"),
    ],
    "places": [
        ("places, overlap", "scores.all.overlap.f1", "73", "80"),
        ("places, Acc@161 km, tolerant", "scores.all.resolution.acc161_tolerant", "70", "78"),
        ("places, end to end", "scores.all.end_to_end.f1", "57", "66"),
    ],
    "names": [("name pairs, macro F1", "macro_f1", "90", "95")],
    "summaries": [
        ("summaries, cnn, ROUGE-1", "cnn.stem_r1_f", "30.5", "32.5"),
        ("summaries, cnn, ROUGE-2", "cnn.stem_r2_f", "10.5", "12"),
        ("summaries, cnn, ROUGE-L", "cnn.stem_rLsum_f", "26.3", "28"),
        ("summaries, ins, ROUGE-1", "inshorts.stem_r1_f", "48.7", "50.5"),
        ("summaries, ins, ROUGE-2", "inshorts.stem_r2_f", "25.2", "26.5"),
        ("summaries, ins, ROUGE-L", "inshorts.stem_rLsum_f", "42.4", "44"),
    ],
    "related": [
        ("related, P@3", "all.p3", "95.5", "98"),
        ("related, R@5", "all.r5", "93", "96"),
        ("related, right", "all.right", "94", "97"),
        ("related, false links", "all.false_rate", "<3.7", "<1.9"),
    ],
}


def main():
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    missed = 0
    folder = pathlib.Path(sys.argv[1])
    print(f"{'figure':<36}{'must':>8}{'aim':>8}{'is':>10}")
    for name in sys.argv[2:]:
        for label, must, aim, value, short in rows(folder, name):
            missed += short
            print(f"{label:<36}{must:>8}{aim:>8}{value:>10}{'  short' if short else ''}")
    return 1 if missed else 0


def rows(folder, name):
    """Rows of one scorer: label, must, aim, value as text, whether it falls short."""
    if name in ("seed", "hostile"):
        status = (folder / f"{name}.status").read_text().strip()
        yield name, "all", "all", f"  {last_line(folder / f'{name}.txt')}", status != "0"
        return
    if name == "speed":
        files, begin, end = (folder / "speed.txt").read_text().split()
        rate = int(files) / (float(end) - float(begin))
        yield "articles split a second, one core", "200", "1000", f"{rate:.0f}", rate < 200
        return
    scores = read(folder / f"{name}.json")
    for label, path, must, aim in ROWS[name]:
        value = scores
        for key in path.lstrip("%").split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None and path.startswith("%"):
            value = round(100 * value, 1)
        short = bool(must) and (value is None or falls_short(float(value), must))
        yield label, must, aim, "-" if value is None else f"{value:g}", short


def read(path):
    """The scorer's JSON; nothing when it broke off before it wrote any."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return {}


def falls_short(value, must):
    return value > float(must[1:]) if must.startswith("<") else value < float(must)


def last_line(path):
    lines = [line for line in path.read_text().splitlines() if line.strip()]
    return lines[-1] if lines else "nothing said"


sys.exit(main())
