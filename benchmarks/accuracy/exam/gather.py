"""Makes the corpus's manifest out of unpacked packages: what each file is, long tracks joined of
short clips, what shares sound, and who is catalogued."""

import collections
import concurrent.futures
import csv
import dataclasses
import hashlib
import os
import subprocess
import wave

import numpy as np

from exam.debian import sound_files
from exam.kinship import Groups, plays_in_step, related_pairs, tune_of

COLUMNS = ("id", "path", "kind", "duration_s", "source", "split", "role", "group", "related",
           "pcm_sha1")
LONG_S = 30.0            # music shorter than this is left out, other sound is joined
QUIETEST_RMS = 0.002     # of 1; below, a file is as good as silent
UNKNOWN_PERCENT = 25     # of the groups of music are never catalogued
# A file of fewer bytes cannot hold music of LONG_S, and is not decoded to see.
SMALL_BYTES = 60_000
KEY_RATE_HZ, JOINED_RATE_HZ = 22050, 44100
JOINED_S = 300.0
CLIP_S = 25.0


@dataclasses.dataclass(frozen=True)
class Joining:
    """How short clips of a kind become long tracks."""
    gap_s: float
    total_s: float
    repeated_s: float = 0.0   # clips are taken again until there is as much


JOININGS = {"speech": Joining(0.35, 900), "sfx": Joining(0.12, 300), "crowd": Joining(0, 300, 120)}


@dataclasses.dataclass
class Track:
    """A row of the manifest in the making."""
    path: str                 # below the corpus
    kind: str
    source: str
    duration_s: float = 0.0
    pcm_sha1: str = ""
    fingerprint: object = None
    group: str = ""
    related: tuple = ()

    @property
    def id(self):
        return self.kind[0] + self.pcm_sha1[:12]

    @property
    def role(self):
        """Decided by the group's name alone, so that kin stay together in every corpus."""
        if self.kind != "music":
            return ""
        drawn = int(hashlib.sha1(f"role {self.group}".encode()).hexdigest()[:8], 16) % 100
        return "unknown" if drawn < UNKNOWN_PERCENT else "reference"


