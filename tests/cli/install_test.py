#!/usr/bin/env python3
"""Installs the build to an empty prefix and runs the program from there, away from the source tree."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--build", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parkatlas-install-") as folder:
        prefix = pathlib.Path(folder) / "prefix"
        subprocess.run([options.cmake, "--install", options.build, "--prefix", prefix],
                       check=True, stdout=subprocess.DEVNULL)
        env = {k: v for k, v in os.environ.items()
               if k not in ("DISPLAY", "WAYLAND_DISPLAY", "PARKATLAS_GEODATA")}
        program = prefix / "bin" / "parkatlas"
        run = lambda *args: subprocess.run([program, *args], env=env, cwd=folder, check=True,
                                           capture_output=True, text=True).stdout
        layouts = run("layouts", "--format", "json")
        run("export", "layout:ningbo", "-o", "sheet.png", "--page", "A4", "--dpi", "40")
        size = (pathlib.Path(folder) / "sheet.png").stat().st_size
        for name in ("share/parkatlas/geodata/base/SOURCE.md", "share/doc/parkatlas/LICENSE"):
            if not (prefix / name).is_file():
                print(f"not installed: {name}")
                return 1
        print(f"ran from the prefix; sheet of {size} bytes")
        return 0 if '"ningbo"' in layouts and size > 10000 else 1


if __name__ == "__main__":
    sys.exit(main())
