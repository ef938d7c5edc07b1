"""Which tracks share sound: stretches that Chromaprint hears alike, one piece played in step by
other instruments, or names that say "the same tune, faster". What shares sound is one group, which
is catalogued or unknown as a whole.

Chromaprint gives a word of 32 bits for every 0.124 s. Two tracks are compared where at least five
equal words agree on one shift; there they share every stretch of 2 s whose bits differ by less than
22 %. Unrelated music differs by 47 %; another arrangement in step, measured, by 34 %.
"""

import os
import re
from collections import defaultdict

import numpy as np

WORD_S = 4096 / 3 / 11025
EQUAL_WORDS = 5
WINDOW_WORDS = 16
ALIKE_SHARE_OF_BITS = 0.22
SHARED_S = 8.0
# A word in more tracks than this says nothing of any (silence, a sustained tone).
COMMON_TRACKS = 12

IN_STEP_SHARE_OF_BITS = 0.38
IN_STEP_SHIFT_WORDS = 24
IN_STEP_LENGTHS = 0.9

_VERSION = re.compile(r"([ _.-]*(fast|slow|ultraslow|old|remix|remake|short|loop(ing)?|alt"
                      r"|instrumental|sd|v\d+|f))+$", re.IGNORECASE)


def _occurrences(fingerprints):
    """(words, tracks, places) of all fingerprints, ordered by word; runs of one word count once."""
    words, tracks, places = [], [], []
    for number, fingerprint in enumerate(fingerprints):
        keep = np.flatnonzero(np.diff(fingerprint, prepend=np.uint32(0)) != 0)
        words.append(fingerprint[keep])
        tracks.append(np.full(len(keep), number))
        places.append(keep)
    words, tracks, places = map(np.concatenate, (words, tracks, places))
    order = np.argsort(words, kind="stable")
    return words[order], tracks[order], places[order]


def proposed_shifts(fingerprints):
    """{(one, other): {shift in words: equal words}} of the tracks that have words in common."""
    words, tracks, places = _occurrences(fingerprints)
    votes = defaultdict(lambda: defaultdict(int))
    edges = np.flatnonzero(np.diff(words)) + 1
    for first, last in zip(np.r_[0, edges], np.r_[edges, len(words)]):
        if not 2 <= last - first <= 4 * COMMON_TRACKS:
            continue
        if len(np.unique(tracks[first:last])) > COMMON_TRACKS:
            continue
        for one in range(first, last):
            for other in range(one + 1, last):
                if tracks[one] < tracks[other]:
                    votes[tracks[one], tracks[other]][int(places[other] - places[one])] += 1
    return votes


def shared_s(one, other, shift):
    """Seconds in which `other`, `shift` words later, is like `one`."""
    first, last = max(0, -shift), min(len(one), len(other) - shift)
    if last - first < WINDOW_WORDS:
        return 0.0
    differ = one[first:last] ^ other[first + shift:last + shift]
    bits = np.unpackbits(differ.view(np.uint8)).reshape(-1, 32).sum(1)
    window = np.convolve(bits, np.ones(WINDOW_WORDS), "valid")
    alike = (window < ALIKE_SHARE_OF_BITS * 32 * WINDOW_WORDS).astype(int)
    return float((np.convolve(alike, np.ones(WINDOW_WORDS)) > 0).sum() * WORD_S)


def related_pairs(fingerprints):
    """[(one, other, seconds shared)] of the tracks, by number, that share SHARED_S or more."""
    pairs = []
    for (one, other), shifts in sorted(proposed_shifts(fingerprints).items()):
        best = max(shifts, key=lambda shift: (shifts[shift], -abs(shift)))
        near = sum(shifts.get(best + step, 0) for step in (-1, 0, 1))
        if near < EQUAL_WORDS:
            continue
        seconds = max(shared_s(fingerprints[one], fingerprints[other], best + step)
                      for step in (-1, 0, 1))
        if seconds >= SHARED_S:
            pairs.append((int(one), int(other), seconds))
    return pairs


def share_of_bits(one, other, shift):
    """How many of the bits differ where `other`, `shift` words later, lies beside `one`."""
    first, last = max(0, -shift), min(len(one), len(other) - shift)
    differ = one[first:last] ^ other[first + shift:last + shift]
    return float(np.unpackbits(differ.view(np.uint8)).mean())


def plays_in_step(one, other):
    """Whether two tracks of about one length are one piece, bar for bar, from the start on."""
    if min(len(one), len(other)) < IN_STEP_LENGTHS * max(len(one), len(other), 1):
        return False
    if min(len(one), len(other)) < 4 * IN_STEP_SHIFT_WORDS:
        return False
    return min(share_of_bits(one, other, shift) for shift in
               range(-IN_STEP_SHIFT_WORDS, IN_STEP_SHIFT_WORDS + 1)) < IN_STEP_SHARE_OF_BITS


def tune_of(path):
    """What versions of a tune share: the package, and the name without _fast and such."""
    name = os.path.basename(path).rsplit(".", 1)[0]
    return path.split(os.sep)[1], _VERSION.sub("", name).lower()


class Groups:
    """Union-find over numbered tracks."""

    def __init__(self, count):
        self.parents = list(range(count))

    def of(self, number):
        while self.parents[number] != number:
            self.parents[number] = self.parents[self.parents[number]]
            number = self.parents[number]
        return number

    def join(self, one, other):
        """The lower number stands for both."""
        low, high = sorted((self.of(one), self.of(other)))
        self.parents[high] = low
