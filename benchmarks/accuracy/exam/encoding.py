"""Packs finished sound the way it is published. Encoders are told to leave out names and dates, so
that the same sound makes the same file."""

import dataclasses
import os
import subprocess

import numpy as np

from exam.sound import RATE_HZ

_EXACT = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-threads", "1"]
_AAC, _MP3, _OPUS = ["-c:a", "aac"], ["-c:a", "libmp3lame"], ["-c:a", "libopus"]


@dataclasses.dataclass(frozen=True)
class Encoding:
    """A container, its encoder, and the bit rates that it is drawn at."""
    suffix: str
    encoder: list
    bit_rates: tuple
    picture: bool = False


COMMON = (
    Encoding("mp4", _AAC, ("96k", "128k", "160k"), picture=True),
    Encoding("mp4", _AAC, ("96k", "128k", "160k"), picture=True),
    Encoding("webm", _OPUS, ("64k", "96k", "128k")),
    Encoding("mp3", _MP3, ("64k", "96k", "128k")),
    Encoding("m4a", _AAC, ("64k", "96k")),
)

# Named encodings: what a condition asks for, one step after another.
NAMED = {
    "lofi": [Encoding("mp3", ["-ac", "1", "-ar", "22050", *_MP3], ("32k",))],
    "opus24": [Encoding("webm", _OPUS, ("24k",))],
    "opus48": [Encoding("webm", _OPUS, ("48k",))],
    "chain": [Encoding("mp3", _MP3, ("96k",)), Encoding("m4a", _AAC, ("64k",)),
              Encoding("webm", _OPUS, ("48k",))],
}


def _command(encoding, source, length_s, bit_rate, filters):
    picture = ["-f", "lavfi", "-i", f"testsrc=s=128x72:r=10:d={length_s:.3f}"]
    command = ["ffmpeg", "-v", "error", "-y"]
    command += picture if encoding.picture else []
    command += source
    command += ["-map", "1:a", "-map", "0:v", "-c:v", "libx264", "-preset", "ultrafast",
                "-flags:v", "+bitexact", "-shortest"] if encoding.picture else []
    command += ["-af", filters] if filters else []
    return [*command, *encoding.encoder, "-b:a", bit_rate, *_EXACT]


def encode(sound, stem, random, filters="", name=""):
    """Writes `sound` to `stem` and a suffix; the path. RuntimeError says what ffmpeg said."""
    steps = NAMED[name] if name else [random.choice(COMMON)]
    source = ["-f", "f32le", "-ar", str(RATE_HZ), "-ac", "2", "-i", "-"]
    data = sound.astype(np.float32).tobytes()
    previous = None
    length_s = len(sound) / RATE_HZ
    for number, step in enumerate(steps):
        is_last = number == len(steps) - 1
        path = f"{stem}.{step.suffix}" if is_last else f"{stem}.step{number}.{step.suffix}"
        command = _command(step, source, length_s, random.choice(step.bit_rates), filters)
        done = subprocess.run([*command, path], input=data, capture_output=True, check=False)
        if previous:
            os.remove(previous)
        if done.returncode != 0:
            raise RuntimeError(f"ffmpeg could not write {path}: {done.stderr.decode().strip()}")
        source, data, filters, previous = ["-nostdin", "-i", path], None, "", path
    return path
