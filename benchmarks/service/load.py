#!/usr/bin/env python3
"""Loads a running service: many readers and some uploads at once, and says what came of it.

  cuetrace --workspace W --quiet serve &
  TOKEN=$(cuetrace --workspace W token make load --scopes read,ingest)
  benchmarks/service/load.py --port 8040 --token $TOKEN --media CLIP...

Readers ask for pages, videos, uses, cue sheets and files of the UI, with pauses between, each on
a connection of its own that it keeps. Uploads send a clip, wait for its job, and send the next.
At the end: requests by status, times of reads, jobs, and the memory of the service. Ends with 1
when an answer was 5xx, a job was lost, or the p99 of reads is above 50 ms.
"""
import argparse
import asyncio
import json
import random
import sys
import time
from collections import Counter


async def read_answer(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    length = 0
    for line in head.split(b"\r\n")[1:]:
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    body = await reader.readexactly(length) if length else b""
    return status, body


class Client:
    def __init__(self, port, token):
        self.port, self.token = port, token
        self.reader = self.writer = None

    async def ask(self, method, target, body=b"", media_type=None):
        for attempt in (1, 2):  # A kept connection may have been closed meanwhile.
            try:
                if self.writer is None:
                    self.reader, self.writer = await asyncio.open_connection(
                        "127.0.0.1", self.port)
                head = (f"{method} {target} HTTP/1.1\r\nHost: localhost\r\n"
                        f"Authorization: Bearer {self.token}\r\n")
                if media_type:
                    head += f"Content-Type: {media_type}\r\n"
                head += f"Content-Length: {len(body)}\r\n\r\n"
                self.writer.write(head.encode() + body)
                await self.writer.drain()
                return await read_answer(self.reader)
            except (asyncio.IncompleteReadError, ConnectionError):
                self.writer = None
                if attempt == 2:
                    raise


class Load:
    def __init__(self, args):
        self.args = args
        self.statuses, self.times = Counter(), []
        self.jobs_sent, self.jobs_done, self.lost, self.job_times = 0, 0, 0, []
        self.end = time.monotonic() + args.minutes * 60
        self.memory = []
        self.targets = []

    def client(self):
        return Client(self.args.port, self.args.token)

    async def prepare(self):
        client = self.client()
        _, body = await client.ask("GET", "/v1/videos?limit=50")
        self.targets = ["/v1/videos?limit=50", "/v1/uses?limit=50", "/v1/review", "/v1/jobs",
                        "/v1/recordings", "/v1/unknown", "/v1/me", "/", "/app.js",
                        "/openapi.json", "/v1/composers"]
        for video in json.loads(body)["items"]:
            place = "/v1/videos/" + video["id"]
            self.targets += [place, place + "/uses", place + "/waveform",
                             place + "/cue-sheet?format=json", place + "/unknown"]

    async def read_on(self, number):
        client, chance = self.client(), random.Random(number)
        await asyncio.sleep(chance.random())
        while time.monotonic() < self.end:
            begun = time.monotonic()
            status, _ = await client.ask("GET", chance.choice(self.targets))
            self.times.append(time.monotonic() - begun)
            self.statuses[status] += 1
            await asyncio.sleep(self.args.pause * (0.5 + chance.random()))

    async def upload_on(self, number):
        client = self.client()
        with open(self.args.media[number % len(self.args.media)], "rb") as file:
            clip = file.read()
        while time.monotonic() < self.end:
            begun = time.monotonic()
            status, body = await client.ask(
                "POST", f"/v1/scans?name=load{number}.mp4&keep=false", clip, "video/mp4")
            self.statuses[status] += 1
            if status != 202:
                continue
            self.jobs_sent += 1
            job = json.loads(body)["id"]
            while True:
                await asyncio.sleep(0.25)
                status, body = await client.ask("GET", "/v1/jobs/" + job)
                self.statuses[status] += 1
                state = json.loads(body).get("state") if status == 200 else "lost"
                if state == "done":
                    self.jobs_done += 1
                    self.job_times.append(time.monotonic() - begun)
                if state in ("failed", "lost", "cancelled"):
                    self.lost += 1
                    print("job", job, body.decode(errors="replace"), file=sys.stderr)
                if state not in ("queued", "running"):
                    break

    async def watch(self):
        client = self.client()
        while time.monotonic() < self.end:
            _, body = await client.ask("GET", "/metrics")
            for line in body.decode().splitlines():
                if line.startswith("process_resident_memory_bytes "):
                    self.memory.append(float(line.split()[1]) / 2**20)
            await asyncio.sleep(5)

    async def run(self):
        await self.prepare()
        await asyncio.gather(self.watch(),
                             *(self.read_on(i) for i in range(self.args.readers)),
                             *(self.upload_on(i) for i in range(self.args.uploads)))

    def report(self):
        times = sorted(self.times)
        p = lambda part: times[min(len(times) - 1, int(part * len(times)))] * 1000
        faults = sum(count for status, count in self.statuses.items() if status >= 500)
        job_times = sorted(self.job_times) or [0]
        args = self.args
        print(f"readers {args.readers}, uploads {args.uploads}, {args.minutes} min")
        print(f"answers {dict(sorted(self.statuses.items()))}")
        print(f"reads   {len(times)}: p50 {p(.5):.1f} ms, p99 {p(.99):.1f} ms, "
              f"most {times[-1] * 1000:.1f} ms")
        print(f"jobs    {self.jobs_sent} sent, {self.jobs_done} done, {self.lost} lost; from "
              f"upload to done p50 {job_times[len(job_times) // 2]:.2f} s, "
              f"most {job_times[-1]:.2f} s")
        third = max(1, len(self.memory) // 3)
        middle = max(self.memory[third:2 * third] or [0])
        print(f"memory  {self.memory[0]:.0f} MB at first, {middle:.0f} MB in the middle, "
              f"{self.memory[-1]:.0f} MB at the end")
        return 1 if faults or self.lost or p(.99) > 50 else 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8040)
    parser.add_argument("--token", required=True)
    parser.add_argument("--media", nargs="+", required=True)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--uploads", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--pause", type=float, default=2.0,
                        help="seconds between the reads of one reader")
    load = Load(parser.parse_args())
    asyncio.run(load.run())
    return load.report()


if __name__ == "__main__":
    sys.exit(main())
