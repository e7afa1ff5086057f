#include "base/xml_text.h"

namespace parkatlas {

void append_xml(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\t':
            case '\n':
                out += c;
                break;
            default:
                out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
}

std::string xml_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    append_xml(out, text);
    return out;
}

}  // namespace parkatlas
