#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/audit.h"
#include "model/layout.h"

namespace parkatlas::test {

/// Builds a layout of rectangles in degrees and audits it against two counties, 西县 from 121.0 to
/// 121.1 E and 东县 from there to 121.2 E, both from 29.0 to 29.2 N, of the municipality 两县市.
class SmallPlan {
  public:
    SmallPlan() {
        plan.id = "small";
        plan.scheme = "一核";
        plan.layer.name = "small";
        plan.layer.source = "small.geojson";
        counties_.name = "counties";
        add_county("西县", 121.0, 121.1);
        add_county("东县", 121.1, 121.2);
        counties_.columns = {{"municipality", {std::string{"两县市"}, std::string{"两县市"}}}};
    }

    /// A rectangle with its anchor in the middle, surveyed, of the id `name`.
    model::LayoutFeature& add(model::Role role, const std::string& name, double west, double south,
                              double east, double north) {
        plan.layer.shapes.append_polygon({rectangle(west, south, east, north)});
        return add_feature(role, name, geo::LonLat{(west + east) / 2, (south + north) / 2});
    }

    model::LayoutFeature& add_point(model::Role role, const std::string& name, double lon,
                                    double lat) {
        plan.layer.shapes.append_point({lon, lat});
        return add_feature(role, name, geo::LonLat{lon, lat});
    }

    [[nodiscard]] analysis::AuditReport audit(std::vector<const model::Layout*> others = {}) const {
        const analysis::AuditInput input{&plan, &counties_, std::move(others), replaced};
        auto report = analysis::audit(input, {{}, Lang::zh}, {});
        return report ? std::move(*report) : analysis::AuditReport{};
    }

    [[nodiscard]] static std::vector<geo::XY> rectangle(double west, double south, double east,
                                                        double north) {
        return {{west, south}, {east, south}, {east, north}, {west, north}};
    }

    model::Layout plan;
    std::vector<bool> replaced;

  private:
    model::LayoutFeature& add_feature(model::Role role, const std::string& name,
                                      geo::LonLat anchor) {
        plan.layer.ids.push_back(name);
        plan.layer.names.push_back(name);
        model::LayoutFeature feature;
        feature.id = name;
        feature.role = role;
        feature.role_word = model::role_identifier(role);
        feature.name.zh = name;
        feature.anchor = anchor;
        plan.features.push_back(std::move(feature));
        return plan.features.back();
    }

    void add_county(const std::string& name, double west, double east) {
        counties_.shapes.append_polygon({rectangle(west, 29.0, east, 29.2)});
        counties_.ids.push_back(name);
        counties_.names.push_back(name);
    }

    model::Layer counties_;
};

/// "error code" of every finding that is not a remark, in order, then of the remarks if asked.
inline std::vector<std::string> codes(const analysis::AuditReport& report, bool remarks = false) {
    static constexpr const char* severities[] = {"error ", "warning ", "info "};
    std::vector<std::string> list;
    for (const Finding& finding : report.findings) {
        if (finding.severity == Severity::info && !remarks) continue;
        list.push_back(severities[static_cast<int>(finding.severity)] + finding.code);
    }
    return list;
}

inline std::string message_of(const analysis::AuditReport& report, const std::string& code) {
    for (const Finding& finding : report.findings) {
        if (finding.code == code) return finding.message;
    }
    return {};
}

}  // namespace parkatlas::test
