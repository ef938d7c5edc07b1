"""Reading exams and claims, whole and damaged."""

import json
import os
import tempfile
import unittest

from exam.files import Exam, ExamError, condition_of, read_claims, read_reported

TRUTH = ("video,start_s,end_s,track,track_start_s,speed,semitones,level_db,condition\n"
         "/videos/clean_00.mp4,10.000,20.000,/music/a.ogg,100.000,1.25000,0.000,0.0,clean\n")
SEGMENT = {"start_ms": 10250, "end_ms": 20500, "track_path": "/music/a.ogg", "track_id": "1",
           "track_start_ms": 100250, "confidence": 0.97, "level_db": -10.0,
           "evidence": {"peaks_found": 80, "score": 41.5}}


class FilesTest(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = place.name
        self.write("queries.txt", "/videos/clean_00.mp4\n/videos/bed-10_01.webm\n")
        self.write("truth.csv", TRUTH)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_the_truth_is_read_as_it_was_written(self):
        truth = Exam(self.folder).truths["/videos/clean_00.mp4"][0]
        self.assertEqual((truth.start_s, truth.end_s, truth.track_start_s, truth.speed),
                         (10, 20, 100, 1.25))

    def test_tracks_of_a_group_are_one(self):
        self.write("groups.csv", "/music/a.ogg,g1\n/music/a_loop.ogg,g1\n")
        exam = Exam(self.folder)
        self.assertEqual(exam.group("/music/a.ogg"), exam.group("/music/a_loop.ogg"))
        self.assertEqual(exam.truths["/videos/clean_00.mp4"][0].track, "g1")

    def test_a_track_without_a_group_is_its_own(self):
        self.assertEqual(Exam(self.folder).group("/music/b.ogg"), "/music/b.ogg")

    def test_a_condition_is_in_the_name_of_the_video(self):
        self.assertEqual(condition_of("/videos/bed-10_01.webm"), "bed-10")

    def test_other_conditions_can_be_left_out(self):
        exam = Exam(self.folder)
        exam.only(["bed-10"])
        self.assertEqual(exam.videos, ["/videos/bed-10_01.webm"])

    def test_a_condition_that_is_not_there_is_refused(self):
        with self.assertRaisesRegex(ExamError, "no video of condition duck"):
            Exam(self.folder).only(["duck"])

    def test_a_folder_without_an_exam_names_the_maker(self):
        with self.assertRaisesRegex(ExamError, "make_exam"):
            Exam(os.path.join(self.folder, "absent"))

    def test_a_scan_becomes_claims_with_their_evidence(self):
        scan = {"video": "/videos/clean_00.mp4", "segments": [SEGMENT]}
        path = self.write("scan.jsonl", json.dumps(scan) + "\n\n")
        claim = read_claims(path, Exam(self.folder))["/videos/clean_00.mp4"][0]
        self.assertEqual((claim.start_s, claim.end_s, claim.track_start_s, claim.confidence),
                         (10.25, 20.5, 100.25, 0.97))
        self.assertEqual(claim.evidence["evidence"]["peaks_found"], 80)

    def test_where_music_of_nobody_plays_is_read(self):
        self.write("unknown.csv", "video,start_s,end_s,track,track_start_s\n"
                                  "/videos/bed-10_01.webm,5.000,30.500,/music/z.ogg,1.000\n")
        self.assertEqual(Exam(self.folder).unknown, {"/videos/bed-10_01.webm": [(5.0, 30.5)]})

    def test_music_reported_as_nobodys_is_read(self):
        scan = {"video": "/videos/clean_00.mp4", "segments": [],
                "unknown_music": [{"start_ms": 1500, "end_ms": 9000}]}
        path = self.write("scan.jsonl", json.dumps(scan) + "\n")
        self.assertEqual(read_reported(path), {"/videos/clean_00.mp4": [(1.5, 9.0)]})

    def test_a_table_of_claims_reports_no_music_of_nobody(self):
        self.assertIsNone(read_reported(self.write("claims.csv", "")))

    def test_a_table_of_claims_is_read_with_and_without_a_header(self):
        row = "/videos/clean_00.mp4,/music/a.ogg,10,20,100,0.5\n"
        header = "query_path,ref_path,query_start_s,query_end_s,ref_start_s,score\n"
        exam = Exam(self.folder)
        bare = read_claims(self.write("bare.csv", row), exam)
        headed = read_claims(self.write("headed.csv", header + row), exam)
        self.assertEqual(bare, headed)
        self.assertEqual(bare["/videos/clean_00.mp4"][0].confidence, 0.5)

    def test_claims_of_low_confidence_can_be_left_out(self):
        path = self.write("claims.csv", "/videos/clean_00.mp4,/music/a.ogg,10,20,100,0.5\n"
                                        "/videos/clean_00.mp4,/music/a.ogg,30,40,100,0.9\n")
        claims = read_claims(path, Exam(self.folder), least_confidence=0.9)
        self.assertEqual([claim.start_s for claim in claims["/videos/clean_00.mp4"]], [30])

    def test_a_damaged_scan_is_refused_with_its_line(self):
        whole = json.dumps({"video": "/videos/clean_00.mp4", "segments": [SEGMENT]})
        for cut in range(1, len(whole)):
            path = self.write("scan.jsonl", whole + "\n" + whole[:cut])
            with self.assertRaisesRegex(ExamError, "scan.jsonl:2: "):
                read_claims(path, Exam(self.folder))

    def test_a_row_that_lacks_a_column_is_refused_with_its_line(self):
        path = self.write("claims.csv", "/videos/clean_00.mp4,/music/a.ogg,10,20\n")
        with self.assertRaisesRegex(ExamError, "claims.csv:1: needs six columns"):
            read_claims(path, Exam(self.folder))


if __name__ == "__main__":
    unittest.main()
