#!/usr/bin/env python3
"""How soon a service answers what is in a clip before it is published.

  cuetrace --workspace W --quiet serve &
  TOKEN=$(cuetrace --workspace W token make checks --scopes read,ingest)
  benchmarks/service/checks.py --token $TOKEN MEDIA...

Cuts a clip of each medium, makes its fingerprint, and sends that to /v1/checks: once, which may
have to read from disk, and then again. Prints milliseconds of each, and at the end of all.
"""
import argparse
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def fingerprint_of(media, folder, args):
    clip, fingerprint = folder / "clip.wav", folder / "clip.ctfp"
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-ss", str(args.start), "-t",
                    str(args.seconds), "-i", media, "-vn", str(clip)], check=True)
    subprocess.run([args.cuetrace, "-q", "fingerprint", str(clip), "-o", str(fingerprint)],
                   check=True)
    return fingerprint.read_bytes()


def check(connection, fingerprint, args):
    began = time.monotonic()
    connection.request("POST", "/v1/checks?platform=youtube&territory=DE&media=online", fingerprint,
                       {"Authorization": "Bearer " + args.token,
                        "Content-Type": "application/octet-stream"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"checks.py: {answer.status}: {body.decode()}")
    return 1000 * (time.monotonic() - began), json.loads(body)


def line(name, times):
    return (f"{name}: p50 {statistics.median(times):.0f} ms, "
            f"mean {statistics.mean(times):.0f} ms, most {max(times):.0f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("media", nargs="+")
    parser.add_argument("--port", type=int, default=8040)
    parser.add_argument("--token", required=True)
    parser.add_argument("--cuetrace", default="build/release/cuetrace")
    parser.add_argument("--start", type=float, default=10, help="of the clip, in seconds")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--again", type=int, default=3, help="how often, after the first time")
    args = parser.parse_args()
    connection = http.client.HTTPConnection("127.0.0.1", args.port)
    first, again = [], []
    with tempfile.TemporaryDirectory() as folder:
        for media in args.media:
            fingerprint = fingerprint_of(media, Path(folder), args)
            cold, answer = check(connection, fingerprint, args)
            warm = [check(connection, fingerprint, args)[0] for _ in range(args.again)]
            first.append(cold)
            again.append(statistics.median(warm))
            print(f"{cold:7.0f} {again[-1]:7.0f}  {len(answer['uses'])} uses  {Path(media).name}",
                  flush=True)
    print(line("first", first))
    print(line("again", again))


if __name__ == "__main__":
    main()