def decode_mono(path, rate_hz, longest_s=None):
    """16-bit samples; empty when ffmpeg finds no sound."""
    command = ["ffmpeg", "-v", "fatal", "-nostdin", "-threads", "1"]
    command += ["-t", str(longest_s)] if longest_s else []
    command += ["-i", path, "-vn", "-ac", "1", "-ar", str(rate_hz), "-f", "s16le", "-"]
    raw = subprocess.run(command, capture_output=True, check=False).stdout
    return np.frombuffer(raw[:len(raw) // 2 * 2], np.int16)


def level(samples):
    return float(np.sqrt(np.mean(np.square(samples / 32768.0)))) if len(samples) else 0.0


def chromaprint(samples):
    """Chromaprint's words of mono sound at KEY_RATE_HZ."""
    command = ["ffmpeg", "-v", "fatal", "-f", "s16le", "-ar", str(KEY_RATE_HZ), "-ac", "1",
               "-i", "-", "-f", "chromaprint", "-fp_format", "raw", "-"]
    raw = subprocess.run(command, input=samples.tobytes(), capture_output=True, check=False).stdout
    return np.frombuffer(raw[:len(raw) // 4 * 4], np.uint32)


def listen(corpus, track):
    """Fills in what only decoding says; False when the file is of no use."""
    samples = decode_mono(os.path.join(corpus, track.path), KEY_RATE_HZ)
    track.duration_s = len(samples) / KEY_RATE_HZ
    if level(samples) < QUIETEST_RMS or (track.kind == "music" and track.duration_s < LONG_S):
        return False
    track.pcm_sha1 = hashlib.sha1(samples.tobytes()).hexdigest()
    if track.kind == "music":
        track.fingerprint = chromaprint(samples)
    return True


def sort_files(corpus, packages):
    """([Track], {(kind, package, name): [path of a clip]}) of the unpacked packages."""
    tracks, clips = [], collections.defaultdict(list)
    home = os.path.join(corpus, "pkg")
    for package in packages:
        for file in sound_files(home, package):
            rule = package.rule_of(file)
            kind = rule.kind if rule else "music"
            path = os.path.join("pkg", package.name, file)
            if kind in JOININGS and is_short(os.path.join(corpus, path)):
                clips[kind, package.name, rule.name].append(path)
            elif kind in JOININGS or (kind == "music" and os.path.getsize(
                    os.path.join(corpus, path)) >= SMALL_BYTES):
                tracks.append(Track(path, kind, package.name))
    return tracks, clips


def is_short(path):
    """Whether a file is shorter than LONG_S, decoding no more of it than that."""
    return len(decode_mono(path, 8000, LONG_S)) < LONG_S * 8000 * 0.99


def clip_sound(corpus, paths, joining):
    """The clips, each with its gap, in an order that the names' digests decide; no sound twice."""
    seen, pieces, length = set(), [], 0
    gap = np.zeros(int(joining.gap_s * JOINED_RATE_HZ), np.int16)
    for path in sorted(paths, key=lambda path: hashlib.sha1(path.encode()).digest()):
        samples = decode_mono(os.path.join(corpus, path), JOINED_RATE_HZ, CLIP_S)
        digest = hashlib.sha1(samples.tobytes()).digest()
        if len(samples) < JOINED_RATE_HZ // 4 or digest in seen:
            continue
        seen.add(digest)
        pieces += [samples, gap]
        length += len(samples) + len(gap)
        if length >= joining.total_s * JOINED_RATE_HZ:
            break
    return np.concatenate(pieces) if pieces else np.zeros(0, np.int16)


def join_clips(corpus, key, paths):
    """Writes long tracks of one set of clips to CORPUS/KIND; returns them."""
    kind, package, name = key
    joining = JOININGS[kind]
    sound = clip_sound(corpus, paths, joining)
    if 0 < len(sound) < joining.repeated_s * JOINED_RATE_HZ:
        sound = np.resize(sound, int(joining.repeated_s * JOINED_RATE_HZ))
    tracks = []
    step = int(JOINED_S * JOINED_RATE_HZ)
    os.makedirs(os.path.join(corpus, kind), exist_ok=True)
    for at in range(0, len(sound), step):
        part = sound[at:at + step]
        if len(part) < 20 * JOINED_RATE_HZ:
            break
        stem = "_".join(filter(None, (package, name, f"{len(tracks) + 1:02d}")))
        path = os.path.join(kind, stem + ".wav")
        with wave.open(os.path.join(corpus, path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(JOINED_RATE_HZ)
            file.writeframes(part.tobytes())
        tracks.append(Track(path, kind, package))
    return tracks


def kin(music):
    """(one, other, why) of tracks, by number, that are related; a pair may come more than once."""
    for one, other, seconds in related_pairs([track.fingerprint for track in music]):
        yield one, other, f"{seconds:.0f}s"
    of_package, first_of_tune = collections.defaultdict(list), {}
    for number, track in enumerate(music):
        tune = tune_of(track.path)
        first = first_of_tune.setdefault(tune, number)
        if first != number and len(tune[1]) > 2:
            yield first, number, "name"
        # Arrangements of a piece come in one package, and comparing all with all takes long.
        for earlier in of_package[track.source]:
            if plays_in_step(music[earlier].fingerprint, track.fingerprint):
                yield earlier, number, "version"
        of_package[track.source].append(number)


def group_music(music):
    """Names the groups, and writes down how each track is related to others."""
    groups = Groups(len(music))
    related = collections.defaultdict(dict)
    for one, other, why in kin(music):
        groups.join(one, other)
        related[one].setdefault(music[other].id, why)
        related[other].setdefault(music[one].id, why)
    members = collections.defaultdict(list)
    for number in range(len(music)):
        members[groups.of(number)].append(number)
    for numbers in members.values():
        name = "g" + min(music[number].pcm_sha1 for number in numbers)[:10]
        for number in numbers:
            music[number].group = name
            music[number].related = tuple(f"{track}:{why}"
                                          for track, why in related[number].items())


def gather(corpus, packages, jobs):
    """All tracks of use, each sound once, grouped; ordered by kind and path."""
    tracks, clips = sort_files(corpus, packages)
    with concurrent.futures.ThreadPoolExecutor(jobs) as threads:
        for joined in threads.map(lambda key: join_clips(corpus, key, clips[key]), sorted(clips)):
            tracks += joined
        of_use = list(threads.map(lambda track: listen(corpus, track), tracks))
    once = {}
    for track, is_of_use in zip(tracks, of_use):
        if is_of_use:
            once.setdefault(track.pcm_sha1, track)
    kept = sorted(once.values(), key=lambda track: (track.kind, track.path))
    music = [track for track in kept if track.kind == "music"]
    if music:
        group_music(music)
    return kept


def write_manifest(path, tracks, split):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows((track.id, track.path, track.kind, f"{track.duration_s:.2f}", track.source,
                          split, track.role, track.group, " ".join(track.related), track.pcm_sha1)
                         for track in tracks)
