// What a command takes, declared once: parsing, --help and shell completion all read it here.
#pragma once

#include "engine/core/result.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::cli {

/// One flag, option or positional.
struct Parameter {
  std::string short_name;            ///< "-o", or empty.
  std::string long_name;             ///< "--output"; empty for a positional.
  std::string value_name;            ///< "FILE"; empty for a flag.
  std::string help;                  ///< One sentence without the full stop.
  std::vector<std::string> choices;  ///< The only values allowed; empty when any is.
  bool required = false;
  bool repeatable = false;
  bool ends_parsing = false;  ///< --help: once given, nothing else is checked.
  /// Takes one value ("" for a flag); called once per value given. Errors: kUsage.
  std::function<Result<void>(const std::string& value)> set;

  bool is_positional() const { return long_name.empty() && short_name.empty(); }
  bool is_flag() const { return value_name.empty(); }
  /// "--output" or "PATH": how messages name it.
  const std::string& name() const;
};

/// The option for a field of a record: "--merge-into" for "merge_into".
std::string option_for(std::string_view field);

/// A word on the command line and what it stands for.
template <class Value>
using Choices = std::vector<std::pair<std::string, Value>>;

/// The parameters of one command, in the order help shows them.
///
/// A `spelling` is what help shows: "--quiet", "-o, --output FILE", "PATH". Targets keep their
/// value when the parameter is not given, and must outlive the Arguments.
class Arguments {
 public:
  void flag(std::string_view spelling, std::string_view help, bool& target);
  /// A flag that wins over everything else on the line: --help, --version.
  void ending_flag(std::string_view spelling, std::string_view help, bool& target);

  void option(std::string_view spelling, std::string_view help, std::string& target);
  void option(std::string_view spelling, std::string_view help, std::optional<std::string>& target);
  /// May be given several times.
  void option(std::string_view spelling, std::string_view help, std::vector<std::string>& target);

  struct Range {
    int low = 0;
    int high = 0;  ///< Inclusive.
  };
  void number(std::string_view spelling, std::string_view help, Range range, int& target);
  void number(std::string_view spelling, std::string_view help, Range range,
              std::optional<int>& target);

  template <class Value>
  void choice(std::string_view spelling, std::string_view help, const Choices<Value>& choices,
              Value& target) {
    std::vector<std::string> words;
    for (const auto& [word, value] : choices) words.push_back(word);
    add_choice(spelling, help, std::move(words),
               [choices, &target](std::size_t index) { target = choices[index].second; });
  }

  void positional(std::string_view name, std::string_view help, std::string& target);
  void positional(std::string_view name, std::string_view help, std::optional<std::string>& target);
  void positionals(std::string_view name, std::string_view help, std::vector<std::string>& target);

  /// Makes the parameter declared last one that must be given.
  void required();

  std::span<const Parameter> parameters() const { return parameters_; }

 private:
  Parameter& add(std::string_view spelling, std::string_view help);
  void add_number(std::string_view spelling, std::string_view help, Range range,
                  std::function<void(int)> set);
  void add_choice(std::string_view spelling, std::string_view help, std::vector<std::string> words,
                  std::function<void(std::size_t)> set);

  std::vector<Parameter> parameters_;
};

}  // namespace engine::cli
