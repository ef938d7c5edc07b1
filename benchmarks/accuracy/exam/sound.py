"""Sound as numpy arrays: decoding, levels, noise, fades, ducking, a room. All of it is stereo
float32 of shape (samples, 2) at RATE_HZ. What is drawn by chance comes from the generator handed
in, so that the same seed makes the same sound."""

import subprocess

import numpy as np

RATE_HZ = 44100
# Every source is brought to this level before a condition sets its own, relative to it.
NOMINAL_RMS = 0.1
_BLOCK = RATE_HZ // 10


def decode(path, start_s, length_s, filters=None):
    """What ffmpeg decodes of a stretch of `path`, after `filters`; shorter where the file ends."""
    command = ["ffmpeg", "-v", "fatal", "-nostdin", "-threads", "1", "-ss", f"{start_s:.4f}",
               "-t", f"{length_s:.4f}", "-i", path, "-vn"]
    command += ["-af", filters] if filters else []
    command += ["-ac", "2", "-ar", str(RATE_HZ), "-f", "f32le", "-"]
    raw = subprocess.run(command, capture_output=True, check=False).stdout
    return np.frombuffer(raw[:len(raw) // 8 * 8], np.float32).reshape(-1, 2).copy()


def decibel(level_db):
    """The factor of amplitude that `level_db` is."""
    return 10 ** (level_db / 20)


def rms(sound):
    return float(np.sqrt(np.mean(np.square(sound)) + 1e-12))


def _block_rms(sound, block=_BLOCK):
    count = len(sound) // block
    return np.sqrt(np.mean(np.square(sound[:count * block].reshape(count, -1)), axis=1))


def active_rms(sound):
    """RMS over the tenths of a second that hold sound, so that pauses do not lower the level."""
    blocks = _block_rms(sound)
    if len(blocks) == 0 or blocks.max() == 0:
        return rms(sound)
    return float(np.sqrt(np.mean(np.square(blocks[blocks > 0.1 * blocks.max()])) + 1e-12))


def quietest_second_rms(sound):
    return min((rms(sound[at:at + RATE_HZ]) for at in
                range(0, len(sound) - RATE_HZ + 1, RATE_HZ)), default=0.0)


def silence(samples):
    return np.zeros((samples, 2), np.float32)


def pink_noise(samples, random):
    """Pink noise of RMS 1, the same on both sides."""
    padded = 1 << max(1, (samples - 1).bit_length())
    spectrum = np.fft.rfft(random.standard_normal(padded))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    noise = np.fft.irfft(spectrum, padded)[:samples]
    return (noise / rms(noise))[:, None].repeat(2, 1).astype(np.float32)


def centred(sound):
    """The sum of both sides, on both sides."""
    return sound.mean(1, keepdims=True).repeat(2, 1)


def placed_left(sound, right_gain, delay_s):
    """A voice left of the centre, weaker and later on the right: left minus right keeps it."""
    middle = sound.mean(1)
    delay = int(delay_s * RATE_HZ)
    right = np.concatenate([np.zeros(delay, np.float32), middle[:len(middle) - delay]])
    return np.stack([middle, right * right_gain], 1)


def add_at(whole, part, second):
    """Adds `part` into `whole` from `second` on; what would stand beyond the end is left out."""
    at = int(second * RATE_HZ)
    fitting = part[:max(0, len(whole) - at)]
    whole[at:at + len(fitting)] += fitting


def fade(sound, in_s, out_s, equal_power=False):
    """Fades `sound` in and out, in place, each over at most half of it."""
    for seconds, side in ((in_s, sound), (out_s, sound[::-1])):
        samples = min(int(seconds * RATE_HZ), len(sound) // 2)
        ramp = np.linspace(0, 1, samples, dtype=np.float32)
        side[:samples] *= (np.sin(ramp * np.pi / 2) if equal_power else ramp)[:, None]
    return sound


def ducking(voice, depth_db):
    """The gain, shape (samples, 1), of music that goes down by `depth_db` whenever `voice` speaks.

    A broadcast ducker: opens 30 dB below the voice's level, holds for 0.25 s, and moves with time
    constants of 0.05 s down and 0.4 s up.
    """
    step = RATE_HZ // 100
    speaking = _block_rms(voice, step) > active_rms(voice) * decibel(-30)
    held = np.convolve(speaking, np.ones(26))[:len(speaking)] > 0
    gain_db = np.zeros(len(held))
    now = 0.0
    for i, is_held in enumerate(held):
        target, constant_s = (-depth_db, 0.05) if is_held else (0.0, 0.4)
        now += (target - now) * (1 - np.exp(-0.01 / constant_s))
        gain_db[i] = now
    at = np.arange(len(voice)) / step
    return decibel(np.interp(at, np.arange(len(gain_db)), gain_db))[:, None].astype(np.float32)


def room_response(random, decay_s, direct_to_rest_db):
    """One channel of a made room: the direct sound, six early reflections, and a decaying tail.

    `decay_s` is the time in which the tail falls by 60 dB; high tones decay twice as fast.
    """
    samples = int(decay_s * RATE_HZ)
    at_s = np.arange(samples) / RATE_HZ
    noise = random.standard_normal(samples)
    dull = np.convolve(noise, np.ones(8) / 8, "same")
    tail = dull * 10 ** (-3 * at_s / decay_s) + (noise - dull) * 10 ** (-6 * at_s / decay_s)
    tail[:int(0.004 * RATE_HZ)] = 0
    for _ in range(6):
        tail[int(random.uniform(0.004, 0.04) * RATE_HZ)] += random.uniform(-6, 6)
    tail *= decibel(-direct_to_rest_db) / np.sqrt(np.sum(np.square(tail)))
    tail[0] = 1.0
    return tail


def convolved(sound, response):
    """Both sides' mean as heard through `response`, as long as `sound`; by overlapped blocks."""
    middle = sound.mean(1)
    size = 1 << 18
    step = size - len(response) + 1
    spectrum = np.fft.rfft(response, size)
    heard = np.zeros(len(middle) + size)
    for at in range(0, len(middle), step):
        block = np.fft.rfft(middle[at:at + step], size)
        heard[at:at + size] += np.fft.irfft(block * spectrum, size)
    return heard[:len(middle), None].repeat(2, 1).astype(np.float32)
