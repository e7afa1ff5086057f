#!/usr/bin/env python3
"""The case runner says no when it should: each broken expectation is caught."""

import json
import pathlib
import subprocess
import sys
import tempfile

RUNNER = pathlib.Path(__file__).with_name("run_cases.py")
SHOW = ["-c", "import sys; print('{\"a\": 1.0, \"list\": [1, 2]}'); print('oops', file=sys.stderr);"
              " open('made.txt', 'w').write('x')"]
GOOD = {"name": "good", "args": SHOW, "exit": 0, "stderr_lines": 1, "stderr": ["oops"],
        "json": {"a": 1.0}, "keys": ["a", "list"], "created": {"made.txt": "78"}}
BREAKS = [{"exit": 3}, {"stderr_lines": 2}, {"stderr": ["fine"]}, {"stdout": ["zzz"]},
          {"stdout_empty": True}, {"json": {"a": 1.1}}, {"json": {"b": 1}}, {"keys": ["a"]},
          {"json": {"list": [1]}}, {"json": {"list": {"has": [3]}}},
          {"json": {"a": {"near": 2.0, "within": 0.5}}}, {"created": {}},
          {"created": {"made.txt": "79"}}, {"created": {"made.txt": "78", "other": ""}},
          {"absent": ["made.txt"]}]


def passes(case):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "case.json"
        path.write_text(json.dumps([case]), encoding="utf-8")
        done = subprocess.run([sys.executable, RUNNER, "--program", sys.executable, path],
                              capture_output=True, check=False)
        return done.returncode == 0


def main():
    wrong = [] if passes(GOOD) else ["the good case fails"]
    for change in BREAKS:
        if passes({**GOOD, **change}):
            wrong.append(f"not caught: {change}")
    print("\n".join(wrong) or f"{len(BREAKS)} broken cases caught")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
