#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/area_table.h"
#include "analysis/feature_table.h"
#include "analysis/row_filter.h"
#include "base/lang.h"
#include "base/progress.h"
#include "base/result.h"
#include "model/layer.h"
#include "model/layout.h"

namespace parkatlas::tasks {

/// The attribute table of a layer: id and name, its attributes, then area_km2, area_ha, area_mu,
/// area_m2 and perimeter_m where `areas` (which may be null) has them. A column of the file that
/// has the name of a measured one becomes "file.area_mu". Titles are in the language.
[[nodiscard]] std::shared_ptr<const analysis::FeatureTable> layer_table(
    const std::shared_ptr<const model::Layer>& layer, const analysis::AreaTable* areas, Lang lang);

/// The same of a layout's features: id, name in the language, role, part_of, located_in, the area
/// the plan states, measured areas, basis, kind, grade, status, section. `measured_m2` has one
/// entry a feature.
[[nodiscard]] std::shared_ptr<const analysis::FeatureTable> layout_table(
    const std::shared_ptr<const model::Layout>& layout,
    const std::vector<std::optional<double>>& measured_m2, Lang lang);

/// What of a table is wanted: an expression or words to look for, and an order.
struct TableQuestion {
    std::string filter;
    std::optional<analysis::RowOrder> order;
    Lang lang = Lang::zh;
    bool operator==(const TableQuestion&) const = default;
};

struct TableAnswer {
    std::vector<std::uint32_t> rows;
    bool by_expression = false;  ///< the filter was one
    /// What is wrong with it; then `rows` are all rows.
    std::optional<analysis::FilterError> problem;
};

/// Fails with stopped.
[[nodiscard]] Result<TableAnswer> ask_table(const analysis::FeatureTable& table,
                                            const TableQuestion& question, const Work& work);

/// Rows of a table as tab-separated text with a head, for the clipboard: numbers ungrouped, tabs
/// and line breaks of texts as spaces.
[[nodiscard]] std::string rows_as_tsv(const analysis::FeatureTable& table,
                                      const std::vector<std::uint32_t>& rows);

/// Writes rows to .csv or .xlsx as io::write_table does.
[[nodiscard]] Result<void> write_rows(std::shared_ptr<const analysis::FeatureTable> table,
                                      const std::vector<std::uint32_t>& rows,
                                      const std::string& name, const std::string& path,
                                      const Work& work);

}  // namespace parkatlas::tasks
