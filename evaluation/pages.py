#!/usr/bin/env python3
"""Takes the articles out of the saved pages of ../shared/data/pages and scores text, metadata, headings and speed.

usage: evaluation/pages.py [--floors] [--half odd|even] [--worst N] [--show ID] [--wrong title|author|date|headings]

--floors compares with the "pages ..." lines of evaluation/floors.json and exits 1 when a score is below its floor. --half
takes every second page of fundus (rules are made on `odd` and checked on `even`), --worst lists the pages whose text is
furthest from the gold, --show what is missing and too much in one page, --wrong the values unlike the gold. The program is
target/release/onrecord unless ONRECORD_READER names another; pages/s is CPU time of one thread, starting included.
"""
import argparse
import gzip
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
if not SHARED.exists():
    SHARED = pathlib.Path("/work/shared")
DATA, EVAL = SHARED / "data" / "pages", SHARED / "eval"
READER = pathlib.Path(os.environ.get("ONRECORD_READER", ROOT / "target" / "release" / "onrecord")).resolve()
SETS = ("fundus", "fundus-evaluation")


def decoded(page):
    """A page's text in the character set it declares."""
    raw = gzip.open(page).read()
    declared = re.search(rb"charset=[\"']?([\w-]+)", raw[:4096])
    for label in ("utf-8", declared.group(1).decode() if declared else "latin-1"):
        try:
            return raw.decode(label)
        except (UnicodeDecodeError, LookupError):
            pass
    return raw.decode("utf-8", "replace")


def extracted(name, folder, half=None):
    """Gold pages of a set and what is found of each, with the CPU seconds it took."""
    gold = DATA / f"{name}.jsonl"
    golds = [json.loads(line) for line in open(gold, encoding="utf-8")]
    if half:
        golds = golds[1::2] if half == "even" else golds[::2]
    source, out = folder / f"{name}.in.jsonl", folder / f"{name}.out.jsonl"
    with open(source, "w", encoding="utf-8") as sink:
        for page in golds:
            sink.write(json.dumps({"id": page["id"], "html": decoded(DATA / page["html"]), "url": page.get("url")}) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [READER, "extract", "--quiet", "--threads", "1", source]
    printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    rows = [row for row in map(json.loads, printed.splitlines()) if "error" not in row]
    found = {row["id"]: {**row, "author": ", ".join(row["byline"]), "date": row["published"]} for row in rows}
    out.write_text("".join(json.dumps(row) + "\n" for row in found.values()), encoding="utf-8")
    kept = folder / f"{name}.gold.jsonl"
    kept.write_text("".join(json.dumps(page) + "\n" for page in golds), encoding="utf-8")
    return golds, found, kept, out, seconds


def folded(text):
    """Words only, in any case."""
    return " ".join(re.findall(r"\w+", str(text).casefold()))


def headings(golds, found):
    """Recall and precision of the section headings of the gold among ours, and those missed."""
    wanted = [(page["id"], part["headline"]) for page in golds for part in page.get("sections") or [] if part.get("headline")]
    ours = {name: {folded(heading) for heading in row["headings"]} for name, row in found.items()}
    missed = [(name, heading) for name, heading in wanted if folded(heading) not in ours.get(name, ())]
    with_any = {name for name, _ in wanted}
    given = sum(len(ours.get(name, ())) for name in with_any)
    right = len(wanted) - len(missed)
    return (right / len(wanted), right / max(1, given), missed) if wanted else None


def scores(name, folder, half=None):
    """The figures of one set, and what they are made of."""
    golds, found, kept, out, seconds = extracted(name, folder, half)
    command = [sys.executable, EVAL / "score_extraction.py", kept, out, "--json"]
    result = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    figures = {f"{key}": result["shingle"][key] for key in ("f1", "precision", "recall")}
    figures = {f"text {key}": value for key, value in figures.items()}
    for key, value in result.get("meta", {}).items():
        figures[f"{key} exact"] = value["recall"]
    heads = headings(golds, found)
    if heads:
        figures["headings recall"], figures["headings precision"] = heads[:2]
    figures["pages/s"] = len(golds) / seconds
    return figures, golds, found


def overlap():
    """The shingle measure of the scorer."""
    sys.path.insert(0, str(EVAL))
    import score_extraction
    return score_extraction


def worst(golds, found, number):
    """Prints the pages furthest from the gold: F1, share of shingles too much, share missing."""
    measure, rows = overlap(), []
    for page in golds:
        right, extra, missing = measure.overlap(page["text"], found.get(page["id"], {"text": ""})["text"])
        rows.append((2 * right / (2 * right + extra + missing or 1), extra, missing, page["id"]))
    for f1, extra, missing, name in sorted(rows)[:number]:
        print(f"{f1:.3f}  extra {extra:.2f}  missing {missing:.2f}  {name}")


def show(page, row):
    """Prints lines of the gold that are not in ours, and the other way round."""
    squeezed = lambda text: re.sub(r"\W+", "", text.casefold())
    ours, golds = squeezed(row["text"]), squeezed(page["text"])
    for line in filter(str.strip, page["text"].split("\n")):
        if squeezed(line) not in ours:
            print("- missing", line[:240])
    for line in filter(str.strip, row["text"].split("\n")):
        if squeezed(line) not in golds:
            print("+ extra  ", line[:240])


def wrong(golds, found, what):
    """Prints values unlike the gold."""
    measure = overlap()
    if what == "headings":
        print(*(headings(golds, found) or ((), (), ()))[2], sep="\n")
        return
    alike = {
        "date": lambda one, other: str(one)[:10] == str(other)[:10],
        "title": lambda one, other: measure.flat(one) == measure.flat(other),
        "author": lambda one, other: measure.people(one) == measure.people(other),
    }[what]
    for page in golds:
        ours = found.get(page["id"], {}).get(what)
        if page.get(what) and not (ours and alike(page[what], ours)):
            print(f"{page['id']} | {page[what]} | {ours}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--half", choices=["odd", "even"])
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--show")
    parser.add_argument("--wrong", choices=["title", "author", "date", "headings"])
    parser.add_argument("--only", choices=SETS)
    options = parser.parse_args()
    if not DATA.exists():
        print("no ../shared/data/pages here: nothing to score")
        return
    all_figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in [options.only] if options.only else SETS:
            figures, golds, found = scores(name, pathlib.Path(folder), options.half if name == "fundus" else None)
            all_figures.update({f"pages {name} {key}": value for key, value in figures.items()})
            if not options.show:
                print(f"{name:18}", "  ".join(f"{key} {value:.4f}" if value < 2 else f"{key} {value:.0f}" for key, value in figures.items()))
            worst(golds, found, options.worst)
            for page in golds:
                if page["id"] == options.show:
                    show(page, found.get(page["id"], {"text": ""}))
            if options.wrong:
                wrong(golds, found, options.wrong)
    if options.floors:
        floors = json.loads((ROOT / "evaluation" / "floors.json").read_text())
        floors = {name: floor for name, floor in floors.items() if name.startswith("pages ")}
        fallen = [f"{name}: {all_figures.get(name, 0):.3f} is below its floor {floor}" for name, floor in floors.items() if all_figures.get(name, 0) < floor]
        print(*fallen, f"{len(floors) - len(fallen)} passed, {len(fallen)} failed", sep="\n")
        sys.exit(1 if fallen else 0)


if __name__ == "__main__":
    main()
