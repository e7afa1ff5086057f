#include "base/natural_order.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace parkatlas {
namespace {

using Texts = std::vector<std::string>;

Texts sorted(Texts texts) {
    std::sort(texts.begin(), texts.end(), NaturalLess{});
    return texts;
}

TEST(NaturalOrder, NumbersGoByValueAndBeforeWords) {
    EXPECT_EQ(sorted({"10", "11", "1", "2", "-3", "0.5", "industry", ""}),
              (Texts{"-3", "0.5", "1", "2", "10", "11", "", "industry"}));
}

TEST(NaturalOrder, NumbersWithinWordsCountAsNumbers) {
    EXPECT_EQ(sorted({"A10", "a2", "A1", "M12-3", "M2-10", "M2-9"}),
              (Texts{"A1", "a2", "A10", "M2-9", "M2-10", "M12-3"}));
}

TEST(NaturalOrder, ChineseNumeralsCountAsNumbers) {
    EXPECT_EQ(sorted({"三类工业用地", "一类工业用地", "二类工业用地"}),
              (Texts{"一类工业用地", "二类工业用地", "三类工业用地"}));
    EXPECT_EQ(sorted({"二十一期", "十期", "三期", "二十期", "十一期", "九期"}),
              (Texts{"三期", "九期", "十期", "十一期", "二十期", "二十一期"}));
}

TEST(NaturalOrder, OnlyEqualTextsAreEquivalentAndTheOrderIsStrict) {
    const Texts texts{"",   "1",   "01",  "1.0", "a",   "A",   "a1", "a01", "一",   "十一",
                      "十", "一1", "1一", "nan", "inf", "1e3", "园", "园2", "园十", "-"};
    for (const std::string& a : texts) {
        for (const std::string& b : texts) {
            EXPECT_EQ(natural_less(a, b) || natural_less(b, a), a != b) << a << " " << b;
            EXPECT_FALSE(natural_less(a, b) && natural_less(b, a)) << a << " " << b;
            for (const std::string& c : texts) {
                if (natural_less(a, b) && natural_less(b, c)) {
                    EXPECT_TRUE(natural_less(a, c)) << a << " " << b << " " << c;
                }
            }
        }
    }
}

}  // namespace
}  // namespace parkatlas
