#include "base/xml_text.h"

#include <gtest/gtest.h>

namespace parkatlas {
namespace {

TEST(XmlText, EscapesMarkupAndKeepsChinese) {
    EXPECT_EQ(xml_text("梅山<1> & \"2\""), "梅山&lt;1&gt; &amp; &quot;2&quot;");
}

TEST(XmlText, HasNoPlaceForControlCharactersButTabsAndLineFeeds) {
    EXPECT_EQ(xml_text("a\x01\tb\r\n"), "a \tb \n");
}

}  // namespace
}  // namespace parkatlas
