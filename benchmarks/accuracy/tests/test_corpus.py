"""The list of packages, what leaves an archive, and what shares sound."""

import importlib.util
import os
import pathlib
import tempfile
import unittest
import zipfile

from exam.debian import CorpusError, parse_packages, unpack_archive

HAS_NUMPY = importlib.util.find_spec("numpy") is not None


class PackagesTest(unittest.TestCase):
    def test_the_list_of_the_tree_is_read(self):
        path = pathlib.Path(__file__).resolve().parents[1] / "packages.txt"
        packages = parse_packages(path.read_text(encoding="utf-8"), str(path))
        self.assertGreater(len(packages), 30)
        self.assertEqual(len({package.name for package in packages}), len(packages))

    def test_the_first_rule_that_matches_decides(self):
        package = parse_packages("a-data speech[fr]:/fr/ music:/music/ drop:.", "list")[0]
        self.assertEqual(package.rule_of("sounds/fr/hello.ogg").kind, "speech")
        self.assertEqual(package.rule_of("music/fr/song.ogg").name, "fr")
        self.assertEqual(package.rule_of("Music/song.ogg").kind, "music")
        self.assertEqual(package.rule_of("else.ogg").kind, "drop")

    def test_a_rule_that_is_none_is_refused_with_its_line(self):
        for line, reason in (("a-data noise:x", "is no rule"), ("a-data music:(", "expression"),
                             ("../a", "no name of a Debian package"),
                             ("--option", "no name of a Debian package")):
            with self.assertRaisesRegex(CorpusError, "list:2: .*" + reason):
                parse_packages("# a comment\n" + line, "list")


class ArchiveTest(unittest.TestCase):
    def test_only_sound_leaves_an_archive_and_only_into_its_folder(self):
        with tempfile.TemporaryDirectory() as place:
            path = os.path.join(place, "game", "data.pk3")
            os.makedirs(os.path.dirname(path))
            with zipfile.ZipFile(path, "w") as archive:
                for name in ("music/a.ogg", "maps/a.bsp", "../../escaped.ogg", "/absolute.ogg"):
                    archive.writestr(name, b"sound")
            unpack_archive(path)
            files = sorted(str(file.relative_to(place)) for file in pathlib.Path(place).rglob("*")
                           if file.is_file())
        self.assertNotIn("escaped.ogg", files)
        self.assertEqual([file for file in files if file.endswith("a.ogg")],
                         ["game/data.pk3.d/music/a.ogg"])
        self.assertTrue(all(file.startswith("game/data.pk3.d/") for file in files), files)

    def test_what_is_no_zip_file_is_taken_away(self):
        with tempfile.TemporaryDirectory() as place:
            path = os.path.join(place, "data.pk3")
            pathlib.Path(path).write_bytes(b"PACK, of another engine")
            unpack_archive(path)
            self.assertEqual(os.listdir(place), [])


@unittest.skipUnless(HAS_NUMPY, "numpy is not there (Debian package python3-numpy)")
class KinshipTest(unittest.TestCase):
    def words(self, seed, count=300):
        import numpy as np
        return np.random.default_rng(seed).integers(0, 2**32, count, dtype=np.uint32)

    def test_a_shared_stretch_is_found_with_its_length(self):
        import numpy as np
        from exam.kinship import WORD_S, related_pairs
        one, other = self.words(1), self.words(2)
        other = np.concatenate([other[:50], one[100:200], other[50:]])
        (first, second, seconds), = related_pairs([one, other, self.words(3)])
        self.assertEqual((first, second), (0, 1))
        self.assertAlmostEqual(seconds, 100 * WORD_S, delta=2)

    def test_a_shared_stretch_of_two_seconds_is_none(self):
        import numpy as np
        from exam.kinship import related_pairs
        one, other = self.words(1), self.words(2)
        other = np.concatenate([other, one[100:116]])
        self.assertEqual(related_pairs([one, other]), [])

    def test_another_arrangement_in_step_is_the_same_piece(self):
        import numpy as np
        from exam.kinship import plays_in_step
        one = self.words(1)
        flips = np.random.default_rng(2).random((300, 32)) < 0.34
        weights = np.left_shift(np.uint32(1), np.arange(32, dtype=np.uint32))
        other = one ^ (flips * weights).sum(1).astype(np.uint32)
        self.assertTrue(plays_in_step(one, other))
        self.assertTrue(plays_in_step(one, other[15:]))
        self.assertFalse(plays_in_step(one, other[:200]))
        self.assertFalse(plays_in_step(one, self.words(3)))

    def test_groups_join_across_a_chain(self):
        from exam.kinship import Groups
        groups = Groups(4)
        groups.join(2, 3)
        groups.join(3, 0)
        self.assertEqual([groups.of(number) for number in range(4)], [0, 1, 0, 0])

    def test_versions_of_a_tune_have_one_name(self):
        from exam.kinship import tune_of
        self.assertEqual(tune_of("pkg/kart/music/Farm_fast.ogg"), tune_of("pkg/kart/farm.ogg"))
        self.assertNotEqual(tune_of("pkg/kart/farm.ogg"), tune_of("pkg/other/farm.ogg"))


