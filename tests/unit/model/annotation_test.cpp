#include "model/annotation.h"

#include <gtest/gtest.h>

namespace parkatlas::model {
namespace {

TEST(AnnotationKind, NamesAreReadBackAndAllDiffer) {
    for (const AnnotationKind kind : all_annotation_kinds) {
        EXPECT_EQ(parse_annotation_kind(annotation_kind_name(kind)), kind);
    }
    EXPECT_FALSE(parse_annotation_kind("Text"));
    EXPECT_FALSE(parse_annotation_kind(""));
}

TEST(BoxAnchor, NamesAreReadBack) {
    for (int i = 0; i < 9; ++i) {
        const auto anchor = static_cast<BoxAnchor>(i);
        EXPECT_EQ(parse_box_anchor(box_anchor_name(anchor)), anchor);
    }
    EXPECT_FALSE(parse_box_anchor("middle"));
}

bool is_whole(const AnnotationStyle& style) {
    return style.size_mm && style.line_mm && style.halo_mm && style.color && style.text_color &&
           style.fill && style.halo_color && style.bold && style.serif && style.dash_mm;
}

TEST(ResolvedStyle, LeavesNothingOpenForAnyKindAndPreset) {
    const Annotations file;
    for (const AnnotationKind kind : all_annotation_kinds) {
        Annotation item;
        item.kind = kind;
        EXPECT_TRUE(is_whole(resolved_style(file, item))) << annotation_kind_name(kind);
        for (const std::string& preset : built_in_presets()) {
            item.style = preset;
            EXPECT_TRUE(is_whole(resolved_style(file, item))) << preset;
        }
    }
}

TEST(ResolvedStyle, OwnValuesGoBeforeThePresetAndThePresetBeforeItsBase) {
    Annotations file;
    AnnotationStyle base;
    base.size_mm = 7.0;
    base.line_mm = 1.5;
    AnnotationStyle top;
    top.size_mm = 8.0;
    file.presets = {{"low", "accent", base, {}}, {"high", "low", top, {}}};
    Annotation item;
    item.style = "high";
    item.own.halo_mm = 0.1;
    const AnnotationStyle style = resolved_style(file, item);
    EXPECT_EQ(style.halo_mm, 0.1);
    EXPECT_EQ(style.size_mm, 8.0);
    EXPECT_EQ(style.line_mm, 1.5);
    EXPECT_EQ(style.bold, true);  // of the built-in "accent"
}

TEST(ResolvedStyle, AColourSaidByItselfIsTheTextsToo) {
    Annotation item;
    item.own.color = Rgba{1, 2, 3, 255};
    EXPECT_EQ(resolved_style({}, item).text_color, item.own.color);
    item.own.text_color = Rgba{9, 9, 9, 255};
    EXPECT_EQ(resolved_style({}, item).text_color, item.own.text_color);
}

TEST(ResolvedStyle, PresetsThatBuildOnEachOtherInACircleEnd) {
    Annotations file;
    file.presets = {{"a", "b", {}, {}}, {"b", "a", {}, {}}};
    Annotation item;
    item.style = "a";
    EXPECT_TRUE(is_whole(resolved_style(file, item)));
}

TEST(ResolvedStyle, APresetOfTheFileReplacesTheBuiltInOneOfItsName) {
    Annotations file;
    AnnotationStyle big;
    big.size_mm = 11.0;
    file.presets = {{"measure", "measure", big, {}}};
    Annotation item;
    item.kind = AnnotationKind::dimension;  // whose preset is "measure"
    const AnnotationStyle style = resolved_style(file, item);
    EXPECT_EQ(style.size_mm, 11.0);
    EXPECT_EQ(style.line_mm, 0.25);  // the rest stays
}

}  // namespace
}  // namespace parkatlas::model
