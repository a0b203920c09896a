#!/usr/bin/env python3
"""Reads every feed of ../shared/data/pages/feeds-* and sitemaps with `onrecord extract` and counts what came of it.

python3 evaluation/feeds.py [--list] [--binary target/release/onrecord]"""
import argparse, collections, json, os, pathlib, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def files(shared):
    for name in ("feeds-feedparser", "feeds-feed-rs", "sitemaps-usp"):
        folder = shared / name
        kept = [f for f in sorted(folder.rglob("*")) if f.is_file() and f.suffix in (".xml", ".json", ".rss", ".atom", ".rdf", ".txt")]
        yield name, [f for f in kept if f.name not in ("robots.txt", "plaintext.txt") and not f.name.endswith(".serde.json")]


def outcome(errors, articles):
    if any("broke the reader" in e or "panicked" in e for e in errors):
        return "panic"
    if articles:
        return "read in part" if errors else "read"
    text = " ".join(errors)
    for mark, name in (("XML that begins with", "XML of another kind"), ("without entries", "a feed without entries"), ("addresses without articles", "list of addresses"), ("is empty", "entries without a word")):
        if mark in text:
            return name
    return "refused"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--binary", default=os.environ.get("ONRECORD_READER", str(ROOT / "target/release/onrecord")))
    options.add_argument("--shared", default=str(ROOT / "../shared/data/pages"))
    options.add_argument("--list", action="store_true", help="name the files that were not read")
    options = options.parse_args()
    total = collections.Counter()
    for name, paths in files(pathlib.Path(options.shared)):
        counts, entries, slowest = collections.Counter(), 0, 0.0
        for path in paths:
            start = time.time()
            run = subprocess.run([options.binary, "extract", "--quiet", "--threads", "1", str(path)], capture_output=True, timeout=60)
            slowest = max(slowest, time.time() - start)
            lines = [json.loads(line) for line in run.stdout.decode().splitlines()]
            articles = [line for line in lines if "error" not in line]
            # A file taken as a page or text is no feed to this reader.
            as_page = [a for a in articles if a["id"] == str(path) and a["text"].lstrip().lower().startswith(("<rss", "<feed", "<?xml", "<rdf"))]
            errors = [line["error"] for line in lines if "error" in line] + ([run.stderr.decode()] if run.returncode not in (0, 1) else [])
            what = "taken as a page or text" if as_page else outcome(errors, articles)
            if run.returncode not in (0, 1):
                what = "panic"
            counts[what] += 1
            entries += len(articles)
            if options.list and what not in ("read",):
                print(f"  {what}: {path.relative_to(options.shared)}: {' '.join(errors)[-120:]}")
        total.update(counts)
        print(f"{name}: {len(paths)} files, {entries} entries; " + ", ".join(f"{n} {w}" for w, n in counts.most_common()) + f"; slowest {slowest:.2f} s")
    print("all: " + ", ".join(f"{n} {w}" for w, n in total.most_common()))
    return 1 if total["panic"] else 0


sys.exit(main())
