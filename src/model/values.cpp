#include "model/values.h"

#include <bit>
#include <cassert>
#include <limits>

#include "base/large_pages.h"

namespace parkatlas::model {
namespace {

using TextLength = std::uint32_t;

ValueView view_of(const FeatureIdView& id) {
    return std::visit([](const auto& one) { return ValueView{one}; }, id);
}

FeatureIdView id_view(const FeatureId& id) {
    if (const auto* const number = std::get_if<std::int64_t>(&id)) return *number;
    return std::string_view{std::get<std::string>(id)};
}

ValueView name_cell(const std::optional<std::string_view>& name) {
    return name ? ValueView{*name} : ValueView{};
}

}  // namespace

Value owned(const ValueView& value) {
    struct Visitor {
        Value operator()(std::string_view text) const { return std::string{text}; }
        Value operator()(std::monostate none) const { return none; }
        Value operator()(bool truth) const { return truth; }
        Value operator()(std::int64_t number) const { return number; }
        Value operator()(double number) const { return number; }
    };
    return std::visit(Visitor{}, value);
}

ValueView view_of(const Value& value) {
    struct Visitor {
        ValueView operator()(const std::string& text) const { return std::string_view{text}; }
        ValueView operator()(std::monostate none) const { return none; }
        ValueView operator()(bool truth) const { return truth; }
        ValueView operator()(std::int64_t number) const { return number; }
        ValueView operator()(double number) const { return number; }
    };
    return std::visit(Visitor{}, value);
}

Values::Values(std::initializer_list<Value> values) {
    for (const Value& value : values) push_back(value);
}

ValueView Values::view(std::size_t row) const {
    assert(row < size());
    const std::uint64_t bits = bits_[row];
    switch (kinds_[row]) {
        case Kind::null:
            break;
        case Kind::no:
            return false;
        case Kind::yes:
            return true;
        case Kind::integer:
            return static_cast<std::int64_t>(bits);
        case Kind::real:
            return std::bit_cast<double>(bits);
        case Kind::text: {
            TextLength length = 0;
            std::memcpy(&length, text_.data() + bits, sizeof length);
            return std::string_view{text_.data() + bits + sizeof length, length};
        }
    }
    return std::monostate{};
}

Values::Cell Values::cell_of(const ValueView& value) {
    if (const auto* const text = std::get_if<std::string_view>(&value)) {
        assert(text->size() <= std::numeric_limits<TextLength>::max());
        const auto length = static_cast<TextLength>(text->size());
        const std::size_t at = text_.size();
        text_.resize(at + sizeof length + length);
        std::memcpy(text_.data() + at, &length, sizeof length);
        if (length > 0) std::memcpy(text_.data() + at + sizeof length, text->data(), length);
        return {Kind::text, at};
    }
    if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
        return {Kind::integer, static_cast<std::uint64_t>(*whole)};
    }
    if (const auto* const real = std::get_if<double>(&value)) {
        return {Kind::real, std::bit_cast<std::uint64_t>(*real)};
    }
    if (const auto* const truth = std::get_if<bool>(&value)) {
        return {*truth ? Kind::yes : Kind::no, 0};
    }
    return {Kind::null, 0};
}

void Values::push_back(const ValueView& value) {
    const Cell cell = cell_of(value);
    kinds_.push_back(cell.kind);
    bits_.push_back(cell.bits);
}

void Values::set(std::size_t row, const ValueView& value) {
    assert(row < size());
    const Cell cell = cell_of(value);
    kinds_[row] = cell.kind;
    bits_[row] = cell.bits;
}

void Values::pop_back() {
    if (kinds_.back() == Kind::text) text_.resize(bits_.back());
    kinds_.pop_back();
    bits_.pop_back();
}

void Values::resize(std::size_t rows) {
    kinds_.resize(rows, Kind::null);
    bits_.resize(rows, 0);
}

void Values::reserve(std::size_t rows, std::size_t text_bytes) {
    kinds_.reserve(rows);
    bits_.reserve(rows);
    text_.reserve(text_bytes);
    prefer_large_pages(bits_.data(), bits_.capacity() * sizeof bits_[0]);
    prefer_large_pages(text_.data(), text_.capacity());
}

void Values::append(const Values& other) {
    const std::size_t before = size();
    const std::size_t text_before = text_.size();
    kinds_.insert(kinds_.end(), other.kinds_.begin(), other.kinds_.end());
    bits_.insert(bits_.end(), other.bits_.begin(), other.bits_.end());
    text_.insert(text_.end(), other.text_.begin(), other.text_.end());
    if (text_before == 0) return;
    for (std::size_t row = before; row < size(); ++row) {
        if (kinds_[row] == Kind::text) bits_[row] += text_before;
    }
}

void Values::clear() {
    kinds_.clear();
    bits_.clear();
    text_.clear();
}

bool Values::operator==(const Values& other) const {
    if (kinds_ != other.kinds_) return false;
    for (std::size_t row = 0; row < size(); ++row) {
        if (view(row) != other.view(row)) return false;
    }
    return true;
}

Names::Names(std::initializer_list<value_type> names) {
    for (const value_type& name : names) push_back(name);
}

Names::value_type Names::operator[](std::size_t row) const {
    const std::optional<std::string_view> name = view(row);
    return name ? value_type{*name} : std::nullopt;
}

std::optional<std::string_view> Names::view(std::size_t row) const {
    const ValueView cell = cells_.view(row);
    const auto* const text = std::get_if<std::string_view>(&cell);
    return text != nullptr ? std::optional{*text} : std::nullopt;
}

void Names::push_back(std::optional<std::string_view> name) {
    cells_.push_back(name_cell(name));
}

void Names::set(std::size_t row, std::optional<std::string_view> name) {
    cells_.set(row, name_cell(name));
}

Ids::Ids(std::initializer_list<FeatureId> ids) {
    for (const FeatureId& id : ids) push_back(id);
}

FeatureId Ids::operator[](std::size_t row) const {
    const FeatureIdView id = view(row);
    if (const auto* const number = std::get_if<std::int64_t>(&id)) return *number;
    return std::string{std::get<std::string_view>(id)};
}

FeatureIdView Ids::view(std::size_t row) const {
    const ValueView cell = cells_.view(row);
    if (const auto* const number = std::get_if<std::int64_t>(&cell)) return *number;
    return std::get<std::string_view>(cell);
}

void Ids::push_back(const FeatureIdView& id) {
    cells_.push_back(view_of(id));
}

void Ids::push_back(const FeatureId& id) {
    push_back(id_view(id));
}

void Ids::set(std::size_t row, const FeatureId& id) {
    cells_.set(row, view_of(id_view(id)));
}

}  // namespace parkatlas::model
