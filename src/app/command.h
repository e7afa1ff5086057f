#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/app_state.h"
#include "app/document_command.h"
#include "app/tool_command.h"
#include "app/view_command.h"
#include "model/role.h"

namespace parkatlas::app {

/// The parts of the base map that can be switched off.
enum class MapPart : std::uint8_t { land, counties, labels, label_areas };

// What the hand at the window may ask for. Most of it is view state, which is not undone; what
// changes the document goes through its history (edits.h) and is.
struct SelectFeature {
    cartography::FeatureRef feature;
};
struct ClearSelection {};
struct ZoomToFeature {
    cartography::FeatureRef feature;
};
struct FitAll {};
struct ZoomBy {
    double factor;  ///< > 1 enlarges; about the middle of the map
};
struct ZoomAt {
    draw::PaperMm at;
    double factor;
};
struct HoldPoint {
    geo::MapXY point;  ///< map point the hand has taken hold of
    draw::PaperMm at;  ///< where the hand now is
};
struct PanBy {
    double share_x, share_y;  ///< of the map's width and height; positive looks right and down
};
struct SetRoleVisible {
    model::Role role;
    bool visible;
};
struct SetFeatureVisible {
    std::uint32_t index;  ///< in the layout
    bool visible;
};
struct SetMapPartVisible {
    MapPart part;
    bool visible;
};
struct SetLanguage {
    Lang lang;
};
struct SetSearch {
    std::string text;
};
/// Opens a built-in plan; with a feature, selects it and looks at it.
struct OpenPlan {
    std::string layout;
    std::optional<std::string> feature;
};
/// Opens sources as the command line takes them: a layout becomes the plan, the others are added to
/// the document on top of its layers.
struct AddSources {
    std::vector<std::string> sources;
};
/// Another attempt at sources that could not be opened.
struct RetrySources {};
/// From the plan that is open to the one above it, with the feature selected that leads back.
struct OpenPlanAbove {};
struct GoBack {};
struct GoForward {};
struct ShowDrawer {
    std::optional<DrawerTab> tab;  ///< none closes it
};
struct ToggleDrawer {
    DrawerTab tab;  ///< closes the drawer where it shows this already
};
struct TakeTool {
    Tool tool;
};
struct AddMeasurePoint {
    geo::LonLat at;
};
struct FinishMeasure {};
struct CancelMeasure {};
struct ChooseMeasurement {
    std::optional<std::size_t> index;
};
struct RenameMeasurement {
    std::size_t index;
    std::string name;
};
struct RemoveMeasurement {
    std::size_t index;
};
struct RemoveAllMeasurements {};
struct MoveMeasurePoint {
    std::size_t index, point;
    geo::LonLat to;
    std::uint64_t gesture;  ///< one and the same while the hand holds it
};
/// Any change of the document: `edit` turns the present state into the next.
struct ChangeDocument {
    StepName name;
    std::function<void(model::Edits&)> edit;
    std::uint64_t gesture = 0;  ///< see History::change; Ui::gesture while a mouse button is down
};
/// While something is being drawn, its last point; else the last step of the document.
struct Undo {};
struct Redo {};
/// To the state of the document after so many steps.
struct GoToStep {
    std::size_t step;
};
struct TypePlace {
    std::string words;
    bool entered;
};
struct LookAt {
    geo::Box box;  ///< map metres
};
struct SetDrawerHeight {
    float design_px;
};
struct ShowAbout {
    bool open;
};
struct ShowFrameTimes {
    bool open;
};
struct DismissProblems {};
struct Quit {};

using Command =
    std::variant<SelectFeature, ClearSelection, ZoomToFeature, FitAll, ZoomBy, ZoomAt, HoldPoint,
                 PanBy, SetRoleVisible, SetFeatureVisible, SetMapPartVisible, SetLanguage,
                 SetSearch, OpenPlan, OpenPlanAbove, AddSources, RetrySources, GoBack, GoForward,
                 ShowDrawer, ToggleDrawer, TakeTool, AddMeasurePoint, FinishMeasure, CancelMeasure,
                 ChooseMeasurement, RenameMeasurement, RemoveMeasurement, RemoveAllMeasurements,
                 MoveMeasurePoint, ChangeDocument, Undo, Redo, GoToStep, TypePlace, LookAt,
                 SetDrawerHeight, ShowAbout, ShowFrameTimes, DismissProblems, Quit, SaveProject,
                 ShowFileDialog, GoToFolder, ChooseFile, CloseFileDialog, OpenProject,
                 AnswerLeaving, AnswerRestore, CloseStartPage, ToolCommand, ViewCommand>;
using Commands = std::vector<Command>;

/// Asks for a change of the document (ChangeDocument).
void change_document(Commands& commands, StepName name, std::function<void(model::Edits&)> edit,
                     std::uint64_t gesture = 0);

/// Carries a command out on the state. `scene` is null while nothing is open; commands that need
/// one are then without effect.
void apply(const Command& command, AppState& state, const cartography::MapScene* scene);

[[nodiscard]] bool map_part_visible(const AppState& state, MapPart part);

/// "land", "counties", "labels", "label_areas": in scripts and state dumps.
[[nodiscard]] std::string_view map_part_name(MapPart part);
[[nodiscard]] std::optional<MapPart> parse_map_part(std::string_view name);

/// "indicators" …: in scripts and state dumps.
[[nodiscard]] std::string_view drawer_tab_name(DrawerTab tab);
[[nodiscard]] std::optional<DrawerTab> parse_drawer_tab(std::string_view name);

}  // namespace parkatlas::app
