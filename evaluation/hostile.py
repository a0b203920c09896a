#!/usr/bin/env python3
"""Gives every file below ../shared/data/hostile to `onrecord read`, one process a file, and prints what came of them: read, refused by
name, crashed, or over the bounds (10 s of processor time, 512 MiB).

python3 evaluation/hostile.py [--list] [--binary target/release/onrecord] [--shared ../shared/data/hostile]"""
import argparse, collections, json, os, pathlib, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SECONDS, MEBIBYTES = 10, 512


def run(binary, path):
    """The outcome of one file, with seconds, MiB and the first error."""
    start = time.time()
    out = open("/tmp/onrecord-hostile.out", "w+b")
    err = open("/tmp/onrecord-hostile.err", "w+b")
    child = subprocess.Popen([binary, "read", "--quiet", "--threads", "1", str(path)], stdout=out, stderr=err, stdin=subprocess.DEVNULL)
    deadline = start + 60
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        if time.time() > deadline:
            child.kill()
            pid, status, usage = os.wait4(child.pid, 0)
            break
        time.sleep(0.001)
    child.returncode = 0
    # Processor time: other work on the machine is no fault of a file. Sixty seconds by the clock are a hang all the same.
    wall, seconds, memory = time.time() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    out.seek(0), err.seek(0)
    code = os.waitstatus_to_exitcode(status)
    errors = err.read().decode("utf-8", "replace")
    lines = out.read().splitlines()
    read, failed = 0, 0
    for line in lines:
        if "error" in json.loads(line):
            failed += 1
        else:
            read += 1
    if seconds > SECONDS or wall > 60:
        what = "hang"
    elif code not in (0, 1) or "panicked" in errors or "broke the reader" in errors:
        what = "crash"
    elif memory > MEBIBYTES:
        what = "memory"
    elif failed and not errors.strip():
        what = "refused without a word"
    else:
        what = "read" if not failed else ("read in part" if read else "refused")
    return what, seconds, memory, read, failed, (errors.strip().splitlines() or [""])[0]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--binary", default=os.environ.get("ONRECORD_READER", str(ROOT / "target/release/onrecord")))
    options.add_argument("--shared", default=str(ROOT / "../shared/data/hostile"))
    options.add_argument("--list", action="store_true", help="name the files that were not read, and why")
    options = options.parse_args()
    shared = pathlib.Path(options.shared)
    kinds = ["read", "read in part", "refused", "refused without a word", "crash", "hang", "memory"]
    total, worst = collections.Counter(), {}
    print(f"{'folder':22}{'files':>7}" + "".join(f"{k:>14}" for k in kinds[:3]) + f"{'crash':>7}{'hang':>6}{'>512 MiB':>10}{'documents':>11}{'slowest s':>11}{'peak MiB':>10}")
    for folder in sorted(p for p in shared.iterdir() if p.is_dir()):
        counts, slowest, peak, documents, files = collections.Counter(), 0.0, 0.0, 0, 0
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            what, seconds, memory, read, failed, error = run(options.binary, path)
            files += 1
            counts[what] += 1
            documents += read
            slowest, peak = max(slowest, seconds), max(peak, memory)
            if options.list and what != "read" or what in kinds[3:]:
                print(f"  {what}: {path.relative_to(shared)}: {error[-160:]}")
        total.update(counts)
        worst[folder.name] = (slowest, peak)
        print(f"{folder.name:22}{files:>7}" + "".join(f"{counts[k]:>14}" for k in kinds[:3]) + f"{counts['crash']:>7}{counts['hang']:>6}{counts['memory']:>10}{documents:>11}{slowest:>11.2f}{peak:>10.0f}", flush=True)
    print(f"{'all':22}{sum(total.values()):>7}" + "".join(f"{total[k]:>14}" for k in kinds[:3]) + f"{total['crash']:>7}{total['hang']:>6}{total['memory']:>10}{'':>11}{max(w[0] for w in worst.values()):>11.2f}{max(w[1] for w in worst.values()):>10.0f}")
    return 1 if any(total[k] for k in kinds[3:]) else 0


sys.exit(main())
