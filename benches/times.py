#!/usr/bin/env python3
"""Times alone beside chrono-node: CPU seconds on the same file, and value F1 by the same scorer.

usage: benches/times.py [--texts FILE.jsonl] [--rounds N] [--megabytes M] [--profile release|quick]

Ours is `examples/times.rs`: blocks, words, parse and times, the least that gives times. The programs alternate on one file, one
thread each; a program's cost is CPU of the big run less CPU of a one-article run, so start-up does not count. chrono-node comes from
npm into .cache/benches. The scores are of the development part of ../shared/data/timex-te3, when it is there.
"""
import argparse
import importlib.util
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "benches"
SHARED = ROOT.parent / "shared"
SHARED = SHARED if SHARED.exists() else pathlib.Path("/work/shared")


def run_module():
    spec = importlib.util.spec_from_file_location("run", ROOT / "benches" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(path, megabytes):
    rows = [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
    rows = [{"id": str(row["id"]), "text": row["text"], "published": row.get("dct") or row.get("published")} for row in rows]
    big, size = [], 0
    while size < megabytes * 1e6:
        row = dict(rows[len(big) % len(rows)], id=f"d{len(big)}")
        big.append(row)
        size += len(row["text"].encode())
    CACHE.mkdir(parents=True, exist_ok=True)
    for name, part in (("times-big", big), ("times-one", big[:1])):
        (CACHE / f"{name}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in part), encoding="utf-8")
    return size, len(big)


def programs(profile):
    build = ["cargo", "build", "-q", "--profile", profile, "-p", "onrecord-reader", "--example", "times"]
    subprocess.run(build, cwd=ROOT, check=True)
    shutil.copy(ROOT / "benches" / "chrono.cjs", CACHE / "chrono.cjs")
    if not (CACHE / "node_modules" / "chrono-node").exists():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", "chrono-node@2.10.3"], cwd=CACHE, check=True)
    return {
        "onrecord, times alone": [str(ROOT / "target" / profile / "examples" / "times")],
        "chrono-node": ["node", str(CACHE / "chrono.cjs")],
    }


def score(command, gold):
    out = CACHE / "times.pred.jsonl"
    with open(out, "w", encoding="utf-8") as sink:
        subprocess.run([*command, "--json", str(gold)], stdout=sink, check=True)
    scorer = [sys.executable, str(SHARED / "eval" / "score_timex.py"), str(gold), str(out), "--json"]
    result = json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
    return result["relaxed"]["f1"], result["value"]["f1"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", default=SHARED / "data/timex-te3/train.jsonl")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=2.0)
    parser.add_argument("--profile", default="release")
    options = parser.parse_args()
    cost = run_module().cost
    size, count = texts(options.texts, options.megabytes)
    commands = programs(options.profile)
    spent = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            one, _ = cost(command, CACHE / "times-one.jsonl")
            big, _ = cost(command, CACHE / "times-big.jsonl")
            spent[name].append(max(big - one, 1e-3))
    gold = SHARED / "data/timex-te3/dev.jsonl"
    ours = spent["onrecord, times alone"]
    print(f"{count} articles, {size / 1e6:.2f} MB, {options.rounds} rounds, {time.strftime('%Y-%m-%d')}; CPU, one thread, profile {options.profile}")
    print(f"{'program':24} {'MB/s':>8}  {'onrecord is':>14}  span relaxed F1  value F1 (TempEval-3 dev)")
    for name, command in commands.items():
        rate = size / 1e6 / statistics.median(spent[name])
        ratio = statistics.median(theirs / mine for theirs, mine in zip(spent[name], ours))
        spans, values = score(command, gold) if gold.exists() else (float("nan"), float("nan"))
        print(f"{name:24} {rate:8.2f}  {ratio:8.2f} x as fast  {spans:15.3f}  {values:8.3f}")


if __name__ == "__main__":
    main()
