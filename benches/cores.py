#!/usr/bin/env python3
"""How much faster two threads read than one, in one run, and whether they print the same bytes.

usage: benches/cores.py [--texts FILE.jsonl] [--rounds N] [--megabytes M] [--profile release|quick] [--threads T]

The program reads one file with one thread and with T, in turn; the ratio of a round is wall time over wall time, and the median
of the rounds is what counts (2.0 would be perfect for two). On a machine that others use the CPU seconds beside it tell whether the
cores were free: wall time can only fall as far as they were. Texts as in benches/run.py.
"""
import argparse
import hashlib
import importlib.util
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "benches"


def run_module():
    spec = importlib.util.spec_from_file_location("run", ROOT / "benches" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measured(program, threads):
    """Wall seconds, CPU seconds and the hash of what is printed."""
    command = [program, "read", "--quiet", "--threads", str(threads), str(CACHE / "big.jsonl")]
    out = CACHE / f"cores-{threads}.jsonl"
    with open(out, "wb") as sink:
        start = time.monotonic()
        with subprocess.Popen(command, stdout=sink) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - start
    if process.returncode:
        sys.exit(f"onrecord failed with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, hashlib.sha256(out.read_bytes()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=6.0)
    parser.add_argument("--profile", default="release", choices=["release", "quick"])
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    size, count = run_module().texts(options.texts, options.megabytes)
    subprocess.run(["cargo", "build", "-q", "--profile", options.profile, "-p", "onrecord-cli"], cwd=ROOT, check=True)
    program = str(ROOT / "target" / options.profile / "onrecord")
    ratios, hashes = [], set()
    print(f"{count} articles, {size / 1e6:.2f} MB of text, {options.rounds} rounds, {time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores")
    for number in range(options.rounds):
        (one, cpu_one, first), (many, cpu_many, second) = measured(program, 1), measured(program, options.threads)
        hashes |= {first, second}
        ratios.append(one / many)
        print(f"round {number + 1}: 1 thread {one:.2f} s (CPU {cpu_one:.2f}), {options.threads} threads {many:.2f} s (CPU {cpu_many:.2f}): {one / many:.2f} x")
    print(f"{options.threads} threads are {statistics.median(ratios):.2f} x as fast as one; {'the same bytes' if len(hashes) == 1 else 'OTHER BYTES'}")
    sys.exit(0 if len(hashes) == 1 else 1)


if __name__ == "__main__":
    main()
