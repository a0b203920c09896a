#!/usr/bin/env python3
"""Reading speed as ratios in one run: Onrecord beside peers, CPU seconds, start-up subtracted.

usage: benches/run.py [--texts FILE.jsonl] [--pairs N] [--megabytes M] [--no-peers]

Peers are set up from the registries into .cache/benches (npm: wink-nlp with its own lite model; PyPI: spaCy, blank pipeline);
one that cannot be set up is left out and said so. The floor is our own program that only parses the JSON, cuts words and counts
them (`cargo run -p xtask -- floor FILE`). Without --texts the development texts of ../shared/data/polnear are used,
and the bundled examples repeated where those are not there. Method: ../shared/design/performance.md, section 5: programs alternate on
the same file, one thread each; a program's steady rate is bytes of the file over (CPU of the big run - CPU of a one-article run).
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "benches"
ENV = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def say(message):
    print(message, file=sys.stderr, flush=True)


def texts(path, megabytes):
    """The development articles, repeated or cut to the wanted size; writes big.jsonl and one.jsonl."""
    if path:
        rows = [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
    elif (ROOT / "../shared/data/polnear/train.jsonl").exists():
        rows = [json.loads(line) for line in open(ROOT / "../shared/data/polnear/train.jsonl", encoding="utf-8")]
    else:
        say("no ../shared: the bundled examples stand in")
        rows = [{"id": p.stem, "text": p.read_text(encoding="utf-8")} for p in sorted((ROOT / "examples").rglob("*.txt"))]
    rows = [{"id": str(row["id"]), "text": row["text"]} for row in rows]
    big, size, at = [], 0, 0
    while size < megabytes * 1e6:
        row = dict(rows[at % len(rows)], id=f"d{at}")
        big.append(row)
        size += len(row["text"].encode())
        at += 1
    CACHE.mkdir(parents=True, exist_ok=True)
    for name, part in (("big", big), ("one", big[:1])):
        with open(CACHE / f"{name}.jsonl", "w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in part)
    return size, len(big)


def peers(wanted):
    """Name -> command taking a file as its last argument."""
    release = ROOT / "target" / "release"
    subprocess.run(["cargo", "build", "--release", "-q", "-p", "onrecord-cli", "-p", "xtask"], cwd=ROOT, check=True)
    found = {
        "onrecord, whole reading": [str(release / "onrecord"), "read", "--threads", "1", "--quiet"],
        "floor: words counted": [str(release / "xtask"), "floor"],
    }
    if not wanted:
        return found
    try:
        for name in ("package.json", "wink.cjs"):
            shutil.copy(ROOT / "benches" / name, CACHE / name)
        if not (CACHE / "node_modules" / "wink-nlp").exists():
            subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=CACHE, check=True)
        found["wink-nlp, whole pipeline"] = ["node", str(CACHE / "wink.cjs")]
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"wink-nlp left out: {error}")
    try:
        python = CACHE / "venv" / "bin" / "python"
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(CACHE / "venv")], check=True)
            subprocess.run([str(python), "-m", "pip", "install", "-q", "spacy==3.8.18"], check=True)
        found["spaCy blank: tokens, sentences"] = [str(python), str(ROOT / "benches" / "spacy_blank.py")]
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"spaCy left out: {error}")
    return found


def cost(command, file):
    """CPU seconds and peak MiB of one run."""
    with subprocess.Popen([*command, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENV) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def start_up(release):
    """CPU milliseconds of `--help` and of opening an archive (median of 9)."""
    archive = CACHE / "start.onrecord"
    for old in CACHE.glob("start.onrecord*"):
        old.unlink()
    subprocess.run([release, "--archive", archive, "--quiet", "add", CACHE / "one.jsonl"], check=True, stdout=subprocess.DEVNULL)
    runs = {"--help": [release, "--help"], "list of an archive": [release, "--archive", str(archive), "list"]}
    out = {}
    for name, command in runs.items():
        spent = []
        for _ in range(9):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        out[name] = statistics.median(spent) * 1000
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=4.0)
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    size, count = texts(options.texts, options.megabytes)
    commands = peers(not options.no_peers)
    steady = {name: [] for name in commands}
    peak = dict.fromkeys(commands, 0.0)
    start = {name: cost(command, CACHE / "one.jsonl")[0] for name, command in commands.items()}
    for number in range(options.pairs):
        for name, command in commands.items():
            one, _ = cost(command, CACHE / "one.jsonl")
            start[name] = min(start[name], one)
            cpu, memory = cost(command, CACHE / "big.jsonl")
            steady[name].append(max(cpu - one, 1e-3))
            peak[name] = max(peak[name], memory)
        say(f"round {number + 1} of {options.pairs} done")
    ours = steady["onrecord, whole reading"]
    print(f"{count} articles, {size / 1e6:.2f} MB of text, {options.pairs} rounds, {time.strftime('%Y-%m-%d')}; CPU seconds, one thread")
    print(f"{'program':34} {'MB/s':>8} {'start s':>8} {'peak MiB':>9}  onrecord is")
    for name in commands:
        rate = size / 1e6 / statistics.median(steady[name])
        ratio = statistics.median(theirs / mine for theirs, mine in zip(steady[name], ours))
        print(f"{name:34} {rate:8.2f} {start[name]:8.3f} {peak[name]:9.0f}  {ratio:.2f} x as fast")
    for name, spent in start_up(str(ROOT / "target" / "release" / "onrecord")).items():
        print(f"start-up, {name:24} {spent:.1f} ms of CPU")


if __name__ == "__main__":
    main()
