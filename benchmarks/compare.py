#!/usr/bin/env python3
"""Sets two results side by side and says what got worse.

    benchmarks/compare.py BEFORE.json AFTER.json

Takes the JSON of benchmarks/accuracy/run, or any JSON of numbers; nested names are joined with dots
(conditions.short.time_recall). What is better, and how much worse still passes, follows from the
name by the table in this file; --rule goes before it.

Exit code: 0 nothing got worse, 1 something did, 2 the command line or a file is wrong.

rule: PATTERN=DIRECTION[:TOLERANCE]
  PATTERN     of the name or of its last part; * stands for anything
  DIRECTION   higher or lower (what is better), or shown (not judged)
  TOLERANCE   how much worse is let pass: 0.01 (the number's own unit) or 10% (of BEFORE)
"""

import argparse
import dataclasses
import fnmatch
import json
import math
import sys


class ComparisonError(Exception):
    """A file that cannot be compared; the message names the way out."""


@dataclasses.dataclass(frozen=True)
class Rule:
    """Which names it is for, what is better, and how much worse passes."""
    pattern: str
    better: str
    absolute: float = 0.0
    relative: float = 0.0

    def applies(self, name):
        return (fnmatch.fnmatchcase(name, self.pattern)
                or fnmatch.fnmatchcase(name.rsplit(".", 1)[-1], self.pattern))

    def allowed(self, before):
        return max(self.absolute, self.relative * abs(before))


# The first that applies decides. What none applies to is shown and not judged.
RULES = (
    Rule("calibration.at_least_0.9.true_share", "higher", absolute=0.01),
    Rule("calibration.*", "shown"),
    Rule("*hours", "shown"), Rule("truths", "shown"), Rule("claims", "shown"),
    Rule("found", "shown"), Rule("wall_seconds", "shown"), Rule("*_wall_seconds", "shown"),
    Rule("false_share", "lower", absolute=0.005),
    Rule("false_per_hour", "lower"), Rule("false*", "lower"), Rule("*wrong*", "lower"),
    Rule("*recall*", "higher", absolute=0.01), Rule("*precision*", "higher", absolute=0.005),
    Rule("*f1", "higher", absolute=0.01), Rule("*true_share", "higher", absolute=0.01),
    Rule("edge_median_s", "lower", absolute=0.05), Rule("edge_p95_s", "lower", absolute=0.25),
    Rule("offset*", "lower", absolute=0.01),
    Rule("*_per_s", "higher", relative=0.1), Rule("*_per_second", "higher", relative=0.1),
    Rule("*speed*", "higher", relative=0.1), Rule("*times_real_time*", "higher", relative=0.1),
    Rule("*seconds*", "lower", relative=0.1), Rule("*_s", "lower", relative=0.1),
    Rule("*_ms", "lower", relative=0.1), Rule("*_us", "lower", relative=0.1),
    Rule("*_ns", "lower", relative=0.1), Rule("*bytes*", "lower", relative=0.05),
    Rule("*_mb", "lower", relative=0.05), Rule("*_kb", "lower", relative=0.05),
    Rule("*_hits*", "lower", relative=0.05),
)


PARAMETERS_SHOWN = 5


def parse_rule(text):
    """PATTERN=DIRECTION[:TOLERANCE]; ValueError when it is none."""
    pattern, equals, rest = text.partition("=")
    better, _, tolerance = rest.partition(":")
    if not pattern or not equals or better not in ("higher", "lower", "shown"):
        raise ValueError(text)
    if not tolerance:
        return Rule(pattern, better)
    amount = float(tolerance.removesuffix("%"))
    if not math.isfinite(amount) or amount < 0:
        raise ValueError(text)
    if tolerance.endswith("%"):
        return Rule(pattern, better, relative=amount / 100)
    return Rule(pattern, better, absolute=amount)


def numbers(value, name=""):
    """Every number in `value` by its dotted name. Lists are left out: they do not measure."""
    if isinstance(value, dict):
        found = {}
        for key, part in value.items():
            found.update(numbers(part, f"{name}.{key}" if name else key))
        return found
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {name: value}
    return {}


