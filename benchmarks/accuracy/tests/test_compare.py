"""benchmarks/compare.py: what counts as worse, and its exit codes."""

import contextlib
import importlib.util
import io
import json
import os
import pathlib
import tempfile
import unittest

_PATH = pathlib.Path(__file__).resolve().parents[2] / "compare.py"
_SPEC = importlib.util.spec_from_file_location("compare", _PATH)
compare = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(compare)


def verdict(name, before, after, *rules):
    rules = (*map(compare.parse_rule, rules), *compare.RULES)
    return compare.judge(name, before, after, rules)


class JudgeTest(unittest.TestCase):
    def test_recall_that_falls_is_worse(self):
        self.assertEqual(verdict("conditions.short.segment_recall", 0.98, 0.96), "worse")

    def test_recall_that_rises_is_better(self):
        self.assertEqual(verdict("conditions.short.segment_recall", 0.96, 0.98), "better")

    def test_a_hundredth_of_recall_is_the_same(self):
        self.assertEqual(verdict("all.segment_recall", 0.98, 0.97), "")

    def test_one_false_claim_more_is_worse(self):
        self.assertEqual(verdict("all.false_claims", 0, 1), "worse")
        self.assertEqual(verdict("all.false_per_hour", 0.0, 0.01), "worse")

    def test_time_may_grow_by_a_tenth(self):
        self.assertEqual(verdict("scan_cpu_seconds", 10, 11), "")
        self.assertEqual(verdict("scan_cpu_seconds", 10, 11.1), "worse")

    def test_speed_must_not_fall_by_more_than_a_tenth(self):
        self.assertEqual(verdict("videos_per_s", 100, 89), "worse")
        self.assertEqual(verdict("videos_per_s", 100, 112), "better")

    def test_counts_of_the_exam_are_not_judged(self):
        self.assertEqual(verdict("all.truths", 100, 50), "")

    def test_a_name_of_no_rule_is_not_judged(self):
        self.assertEqual(verdict("answer", 42, 1), "")

    def test_a_measured_number_that_is_gone_is_missing(self):
        self.assertEqual(verdict("all.segment_recall", 0.9, None), "missing")

    def test_a_number_that_came_is_new(self):
        self.assertEqual(verdict("all.segment_recall", None, 0.9), "new")

    def test_a_number_that_became_nonsense_is_worse(self):
        self.assertEqual(verdict("all.segment_recall", 0.9, float("nan")), "worse")

    def test_the_first_rule_that_applies_decides(self):
        self.assertEqual(verdict("all.segment_recall", 0.98, 0.95, "*recall=higher:0.05"), "")
        self.assertEqual(verdict("answer", 42, 41, "answer=higher"), "worse")
        self.assertEqual(verdict("scan_cpu_seconds", 10, 20, "*seconds=shown"), "")

    def test_a_rule_may_be_in_percent(self):
        self.assertEqual(verdict("answer", 100, 119, "answer=lower:20%"), "")
        self.assertEqual(verdict("answer", 100, 121, "answer=lower:20%"), "worse")

    def test_a_rule_that_is_none_is_refused(self):
        for text in ("", "recall", "recall=up", "=higher", "a=lower:x", "a=lower:-1",
                     "a=lower:nan"):
            with self.assertRaises(ValueError, msg=text):
                compare.parse_rule(text)


class NumbersTest(unittest.TestCase):
    def test_names_are_joined_with_dots(self):
        self.assertEqual(compare.numbers({"a": {"b": 1, "c": "text"}, "d": 2.5}),
                         {"a.b": 1, "d": 2.5})

    def test_truth_values_and_lists_are_no_numbers(self):
        self.assertEqual(compare.numbers({"a": True, "b": None, "c": [1, 2]}), {})


class ProgramTest(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = place.name

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run_on(self, before, after, *options):
        """(exit code, standard output, standard error) of comparing two documents."""
        words = [self.write("before.json", json.dumps(before)),
                 self.write("after.json", json.dumps(after)), *options]
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = compare.main(words)
        return code, out.getvalue(), err.getvalue()

    def test_the_same_twice_ends_with_0(self):
        self.assertEqual(self.run_on({"cpu_s": 3.5}, {"cpu_s": 3.5})[0], 0)

    def test_something_worse_ends_with_1_and_is_named(self):
        code, out, _ = self.run_on({"cpu_s": 3.5, "f1": 0.9}, {"cpu_s": 7.0, "f1": 0.9})
        self.assertEqual(code, 1)
        self.assertRegex(out, r"cpu_s +3\.5 +7 +\+3\.5  worse")

    def test_other_parameters_are_pointed_out(self):
        before, after = ({"parameters": {"seed": seed}, "f1": 1.0} for seed in ("1", "2"))
        self.assertIn('seed was "1", is "2"', self.run_on(before, after)[2])

    def test_a_file_that_is_no_result_ends_with_2(self):
        good = self.write("good.json", '{"f1": 1}')
        for text in ("", "[1]", "{}", '{"f1": 1'):
            bad = self.write("bad.json", text)
            with contextlib.redirect_stderr(io.StringIO()) as err:
                self.assertEqual(compare.main([good, bad]), 2)
            self.assertIn("name a JSON file of results", err.getvalue())


if __name__ == "__main__":
    unittest.main()
