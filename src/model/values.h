#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parkatlas::model {

/// One attribute value as read: null, boolean, integer, real or text (UTF-8).
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string>;
/// The same, its text borrowed.
using ValueView = std::variant<std::monostate, bool, std::int64_t, double, std::string_view>;

[[nodiscard]] Value owned(const ValueView& value);
[[nodiscard]] ValueView view_of(const Value& value);

/// Identifier of a feature as its file gave it: a number or text.
using FeatureId = std::variant<std::int64_t, std::string>;
using FeatureIdView = std::variant<std::int64_t, std::string_view>;

namespace detail {

/// Goes through anything with size() and operator[] that gives values.
template <typename Rows>
class RowIterator {
  public:
    using value_type = typename Rows::value_type;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using reference = value_type;
    using pointer = void;

    RowIterator() = default;
    RowIterator(const Rows* rows, std::size_t row) : rows_{rows}, row_{row} {}
    value_type operator*() const { return (*rows_)[row_]; }
    RowIterator& operator++() {
        ++row_;
        return *this;
    }
    RowIterator operator++(int) {
        RowIterator before = *this;
        ++row_;
        return before;
    }
    bool operator==(const RowIterator& other) const { return row_ == other.row_; }

  private:
    const Rows* rows_ = nullptr;
    std::size_t row_ = 0;
};

}  // namespace detail

/// The values of one attribute, row by row: 9 bytes a row, and for a text 4 bytes and its own.
/// A text is at most 4 GiB long. Views are good until the next change.
class Values {
  public:
    using value_type = Value;
    using const_iterator = detail::RowIterator<Values>;

    Values() = default;
    Values(std::initializer_list<Value> values);

    [[nodiscard]] std::size_t size() const { return kinds_.size(); }
    [[nodiscard]] bool empty() const { return kinds_.empty(); }
    [[nodiscard]] Value operator[](std::size_t row) const { return owned(view(row)); }
    [[nodiscard]] ValueView view(std::size_t row) const;
    [[nodiscard]] bool is_null(std::size_t row) const { return kinds_[row] == Kind::null; }
    [[nodiscard]] const_iterator begin() const { return {this, 0}; }
    [[nodiscard]] const_iterator end() const { return {this, size()}; }

    void push_back(const ValueView& value);
    void push_back(const Value& value) { push_back(view_of(value)); }
    /// A text that is replaced keeps its room until the last row goes.
    void set(std::size_t row, const ValueView& value);
    void set(std::size_t row, const Value& value) { set(row, view_of(value)); }
    void pop_back();
    /// New rows are null.
    void resize(std::size_t rows);
    void reserve(std::size_t rows, std::size_t text_bytes);
    void append(const Values& other);
    void clear();
    [[nodiscard]] std::size_t text_bytes() const { return text_.size(); }

    [[nodiscard]] bool operator==(const Values& other) const;

  private:
    enum class Kind : std::uint8_t { null, no, yes, integer, real, text };

    /// Kind and content of a cell; a text goes to the end of `text_`.
    struct Cell {
        Kind kind;
        std::uint64_t bits;
    };
    [[nodiscard]] Cell cell_of(const ValueView& value);

    std::vector<Kind> kinds_;
    std::vector<std::uint64_t> bits_;  ///< an integer or real as it is; of a text where it stands
    std::vector<char> text_;           ///< each with its length in 4 bytes before it
};

/// Texts that may be missing, row by row: the names of features.
class Names {
  public:
    using value_type = std::optional<std::string>;
    using const_iterator = detail::RowIterator<Names>;

    Names() = default;
    Names(std::initializer_list<value_type> names);

    [[nodiscard]] std::size_t size() const { return cells_.size(); }
    [[nodiscard]] bool empty() const { return cells_.empty(); }
    [[nodiscard]] value_type operator[](std::size_t row) const;
    [[nodiscard]] std::optional<std::string_view> view(std::size_t row) const;
    [[nodiscard]] bool has(std::size_t row) const { return !cells_.is_null(row); }
    [[nodiscard]] value_type back() const { return (*this)[size() - 1]; }
    [[nodiscard]] const_iterator begin() const { return {this, 0}; }
    [[nodiscard]] const_iterator end() const { return {this, size()}; }

    void push_back(std::optional<std::string_view> name);
    void set(std::size_t row, std::optional<std::string_view> name);
    void resize(std::size_t rows) { cells_.resize(rows); }
    void reserve(std::size_t rows, std::size_t text_bytes) { cells_.reserve(rows, text_bytes); }
    void append(const Names& other) { cells_.append(other.cells_); }
    void clear() { cells_.clear(); }
    [[nodiscard]] std::size_t text_bytes() const { return cells_.text_bytes(); }

    [[nodiscard]] bool operator==(const Names& other) const = default;

  private:
    Values cells_;
};

/// Identifiers, row by row.
class Ids {
  public:
    using value_type = FeatureId;
    using const_iterator = detail::RowIterator<Ids>;

    Ids() = default;
    Ids(std::initializer_list<FeatureId> ids);

    [[nodiscard]] std::size_t size() const { return cells_.size(); }
    [[nodiscard]] bool empty() const { return cells_.empty(); }
    [[nodiscard]] FeatureId operator[](std::size_t row) const;
    [[nodiscard]] FeatureIdView view(std::size_t row) const;
    [[nodiscard]] FeatureId back() const { return (*this)[size() - 1]; }
    [[nodiscard]] const_iterator begin() const { return {this, 0}; }
    [[nodiscard]] const_iterator end() const { return {this, size()}; }

    void push_back(const FeatureIdView& id);
    void push_back(const FeatureId& id);
    template <std::integral Number>
    void push_back(Number id) {
        push_back(FeatureIdView{static_cast<std::int64_t>(id)});
    }
    template <std::convertible_to<std::string_view> Text>
    void push_back(const Text& id) {
        push_back(FeatureIdView{std::string_view{id}});
    }
    void set(std::size_t row, const FeatureId& id);
    void reserve(std::size_t rows, std::size_t text_bytes) { cells_.reserve(rows, text_bytes); }
    void append(const Ids& other) { cells_.append(other.cells_); }
    void clear() { cells_.clear(); }
    [[nodiscard]] std::size_t text_bytes() const { return cells_.text_bytes(); }

    [[nodiscard]] bool operator==(const Ids& other) const = default;

  private:
    Values cells_;
};

}  // namespace parkatlas::model
