#include "base/messages.h"

#include <cstddef>
#include <initializer_list>

namespace parkatlas {
namespace {

constexpr std::size_t no_entry = SIZE_MAX;

struct Catalogue {
    std::vector<MessageEntry> entries;
    std::vector<std::size_t> starts;  ///< of each group in `entries`
};

const Catalogue& catalogue() {
    static const Catalogue all = [] {
        Catalogue made;
        const auto group = [&](MessageGroup which, std::initializer_list<MessageEntry> entries) {
            made.starts.resize(static_cast<std::size_t>(which) + 1, no_entry);
            made.starts.back() = made.entries.size();
            made.entries.insert(made.entries.end(), entries);
        };
#define PARKATLAS_MSG(key, zh, en) MessageEntry{#key, zh, en},
        group(MessageGroup::common, {
#include "base/messages_common.def"
                                    });
        group(MessageGroup::sheet, {
#include "base/messages_sheet.def"
                                   });
        group(MessageGroup::cli, {
#include "base/messages_cli.def"
                                 });
        group(MessageGroup::app, {
#include "base/messages_app.def"
                                 });
        group(MessageGroup::audit, {
#include "base/messages_audit.def"
                                   });
        group(MessageGroup::check, {
#include "base/messages_check.def"
                                   });
        group(MessageGroup::page, {
#include "base/messages_page.def"
                                  });
        group(MessageGroup::overlap, {
#include "base/messages_overlap.def"
                                     });
        group(MessageGroup::convert, {
#include "base/messages_convert.def"
                                     });
        group(MessageGroup::document, {
#include "base/messages_document.def"
                                      });
        group(MessageGroup::layers, {
#include "base/messages_layers.def"
                                    });
        group(MessageGroup::filter, {
#include "base/messages_filter.def"
                                    });
        group(MessageGroup::tools, {
#include "base/messages_tools.def"
                                   });
        group(MessageGroup::annotate, {
#include "base/messages_annotate.def"
                                      });
        group(MessageGroup::frames, {
#include "base/messages_frames.def"
                                    });
        group(MessageGroup::navigate, {
#include "base/messages_navigate.def"
                                      });
        group(MessageGroup::parts, {
#include "base/messages_parts.def"
                                   });
        group(MessageGroup::measures, {
#include "base/messages_measures.def"
                                      });
        group(MessageGroup::labels, {
#include "base/messages_labels.def"
                                    });
        group(MessageGroup::viewer, {
#include "base/messages_viewer.def"
                                    });
        group(MessageGroup::errors, {
#include "base/messages_errors.def"
                                    });
        group(MessageGroup::steps, {
#include "base/messages_steps.def"
                                   });
#undef PARKATLAS_MSG
        return made;
    }();
    return all;
}

}  // namespace

const std::vector<MessageEntry>& message_catalogue() {
    return catalogue().entries;
}

std::string_view text(Msg key, Lang lang) {
    const auto number = static_cast<std::uint32_t>(key);
    const std::size_t place = catalogue().starts.at(number >> 16U) + (number & 0xFFFFU);
    const MessageEntry& entry = catalogue().entries[place];
    return lang == Lang::zh ? entry.zh : entry.en;
}

}  // namespace parkatlas
