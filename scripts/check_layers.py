#!/usr/bin/env python3
"""Checks every #include of src/ against the arrow table in docs/architecture.md.

The table is the one under the heading "The arrows": a row per module, its first cell the module in
backquotes, its second the modules it may use, its third the outside headers that live in it (as
prefixes of what stands between < and >). A module may also use what its modules may use. The same
rows are compared with DEPENDS in each CMakeLists.txt, so that page, build and code agree.

Exit code 0 if all agree, 1 with one line per finding otherwise.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def read_table():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", text, flags=re.M)
    rows = next(s for s in section if s.startswith("The arrows"))
    uses, owns = {}, {}
    for line in rows.splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if len(cells) < 3 or not re.fullmatch(r"`[a-z]+`", cells[0]):
            continue
        module = cells[0].strip("`")
        uses[module] = re.findall(r"`([a-z]+)`", cells[1])
        owns[module] = re.findall(r"`<([^`>]+)>?`", cells[2])
    return uses, owns


def closure(uses, module, seen=None):
    seen = set() if seen is None else seen
    for other in uses.get(module, []):
        if other not in seen:
            seen.add(other)
            closure(uses, other, seen)
    return seen


def main():
    uses, owns = read_table()
    findings = []
    if len(uses) < 5:
        findings.append("docs/architecture.md: the arrow table could not be read")
    for module in uses:
        if module in closure(uses, module):
            findings.append(f"docs/architecture.md: `{module}` uses itself in a circle")

    for folder in sorted(p for p in (ROOT / "src").iterdir() if p.is_dir()):
        module = folder.name
        if module not in uses:
            findings.append(f"src/{module}: not in the arrow table of docs/architecture.md")
            continue
        allowed = closure(uses, module) | {module}
        for path in sorted(folder.rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            name = path.relative_to(ROOT)
            text = path.read_text(encoding="utf-8")
            for kind, target in INCLUDE.findall(text):
                first = target.split("/")[0]
                if kind == '"':
                    if first in uses and first not in allowed:
                        findings.append(f"{name}: includes \"{target}\" against the arrows")
                    continue
                owners = [m for m, heads in owns.items()
                          if any(target.startswith(h) for h in heads)]
                if owners and module not in owners:
                    findings.append(f"{name}: <{target}> belongs to {', '.join(owners)}")
        cmake = (folder / "CMakeLists.txt").read_text(encoding="utf-8")
        depends = re.search(r"\bDEPENDS\s+([a-z\s]+?)(?:USES|\)|HEADERS|SOURCES)", cmake)
        linked = set(depends.group(1).split()) if depends else set()
        for other in sorted(linked - allowed):
            findings.append(f"src/{module}/CMakeLists.txt: links {other} against the arrows")

    for finding in findings:
        print(finding)
    print(f"layers: {len(uses)} modules, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
