"""Composing videos, with noise in place of what ffmpeg would decode."""

import dataclasses
import importlib.util
import unittest
import zlib
from unittest import mock

HAS_NUMPY = importlib.util.find_spec("numpy") is not None
if HAS_NUMPY:
    import numpy as np

    from exam import sound as snd
    from exam import videos
    from exam.conditions import CONDITIONS
    from exam.manifest import Pools


def decode_noise(path, start_s, length_s, filters=None):
    """The same noise for the same stretch, as decoding would be; shaped like sound.decode's."""
    seed = zlib.crc32(f"{path} {start_s:.3f} {filters}".encode())
    # What a filter slows down becomes longer.
    samples = int(length_s * (1.5 if filters else 1) * snd.RATE_HZ)
    return np.random.default_rng(seed).standard_normal((samples, 2)).astype(np.float32) * 0.1


def small_pools():
    def rows(kind, role, count):
        return [{"id": f"{kind}{role}{number}", "path": f"/{kind}/{role}{number}", "kind": kind,
                 "role": role, "group": "", "related": "", "duration_s": 300.0}
                for number in range(count)]
    return Pools(rows("music", "reference", 3) + rows("music", "unknown", 2)
                 + rows("speech", "", 2) + rows("sfx", "", 2) + rows("crowd", "", 1))


@unittest.skipUnless(HAS_NUMPY, "numpy is not there (Debian package python3-numpy)")
class ComposerTest(unittest.TestCase):
    def setUp(self):
        # Long enough for the longest piece of any condition, so that every video holds one.
        for module, name, value in ((videos, "SHORTEST_VIDEO_S", 70),
                                    (videos, "LONGEST_VIDEO_S", 75),
                                    (snd, "RATE_HZ", 8000), (snd, "decode", decode_noise)):
            patch = mock.patch.object(module, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        self.pools = small_pools()
        self.pools.drums = self.pools.unknown[:1]

    def compose(self, name, seed="1"):
        composer = videos.Composer(self.pools, name, CONDITIONS[name], seed)
        return composer, composer.compose()

    def test_every_condition_composes_and_knows_its_truth(self):
        for name, condition in CONDITIONS.items():
            with self.subTest(name):
                composer, sound = self.compose(name)
                self.assertEqual(sound.shape, (composer.samples, 2))
                self.assertLessEqual(float(np.abs(sound).max()), 0.71)
                self.assertEqual(bool(composer.uses), not condition.negative)
                self.assertEqual(bool(composer.unknown), condition.pool in ("unknown", "drums"))
                for use in composer.uses:
                    self.assertLess(use.end_s, composer.length_s)
                    self.assertEqual(use.track["role"], "reference")

    def test_drums_need_no_choice_unless_they_are_asked_for(self):
        self.pools.drums = ()
        self.assertTrue(self.compose("clean")[0].uses)

    def test_the_same_seed_makes_the_same_sound(self):
        np.testing.assert_array_equal(self.compose("crowd")[1], self.compose("crowd")[1])

    def test_another_seed_makes_another(self):
        starts = [[use.start_s for use in self.compose("clean", seed)[0].uses] for seed in "12"]
        self.assertNotEqual(*starts)

    def test_loops_follow_one_another_from_the_same_place(self):
        uses = self.compose("loop")[0].uses
        for one, other in zip(uses, uses[1:]):
            if one.track_start_s == other.track_start_s:
                self.assertAlmostEqual(one.end_s, other.start_s, places=6)

    def test_crossfaded_tracks_overlap_by_three_to_five_seconds(self):
        uses = self.compose("crossfade")[0].uses
        self.assertGreater(len(uses), 1)
        for one, other in zip(uses, uses[1:]):
            self.assertTrue(3 <= one.end_s - other.start_s <= 5)
            self.assertIsNot(one.track, other.track)

    def test_a_bed_lies_its_decibels_below_the_voice(self):
        level = {}
        for over in ("speech", "nothing"):
            condition = dataclasses.replace(CONDITIONS["bed-20"], over=over)
            composer = videos.Composer(self.pools, "bed-20", condition, "1")
            whole = composer.compose()
            use = composer.uses[0]
            middle_s = (use.start_s + use.end_s) / 2
            at = int(middle_s * snd.RATE_HZ)
            level[over] = snd.rms(whole[at - snd.RATE_HZ:at + snd.RATE_HZ])
        below_db = 20 * np.log10(level["nothing"] / level["speech"])
        self.assertAlmostEqual(below_db, -20, delta=0.5)


if __name__ == "__main__":
    unittest.main()
