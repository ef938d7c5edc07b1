"""exam.scoring on cases small enough to reckon by hand."""

import unittest

from exam.scoring import (Claim, Truth, Video, calibration, cell_counts, is_false, is_found,
                          offset_error_s, percentile, score, true_share)


def video(truths, claims, length_s=100.0, condition="clean"):
    return Video(f"{condition}_00.mp4", condition, length_s, tuple(truths), tuple(claims))


def figures(truths, claims, length_s=100.0):
    return score([video(truths, claims, length_s)])["conditions"]["clean"]


class SegmentsTest(unittest.TestCase):
    def test_a_segment_half_covered_is_found(self):
        self.assertTrue(is_found(Truth(10, 20, "a"), [Claim(10, 15, "a")]))

    def test_a_segment_less_than_half_covered_is_missed(self):
        self.assertFalse(is_found(Truth(10, 20, "a"), [Claim(10, 14.9, "a")]))

    def test_pieces_add_up(self):
        self.assertTrue(is_found(Truth(10, 20, "a"), [Claim(10, 13, "a"), Claim(16, 18, "a")]))

    def test_another_track_does_not_count(self):
        self.assertFalse(is_found(Truth(10, 20, "a"), [Claim(10, 20, "b")]))

    def test_a_missed_segment_is_named(self):
        result = score([video([Truth(10, 20, "a")], [])])
        self.assertEqual([missed["track"] for missed in result["missed"]], ["a"])


class FalseClaimsTest(unittest.TestCase):
    def test_a_claim_a_quarter_true_is_not_false(self):
        self.assertFalse(is_false(Claim(0, 20, "a"), [Truth(0, 5, "a")]))

    def test_a_claim_less_than_a_quarter_true_is_false(self):
        self.assertTrue(is_false(Claim(0, 20, "a"), [Truth(0, 4.9, "a")]))

    def test_the_right_time_on_the_wrong_track_is_false(self):
        self.assertTrue(is_false(Claim(0, 20, "b"), [Truth(0, 20, "a")]))

    def test_a_claim_of_no_length_is_false(self):
        self.assertEqual(true_share(Claim(5, 5, "a"), [Truth(0, 20, "a")]), 0.0)

    def test_a_claim_that_spans_loops_is_true_throughout(self):
        loops = [Truth(0, 5, "a"), Truth(5, 10, "a")]
        self.assertEqual(true_share(Claim(0, 10, "a"), loops), 1.0)

    def test_false_claims_are_reckoned_per_hour_of_video(self):
        self.assertEqual(figures([], [Claim(0, 10, "a")], length_s=1800)["false_per_hour"], 2.0)

    def test_a_false_claim_is_listed_with_its_evidence(self):
        claim = Claim(0, 10, "a", evidence={"evidence": {"score": 12.5}})
        listed = score([video([], [claim])])["false_claims"]
        self.assertEqual(listed[0]["evidence"]["evidence"]["score"], 12.5)


class TimeTest(unittest.TestCase):
    def test_a_perfect_claim_scores_one(self):
        row = figures([Truth(10, 20, "a")], [Claim(10, 20, "a")])
        self.assertEqual((row["time_recall"], row["time_precision"], row["time_f1"]), (1, 1, 1))

    def test_half_a_second_around_true_edges_is_left_out(self):
        exact = cell_counts(video([Truth(10, 20, "a")], [Claim(10, 20, "a")]))
        early = cell_counts(video([Truth(10, 20, "a")], [Claim(9.6, 20.4, "a")]))
        self.assertEqual(exact, early)
        self.assertEqual(exact, (36, 0, 0))

    def test_time_beyond_the_collar_is_claimed_wrongly(self):
        self.assertEqual(cell_counts(video([Truth(10, 20, "a")], [Claim(10, 22.5, "a")])),
                         (36, 8, 0))

    def test_two_tracks_at_once_are_counted_apart(self):
        both = [Truth(10, 20, "a"), Truth(10, 20, "b")]
        self.assertEqual(cell_counts(video(both, [Claim(10, 20, "a")])), (36, 0, 36))

    def test_no_claims_give_no_precision_and_no_f1(self):
        row = figures([Truth(10, 20, "a")], [])
        self.assertEqual((row["time_recall"], row["time_precision"], row["time_f1"]), (0, None, 0))

    def test_a_video_without_truth_has_no_recall(self):
        row = figures([], [])
        self.assertIsNone(row["segment_recall"])
        self.assertIsNone(row["time_f1"])

    def test_cells_beyond_the_end_of_the_video_do_not_count(self):
        self.assertEqual(cell_counts(video([], [Claim(99, 200, "a")], length_s=100))[1], 6)


class ErrorsTest(unittest.TestCase):
    def test_edges_are_the_outermost_of_the_claims(self):
        row = figures([Truth(10, 20, "a")], [Claim(10.25, 14, "a"), Claim(15, 20.75, "a")])
        self.assertAlmostEqual(row["edge_median_s"], 0.5)
        self.assertAlmostEqual(row["edge_p95_s"], 0.725)

    def test_offsets_are_compared_at_one_instant(self):
        truth = Truth(10, 20, "a", track_start_s=100)
        self.assertAlmostEqual(offset_error_s(truth, Claim(12, 20, "a", track_start_s=102.1)), 0.1)

    def test_a_claim_that_starts_early_is_taken_to_where_the_music_starts(self):
        truth = Truth(10, 20, "a", track_start_s=100)
        self.assertAlmostEqual(offset_error_s(truth, Claim(8, 20, "a", track_start_s=98)), 0.0)

    def test_offsets_follow_the_true_speed(self):
        truth = Truth(10, 20, "a", track_start_s=100, speed=1.25)
        self.assertAlmostEqual(offset_error_s(truth, Claim(14, 20, "a", track_start_s=105)), 0.0)

    def test_missed_segments_have_no_errors(self):
        row = figures([Truth(10, 20, "a")], [Claim(18, 20, "a")])
        self.assertIsNone(row["edge_median_s"])
        self.assertIsNone(row["offset_median_s"])

    def test_percentiles_lie_between_the_nearest_values(self):
        self.assertEqual(percentile([4, 1, 3, 2], 50), 2.5)
        self.assertAlmostEqual(percentile([0, 10], 95), 9.5)
        self.assertEqual(percentile([7], 95), 7)
        self.assertIsNone(percentile([], 50))


class CalibrationTest(unittest.TestCase):
    def test_claims_are_counted_in_their_tenth(self):
        claims = [Claim(0, 10, "a", confidence=0.95), Claim(0, 10, "b", confidence=1.0),
                  Claim(0, 10, "b", confidence=0.35)]
        result = calibration([video([Truth(0, 10, "a")], claims)])
        self.assertEqual([row["claims"] for row in result["deciles"]],
                         [0, 0, 0, 1, 0, 0, 0, 0, 0, 2])
        self.assertEqual(result["at_least_0.9"]["true_share"], 0.5)

    def test_an_empty_tenth_has_no_share(self):
        self.assertIsNone(calibration([])["deciles"][0]["true_share"])


class ConditionsTest(unittest.TestCase):
    def test_all_sums_what_the_conditions_hold(self):
        result = score([video([Truth(0, 10, "a")], [Claim(0, 10, "a")], condition="clean"),
                        video([Truth(0, 10, "a")], [], condition="short")])
        self.assertEqual(list(result["conditions"]), ["clean", "short"])
        self.assertEqual(result["all"]["segment_recall"], 0.5)
        self.assertEqual(result["all"]["truths"], 2)


if __name__ == "__main__":
    unittest.main()
