#!/usr/bin/env bash
# Renews the READMEs' pictures and example output from the built program. Needs Xvfb for the window.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$project_root"
parkatlas="$build_dir/parkatlas"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p docs/images

# Drawn large and scaled down: the type is then as fine as on paper.
"$parkatlas" export layout:ningbo -o "$work/sheet.png" --page A3 --dpi 200 --lang zh --quiet
convert "$work/sheet.png" -filter Lanczos -resize 1600x +dither -colors 255 -strip docs/images/sheet-ningbo.png

cat >"$work/script.txt" <<EOF
wait_idle
select park-life-medicine
wait_idle
screenshot $work/window.png
quit
EOF
xvfb-run -a -s "-screen 0 1600x1000x24" env LIBGL_ALWAYS_SOFTWARE=1 \
    "$parkatlas" view layout:ningbo --lang zh --script "$work/script.txt"
convert "$work/window.png" +dither -colors 255 -strip docs/images/window-ningbo.png

for lang in zh en; do
    readme=README.md
    [ "$lang" = zh ] && readme=README.zh.md
    "$parkatlas" area layout:ningbo --lang "$lang" >"$work/example.txt"
    python3 - "$readme" "$work/example.txt" <<'EOF'
import re, sys
path, example = sys.argv[1], open(sys.argv[2], encoding="utf-8").read()
text = open(path, encoding="utf-8").read()
pattern = r"(\$ build/parkatlas area layout:ningbo --lang \w+\n).*?(```)"
text, count = re.subn(pattern, lambda m: m[1] + example + m[2], text, count=1, flags=re.S)
assert count == 1, "no example in " + path
open(path, "w", encoding="utf-8").write(text)
EOF
done
