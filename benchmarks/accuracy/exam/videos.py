"""Composes one video of a condition: its sound, and the truth about what plays in it.

Everything is drawn from a generator seeded with (seed, condition, number): a video does not depend
on which others are made, nor on the order or the number of threads.
"""

import dataclasses
import random as chance

import numpy as np

from exam import sound as snd
from exam.conditions import Alteration
from exam.encoding import encode
from exam.manifest import ManifestError

SHORTEST_VIDEO_S, LONGEST_VIDEO_S = 100, 170
TRIES = 40
ROOM_NOISE_DB = -48     # under every voice, as no microphone is without
BABBLE_VOICES = 8
NEGATIVE_LEVELS_DB = (0, -6, -10, -15)


@dataclasses.dataclass
class Use:
    """A stretch of video in which a track plays."""
    start_s: float
    end_s: float
    track: dict
    track_start_s: float = 0.0
    change: Alteration = Alteration()
    level_db: float = 0.0


@dataclasses.dataclass
class Excerpt:
    """Sound cut out of a track, and where it came from."""
    sound: np.ndarray
    track: dict
    start_s: float
    change: Alteration = Alteration()


class Composer:
    """Makes one video. `uses` is the truth, `unknown` what plays of nobody's licensed music."""

    def __init__(self, pools, name, condition, seed):
        self.random = chance.Random(seed)
        self.noise = np.random.default_rng(self.random.randrange(2**32))
        self.pools, self.name, self.condition = pools, name, condition
        self.length_s = self.random.uniform(SHORTEST_VIDEO_S, LONGEST_VIDEO_S)
        self.samples = int(self.length_s * snd.RATE_HZ)
        self.uses, self.unknown = [], []

    def compose(self):
        """The finished sound, before filters and encoding."""
        lying_over = self._lying_over()
        music = self._music_track()
        if self.condition.duck_db:
            music *= snd.ducking(lying_over, self.condition.duck_db)
        if self.condition.over == "":
            lying_over = self._voice_between()
        whole = music + lying_over
        if self.condition.room:
            response = snd.room_response(self.noise, self.random.uniform(0.3, 0.7),
                                         self.random.uniform(-3, 6))
            whole = snd.convolved(whole, response)
        if self.condition.noise_db is not None:
            whole += (snd.pink_noise(self.samples, self.noise)
                      * snd.NOMINAL_RMS * snd.decibel(self.condition.noise_db))
        return whole * (0.7 / max(0.7, float(np.abs(whole).max())))

    # What lies over the music.

    def _lying_over(self):
        over = self.condition.over
        if over in ("", "nothing"):
            return snd.silence(self.samples)
        if over == "sfx":
            whole = self._joined(self.pools.sfx)
        elif over == "crowd":
            whole = self._crowd()
        elif over == "speech-with-pauses":
            whole = self._joined(self.pools.speech, (4, 12), (1, 4))
        else:
            whole = self._joined(self.pools.speech)
        if over == "speech-left":
            whole = snd.placed_left(whole, self.random.uniform(0.2, 0.6),
                                    self.random.uniform(0.0002, 0.0006))
        noise = snd.pink_noise(self.samples, self.noise)
        return whole + noise * snd.NOMINAL_RMS * snd.decibel(ROOM_NOISE_DB)

    def _joined(self, pool, lengths_s=(8, 38), pauses_s=(0, 0)):
        """Excerpts of `pool` one after another, centred, each at the nominal level."""
        whole = snd.silence(self.samples)
        at_s = 0.0
        while at_s < self.length_s:
            length_s = self.random.uniform(*lengths_s)
            excerpt = self._excerpt(pool, length_s)
            sound = snd.centred(excerpt.sound)
            snd.add_at(whole, sound * (snd.NOMINAL_RMS / snd.active_rms(sound)), at_s)
            at_s += length_s + self.random.uniform(*pauses_s)
        return whole

    def _crowd(self):
        """Many voices at once, each at its own place from left to right, and a cheering crowd."""
        whole = snd.silence(self.samples)
        for _ in range(BABBLE_VOICES):
            angle = self.random.uniform(0, np.pi / 2)
            voice = self._joined(self.pools.speech) * snd.decibel(self.random.uniform(-6, 0))
            whole += voice * np.array([np.cos(angle), np.sin(angle)], np.float32)
        whole *= snd.NOMINAL_RMS / snd.rms(whole)
        if self.pools.crowd:
            whole += self._joined(self.pools.crowd)
        return whole * (snd.NOMINAL_RMS / snd.rms(whole))

    def _voice_between(self):
        """A voice that speaks where no music plays, as in a real video."""
        voice = self._joined(self.pools.speech, (15, 15))
        for use in self.uses:
            start_s, end_s = max(0.0, use.start_s - 0.3), use.end_s + 0.3
            voice[int(start_s * snd.RATE_HZ):int(end_s * snd.RATE_HZ)] = 0
        return voice

    def _excerpt(self, pool, length_s):
        """A stretch with sound in it; silent ones are drawn again."""
        for _ in range(TRIES):
            track = self.random.choice(pool)
            room_s = track["duration_s"] - length_s - 0.5
            if room_s < 0.5:
                continue
            start_s = self.random.uniform(0, room_s)
            sound = snd.decode(track["path"], start_s, length_s)
            if len(sound) >= 0.98 * length_s * snd.RATE_HZ and snd.rms(sound) > 1e-3:
                return Excerpt(sound, track, start_s)
        raise ManifestError(f"{self.name}: no {length_s:.0f} s of sound among {len(pool)} tracks "
                            "of the corpus; add packages with longer ones to packages.txt")

    # The music.

    def _music(self, pool, length_s, alter=None):
        """`length_s` of music, altered, at the nominal level, without a second of near silence."""
        change = alter(self.random) if alter else Alteration()
        for _ in range(TRIES):
            track = self.random.choice(pool)
            needed_s = length_s * change.speed
            if track["duration_s"] < needed_s + 2:
                continue
            start_s = self.random.uniform(0.2, track["duration_s"] - needed_s - 1)
            sound = snd.decode(track["path"], start_s, needed_s + 0.3, change.filters)
            sound = sound[:int(length_s * snd.RATE_HZ)]
            is_whole = len(sound) >= 0.97 * length_s * snd.RATE_HZ and snd.rms(sound) >= 3e-3
            if is_whole and snd.quietest_second_rms(sound) >= 2e-4:
                return Excerpt(sound * (snd.NOMINAL_RMS / snd.rms(sound)), track, start_s, change)
        raise ManifestError(f"{self.name}: no {length_s:.0f} s of music among {len(pool)} tracks "
                            "of the corpus; add packages with longer ones to packages.txt")

    def _music_track(self):
        """All music of the video, in place; fills the truth."""
        whole = snd.silence(self.samples)
        if self.condition.pool == "none":
            return whole
        place = {"single": self._place_single, "mix": self._place_mix, "loop": self._place_loop,
                 "crossfade": self._place_crossfade}[self.condition.arrange]
        at_s = self.random.uniform(1, 6)
        while True:
            length_s = self.random.uniform(*self.condition.clip_s)
            if at_s + length_s > self.length_s - 1:
                return whole
            at_s = place(whole, at_s, length_s)

    def _put(self, whole, excerpt, at_s, level_db=0.0):
        """Fades an excerpt, adds it, and writes down that it plays."""
        seconds = self.random.choice((0.01, 0.5, 1.5))
        snd.add_at(whole, snd.fade(excerpt.sound, seconds, seconds) * snd.decibel(level_db), at_s)
        use = Use(at_s, at_s + len(excerpt.sound) / snd.RATE_HZ, excerpt.track, excerpt.start_s,
                  excerpt.change, level_db)
        (self.unknown if self.condition.negative else self.uses).append(use)

    def _pause_s(self):
        return self.random.uniform(2, 9)

    def _pool(self):
        return {"reference": self.pools.references, "unknown": self.pools.unknown,
                "drums": self.pools.drums}[self.condition.pool]

    def _place_single(self, whole, at_s, length_s):
        level_db = self.condition.level_db
        if self.condition.negative and self.condition.over == "speech":
            level_db = self.random.choice(NEGATIVE_LEVELS_DB)
        self._put(whole, self._music(self._pool(), length_s, self.condition.alter), at_s, level_db)
        return at_s + length_s + self._pause_s()

    def _place_mix(self, whole, at_s, length_s):
        first = self._music(self._pool(), length_s)
        self._put(whole, first, at_s)
        second_length_s = self.random.uniform(*self.condition.clip_s)
        second_at_s = at_s + self.random.uniform(0.3, 0.7) * length_s
        second_end_s = second_at_s + second_length_s
        if second_end_s < self.length_s - 1:
            others = [row for row in self._pool() if row is not first.track]
            self._put(whole, self._music(others, second_length_s), second_at_s,
                      self.random.choice((0, -3, -6)))
            return max(at_s + length_s, second_end_s) + self._pause_s()
        return at_s + length_s + self._pause_s()

    def _place_loop(self, whole, at_s, length_s):
        """The same few seconds three to five times, as many as the video has room for."""
        piece = self._music(self._pool(), length_s)
        room = int((self.length_s - 1 - at_s) / length_s)
        times = max(1, min(self.random.randrange(3, 6), room))
        for number in range(times):
            start_s = at_s + number * length_s
            self.uses.append(Use(start_s, start_s + length_s, piece.track, piece.start_s))
        seconds = self.random.choice((0.01, 0.5, 1.5))
        looped = np.concatenate([piece.sound] * times)
        snd.add_at(whole, snd.fade(looped, seconds, seconds), at_s)
        return at_s + times * length_s + self._pause_s()

    def _place_crossfade(self, whole, at_s, length_s):
        """The next track of a chain; what follows overlaps it by the 3 to 5 s of a crossfade."""
        overlap_s = self.random.uniform(3, 5)
        before_s = max(0.0, self.uses[-1].end_s - at_s) if self.uses else 0.01
        others = [row for row in self._pool() if not self.uses or row is not self.uses[-1].track]
        excerpt = self._music(others, length_s)
        follows = at_s + length_s - overlap_s + self.condition.clip_s[0] < self.length_s - 1
        snd.fade(excerpt.sound, before_s, overlap_s if follows else 0.5, equal_power=True)
        snd.add_at(whole, excerpt.sound, at_s)
        self.uses.append(Use(at_s, at_s + length_s, excerpt.track, excerpt.start_s))
        return at_s + length_s - overlap_s


def make_video(pools, name, condition, number, options):
    """Makes video `number` of a condition in `options.folder`; (path, uses, unknown uses)."""
    composer = Composer(pools, name, condition, f"{options.seed}/{name}/{number}")
    finished = composer.compose()
    path = encode(finished, f"{options.folder}/{name}_{number:02d}", composer.random,
                  condition.filters, condition.encoding)
    return path, composer.uses, composer.unknown
