#include "base/finding.h"

#include <gtest/gtest.h>

namespace parkatlas {
namespace {

TEST(FindingLine, NamesSourceAndFeature) {
    const Finding finding{Severity::warning, "unclosed_ring", "a.geojson", "园区", "ring open"};
    EXPECT_EQ(finding_line(finding), "parkatlas: warning: a.geojson, 园区: ring open");
}

TEST(FindingLine, ErrorsAreCalledErrors) {
    const Finding finding{Severity::error, "x", "", "", "broken"};
    EXPECT_EQ(finding_line(finding), "parkatlas: error: broken");
}

}  // namespace
}  // namespace parkatlas
