"""Reads an exam's folder and a recogniser's claims into what exam.scoring takes."""

import csv
import json
import os
import subprocess

from exam.scoring import Claim, Truth, Video


class ExamError(Exception):
    """Files that cannot be scored; the message names the way out."""


def _open(path, way_out):
    try:
        return open(path, newline="", encoding="utf-8")
    except OSError as error:
        raise ExamError(f"{path}: {error.strerror}; {way_out}") from error


def condition_of(video):
    """clean of .../clean_03.mp4."""
    return os.path.basename(video).rsplit("_", 1)[0]


class Exam:
    """What lies in an exam's folder: videos, truth, and which tracks count as one."""

    def __init__(self, folder):
        self.folder = folder
        way_out = "make the exam with benchmarks/accuracy/make_exam"
        with _open(os.path.join(folder, "queries.txt"), way_out) as file:
            self.videos = [os.path.abspath(line.strip()) for line in file if line.strip()]
        self.groups = self._read_groups()
        self.truths = {}
        with _open(os.path.join(folder, "truth.csv"), way_out) as file:
            for row in csv.DictReader(file):
                self.truths.setdefault(os.path.abspath(row["video"]), []).append(
                    Truth(float(row["start_s"]), float(row["end_s"]), self.group(row["track"]),
                          float(row["track_start_s"]), float(row["speed"]), row["track"]))
        self.unknown = self._read_unknown()

    def _read_unknown(self):
        """Where music of nobody plays, (start_s, end_s) by video."""
        path = os.path.join(self.folder, "unknown.csv")
        spans = {}
        if os.path.exists(path):
            with open(path, newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    spans.setdefault(os.path.abspath(row["video"]), []).append(
                        (float(row["start_s"]), float(row["end_s"])))
        return spans

    def _read_groups(self):
        path = os.path.join(self.folder, "groups.csv")
        if not os.path.exists(path):
            return {}
        with open(path, newline="", encoding="utf-8") as file:
            return {os.path.realpath(track): group for track, group in csv.reader(file)}

    def group(self, track):
        """One name for all tracks that share sound with `track`."""
        return self.groups.get(os.path.realpath(track), os.path.realpath(track))

    def parameters(self):
        """How the exam was made; empty when its maker did not write it down."""
        path = os.path.join(self.folder, "exam.json")
        if not os.path.exists(path):
            return {}
        with open(path, encoding="utf-8") as file:
            return json.load(file)

    def only(self, conditions):
        """Leaves out the videos of other conditions."""
        self.videos = [video for video in self.videos if condition_of(video) in conditions]
        lacking = sorted(set(conditions) - {condition_of(video) for video in self.videos})
        if lacking:
            raise ExamError(f"{self.folder} holds no video of condition {lacking[0]}; make an exam "
                            "that does, in another folder")

    def with_claims(self, claims, reported=None):
        """The videos to score; `claims` and `reported`, the music reported as nobody's, are
        dictionaries by absolute path."""
        return [Video(video, condition_of(video), length_s(video),
                      tuple(self.truths.get(video, ())), tuple(claims.get(video, ())),
                      tuple(self.unknown.get(video, ())),
                      tuple(reported[video]) if video in (reported or {}) else None)
                for video in self.videos]


def length_s(video):
    """What the container says."""
    done = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of",
                           "csv=p=0", video], capture_output=True, text=True, check=False)
    try:
        return float(done.stdout)
    except ValueError as error:
        raise ExamError(f"{video}: ffprobe finds no length; make the exam anew, without its old "
                        "folder") from error


def _claim_of_segment(segment, group):
    evidence = {name: segment[name] for name in ("method", "speed", "pitch_cents", "level_db",
                                                 "alternatives", "evidence") if name in segment}
    return Claim(segment["start_ms"] / 1000, segment["end_ms"] / 1000, group(segment["track_path"]),
                 segment["track_start_ms"] / 1000, segment.get("confidence", 1.0), evidence,
                 segment["track_path"])


def _read_scans(path, what):
    """what(scan) of each line that `cuetrace scan --jsonl` printed, by absolute path of video."""
    found = {}
    with _open(path, "write it with: cuetrace scan --jsonl > FILE") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                scan = json.loads(line)
                found[os.path.abspath(scan["video"])] = what(scan)
            except (ValueError, KeyError, TypeError) as error:
                raise ExamError(f"{path}:{number}: is no scan of a video ({error}); take the "
                                "output of cuetrace scan --jsonl alone") from error
    return found


def claims_of_scan(path, exam):
    """Claims by video out of what `cuetrace scan --jsonl` printed."""
    return _read_scans(path, lambda scan: [_claim_of_segment(segment, exam.group)
                                           for segment in scan.get("segments", [])])


def read_reported(path):
    """Music reported as nobody's, [(start_s, end_s)] by absolute path of video; None out of a table
    of claims, which has no place for it."""
    if path.endswith(".csv"):
        return None
    return _read_scans(path, lambda scan: [(span["start_ms"] / 1000, span["end_ms"] / 1000)
                                           for span in scan.get("unknown_music", [])])


def claims_of_table(path, exam):
    """Claims by video out of a CSV file: query_path, ref_path, query_start_s, query_end_s,
    ref_start_s, score, with or without these names in its first line."""
    claims = {}
    with _open(path, "name a CSV file of claims") as file:
        for number, row in enumerate(csv.reader(file), 1):
            if not row or row[0] == "query_path":
                continue
            try:
                video, track, start_s, end_s, track_start_s, confidence = row
                claim = Claim(float(start_s), float(end_s), exam.group(track),
                              float(track_start_s or 0), float(confidence or 0), path=track)
            except ValueError as error:
                raise ExamError(f"{path}:{number}: needs six columns, query_path, ref_path, "
                                "query_start_s, query_end_s, ref_start_s, score") from error
            claims.setdefault(os.path.abspath(video), []).append(claim)
    return claims


def read_claims(path, exam, least_confidence=None):
    """Claims by absolute path of video, those of lower confidence left out."""
    read = claims_of_table if path.endswith(".csv") else claims_of_scan
    claims = read(path, exam)
    if least_confidence is None:
        return claims
    return {video: [claim for claim in those if claim.confidence >= least_confidence]
            for video, those in claims.items()}
