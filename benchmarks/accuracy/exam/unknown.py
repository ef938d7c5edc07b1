"""Scores what is reported as music that no licensed track explains. Pure: numbers in, numbers out.

Definitions, per condition, over cells of scoring.CELL_S whose middle is 2 s or more from every edge
of music, since music fades in and out and nobody can say to the second when it is heard:
  time_recall     of the time in which music of nobody plays, how much is reported;
  time_precision  of the time reported in which no licensed track plays, in how much music plays;
  false_share     of the time without music, how much is reported.
Licensed music that is reported as nobody's is music all the same: that it was not matched shows in
the recall of its condition.
"""

from collections import defaultdict

from exam.scoring import CELL_S, cells_near, cells_within, ratio

COLLAR_S = 2.0
PARAMETERS = {"unknown_collar_s": COLLAR_S}


class Tally:
    """Cells, summed over videos."""

    def __init__(self):
        self.found = self.unknown = self.false = self.without = 0

    def add(self, video):
        count = int(video.length_s / CELL_S)
        licensed = [(truth.start_s, truth.end_s) for truth in video.truths]
        edges_s = [edge for span in (*licensed, *video.unknown) for edge in span]
        judged = set(range(count)) - cells_near(edges_s, COLLAR_S, count)
        licensed_cells = cells_within(licensed, count)
        unknown = (cells_within(video.unknown, count) - licensed_cells) & judged
        without = judged - unknown - licensed_cells
        reported = cells_within(video.reported, count)
        self.unknown += len(unknown)
        self.found += len(unknown & reported)
        self.without += len(without)
        self.false += len(without & reported)

    def figures(self):
        """A dictionary of numbers; None where there is nothing to measure."""
        return {"time_recall": ratio(self.found, self.unknown),
                "time_precision": ratio(self.found, self.found + self.false),
                "false_share": ratio(self.false, self.without),
                "unknown_hours": self.unknown * CELL_S / 3600,
                "without_hours": self.without * CELL_S / 3600}


def score_unknown(videos):
    """The figures by condition, and of all; empty when no video says what was reported."""
    tallies, everything = defaultdict(Tally), Tally()
    for video in videos:
        if video.reported is not None:
            tallies[video.condition].add(video)
            everything.add(video)
    if not tallies:
        return {}
    return {"conditions": {name: tally.figures() for name, tally in tallies.items()},
            "all": everything.figures()}