@unittest.skipUnless(HAS_NUMPY, "numpy is not there (Debian package python3-numpy)")
class SoundTest(unittest.TestCase):
    def test_music_is_ducked_while_a_voice_speaks_and_only_then(self):
        import numpy as np
        from exam import sound as snd
        voice = snd.silence(6 * snd.RATE_HZ)
        speaking = slice(2 * snd.RATE_HZ, 4 * snd.RATE_HZ)
        voice[speaking] = np.random.default_rng(1).standard_normal((2 * snd.RATE_HZ, 2)) * 0.1
        gain_db = 20 * np.log10(snd.ducking(voice, 12)[:, 0])
        self.assertAlmostEqual(gain_db[snd.RATE_HZ], 0, places=3)
        self.assertAlmostEqual(gain_db[3 * snd.RATE_HZ], -12, places=1)
        self.assertGreater(gain_db[-1], -1)

    def test_a_room_does_not_move_the_sound(self):
        import numpy as np
        from exam import sound as snd
        click = snd.silence(snd.RATE_HZ * 12)
        click[snd.RATE_HZ * 7] = 1
        response = snd.room_response(np.random.default_rng(1), 0.5, 3)
        heard = snd.convolved(click, response)
        self.assertEqual(int(np.argmax(np.abs(heard[:, 0]))), snd.RATE_HZ * 7)
        self.assertEqual(heard.shape, click.shape)

    def test_a_voice_left_of_the_centre_stays_in_the_side(self):
        import numpy as np
        from exam import sound as snd
        voice = np.random.default_rng(1).standard_normal((snd.RATE_HZ, 1)).repeat(2, 1)
        placed = snd.placed_left(voice.astype(np.float32), 0.4, 0.0004)
        self.assertGreater(snd.rms(placed[:, :1] - placed[:, 1:]), 0.5 * snd.rms(placed))


@unittest.skipUnless(HAS_NUMPY, "numpy is not there (Debian package python3-numpy)")
class PoolsTest(unittest.TestCase):
    def rows(self):
        def row(name, kind, role="", group="", related=""):
            return {"id": name, "path": name, "kind": kind, "role": role, "group": group,
                    "related": related, "duration_s": 60.0}
        return [row("r1", "music", "reference", "g1"), row("r2", "music", "reference", "g2"),
                row("u1", "music", "unknown", "g3"), row("u2", "music", "unknown", "g1"),
                row("u3", "music", "unknown", "g4", related="r2:9s"), row("s", "speech"),
                row("e", "sfx")]

    def test_music_kin_to_a_reference_is_not_unknown(self):
        from exam.manifest import Pools
        self.assertEqual([row["id"] for row in Pools(self.rows()).unknown], ["u1"])

    def test_kin_of_a_reference_left_out_stays_out(self):
        from exam.manifest import Pools
        pools = Pools(self.rows(), max_references=1)
        self.assertEqual(len(pools.references), 1)
        self.assertEqual([row["id"] for row in pools.unknown], ["u1"])

    def test_a_corpus_without_voices_is_refused(self):
        from exam.manifest import ManifestError, Pools
        with self.assertRaisesRegex(ManifestError, "holds no speech"):
            Pools([row for row in self.rows() if row["kind"] != "speech"])


if __name__ == "__main__":
    unittest.main()
