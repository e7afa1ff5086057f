#pragma once

#include <string>
#include <vector>

#include "analysis/audit.h"
#include "app/app_state.h"
#include "app/command.h"
#include "app/document.h"
#include "app/map_canvas.h"
#include "app/window_layout.h"

namespace parkatlas::app {

struct ToolDesks;

/// Everything that a state dump speaks of, at one moment.
struct Snapshot {
    const AppState& state;
    const Document* document;  ///< null while nothing is open
    const cartography::Labelling& labelling;
    const std::vector<WidgetBox>& boxes;
    const MapCanvas::Times& times;
    const std::vector<char32_t>& missing_glyphs;
    int width_px = 0, height_px = 0;  ///< of the window, screen coordinates
    double px_per_mm = 1.0;           ///< screen coordinates
    int frames = 0;                   ///< drawn so far
    bool idle = false;
    const tasks::Ruler* ruler = nullptr;
    const Result<analysis::AuditReport>* audit = nullptr;  ///< null until there
    const ToolDesks* tools = nullptr;
    const Document* compared = nullptr;
};

/// The state of the window as JSON, for tests and scripts. Boxes and places are screen coordinates
/// of the window, y down, so that they can be clicked:
/// {"lang", "window":{"width","height"}, "idle", "frames", "document":{"layout","scheme","layers"},
///  "tool","pen":[lon,lat],"pen_snap","sketch":[[lon,lat]],"chosen","undo","redo","pin",
///  "measurements":[{"name","kind","points","length_m","area_m2"}],"audit":{"errors",…},
///  "view":{"centre":[x,y],"scale_denominator","crs","frame":[x,y,w,h],"extent_degrees":[w,s,e,n]},
///  "selected", "hovered", "search", "about_open", "frame_times_open", "typing", "finder",
///  "keys_open", "full_screen", "overview", "dark", "ui_size", "note",
///  "bookmarks":[{"name","centre",…}], "compared":{"sources","swipe","share","title"}, "drawer",
///  "opening","history":{"behind","ahead"},"plan_path":[…],"plans_below":[…],"problems":[…],
///  "user_layers":[{"title","source","index","visible","opacity","color","labels","label_field",
///    "color_field","classes":null|[{"name","count","color"}],
///    "part":null|{"total","held","step","box":null|[…]}}],
///  "files":{"project","saving","asks_to_save","left","dialog",…}, "failed":[sources],
///  "changed","step","steps":[names],
///  "parts":{"land":true,…}, "hidden_layers":[…], "roles":{"park":true,…},
///  "features":[{"id","role","name","visible","at":[x,y]}], "labels":[{"text","feature","box"}],
///  "marked":{"layer","features":[id]}, "table":{"layer","columns","rows","filter","problem",…},
///  "dropped_labels":[…], "widgets":{"toolbar.fit":[x,y,w,h],…},
///  "missing_glyphs":[code points that the panels cannot show], "times":{…}}
[[nodiscard]] std::string state_json(const Snapshot& snapshot);

}  // namespace parkatlas::app
