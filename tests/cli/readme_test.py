#!/usr/bin/env python3
"""Runs the example of each README with the built program and compares what it prints."""

import argparse
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    program = parser.parse_args().program
    wrong = 0
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        examples = re.findall(r"^\$ build/parkatlas (.*)\n((?:.*\n)*?)```", text, flags=re.M)
        if not examples:
            print(f"{name}: no example")
            wrong += 1
        for arguments, expected in examples:
            done = subprocess.run([program, *shlex.split(arguments)], capture_output=True,
                                  text=True, check=False)
            if done.returncode != 0 or done.stdout != expected:
                print(f"{name}: `{arguments}` prints something else:\n{done.stdout}{done.stderr}")
                wrong += 1
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            if not (ROOT / target).exists():
                print(f"{name}: no {target}")
                wrong += 1
        for script in ("./scripts/run", "./scripts/test"):
            if script not in text or not (ROOT / script).is_file():
                print(f"{name}: {script} is missing")
                wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
