#!/usr/bin/env bash
# Writes the golden pictures anew and puts old, new and difference side by side under build/golden/,
# to be looked at before they are committed (alone, with the reason).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$project_root"

[ -x "$build_dir/tests/golden/golden_sheet" ] || ./scripts/test -L golden || true
rm -rf "$build_dir/golden"
mkdir -p "$build_dir/golden"
cp -r tests/golden/expected "$build_dir/golden/old"
PARKATLAS_UPDATE_GOLDEN=1 "$build_dir/tests/golden/golden_sheet" --gtest_brief=1
for picture in tests/golden/expected/*.png; do
    name=$(basename "$picture" .png)
    old="$build_dir/golden/old/$name.png"
    [ -f "$old" ] || { echo "new: $name"; continue; }
    convert "$old" "$picture" -compose difference -composite -auto-level \
        "$build_dir/golden/$name-difference.png" || true
    convert "$old" "$picture" +append "$build_dir/golden/$name-old-new.png"
    echo "$build_dir/golden/$name-old-new.png"
done
git --no-pager diff --stat -- tests/golden/expected
