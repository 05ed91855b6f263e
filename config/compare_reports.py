#!/usr/bin/env python3
"""Says what moved between two reports of `benchmarks.jar report`, beyond the spread of their runs.

    config/compare_reports.py OLD.json NEW.json [--fail]

A figure has moved if its runs then and now do not overlap, and the medians differ by more than 5 %, bytes also by a
tenth of a byte. Less is better, except of rates (`/s`) and of figures whose bar says "at least". With --fail the exit
code is 1 if something is worse.
"""

import argparse
import json
import signal
import sys

LEAST_CHANGE = 0.05
# A method without garbage is measured as some thousandths of a byte, by what the JVM itself allocates meanwhile.
LEAST_BYTES = 0.1
LOWER_IS_BETTER = {"ns", "us", "ms", "s", "B", "kB", "MB", "ratio"}
SAME_MACHINE = ("cpu", "cores", "cores_allowed", "kernel", "os", "jdk", "jvm_flags", "heap_mb")


def load(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    if report.get("format") != 1:
        raise ValueError("not a report of a known format")
    return report


def figures(report):
    """All figures by id, in their order; what was not a number in any run cannot be compared."""
    return {
        figure["id"]: figure
        for chapter in report["chapters"]
        for figure in chapter["figures"]
        if figure["median"] is not None and None not in figure["runs"]
    }


def higher_is_better(figure):
    """True, False, or None if nobody can tell: a count, for example."""
    if "bar" in figure:
        return figure["bar"]["kind"] == "at least"
    if figure["unit"].endswith("/s"):
        return True
    return False if figure["unit"] in LOWER_IS_BETTER else None


def moved(old, new):
    overlap = old["min"] <= new["max"] and new["min"] <= old["max"]
    least = max(LEAST_CHANGE * abs(old["median"]), LEAST_BYTES if new["unit"] == "B" else 0)
    return not overlap and abs(new["median"] - old["median"]) > least


def verdict(old, new):
    if not moved(old, new):
        return "same"
    higher = higher_is_better(new)
    if higher is None:
        return "changed"
    return "better" if (new["median"] > old["median"]) == higher else "worse"


def number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def spread(figure):
    return f"{number(figure['median'])} ({number(figure['min'])}–{number(figure['max'])})"


def row(old, new):
    change = f"{100 * (new['median'] / old['median'] - 1):+.1f} %" if old["median"] else "from 0"
    return f"  {new['id']}: {spread(old)} -> {spread(new)} {new['unit']}".rstrip() + f", {change}"


def show(title, rows):
    if rows:
        print(f"{title}: {len(rows)}")
        print("\n".join(rows))


def warn(old, new):
    for key in SAME_MACHINE:
        then, now = old["machine"].get(key), new["machine"].get(key)
        if then != now:
            print(f"WARNING: another machine, {key}: {then} -> {now}")
    if old["effort"] != new["effort"]:
        print(f"WARNING: another effort: {old['effort']} -> {new['effort']}")
    if "SMOKE" in (old["effort"], new["effort"]):
        print("WARNING: times of a smoke run mean nothing")
    for name, report in (("old", old), ("new", new)):
        if not report["right"]:
            print(f"WARNING: the {name} report has wrong answers")


def compare(old, new):
    """Prints what moved, and returns whether something is worse."""
    warn(old, new)
    before, after = figures(old), figures(new)
    rows = {"worse": [], "better": [], "changed": [], "same": []}
    for key, figure in after.items():
        if key in before:
            rows[verdict(before[key], figure)].append(row(before[key], figure))
    missed = [
        row(before[key], figure)
        for key, figure in after.items()
        if key in before and figure.get("met") is False and before[key].get("met", True)
    ]
    show("worse", rows["worse"])
    show("better", rows["better"])
    show("changed, for better or worse", rows["changed"])
    show("bars newly missed", missed)
    show("new", [f"  {key}: {spread(figure)} {figure['unit']}".rstrip() for key, figure in after.items() if key not in before])
    show("gone", [f"  {key}" for key in before if key not in after])
    print(f"within the spread: {len(rows['same'])}")
    return bool(rows["worse"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", metavar="OLD.json")
    parser.add_argument("new", metavar="NEW.json")
    parser.add_argument("--fail", action="store_true", help="exit with 1 if something is worse")
    args = parser.parse_args()
    try:
        old, new = load(args.old), load(args.new)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    worse = compare(old, new)
    sys.exit(1 if worse and args.fail else 0)


if __name__ == "__main__":
    # Not what the terminal was set to: a median's range is written with a dash that is not ASCII.
    sys.stdout.reconfigure(encoding="utf-8")
    # To end quietly when `head` has seen enough.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    main()
