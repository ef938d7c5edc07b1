"""Prints a score as a table, and writes it as JSON for benchmarks/compare.py."""

import json
import os

SCHEMA = "cuetrace.accuracy/1"

# Heading, figure, how it is written.
COLUMNS = (
    ("seg R", "segment_recall", "{:.3f}"), ("time R", "time_recall", "{:.3f}"),
    ("P", "time_precision", "{:.3f}"), ("F1", "time_f1", "{:.3f}"),
    ("false/h", "false_per_hour", "{:.2f}"), ("edge", "edge_median_s", "{:.2f}"),
    ("p95", "edge_p95_s", "{:.2f}"), ("offset", "offset_median_s", "{:.3f}"),
    ("truths", "truths", "{}"), ("false", "false_claims", "{}"),
)
UNKNOWN_COLUMNS = (
    ("time R", "time_recall", "{:.3f}"), ("P", "time_precision", "{:.3f}"),
    ("false", "false_share", "{:.3f}"), ("hours", "unknown_hours", "{:.2f}"),
    ("without", "without_hours", "{:.2f}"),
)


def _cell(figures, name, form):
    return "-" if figures[name] is None else form.format(figures[name])


def _table(first, columns, result):
    lines = [f"{first:15}" + "".join(f"{heading:>8}" for heading, _, _ in columns)]
    for name, figures in [*result["conditions"].items(), ("ALL", result["all"])]:
        cells = (_cell(figures, figure, form) for _, figure, form in columns)
        lines.append(f"{name:15}" + "".join(f"{cell:>8}" for cell in cells))
    return "\n".join(lines)


def table(result):
    """One line per condition, in the order of the exam, and one over all."""
    return _table("condition", COLUMNS, result)


def unknown_table(result):
    """The same of music reported as nobody's; empty when none could be."""
    unknown = result.get("unknown_music")
    return _table("unknown music", UNKNOWN_COLUMNS, unknown) + "\n" if unknown else ""


def calibration_table(result):
    """The share of claims that are true, for each tenth of confidence that has any."""
    lines = ["confidence    claims    true"]
    for row in result["calibration"]["deciles"]:
        if row["claims"]:
            lines.append(f"{row['from']:.1f} - {row['to']:.1f} {row['claims']:9} "
                         f"{row['true_share']:7.3f}")
    return "\n".join(lines)


def false_lines(result):
    """A line for each false claim, with the evidence that was given for it."""
    for claim in result["false_claims"]:
        detail = claim["evidence"] or {}
        evidence = " ".join(f"{name}={value}" for name, value in
                            {**{key: detail[key] for key in ("speed", "pitch_cents", "level_db")
                                if key in detail}, **detail.get("evidence", {})}.items())
        yield (f"false: {os.path.basename(claim['video'])} {claim['start_s']:.1f}-"
               f"{claim['end_s']:.1f} s {os.path.basename(claim['path'])} "
               f"confidence={claim['confidence']} true={claim['true_share']:.2f} {evidence}")


def missed_lines(result):
    for truth in result["missed"]:
        yield (f"missed: {os.path.basename(truth['video'])} {truth['start_s']:.1f}-"
               f"{truth['end_s']:.1f} s {os.path.basename(truth['path'])} "
               f"speed={truth['speed']}")


def write_json(path, result, parameters, cost=None):
    """Every figure, and every parameter that it depends on."""
    document = {"schema": SCHEMA, "parameters": parameters, **({"cost": cost} if cost else {}),
                **result}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=1)
        file.write("\n")
