"""Scores claims against the truth. Pure: numbers in, numbers out, no files and no numpy.

Definitions, per condition:
  segment_recall   share of true segments of which claims on the right track cover at least half;
  time_*           recall, precision and F1 over cells of 0.25 s of (video, track); cells whose
                   middle is within 0.5 s of a true edge are left out;
  false_per_hour   claims of which less than a quarter is true, per hour of video;
  edge_*_s         error of start and of end over the found segments, from the first claim's start
                   and the last claim's end: median and 95th percentile;
  offset_median_s  error of the place in the track over the found segments.
Tracks that share sound are one track: callers give both sides the same name of a group.
"""

import dataclasses
import math
from collections import defaultdict

CELL_S = 0.25
COLLAR_S = 0.5
FOUND_SHARE = 0.5
TRUE_SHARE = 0.25
PARAMETERS = {"cell_s": CELL_S, "collar_s": COLLAR_S, "found_share": FOUND_SHARE,
              "true_share": TRUE_SHARE}


@dataclasses.dataclass(frozen=True)
class Truth:
    """`track`, or its group, plays from start_s to end_s, from track_start_s of its own on. `path`
    is the file that was cut, for people to read."""
    start_s: float
    end_s: float
    track: str
    track_start_s: float = 0.0
    speed: float = 1.0
    path: str = ""


@dataclasses.dataclass(frozen=True)
class Claim:
    """What a recogniser says plays. `evidence` is whatever it gave for it and `path` the file it
    named, both for people to read."""
    start_s: float
    end_s: float
    track: str
    track_start_s: float = 0.0
    confidence: float = 1.0
    evidence: object = None
    path: str = ""


@dataclasses.dataclass(frozen=True)
class Video:
    """One video's truth and claims. `name` and `condition` only name it. `unknown` is where music
    of nobody plays and `reported` where such was reported, both as (start_s, end_s); None when the
    recogniser does not report any."""
    name: str
    condition: str
    length_s: float
    truths: tuple
    claims: tuple
    unknown: tuple = ()
    reported: tuple | None = None


def overlap_s(one, other):
    return max(0.0, min(one.end_s, other.end_s) - max(one.start_s, other.start_s))


def true_share(claim, truths):
    """How much of the claim is true, 0 to 1; a claim of no length is not true at all."""
    length_s = claim.end_s - claim.start_s
    heard_s = sum(overlap_s(claim, truth) for truth in truths if truth.track == claim.track)
    return min(1.0, heard_s / length_s) if length_s > 0 else 0.0


def is_false(claim, truths):
    return true_share(claim, truths) < TRUE_SHARE


def covering(truth, claims):
    """The claims on the right track that overlap a true segment."""
    return [claim for claim in claims if claim.track == truth.track and overlap_s(claim, truth) > 0]


def is_found(truth, claims):
    covered_s = sum(overlap_s(claim, truth) for claim in covering(truth, claims))
    return covered_s >= FOUND_SHARE * (truth.end_s - truth.start_s)


def offset_error_s(truth, claim):
    """How far the claim's place in the track is from the true one, both taken at one instant."""
    instant_s = max(claim.start_s, truth.start_s)
    claimed_s = claim.track_start_s + (instant_s - claim.start_s) * truth.speed
    true_s = truth.track_start_s + (instant_s - truth.start_s) * truth.speed
    return abs(claimed_s - true_s)


def median(values):
    return percentile(values, 50)


def percentile(values, percent):
    """Between the two nearest values in proportion; None of no values."""
    if not values:
        return None
    ordered = sorted(values)
    at = (len(ordered) - 1) * percent / 100
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def ratio(part, whole):
    return part / whole if whole else None


def cells_within(spans, count):
    """The cells whose middle one of the (start, end) spans holds."""
    cells = set()
    for start_s, end_s in spans:
        first = max(0, math.floor(start_s / CELL_S) - 1)
        last = min(count, math.ceil(end_s / CELL_S) + 1)
        cells.update(cell for cell in range(first, last)
                     if start_s <= (cell + 0.5) * CELL_S < end_s)
    return cells


def cells_near(edges_s, collar_s, count):
    """The cells whose middle is less than the collar from one of the edges."""
    cells = set()
    for edge_s in edges_s:
        first = max(0, math.floor((edge_s - collar_s) / CELL_S) - 1)
        last = min(count, math.ceil((edge_s + collar_s) / CELL_S) + 1)
        cells.update(cell for cell in range(first, last)
                     if abs((cell + 0.5) * CELL_S - edge_s) < collar_s)
    return cells


