"""The corpus as the exam sees it: manifest.csv, and which tracks play which part.

manifest.csv has at least the columns id, path (below its own folder), kind, duration_s, split and
role; kind is music, speech, sfx or crowd; role is `reference` (goes into the catalogue, may appear)
or `unknown` (never catalogued, appears as music that nobody licensed). Tracks of the same `group`
share sound; `related` names further kin.
"""

import csv
import hashlib
import os

SHORTEST_MUSIC_S = 30
COLUMNS = ("id", "path", "kind", "duration_s", "split", "role")


class ManifestError(Exception):
    """A manifest that no exam can be made of; the message names the way out."""


def read_manifest(path, split=None):
    """The rows as dictionaries, duration_s a number and path absolute."""
    try:
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise ManifestError(f"{path}: {error.strerror}; make it with "
                            "benchmarks/accuracy/corpus") from error
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if not rows or missing:
        raise ManifestError(f"{path}: lacks {', '.join(missing) or 'rows'}; make it anew with "
                            "benchmarks/accuracy/corpus")
    home = os.path.dirname(os.path.abspath(path))
    for row in rows:
        row["path"] = os.path.join(home, row["path"])
        row["duration_s"] = float(row["duration_s"])
    return [row for row in rows if not split or row["split"] == split]


def group_of(row):
    """What tracks that share sound have in common; a track without kin is a group of its own."""
    return row.get("group") or row["path"]


class Pools:
    """The tracks by the part they play."""

    def __init__(self, rows, max_references=0):
        music = [row for row in rows
                 if row["kind"] == "music" and row["duration_s"] >= SHORTEST_MUSIC_S]
        references = [row for row in music if row["role"] == "reference"]
        kin = {group_of(row) for row in references}
        if max_references and max_references < len(references):
            # A few of every sort, the same whatever the seed.
            drawn = sorted(references, key=lambda row: hashlib.sha1(row["id"].encode()).digest())
            chosen = {row["id"] for row in drawn[:max_references]}
            references = [row for row in references if row["id"] in chosen]
        self.references = references
        # Finding music that is kin to a reference would be right, so it is nobody's unknown music.
        self.unknown = [row for row in music if row["role"] == "unknown"
                        and not row.get("related") and group_of(row) not in kin]
        self.drums = ()  # The caller's choice among the unknown: it takes listening.
        self.speech = [row for row in rows if row["kind"] == "speech"]
        self.sfx = [row for row in rows if row["kind"] == "sfx"]
        self.crowd = [row for row in rows if row["kind"] == "crowd"]
        for name in ("references", "unknown", "speech", "sfx"):
            if not getattr(self, name):
                raise ManifestError(f"the corpus holds no {name}; add packages that do to "
                                    "packages.txt")
