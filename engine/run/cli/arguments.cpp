#include "engine/run/cli/arguments.h"

#include "engine/core/text.h"
#include "engine/run/cli/suggestion.h"

#include <algorithm>
#include <charconv>

namespace engine::cli {
namespace {

/// "-o, --output FILE" taken apart.
Parameter parse_spelling(std::string_view spelling) {
  Parameter parameter;
  for (const std::string& part : split(spelling, ' ')) {
    const std::string word = part.ends_with(',') ? part.substr(0, part.size() - 1) : part;
    if (word.starts_with("--")) {
      parameter.long_name = word;
    } else if (word.starts_with('-')) {
      parameter.short_name = word;
    } else {
      parameter.value_name = word;
    }
  }
  return parameter;
}

}  // namespace

const std::string& Parameter::name() const {
  if (!long_name.empty()) return long_name;
  return short_name.empty() ? value_name : short_name;
}

Parameter& Arguments::add(std::string_view spelling, std::string_view help) {
  parameters_.push_back(parse_spelling(spelling));
  parameters_.back().help = help;
  return parameters_.back();
}

void Arguments::flag(std::string_view spelling, std::string_view help, bool& target) {
  add(spelling, help).set = [&target](const std::string&) -> Result<void> {
    target = true;
    return {};
  };
}

void Arguments::ending_flag(std::string_view spelling, std::string_view help, bool& target) {
  flag(spelling, help, target);
  parameters_.back().ends_parsing = true;
}

void Arguments::option(std::string_view spelling, std::string_view help, std::string& target) {
  add(spelling, help).set = [&target](const std::string& value) -> Result<void> {
    target = value;
    return {};
  };
}

void Arguments::option(std::string_view spelling, std::string_view help,
                       std::optional<std::string>& target) {
  add(spelling, help).set = [&target](const std::string& value) -> Result<void> {
    target = value;
    return {};
  };
}

void Arguments::option(std::string_view spelling, std::string_view help,
                       std::vector<std::string>& target) {
  Parameter& parameter = add(spelling, help);
  parameter.repeatable = true;
  parameter.set = [&target](const std::string& value) -> Result<void> {
    target.push_back(value);
    return {};
  };
}

void Arguments::number(std::string_view spelling, std::string_view help, Range range, int& target) {
  add_number(spelling, help, range, [&target](int value) { target = value; });
}

void Arguments::number(std::string_view spelling, std::string_view help, Range range,
                       std::optional<int>& target) {
  add_number(spelling, help, range, [&target](int value) { target = value; });
}

void Arguments::add_number(std::string_view spelling, std::string_view help, Range range,
                           std::function<void(int)> set) {
  Parameter& parameter = add(spelling, help);
  parameter.set = [name = parameter.name(), range,
                   set = std::move(set)](const std::string& value) -> Result<void> {
    int number = 0;
    const char* const end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc{} || stop != end || number < range.low || number > range.high) {
      return fail(Errc::kUsage, name + " takes a whole number from " + std::to_string(range.low) +
                                    " to " + std::to_string(range.high) + ", not \"" + value +
                                    "\"");
    }
    set(number);
    return {};
  };
}

void Arguments::add_choice(std::string_view spelling, std::string_view help,
                           std::vector<std::string> words, std::function<void(std::size_t)> set) {
  Parameter& parameter = add(spelling, help);
  parameter.choices = words;
  parameter.set = [name = parameter.name(), words = std::move(words),
                   set = std::move(set)](const std::string& value) -> Result<void> {
    const auto found = std::find(words.begin(), words.end(), value);
    if (found == words.end()) {
      return fail(Errc::kUsage, name + " takes one of " + joined(words, ", ") + ", not \"" + value +
                                    "\"" + did_you_mean(value, words));
    }
    set(static_cast<std::size_t>(found - words.begin()));
    return {};
  };
}

std::string option_for(std::string_view field) {
  std::string name = "--" + std::string(field);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

void Arguments::positional(std::string_view name, std::string_view help, std::string& target) {
  option(name, help, target);
  required();
}

void Arguments::positional(std::string_view name, std::string_view help,
                           std::optional<std::string>& target) {
  option(name, help, target);
}

void Arguments::positionals(std::string_view name, std::string_view help,
                            std::vector<std::string>& target) {
  option(name, help, target);
}

void Arguments::required() { parameters_.back().required = true; }

}  // namespace engine::cli
