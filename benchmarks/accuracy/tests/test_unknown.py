"""exam.unknown on cases small enough to reckon by hand."""

import unittest

from exam.report import unknown_table
from exam.scoring import Truth, Video
from exam.unknown import score_unknown


def figures(unknown, reported, truths=(), length_s=100.0):
    video = Video("negative_00.mp4", "negative", length_s, tuple(truths), (), tuple(unknown),
                  tuple(reported))
    return score_unknown([video])["conditions"]["negative"]


class UnknownTest(unittest.TestCase):
    def test_all_that_plays_and_nothing_else_is_perfect(self):
        row = figures([(20, 60)], [(20, 60)])
        self.assertEqual((row["time_recall"], row["time_precision"], row["false_share"]), (1, 1, 0))

    def test_two_seconds_around_edges_are_left_out(self):
        row = figures([(20, 60)], [(18.1, 61.9)])
        self.assertEqual((row["time_recall"], row["time_precision"], row["false_share"]), (1, 1, 0))
        self.assertAlmostEqual(row["unknown_hours"], 36 / 3600)
        self.assertAlmostEqual(row["without_hours"], (18 + 38) / 3600)

    def test_half_reported_is_half_recalled(self):
        self.assertEqual(figures([(20, 60)], [(0, 40)])["time_recall"], 0.5)

    def test_time_without_music_that_is_reported_is_false(self):
        row = figures([(20, 60)], [(20, 60), (70, 79)])
        self.assertAlmostEqual(row["false_share"], 9 / 56)
        self.assertAlmostEqual(row["time_precision"], 36 / 45)

    def test_a_voice_alone_has_no_recall_and_no_precision(self):
        row = figures([], [])
        self.assertEqual((row["time_recall"], row["time_precision"], row["false_share"]),
                         (None, None, 0))

    def test_licensed_music_reported_is_not_judged(self):
        row = figures([], [(20, 60)], truths=[Truth(20, 60, "a")])
        self.assertEqual((row["time_precision"], row["false_share"]), (None, 0))

    def test_all_sums_the_conditions(self):
        one = Video("negative_00.mp4", "negative", 100, (), (), ((20, 60),), ((20, 60),))
        other = Video("clean_00.mp4", "clean", 100, (), (), (), ((0, 25),))
        result = score_unknown([one, other])
        self.assertEqual(list(result["conditions"]), ["negative", "clean"])
        self.assertAlmostEqual(result["all"]["false_share"], 25 / 156)

    def test_a_recogniser_that_reports_none_is_not_scored(self):
        video = Video("negative_00.mp4", "negative", 100, (), (), ((20, 60),))
        self.assertEqual(score_unknown([video]), {})
        self.assertEqual(unknown_table({"unknown_music": {}}), "")

    def test_the_table_has_a_line_for_each_condition_and_for_all(self):
        video = Video("negative_00.mp4", "negative", 100, (), (), ((20, 60),), ((20, 60),))
        lines = unknown_table({"unknown_music": score_unknown([video])}).splitlines()
        self.assertEqual([line.split()[0] for line in lines], ["unknown", "negative", "ALL"])
        self.assertIn("1.000", lines[1])


if __name__ == "__main__":
    unittest.main()
