// Identity of the features and the counts that the scheme's name promises.

#include <algorithm>
#include <map>

#include "analysis/audit_run.h"
#include "base/messages_audit.h"
#include "model/scheme.h"

namespace parkatlas::analysis {

namespace {

bool has_unknown_role(const model::LayoutFeature& feature) {
    return feature.role == model::Role::other &&
           feature.role_word != model::role_identifier(model::Role::other);
}

Msg message_of(model::SchemeTrouble trouble) {
    switch (trouble) {
        case model::SchemeTrouble::bad_number:
            return msg::audit_scheme_bad_number;
        case model::SchemeTrouble::missing_number:
            return msg::audit_scheme_missing_number;
        case model::SchemeTrouble::missing_role:
            return msg::audit_scheme_missing_role;
        case model::SchemeTrouble::repeated_role:
            return msg::audit_scheme_repeated_role;
        case model::SchemeTrouble::empty:
        case model::SchemeTrouble::unknown_word:
            break;
    }
    return msg::audit_scheme_unknown_word;
}

}  // namespace

void AuditRun::check_identity() {
    std::map<std::string, int> uses;
    for (const model::LayoutFeature& one : layout().features) ++uses[one.id];
    for (const auto& [id, count] : uses) {
        if (count < 2) continue;
        note(Severity::error, "duplicate_id", id, say(msg::audit_duplicate_id, count, id));
    }
    for (std::size_t i = 0; i < size(); ++i) {
        const model::LayoutFeature& one = feature(i);
        if (one.name.zh.empty() && one.name.en.empty()) {
            note_of(Severity::error, "missing_name", i, msg::audit_missing_name, one.id);
        }
        if (one.role_word.empty() && one.role == model::Role::other) {
            note_of(Severity::error, "missing_role", i, msg::audit_missing_role, name_of(i));
        } else if (has_unknown_role(one)) {
            note_of(Severity::error, "unknown_role", i, msg::audit_unknown_role, name_of(i),
                    one.role_word);
        }
        if (!one.basis_word.empty() && !model::parse_basis(one.basis_word)) {
            note_of(Severity::error, "unknown_basis", i, msg::audit_unknown_basis, name_of(i),
                    one.basis_word);
        }
        if (!one.part_of.empty() && !layout().find(one.part_of)) {
            note_of(Severity::error, "unknown_parent", i, msg::audit_unknown_parent, name_of(i),
                    one.part_of);
        }
    }
    for (const std::vector<std::size_t>& circle : circles_) {
        std::vector<std::string> names;
        names.reserve(circle.size());
        for (const std::size_t i : circle) names.push_back(name_of(i));
        note_of(Severity::error, "circular_part_of", circle.front(), msg::audit_circular_part_of,
                joined(names));
    }
}

void AuditRun::check_scheme() {
    std::vector<int> found(model::all_roles().size(), 0);
    int unknown = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        const model::Role role = feature(i).role;
        if (has_unknown_role(feature(i))) ++unknown;
        bool inside_its_like = false;
        for (std::optional<std::size_t> up = parent_[i]; up; up = parent_[*up]) {
            inside_its_like = inside_its_like || feature(*up).role == role;
        }
        if (!inside_its_like) ++found[static_cast<std::size_t>(role)];
    }
    if (layout().scheme.empty() && layout().also_scheme.empty()) {
        note(Severity::info, "scheme_missing", {}, say(msg::audit_scheme_missing));
    }
    for (const std::string* name : {&layout().scheme, &layout().also_scheme}) {
        if (!name->empty()) check_one_scheme(*name, found, unknown);
    }
    for (const model::Role role : model::all_roles()) {
        const bool listed =
            std::ranges::find(report_->roles, role, &AuditRole::role) != report_->roles.end();
        const int count = found[static_cast<std::size_t>(role)];
        if (!listed && count > 0 && role != model::Role::other) {
            report_->roles.push_back({role, std::nullopt, false, count});
        }
    }
}

void AuditRun::check_one_scheme(const std::string& name, const std::vector<int>& found,
                                int unknown) {
    const auto scheme = model::parse_scheme(name);
    if (!scheme) {
        const model::SchemeProblem& problem = scheme.error();
        note(Severity::error, "scheme_not_understood", {},
             say(message_of(problem.trouble), name, problem.position, problem.word));
        return;
    }
    for (const model::SchemeCount& one : *scheme) {
        const int count = found[static_cast<std::size_t>(one.role)];
        const bool listed =
            std::ranges::find(report_->roles, one.role, &AuditRole::role) != report_->roles.end();
        if (!listed) {
            report_->roles.push_back(
                {one.role, one.many ? std::nullopt : std::optional{one.count}, one.many, count});
        }
        if (one.is_kept_by(count)) continue;
        const std::string stated =
            one.many ? say(msg::audit_count_many) : say(msg::audit_count, one.count);
        const std::string_view label = model::role_label(one.role, lang());
        // What lacks here may stand there under a word that is not known; that is told by itself.
        const int wanted = one.many ? 2 : one.count;
        if (count < wanted && wanted - count <= unknown) {
            note(Severity::info, "role_count_open", {},
                 say(msg::audit_role_open, name, label, stated, count, unknown));
        } else {
            note(Severity::error, "role_count_mismatch", {},
                 say(msg::audit_role_mismatch, name, label, stated, count));
        }
    }
}

}  // namespace parkatlas::analysis