def cell_counts(video):
    """How many cells of (track, time) are claimed rightly, claimed wrongly, and not claimed."""
    count = int(video.length_s / CELL_S) + 2
    right = wrong = missed = 0
    for track in {span.track for span in (*video.truths, *video.claims)}:
        truths = [truth for truth in video.truths if truth.track == track]
        edges_s = [edge for truth in truths for edge in (truth.start_s, truth.end_s)]
        skipped = cells_near(edges_s, COLLAR_S, count)
        true = cells_within([(span.start_s, span.end_s) for span in truths], count) - skipped
        claimed = cells_within([(span.start_s, span.end_s) for span in video.claims
                                if span.track == track], count) - skipped
        right += len(true & claimed)
        wrong += len(claimed - true)
        missed += len(true - claimed)
    return right, wrong, missed


class Tally:
    """Sums over videos; `figures` makes a row of the table of them."""

    def __init__(self):
        self.length_s = 0.0
        self.right = self.wrong = self.missed = 0
        self.truths = self.found = self.claims = self.false = 0
        self.edges_s, self.offsets_s = [], []

    def add(self, video):
        self.length_s += video.length_s
        right, wrong, missed = cell_counts(video)
        self.right, self.wrong = self.right + right, self.wrong + wrong
        self.missed += missed
        self.claims += len(video.claims)
        self.false += sum(is_false(claim, video.truths) for claim in video.claims)
        self.truths += len(video.truths)
        for truth in video.truths:
            if is_found(truth, video.claims):
                self._add_found(truth, covering(truth, video.claims))

    def _add_found(self, truth, claims):
        self.found += 1
        self.edges_s.append(abs(min(claim.start_s for claim in claims) - truth.start_s))
        self.edges_s.append(abs(max(claim.end_s for claim in claims) - truth.end_s))
        self.offsets_s.append(min(offset_error_s(truth, claim) for claim in claims))

    def figures(self):
        """A dictionary of numbers; None where there is nothing to measure."""
        recall = ratio(self.right, self.right + self.missed)
        precision = ratio(self.right, self.right + self.wrong)
        both = (recall or 0) + (precision or 0)
        return {
            "segment_recall": ratio(self.found, self.truths),
            "time_recall": recall,
            "time_precision": precision,
            "time_f1": 2 * (recall or 0) * (precision or 0) / both if both else
                       (None if recall is None else 0.0),
            "false_per_hour": ratio(self.false * 3600, self.length_s),
            "edge_median_s": median(self.edges_s),
            "edge_p95_s": percentile(self.edges_s, 95),
            "offset_median_s": median(self.offsets_s),
            "truths": self.truths,
            "found": self.found,
            "claims": self.claims,
            "false_claims": self.false,
            "hours": self.length_s / 3600,
        }


def calibration(videos):
    """Per tenth of confidence, and for 0.9 and above: how many claims, and which share is true."""
    judged = [(claim.confidence, not is_false(claim, video.truths))
              for video in videos for claim in video.claims]

    def bin_of(low, high):
        inside = [true for confidence, true in judged if low <= confidence < high]
        return {"from": low, "to": min(high, 1.0), "claims": len(inside),
                "true_share": ratio(sum(inside), len(inside))}

    # The last tenth holds 1.0 too.
    tenths = [bin_of(tenth / 10, (tenth + 1) / 10 if tenth < 9 else math.inf)
              for tenth in range(10)]
    return {"deciles": tenths, "at_least_0.9": dict(tenths[-1])}


def score(videos):
    """Everything measured: per condition, over all, calibration, and what went wrong where."""
    tallies, everything = defaultdict(Tally), Tally()
    false, missed = [], []
    for video in videos:
        tallies[video.condition].add(video)
        everything.add(video)
        for claim in video.claims:
            if is_false(claim, video.truths):
                false.append({"video": video.name, **dataclasses.asdict(claim),
                              "true_share": true_share(claim, video.truths)})
        for truth in video.truths:
            if not is_found(truth, video.claims):
                missed.append({"video": video.name, **dataclasses.asdict(truth)})
    return {"conditions": {name: tally.figures() for name, tally in tallies.items()},
            "all": everything.figures(), "calibration": calibration(videos),
            "false_claims": false, "missed": missed}
