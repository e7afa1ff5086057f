#!/usr/bin/env python3
"""Builds geodata/names/pinyin.txt from the Unihan database: how Chinese characters are read.

    scripts/derive_pinyin.py [--check] [--unihan FILE]

FILE is Unihan_Readings.txt(.bz2) as Debian's package unicode-data has it (the default). Readings are
those of kTGHZ2013 (Tongyong Guifan Hanzi Zidian, all readings of the 8,105 standard characters), else
the one of kMandarin; without tones, u with two dots written v as on a keyboard. A line holds a
syllable and every character that can be read so. The same input gives the same bytes.
"""

import argparse
import bz2
import os
import re
import sys
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TABLE = os.path.join(ROOT, "geodata", "names", "pinyin.txt")
HEAD = """# How Chinese characters are read, without tones: a syllable, then every character read so.
# From the Unicode Han Database (Unihan) {version}, fields kTGHZ2013 and kMandarin; see SOURCE.md.
"""


def plain(reading):
    """"lǜ" to "lv": tones away, the two dots kept apart."""
    letters = []
    for letter in unicodedata.normalize("NFD", reading.strip().lower()):
        if letter == "\u0308" and letters and letters[-1] == "u":
            letters[-1] = "v"
        elif not unicodedata.combining(letter):
            letters.append(letter)
    return "".join(letters)


def readings(lines):
    standard, common, version = {}, {}, ""
    for line in lines:
        found = re.match(r"# Unicode version: (\S+)", line)
        if found:
            version = found[1]
        fields = line.rstrip("\n").split("\t")
        if len(fields) != 3 or fields[1] not in ("kTGHZ2013", "kMandarin"):
            continue
        code = int(fields[0][2:], 16)
        if fields[1] == "kMandarin":
            common[code] = [fields[2].split()[0]]
        else:  # 482.140:bā 482.150:bà,ba
            words = re.sub(r"[0-9.,]+:", " ", fields[2]).replace(",", " ").split()
            standard[code] = words
    # Beyond the standard characters only the blocks that texts of our day use.
    for code, words in common.items():
        if 0x3400 <= code <= 0x9FFF:
            standard.setdefault(code, words)
    return standard, version


def table(lines):
    known, version = readings(lines)
    by_syllable = {}
    for code in sorted(known):
        for syllable in {plain(word) for word in known[code]}:
            if not re.fullmatch("[a-z]+", syllable):
                sys.exit(f"U+{code:04X}: odd reading {syllable!r}")
            by_syllable.setdefault(syllable, []).append(chr(code))
    body = "".join(f"{one} {''.join(by_syllable[one])}\n" for one in sorted(by_syllable))
    return HEAD.format(version=version) + body


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; compare with the file")
    parser.add_argument("--unihan", default="/usr/share/unicode/Unihan_Readings.txt.bz2")
    arguments = parser.parse_args()
    opened = bz2.open if arguments.unihan.endswith(".bz2") else open
    with opened(arguments.unihan, "rt", encoding="utf-8") as file:
        text = table(file)
    if arguments.check:
        with open(TABLE, encoding="utf-8") as file:
            return 0 if file.read() == text else 1
    os.makedirs(os.path.dirname(TABLE), exist_ok=True)
    with open(TABLE, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
