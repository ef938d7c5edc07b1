#!/usr/bin/env python3
"""Treats a running service roughly, and sees that it goes on answering.

  benchmarks/service/rough.py --port 8040 --token TOKEN [--reconnects 10000]

Readers of events that come again from where they were, thousands of times; clients that send a
head one byte at a time; connections that say nothing; uploads that stop half way; heads and
bodies that are too large; bytes that are no HTTP. Prints what came of each, and ends with 1 when
the service does not answer in between, or a reader of events missed one.
"""
import argparse
import asyncio
import random
import sys
import time


class Service:
    def __init__(self, port, token):
        self.port, self.token = port, token

    async def send(self, data, patience=2.0):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        got = b""
        try:
            writer.write(data)
            while True:
                part = await asyncio.wait_for(reader.read(65536), patience)
                if not part:
                    break
                got += part
        except (asyncio.TimeoutError, ConnectionError):
            pass
        finally:
            writer.close()
        return got

    def head(self, method, target, more=""):
        return (f"{method} {target} HTTP/1.1\r\nHost: localhost\r\n"
                f"Authorization: Bearer {self.token}\r\n{more}\r\n").encode()

    async def is_alive(self):
        begun = time.monotonic()
        got = await self.send(self.head("GET", "/healthz", "Connection: close\r\n"))
        return got.startswith(b"HTTP/1.1 200"), time.monotonic() - begun


async def follow(service, last):
    """One reader: connects, takes the first event after `last`, and is gone."""
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    try:
        writer.write(service.head("GET", "/v1/events", f"Last-Event-ID: {last}\r\n"))
        while True:
            line = await asyncio.wait_for(reader.readline(), 10)
            if line.startswith(b"id: "):
                return int(line[4:])
            if not line:
                return None
    finally:
        writer.close()


async def reconnect(service, count):
    newest = 0
    for line in (await service.send(service.head("GET", "/metrics", "Connection: close\r\n"))
                 ).decode(errors="replace").splitlines():
        if line.startswith("cuetrace_events_newest "):
            newest = int(float(line.split()[1]))
    if newest < 2:
        return "no events to follow"
    missed, turn = 0, asyncio.Semaphore(100)

    async def one():
        nonlocal missed
        async with turn:
            last = random.randrange(newest)
            if await follow(service, last) != last + 1:
                missed += 1

    await asyncio.gather(*(one() for _ in range(count)))
    return f"{count} readers came again, {missed} missed an event"


async def drip(service):
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    begun = time.monotonic()
    try:
        for byte in service.head("GET", "/healthz") * 20:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.2)
            if reader.at_eof():
                break
    except ConnectionError:
        pass
    finally:
        writer.close()
    return time.monotonic() - begun


async def main_async(args):
    service, good = Service(args.port, args.token), True
    silent = [await asyncio.open_connection("127.0.0.1", args.port) for _ in range(300)]
    drips = [asyncio.create_task(drip(service)) for _ in range(100)]
    tries = {
        "events": reconnect(service, args.reconnects),
        "heads of 1 MB": service.send(service.head("GET", "/", "X: " + "x" * 2**20 + "\r\n")),
        "a body of 100 GB": service.send(
            service.head("POST", "/v1/scans", "Content-Length: 107374182400\r\n") + b"x" * 65536),
        "no HTTP": service.send(random.Random(1).randbytes(65536)),
        "half an upload": service.send(
            service.head("POST", "/v1/scans", "Content-Length: 9999\r\n") + b"half", 0.5),
        "bad UTF-8": service.send(b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    }
    for name, trial in tries.items():
        begun = time.monotonic()
        outcome = await trial
        if isinstance(outcome, bytes):
            outcome = outcome.split(b"\r\n")[0].decode(errors="replace") or "closed"
        alive, took = await service.is_alive()
        good = good and alive and ("missed" not in outcome or ", 0 missed" in outcome)
        print(f"{name}: {outcome} ({time.monotonic() - begun:.1f} s); then alive: {alive}, "
              f"{took * 1000:.0f} ms")
    times = await asyncio.gather(*drips)
    print(f"100 heads byte by byte: closed after {max(times):.0f} s at most")
    for _, writer in silent:
        writer.close()
    alive, _ = await service.is_alive()
    return 0 if good and alive else 1


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8040)
    parser.add_argument("--token", required=True)
    parser.add_argument("--reconnects", type=int, default=10000)
    return asyncio.run(main_async(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
