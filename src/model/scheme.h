#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/role.h"

namespace parkatlas::model {

/// One promise of a scheme's name: so many features of a role.
struct SchemeCount {
    Role role = Role::other;
    int count = 0;      ///< 0 where the name says 多
    bool many = false;  ///< 多: at least two
    bool operator==(const SchemeCount&) const = default;

    /// True if `found` features keep the promise.
    [[nodiscard]] bool is_kept_by(int found) const { return many ? found >= 2 : found == count; }
};

/// What the name of a scheme promises, in the order of the name.
using Scheme = std::vector<SchemeCount>;

enum class SchemeTrouble {
    empty,           ///< there is no name
    unknown_word,    ///< neither a number nor the word of a role
    bad_number,      ///< a numeral that gives no number from 1 to 9999
    missing_number,  ///< the word of a role without a number before it
    missing_role,    ///< a number without the word of a role after it
    repeated_role    ///< a role that was counted before
};

struct SchemeProblem {
    SchemeTrouble trouble = SchemeTrouble::empty;
    std::string word;          ///< what was not understood, as written
    std::size_t position = 0;  ///< of its first character in the name, counted from 1
};

/// Reads a scheme's name such as 一核两带五园 as counts by role.
///
/// Numbers: 一 to 九十九 in Chinese, 两 and 双 for 2, decimal digits (also full-width ones), 多.
/// Roles: 核 核心 心 中心, 极 增长极, 带, 轴, 廊 走廊, 区 片 片区, 园 园区, 组团, 点 节点, 镇 小镇,
/// 平台, 板块. Between the pairs spaces, commas, 、 quotes, + 和 及 与 and the like are passed
/// over.
[[nodiscard]] tl::expected<Scheme, SchemeProblem> parse_scheme(std::string_view name);

/// The name that promises these counts: 一核两带五园. Counts from 1 to 99, roles that a scheme's
/// name can speak of; parse_scheme gives the same counts again.
[[nodiscard]] std::string scheme_name(const Scheme& scheme);

}  // namespace parkatlas::model
