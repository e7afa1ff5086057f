#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pictures.h"
#include "render/detail/program_report.h"
#include "render/detail/shader_source.h"

namespace parkatlas::render::detail {
namespace {

TEST(Programs, UseExactlyTheUniformsAndAttributesThatAreDeclared) {
    Studio::instance();
    const Result<std::vector<ProgramReport>> reports = inspect_programs();
    ASSERT_TRUE(reports.has_value()) << error_line(reports.error());
    ASSERT_EQ(reports->size(), 4U);
    for (const ProgramReport& report : *reports) {
        SCOPED_TRACE(report.name);
        EXPECT_EQ(report.active_uniforms, report.declared_uniforms);
        EXPECT_EQ(report.active_attributes, report.declared_attributes);
    }
}

TEST(Programs, NamesInShadersCarryTheirPrefix) {
    Studio::instance();
    const Result<std::vector<ProgramReport>> reports = inspect_programs();
    ASSERT_TRUE(reports.has_value());
    for (const ProgramReport& report : *reports) {
        EXPECT_THAT(report.active_uniforms, testing::Each(testing::StartsWith("u_")));
        EXPECT_THAT(report.active_attributes, testing::Each(testing::StartsWith("a_")));
    }
}

TEST(Programs, ShadersHoldNoVersionAndNoUnresolvedInclude) {
    EXPECT_EQ(embedded_shaders().size(), 8U);
    for (const ShaderSource& source : embedded_shaders()) {
        SCOPED_TRACE(source.name);
        EXPECT_TRUE(source.text.starts_with("#line 1 0\n//"));
        EXPECT_EQ(source.text.find("#version"), std::string_view::npos);
        EXPECT_EQ(source.text.find("#include"), std::string_view::npos);
        EXPECT_TRUE(source.files.starts_with(source.name));
    }
}

TEST(Programs, AnErrorNamesTheLineOfTheFile) {
    Studio::instance();
    // As the embedding writes it: an included file 1 of three lines, then line 5 of the file.
    const Result<void> answer = try_compile(
        "frag",
        "#line 1 0\nout vec4 frag_color;\n#line 1 1\n\n\n#line 5 0\nvoid main() { oops; }\n");
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().code, ErrorCode::graphics_unavailable);
    EXPECT_THAT(answer.error().what, testing::HasSubstr("0:5"));
    EXPECT_THAT(answer.error().what, testing::HasSubstr("oops"));
}

TEST(Programs, LineNumbersSurviveTheIncludes) {
    // In fill.vert the text behind the includes must say where it stands in the file: count the
    // lines of the embedded text from its last #line directive on.
    for (const ShaderSource& source : embedded_shaders()) {
        if (source.name != "fill.vert") continue;
        const std::size_t directive = source.text.rfind("#line ");
        const std::size_t main_at = source.text.find("void main()");
        ASSERT_LT(directive, main_at);
        int line = std::stoi(std::string{source.text.substr(directive + 6, 4)}) - 1;
        for (std::size_t i = directive; i < main_at; ++i) line += source.text[i] == '\n' ? 1 : 0;
        EXPECT_EQ(line, 14);  // shaders/fill.vert, counted by hand
    }
}

}  // namespace
}  // namespace parkatlas::render::detail
