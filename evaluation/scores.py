#!/usr/bin/env python3
"""Runs the reader over the development sets of ../shared and prints one table of scores.

usage: evaluation/scores.py [--floors] [--public]

--floors compares with evaluation/floors.json and exits 1 when a score has fallen below its floor. Needs a release build
(`cargo build --release`); the scorers are those of ../shared/eval, nothing is copied from there.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import pages

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DATA, EVAL = SHARED / "data", SHARED / "eval"
READER = pathlib.Path(os.environ.get("ONRECORD_READER", ROOT / "target" / "release" / "onrecord")).resolve()


def read(rows, folder, name):
    """Readings of rows (dicts with id, text and metadata), as a file."""
    source, out = folder / f"{name}.in.jsonl", folder / f"{name}.out.jsonl"
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    with open(out, "w", encoding="utf-8") as sink:
        subprocess.run([READER, "read", "--quiet", source], stdout=sink, check=False)
    return out


def rows_of(path, published=None):
    for line in open(path, encoding="utf-8"):
        if line.strip():
            record = json.loads(line)
            row = {"id": str(record["id"]), "text": record["text"]}
            day = record.get(published) if published else record.get("meta", {}).get("date")
            if day:
                row["published"] = day
            yield row


def convert(kind, readings, folder):
    out = folder / f"{readings.stem}.{kind}.jsonl"
    with open(readings, encoding="utf-8") as source, open(out, "w", encoding="utf-8") as sink:
        subprocess.run([sys.executable, EVAL / "from_reading.py", kind], stdin=source, stdout=sink, check=True)
    return out


def as_dated(value):
    """An EDTF value as timex-gum writes the same stretch: decades and centuries by first and last day, years before Christ by their
    number, seasons by their months, and what is of no year (`XXXX`) as `--`."""
    if re.fullmatch(r"\d{2,3}X{1,2}", value or "") and len(value) == 4:
        return f"{value.replace('X', '0')}-01-01/{value.replace('X', '9')}-12-31"
    season = re.fullmatch(r"(\d{4}|XXXX)-(2[1-4])", value or "")
    if season:
        first = 3 * (int(season[2]) - 20)
        if season[1] == "XXXX":
            return f"--{first:02}/--{(first + 2) % 12 + 1:02}"
        return f"{season[1]}-{first:02}/{int(season[1]) + (first == 12):04}-{(first + 2) % 12 + 1:02}"
    if re.fullmatch(r"XXXX(-\d\d){1,2}", value or ""):
        return "-" + value[4:]
    if re.fullmatch(r"-\d{4}", value or ""):
        return f"-{int(value[1:]) + 1:04}"
    return value


def rewritten(out):
    """Readings with their times in the notation of timex-gum; nothing that is unlike becomes alike."""
    rows = [json.loads(line) for line in open(out, encoding="utf-8")]
    for row in rows:
        for time in row["timexes"]:
            time["value"] = as_dated(time["value"])
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return out


def scorer(name, *arguments):
    return subprocess.run([sys.executable, EVAL / name, *map(str, arguments)], capture_output=True, text=True, check=False)


def readings(folder, scores):
    for name in ("seed", "gold"):
        out = read([json.loads(line) for line in open(SHARED / name / "input.jsonl", encoding="utf-8")], folder, name)
        result = json.loads(scorer("score_reading.py", SHARED / name, out, "--json").stdout)
        statements = result["statements"]
        for key in ("found", "content=", "source", "cue", "attributed"):
            scores[f"{name} statements {key} F1"] = statements[key]["f"]
        for key in ("speaker_acc", "factuality_acc", "factuality_macro_f1", "manner_acc"):
            scores[f"{name} {key}"] = statements[key]
        scores[f"{name} times value F1"] = result["times"]["value"]["f"]
        for key in ("figures", "entities", "relations", "incidents", "perpetrators"):
            scores[f"{name} {key} F1"] = result[key]["f"]


def public(folder, texts):
    """Sets whose scorers print their own tables; printed as they are."""
    sets = [
        ("polnear", DATA / "polnear/dev.jsonl", None, "polnear", ["score_polnear.py"]),
        ("timex-te3", DATA / "timex-te3/dev.jsonl", "dct", "timex", ["score_timex.py"]),
        ("timex-te3 train", DATA / "timex-te3/train.jsonl", "dct", "timex", ["score_timex.py"]),
        ("timex-wikiwars", DATA / "timex-wikiwars/train.jsonl", "dct", "timex", ["score_timex.py"]),
        ("timex-gum", DATA / "timex-gum/dev.jsonl", "dct", "timex-gum", ["score_timex.py"]),
        ("muc4", DATA / "muc4/dev.jsonl", "date", "muc4", ["score_incidents.py", "--style", "muc4"]),
        ("en-worldwide", DATA / "en-worldwide-newswire/dev.jsonl", None, "entities", ["score_ner.py"]),
        ("gum", DATA / "gum/dev.jsonl", None, "clusters", ["score_clusters.py"]),
    ]
    for name, gold, published, kind, command in sets:
        if not gold.exists():
            continue
        out = convert(kind, read(rows_of(gold, published), folder, name), folder)
        out = rewritten(out) if kind == "timex-gum" else out
        result = scorer(command[0], *command[1:], gold, out)
        texts[name] = (" ".join([*command, str(gold.relative_to(SHARED.parent)), "..."]), (result.stdout or result.stderr).strip())


def events(folder, texts):
    """How sure the reader is of given events, beside three public sets; `uds-ih2` asks whether it has happened, so what is to come counts as not."""
    chores = READER.with_name("xtask")
    for name in ("uw", "meantime-factuality", "uds-ih2"):
        gold, out = DATA / name / "dev.jsonl", folder / f"{name}.out.jsonl"
        if not gold.exists() or not chores.exists():
            continue
        with open(out, "w", encoding="utf-8") as sink:
            subprocess.run([chores, "events", gold], stdout=sink, check=True)
        result = scorer("score_factuality.py", gold, out)
        texts[name] = (f"score_factuality.py {gold.relative_to(SHARED.parent)} ...", (result.stdout or result.stderr).strip())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--public", action="store_true", help="the public sets too (about a minute)")
    options = parser.parse_args()
    if not SHARED.exists():
        print("no ../shared here: nothing to score")
        return
    scores, texts = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        readings(pathlib.Path(folder), scores)
        if options.public:
            public(pathlib.Path(folder), texts)
            events(pathlib.Path(folder), texts)
            for name in pages.SETS:
                figures = pages.scores(name, pathlib.Path(folder))[0]
                texts[name] = ("evaluation/pages.py", "\n".join(f"{key:20} {value:.4f}" for key, value in figures.items()))
    for name, value in scores.items():
        print(f"{name:40} {value:.3f}")
    for name, (command, text) in texts.items():
        print(f"\n== {name}: {command}\n{text}")
    if options.floors:
        floors = json.loads((ROOT / "evaluation" / "floors.json").read_text())
        floors = {name: floor for name, floor in floors.items() if not name.startswith("pages ")}
        fallen = [f"{name}: {scores.get(name, 0):.3f} is below its floor {floor}" for name, floor in floors.items() if scores.get(name, 0) < floor]
        print(*fallen, sep="\n")
        print(f"{len(floors) - len(fallen)} passed, {len(fallen)} failed")
        sys.exit(1 if fallen else 0)


if __name__ == "__main__":
    main()
