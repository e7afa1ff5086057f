#include "tasks/check.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "analysis/mending.h"
#include "base/messages_errors.h"
#include "base/parallel.h"
#include "io/geodata.h"
#include "io/source.h"
#include "io/write_layer.h"

namespace parkatlas::tasks {

namespace {

using analysis::CheckFinding;

/// How much of a run's progress looking is given where mending follows.
constexpr double checking_share = 0.5;

/// The coordinates or the CRS are what is wrong, and that is what a check is asked for.
bool is_finding(ErrorCode code) {
    return code == ErrorCode::out_of_range || code == ErrorCode::crs_unknown;
}

CheckFinding finding_of_error(const std::string& source, const Error& error, Lang lang) {
    CheckFinding finding;
    finding.severity = Severity::error;
    finding.code = error.code == ErrorCode::crs_unknown ? "crs_unknown" : "out_of_range";
    finding.source = source;
    if (error.where.starts_with(source + ", ")) {
        finding.feature = error.where.substr(source.size() + 2);
    }
    finding.message = error.what.in(lang);
    if (!error.remedy.empty()) {
        finding.message = said(msg::errors_with_remedy, error.what, error.remedy).in(lang);
    }
    return finding;
}

/// The file behind a source, if it is one.
std::filesystem::path file_of(const std::string& source) {
    std::error_code ignored;
    if (std::filesystem::exists(source, ignored)) return source;
    const std::size_t colon = source.rfind(':');
    return colon == std::string::npos ? source : source.substr(0, colon);
}

Result<void> refuse_to_overwrite(const CheckRequest& request) {
    for (const std::string& source : request.sources) {
        std::error_code ignored;
        const bool same = std::filesystem::equivalent(file_of(source), *request.mend_to, ignored);
        if (!same) continue;
        return fail(ErrorCode::usage, *request.mend_to, said(msg::errors_one_sources_mending_never),
                    said(msg::errors_give_another_file_o));
    }
    return {};
}

}  // namespace

std::size_t CheckAnswer::count(Severity severity) const {
    return static_cast<std::size_t>(
        std::ranges::count(findings, severity, &CheckFinding::severity));
}

namespace {

class Checker {
  public:
    Checker(const CheckRequest& request, const Work& work) : request_{&request}, work_{&work} {}

    Result<CheckAnswer> run() {
        if (Result<void> fits = validate(request_->offsets, request_->sources.size()); !fits) {
            return tl::unexpected{fits.error()};
        }
        if (request_->mend_to) {
            if (Result<void> fine = refuse_to_overwrite(*request_); !fine) {
                return tl::unexpected{fine.error()};
            }
        }
        Result<model::Layer> counties = io::load_counties();
        if (!counties) return tl::unexpected{counties.error()};
        Result<model::Layer> land = io::load_land();
        if (!land) return tl::unexpected{land.error()};
        options_.lang = request_->lang;
        options_.reading_lang = request_->reading_lang;
        options_.references = {&*counties, &*land};
        for (std::size_t i = 0; i < request_->sources.size(); ++i) {
            if (Result<void> done = look_at_source(i); !done) return tl::unexpected{done.error()};
        }
        if (request_->mend_to) {
            if (Result<void> done = write(); !done) return tl::unexpected{done.error()};
        }
        return std::move(answer_);
    }

  private:
    Result<void> look_at_source(std::size_t index) {
        const std::string& source = request_->sources[index];
        Result<Loaded<io::Opened>> opened = io::open_source(source, *work_);
        if (!opened) {
            if (request_->mend_to || !is_finding(opened.error().code)) {
                return tl::unexpected{opened.error()};
            }
            answer_.findings.push_back(
                finding_of_error(source, opened.error(), request_->reading_lang));
            return {};
        }
        Result<void> applied = apply(request_->offsets, index, opened->value, opened->findings);
        if (!applied) return applied;
        if (opened->value.layout) {
            if (request_->mend_to) {
                return fail(ErrorCode::unsupported, source,
                            said(msg::errors_layout_mending_would_lose),
                            said(msg::errors_mend_file_shapes_come));
            }
            opened->value.layers.clear();
            opened->value.layers.push_back(std::move(opened->value.layout->layer));
        }
        // Findings of reading name the source; of several layers it cannot be told which is meant.
        const bool one = opened->value.layers.size() == 1;
        if (!one) {
            for (const Finding& finding : opened->findings) {
                answer_.findings.push_back(
                    analysis::finding_of_reading(finding, request_->reading_lang));
            }
            opened->findings.clear();
        }
        for (model::Layer& layer : opened->value.layers) {
            if (Result<void> done = look_at_layer(std::move(layer), opened->findings); !done) {
                return done;
            }
        }
        return {};
    }

    Result<void> look_at_layer(model::Layer layer, const std::vector<Finding>& reading) {
        const double share = request_->mend_to ? checking_share : 1.0;
        PartOfProgress checking{*work_, 0.0, share};
        Result<std::vector<CheckFinding>> found =
            analysis::check_layer(layer, reading, options_, Work{&checking, work_->stop});
        if (!found) return tl::unexpected{found.error()};
        if (request_->mend_to) {
            PartOfProgress mending_progress{*work_, share, 1.0};
            Result<analysis::Mending> mending =
                analysis::mend_shapes(layer, *found, request_->measure, request_->lang,
                                      Work{&mending_progress, work_->stop});
            if (!mending) return tl::unexpected{mending.error()};
            std::ranges::move(mending->features, std::back_inserter(answer_.mended));
            if (answer_.basis.empty()) answer_.basis = std::move(mending->basis);
        }
        CheckedLayer line{layer.source, layer.name, layer.format, layer.crs.label()};
        line.crs_stated = layer.crs_stated;
        line.feature_count = layer.size();
        for (const CheckFinding& finding : *found) {
            if (finding.severity == Severity::error) ++line.errors;
            if (finding.severity == Severity::warning) ++line.warnings;
            if (finding.severity == Severity::info) ++line.infos;
        }
        answer_.layers.push_back(std::move(line));
        std::ranges::move(*found, std::back_inserter(answer_.findings));
        if (request_->mend_to) mended_layers_.push_back(std::move(layer));
        return {};
    }

    Result<void> write() {
        std::vector<const model::Layer*> layers;
        for (const model::Layer& layer : mended_layers_) {
            layers.push_back(&layer);
            answer_.features_written += layer.size();
        }
        Result<std::vector<Finding>> noted =
            io::write_layers_noting(layers, *request_->mend_to, {}, *work_);
        if (!noted) return tl::unexpected{noted.error()};
        for (const Finding& finding : *noted) {
            answer_.findings.push_back(
                analysis::finding_of_reading(finding, request_->reading_lang));
        }
        return {};
    }

    const CheckRequest* request_;
    const Work* work_;
    analysis::CheckOptions options_;
    CheckAnswer answer_;
    std::vector<model::Layer> mended_layers_;
};

}  // namespace

Result<CheckAnswer> check(const CheckRequest& request, const Work& work) {
    return Checker{request, work}.run();
}

}  // namespace parkatlas::tasks
