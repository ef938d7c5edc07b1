"""The conditions of the exam: what is done to the music before it is published.

A condition is one row of CONDITIONS. Levels are in dB against the voice, the effects or the crowd
that the music lies under; `negative` conditions hold nothing of the catalogue.
"""

import dataclasses
import math

from exam.sound import RATE_HZ


@dataclasses.dataclass(frozen=True)
class Alteration:
    """A drawn change of the music: ffmpeg's filter chain, and what it does to speed and pitch."""
    filters: str = ""
    speed: float = 1.0
    semitones: float = 0.0


def resampled(low, high):
    """Speed and pitch changed together, as a tape does."""
    def draw(random):
        speed = random.uniform(low, high)
        return Alteration(f"aresample={RATE_HZ},asetrate={RATE_HZ * speed:.2f},aresample={RATE_HZ}",
                          speed, 12 * math.log2(speed))
    return draw


def stretched(low, high):
    """Tempo changed, pitch kept."""
    def draw(random):
        speed = random.uniform(low, high)
        return Alteration(f"atempo={speed:.5f}", speed, 0.0)
    return draw


def transposed(low, high):
    """Pitch changed, in semitones, tempo kept."""
    def draw(random):
        semitones = random.uniform(low, high)
        factor = 2 ** (semitones / 12)
        return Alteration(f"aresample={RATE_HZ},asetrate={RATE_HZ * factor:.2f},"
                          f"aresample={RATE_HZ},atempo={1 / factor:.5f}", 1.0, semitones)
    return draw


def treated(filters):
    """The same filters each time."""
    return lambda random: Alteration(filters)


@dataclasses.dataclass(frozen=True)
class Condition:
    """One way of publishing music. The fields that name a thing are read by exam.videos."""
    clip_s: tuple                  # shortest and longest stretch of music
    # What lies over the music: "" (it is alone, with a voice in between), speech, speech-left,
    # speech-with-pauses, sfx, crowd, or nothing (alone, and silence in between).
    over: str = ""
    level_db: float = 0.0
    alter: object = None           # draws an Alteration
    arrange: str = "single"        # single, mix (two at once), loop, crossfade
    duck_db: float = 0.0
    # Where the music comes from: reference (the catalogue), unknown, drums (the noisiest quarter of
    # the unknown), or none.
    pool: str = "reference"
    noise_db: float = None         # pink noise over all, against the music
    room: bool = False
    filters: str = ""              # over the finished sound
    encoding: str = ""             # "" draws a common one; else a name of exam.encoding

    @property
    def negative(self):
        return self.pool != "reference"


HARD_EFFECTS = ("equalizer=f=120:t=o:w=1.5:g=9,equalizer=f=3000:t=o:w=1.5:g=-8,"
                "acompressor=threshold=0.05:ratio=8:attack=5:release=60:makeup=4,"
                "aecho=0.8:0.7:40|90:0.3|0.2")
TELEPHONE = "highpass=f=300,lowpass=f=3400,aecho=0.8:0.6:23|37|61:0.35|0.25|0.15"
PHONE_MICROPHONE = "highpass=f=150:p=2,lowpass=f=7000:p=2"

CONDITIONS = {
    "clean": Condition((8, 30)),
    "short": Condition((3, 6)),
    "bed-10": Condition((10, 35), over="speech", level_db=-10),
    "bed-15": Condition((10, 35), over="speech", level_db=-15),
    "bed-20": Condition((10, 35), over="speech", level_db=-20),
    "bed-25": Condition((10, 35), over="speech", level_db=-25),
    "sfx-6": Condition((10, 30), over="sfx", level_db=-6),
    "lofi": Condition((8, 30), encoding="lofi",
                      filters="lowpass=f=3800,aresample=8000,aresample=44100"),
    "phone": Condition((10, 30), filters=TELEPHONE, noise_db=-8),
    "fx": Condition((8, 30), alter=treated(HARD_EFFECTS)),
    "speed-4": Condition((10, 30), alter=resampled(0.96, 1.04)),
    "speed-25": Condition((12, 30), alter=resampled(0.80, 1.25)),
    "tempo-8": Condition((12, 30), alter=stretched(0.92, 1.08)),
    "pitch-2": Condition((12, 30), alter=transposed(-2, 2)),
    "mix": Condition((15, 30), arrange="mix"),
    "loop": Condition((5, 9), arrange="loop"),
    "negative": Condition((10, 35), over="speech", pool="unknown"),
    "duck": Condition((10, 35), over="speech-with-pauses", duck_db=12),
    "voice-left": Condition((10, 35), over="speech-left", level_db=-10),
    "crossfade": Condition((15, 35), over="nothing", arrange="crossfade"),
    "crowd": Condition((10, 35), over="crowd", level_db=-6),
    "room": Condition((10, 30), room=True, filters=PHONE_MICROPHONE, noise_db=-20),
    "opus24": Condition((8, 30), encoding="opus24"),
    "opus48": Condition((8, 30), encoding="opus48"),
    "chain": Condition((8, 30), encoding="chain"),
    "negative-music": Condition((20, 60), over="nothing", pool="unknown"),
    "negative-drums": Condition((20, 60), over="nothing", pool="drums"),
    "negative-voice": Condition((10, 35), over="speech", pool="none"),
}