def texts(value, name=""):
    """Every parameter, as text, by its dotted name."""
    if isinstance(value, dict):
        found = {}
        for key, part in value.items():
            found.update(texts(part, f"{name}.{key}" if name else key))
        return found
    return {name: json.dumps(value)}


@dataclasses.dataclass(frozen=True)
class Line:
    """One name on both sides; `verdict` is worse, better, missing, new or empty."""
    name: str
    before: object
    after: object
    verdict: str


def rule_for(name, rules):
    return next((rule for rule in rules if rule.applies(name)), Rule("*", "shown"))


def judge(name, before, after, rules):
    """What became of one number. A judged one that is gone is as bad as a worse one."""
    rule = rule_for(name, rules)
    if after is None:
        return "" if rule.better == "shown" else "missing"
    if before is None:
        return "new"
    if rule.better == "shown":
        return ""
    worse_by = before - after if rule.better == "higher" else after - before
    if math.isnan(worse_by) or worse_by > rule.allowed(before) + 1e-12:
        return "worse"
    return "better" if -worse_by > rule.allowed(before) + 1e-12 else ""


def compare(before, after, rules=RULES):
    """A Line for each number of either, parameters apart, in the order of `before`."""
    old, new = numbers(before), numbers(after)
    names = [*old, *(name for name in new if name not in old)]
    return [Line(name, old.get(name), new.get(name),
                 judge(name, old.get(name), new.get(name), rules))
            for name in names if not name.startswith("parameters.")]


def other_parameters(before, after):
    """The parameters that differ, as sentences: such results are hardly comparable."""
    old, new = (texts(document.get("parameters", {})) for document in (before, after))
    return [f"{name} was {old.get(name, 'absent')}, is {new.get(name, 'absent')}"
            for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]


def shown(value):
    return "-" if value is None else f"{value:.6g}"


def print_lines(lines, everything):
    lines = [line for line in lines if everything or line.verdict or line.before != line.after]
    width = max((len(line.name) for line in lines), default=4)
    print(f"{'name':{width}} {'before':>12} {'after':>12} {'change':>12}")
    for line in lines:
        both = line.before is not None and line.after is not None
        change = f"{line.after - line.before:+.4g}" if both else "-"
        print(f"{line.name:{width}} {shown(line.before):>12} {shown(line.after):>12} {change:>12}"
              f"  {line.verdict}".rstrip())


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
    except (OSError, ValueError) as error:
        raise ComparisonError(f"{path}: {error}; name a JSON file of results") from error
    if not isinstance(document, dict) or not numbers(document):
        raise ComparisonError(f"{path}: holds no numbers by name; name a JSON file of results")
    return document


def warn_of_parameters(sentences):
    """The first few, on standard error; the JSON holds them all."""
    for sentence in sentences[:PARAMETERS_SHOWN]:
        print(f"compare.py: not measured alike: {sentence}", file=sys.stderr)
    if len(sentences) > PARAMETERS_SHOWN:
        print(f"compare.py: not measured alike in {len(sentences) - PARAMETERS_SHOWN} more "
              "parameters", file=sys.stderr)


def parse_arguments(words):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", metavar="BEFORE.json")
    parser.add_argument("after", metavar="AFTER.json")
    parser.add_argument("--rule", action="append", default=[], metavar="RULE",
                        help="judge otherwise than the table; the first that applies decides")
    parser.add_argument("--all", action="store_true", help="also show what did not change")
    arguments = parser.parse_args(words)
    try:
        arguments.rules = (*map(parse_rule, arguments.rule), *RULES)
    except ValueError as error:
        parser.error(f"--rule {error}: say PATTERN=DIRECTION[:TOLERANCE], as in "
                     "'*recall=higher:0.02'")
    return arguments


def main(words):
    arguments = parse_arguments(words)
    try:
        before, after = read(arguments.before), read(arguments.after)
    except ComparisonError as error:
        print(f"compare.py: {error}", file=sys.stderr)
        return 2
    warn_of_parameters(other_parameters(before, after))
    lines = compare(before, after, arguments.rules)
    print_lines(lines, arguments.all)
    bad = [line for line in lines if line.verdict in ("worse", "missing")]
    better = sum(line.verdict == "better" for line in lines)
    print(f"\n{len(bad)} worse, {better} better, of {len(lines)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
