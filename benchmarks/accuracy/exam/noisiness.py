"""Which tracks are mostly drums and noise: those whose spectrum is flattest. Their peaks stand at
random, many at once, and so are likeliest to be taken for another track's."""

import numpy as np

from exam import sound as snd

FRAME = 4096
LISTENED_S = 20


def flatness(track):
    """Geometric over arithmetic mean of the power spectrum, 0 to 1; the median over frames."""
    start_s = max(0.0, (track["duration_s"] - LISTENED_S) / 2)
    middle = snd.decode(track["path"], start_s, LISTENED_S).mean(1)
    frames = middle[:len(middle) // FRAME * FRAME].reshape(-1, FRAME) * np.hanning(FRAME)
    if len(frames) == 0:
        return 0.0
    # To 10 kHz: above, coding leaves nothing, and would decide.
    power = np.square(np.abs(np.fft.rfft(frames)))[:, 4:FRAME * 10000 // snd.RATE_HZ] + 1e-9
    return float(np.median(np.exp(np.log(power).mean(1)) / power.mean(1)))


def noisiest_quarter(tracks):
    """The quarter of `tracks`, at least one, with the flattest spectra."""
    ordered = sorted(tracks, key=lambda track: (-flatness(track), track["id"]))
    return ordered[:max(1, len(ordered) // 4)]
