#include "engine/run/cli/parse.h"

#include "engine/run/cli/suggestion.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>

namespace engine::cli {
namespace {

/// The words given for each parameter, in the order of Arguments::parameters().
using Given = std::vector<std::vector<std::string>>;

/// CLI11 takes a value written "[a,b]" apart into a list, so a file of such a name would be lost. A
/// closing mark keeps it whole; it is taken off again before anyone sees the value.
constexpr char kKeepWhole = '\x01';

std::string marked(std::string word) {
  if (word.ends_with(']')) word.push_back(kKeepWhole);
  return word;
}

std::string unmarked(std::string word) {
  if (word.ends_with(kKeepWhole)) word.pop_back();
  return word;
}

std::vector<std::string> unmarked(std::vector<std::string> words) {
  for (std::string& word : words) word = unmarked(std::move(word));
  return words;
}

std::string cli11_name(const Parameter& parameter) {
  if (parameter.is_positional()) return parameter.value_name;
  if (parameter.short_name.empty()) return parameter.long_name;
  return parameter.short_name + "," + parameter.long_name;
}

/// CLI11 is asked to cut the line into words and values, and no more: checks and messages are
/// ours, because its own exit with codes above 100 and name neither the way out nor the near miss.
void add_parameter(CLI::App& app, const Parameter& parameter, std::vector<std::string>& given) {
  const std::string name = cli11_name(parameter);
  if (parameter.is_flag()) {
    app.add_flag_function(name, [&given](std::int64_t count) {
      given.assign(static_cast<std::size_t>(std::max<std::int64_t>(count, 0)), "");
    });
    return;
  }
  const auto take = [&given](const CLI::results_t& values) {
    given = unmarked(values);
    return true;
  };
  CLI::Option* const option = app.add_option(name, take);
  option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  // One value each time it is named: "-o FILE PATH" must leave PATH to the positional.
  if (parameter.is_positional() && parameter.repeatable) {
    option->expected(1, CLI::detail::expected_max_vector_size)->allow_extra_args();
  } else {
    option->expected(1)->allow_extra_args(false);
  }
}

/// CLI11 says "--output: 1 required  missing"; the option's name in front is what is of use.
Error missing_value(const Arguments& arguments, std::string_view message) {
  const std::string_view name = message.substr(0, message.find(':'));
  for (const Parameter& parameter : arguments.parameters()) {
    if (name != parameter.long_name && name != parameter.short_name) continue;
    return {Errc::kUsage,
            parameter.name() + " needs a value: " + parameter.name() + " " + parameter.value_name};
  }
  return {Errc::kUsage, std::string(message)};
}

/// Cuts `args`; returns the words that belong to no parameter.
Result<std::vector<std::string>> cut(CLI::App& app, const Arguments& arguments, Args args,
                                     Given& given) {
  given.assign(arguments.parameters().size(), {});
  app.set_help_flag();
  app.allow_extras();
  for (std::size_t i = 0; i < given.size(); ++i) {
    add_parameter(app, arguments.parameters()[i], given[i]);
  }
  try {
    std::vector<std::string> words;  // Last first: CLI11 pops from the back.
    std::transform(args.rbegin(), args.rend(), std::back_inserter(words), marked);
    app.parse(std::move(words));
  } catch (const CLI::ArgumentMismatch& error) {
    return fail(missing_value(arguments, error.what()));
  } catch (const CLI::ParseError& error) {
    return fail(Errc::kUsage, error.what());
  }
  return unmarked(app.remaining());
}

Result<void> set_values(const Arguments& arguments, const Given& given) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Parameter& parameter = arguments.parameters()[i];
    if (given[i].size() > 1 && !parameter.repeatable && !parameter.is_flag()) {
      return fail(Errc::kUsage, parameter.name() + " is given more than once");
    }
    for (const std::string& value : given[i]) TRY_VOID(parameter.set(value));
  }
  return {};
}

/// Flags that win over everything: they are set, and the rest of the line does not matter.
bool ended(const Arguments& arguments, const Given& given) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Parameter& parameter = arguments.parameters()[i];
    if (!parameter.ends_parsing || given[i].empty()) continue;
    return parameter.set("").has_value();
  }
  return false;
}

Result<void> refuse_extras(const Arguments& arguments, const std::vector<std::string>& extras) {
  for (const std::string& extra : extras) {
    if (extra == "--") continue;
    if (!extra.starts_with('-') || extra == "-") {
      return fail(Errc::kUsage, "unexpected argument \"" + extra + "\"");
    }
    const std::string name = extra.substr(0, extra.find('='));
    std::vector<std::string> known;
    for (const Parameter& parameter : arguments.parameters()) {
      if (!parameter.is_positional()) known.push_back(parameter.name());
    }
    return fail(Errc::kUsage, "unknown option \"" + name + "\"" + did_you_mean(name, known));
  }
  return {};
}

Result<void> require(const Arguments& arguments, const Given& given) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Parameter& parameter = arguments.parameters()[i];
    if (!parameter.required || !given[i].empty()) continue;
    const std::string value = parameter.is_positional() ? "" : " " + parameter.value_name;
    return fail(Errc::kUsage, "missing " + parameter.name() + value);
  }
  return {};
}

}  // namespace

Result<void> parse(const Arguments& arguments, Args args) {
  CLI::App app;
  Given given;
  TRY(const auto extras, cut(app, arguments, args, given));
  if (ended(arguments, given)) return {};
  TRY_VOID(refuse_extras(arguments, extras));
  TRY_VOID(set_values(arguments, given));
  return require(arguments, given);
}

Result<std::vector<std::string>> parse_leading(const Arguments& arguments, Args args) {
  CLI::App app;
  app.prefix_command();
  Given given;
  TRY(auto rest, cut(app, arguments, args, given));
  if (ended(arguments, given)) return rest;
  TRY_VOID(set_values(arguments, given));
  if (!rest.empty() && rest.front().starts_with('-')) TRY_VOID(refuse_extras(arguments, rest));
  return rest;
}

}  // namespace engine::cli
