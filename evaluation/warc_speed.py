#!/usr/bin/env python3
"""Articles a second out of one gzipped WARC: taken out (extract), taken out and read, and read and kept (add); with the peak of memory.

python3 evaluation/warc_speed.py [--counts 1000,10000] [--binary target/release/onrecord]

The pages are the smaller ones of ../shared/data/pages/fundus, each many times with a number in its headline."""
import argparse, gzip, json, os, pathlib, re, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def pages(shared, largest):
    found = []
    for path in sorted(shared.rglob("*.html.gz")):
        html = gzip.open(path).read()
        if 20_000 < len(html) < largest:
            found.append(html)
    return found


def write(path, pages, count):
    size = 0
    with open(path, "wb") as out:
        for at in range(count):
            html = pages[at % len(pages)]
            number = str(at).encode()
            html = re.sub(rb"(</h1>|</title>)", b" " + number + rb"\1", html)
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html
            head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/{at}\r\nWARC-Date: 2026-03-02T08:00:00Z\r\n"
                    f"Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n").encode()
            size += len(body)
            out.write(gzip.compress(head + body + b"\r\n\r\n", 1))
    return size


def run(command, folder):
    start = time.time()
    with open(os.devnull, "w") as none:
        child = subprocess.Popen(command, cwd=folder, stdout=none, stderr=none)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    return time.time() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--binary", default=os.environ.get("ONRECORD_READER", str(ROOT / "target/release/onrecord")))
    options.add_argument("--shared", default=str(ROOT / "../shared/data/pages/fundus"))
    options.add_argument("--counts", default="1000,10000")
    options.add_argument("--largest", type=int, default=90_000, help="bytes of a page at most")
    options = options.parse_args()
    binary = str(pathlib.Path(options.binary).resolve())
    found = pages(pathlib.Path(options.shared), options.largest)
    print(f"{len(found)} pages")
    print(f"{'articles':>9}{'MB':>7}  {'step':24}{'articles/s':>11}{'per CPU s':>11}{'peak MiB':>10}")
    for count in map(int, options.counts.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            size = write(os.path.join(folder, "pages.warc.gz"), found, count)
            for name, command in (("acquire", ["extract"]), ("acquire, read", ["read"]), ("acquire, read, store", ["add"])):
                wall, cpu, memory, code = run([binary, *command, "--quiet", "--threads", "1", "pages.warc.gz"], folder)
                print(f"{count:>9}{size / 1e6:>7.0f}  {name:24}{count / wall:>11.0f}{count / cpu:>11.0f}{memory:>10.0f}" + ("" if code in (0, 1) else f"  exit {code}"), flush=True)


sys.exit(main())
