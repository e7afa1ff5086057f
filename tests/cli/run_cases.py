#!/usr/bin/env python3
"""Runs command-line cases: a JSON file with a list of cases, each run in an empty folder of its own.

A case:
  name           a sentence
  args           arguments; {tmp} is the case's folder, {big:N} N opening brackets in a file
  files          name -> text; or {"hex": "…"} bytes; {"repeat": "[", "times": 100000};
                 {"parts": [piece, …]} pieces one after the other
  mode           name -> octal rights, set after writing ("000"); skipped when run as root
  stdin          text for standard input (or a piece as above)
  env            name -> value, or null to unset
  exit           the exact exit code
  stderr_lines   exact number of lines on standard error
  stderr         regular expressions that must be found there
  stdout         regular expressions that must be found there
  stdout_empty   true: nothing may be printed
  json           standard output as JSON holds at least this: objects by key, lists in full, numbers
                 within 1e-9 relative or {"near": value, "within": absolute}; {"any": true} anything;
                 {"length": n} a list of that many; {"has": [...]} a list with at least these
  keys           exact set of keys of the JSON's top level
  unchanged      files whose bytes must be as written
  created        files that must exist afterwards, with their magic bytes in hex or ""
  absent         files that must not exist; nothing else may be left in the folder either way

Exit code 0 if all cases pass.
"""

import argparse
import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def piece(value):
    if isinstance(value, str):
        return value.encode("utf-8")
    if "hex" in value:
        return bytes.fromhex(value["hex"])
    if "repeat" in value:
        return value["repeat"].encode("utf-8") * value["times"]
    if "gbk" in value:
        return value["gbk"].encode("gb18030")
    return b"".join(piece(one) for one in value["parts"])


def differs(expected, actual, path="$"):
    """None if `actual` holds what `expected` asks for, else a sentence."""
    if isinstance(expected, dict):
        if expected == {"any": True}:
            return None
        if "near" in expected:
            ok = isinstance(actual, (int, float)) and not isinstance(actual, bool) and \
                abs(actual - expected["near"]) <= expected["within"]
            return None if ok else f"{path}: {actual!r}, not near {expected['near']}"
        if "length" in expected and len(expected) == 1:
            ok = isinstance(actual, list) and len(actual) == expected["length"]
            return None if ok else f"{path}: not a list of {expected['length']}: {actual!r}"
        if "has" in expected and len(expected) == 1:
            if not isinstance(actual, list):
                return f"{path}: not a list"
            for wanted in expected["has"]:
                if all(differs(wanted, one, path) for one in actual):
                    return f"{path}: nothing like {wanted!r}"
            return None
        if not isinstance(actual, dict):
            return f"{path}: {actual!r} is no object"
        for key, value in expected.items():
            if key not in actual:
                return f"{path}: no key {key!r}"
            found = differs(value, actual[key], f"{path}.{key}")
            if found:
                return found
        return None
    if isinstance(expected, list):
        if not isinstance(actual, list) or len(actual) != len(expected):
            return f"{path}: {actual!r} is not a list of {len(expected)}"
        for i, (a, b) in enumerate(zip(expected, actual)):
            found = differs(a, b, f"{path}[{i}]")
            if found:
                return found
        return None
    if isinstance(expected, bool) or isinstance(actual, bool):
        return None if expected is actual else f"{path}: {actual!r}, not {expected!r}"
    if isinstance(expected, (int, float)) and isinstance(actual, (int, float)):
        close = math.isclose(expected, actual, rel_tol=1e-9, abs_tol=1e-12)
        return None if close else f"{path}: {actual!r}, not {expected!r}"
    return None if expected == actual else f"{path}: {actual!r}, not {expected!r}"


def run_case(program, case, folder):
    """List of complaints; empty if the case passes."""
    written = {}
    for name, content in case.get("files", {}).items():
        written[name] = piece(content)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(written[name])
    for name, mode in case.get("mode", {}).items():
        (folder / name).chmod(int(mode, 8))
    args = [arg.replace("{tmp}", str(folder)) for arg in case["args"]]
    env = dict(os.environ)
    env.pop("DISPLAY", None)
    env.pop("WAYLAND_DISPLAY", None)
    env["LC_ALL"] = "C.UTF-8"
    for name, value in case.get("env", {}).items():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = value.replace("{tmp}", str(folder))
    stdin = piece(case["stdin"]) if "stdin" in case else b""
    done = subprocess.run([program, *args], input=stdin, capture_output=True, env=env,
                          cwd=folder, timeout=120, check=False)
    out = done.stdout.decode("utf-8", "replace")
    err = done.stderr.decode("utf-8", "replace")
    complaints = []
    if done.returncode != case["exit"]:
        complaints.append(f"exit code {done.returncode}, not {case['exit']}")
    if "stderr_lines" in case and len(err.splitlines()) != case["stderr_lines"]:
        complaints.append(f"{len(err.splitlines())} lines on stderr, not {case['stderr_lines']}")
    for pattern in case.get("stderr", []):
        if not re.search(pattern, err):
            complaints.append(f"stderr lacks /{pattern}/")
    for pattern in case.get("stdout", []):
        if not re.search(pattern, out):
            complaints.append(f"stdout lacks /{pattern}/")
    if case.get("stdout_empty") and out:
        complaints.append("something was printed")
    if "json" in case or "keys" in case:
        try:
            answer = json.loads(out)
        except ValueError as error:
            complaints.append(f"stdout is no JSON: {error}")
        else:
            found = differs(case.get("json", {}), answer)
            if found:
                complaints.append(found)
            if "keys" in case and sorted(answer) != sorted(case["keys"]):
                complaints.append(f"keys {sorted(answer)}, not {sorted(case['keys'])}")
    for name in case.get("unchanged", []):
        if (folder / name).read_bytes() != written[name]:
            complaints.append(f"{name} was changed")
    for name, magic in case.get("created", {}).items():
        if not (folder / name).is_file():
            complaints.append(f"{name} was not written")
        elif not (folder / name).read_bytes().startswith(bytes.fromhex(magic)):
            complaints.append(f"{name} does not begin with {magic}")
    for name in case.get("absent", []):
        if (folder / name).exists():
            complaints.append(f"{name} is there")
    expected_files = {pathlib.PurePath(n).parts[0] for n in written} | \
        {pathlib.PurePath(n).parts[0] for n in case.get("created", {})}
    left = {p.name for p in folder.iterdir()} - expected_files
    if left:
        complaints.append(f"left behind: {sorted(left)}")
    if complaints:
        complaints.append(f"stdout: {out[:600]}")
        complaints.append(f"stderr: {err[:600]}")
    return complaints


def main():
    parser = argparse.ArgumentParser(description="Runs command-line cases.")
    parser.add_argument("--program", required=True)
    parser.add_argument("case_file")
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    cases = json.loads(pathlib.Path(options.case_file).read_text(encoding="utf-8"))
    failed = skipped = 0
    for case in cases:
        if "mode" in case and os.geteuid() == 0:
            skipped += 1
            print(f"skip  {case['name']} (root may read everything)")
            continue
        with tempfile.TemporaryDirectory(prefix="parkatlas-cli-") as folder:
            complaints = run_case(program, case, pathlib.Path(folder))
        print(("FAIL  " if complaints else "ok    ") + case["name"])
        for complaint in complaints:
            print("        " + complaint)
        failed += bool(complaints)
    print(f"{len(cases) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
