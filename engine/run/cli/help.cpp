#include "engine/run/cli/help.h"

#include "engine/core/text.h"
#include "engine/run/cli/commands.h"

#include <algorithm>
#include <sstream>

namespace engine::cli {
namespace {

constexpr std::size_t kLineWidth = 80;

struct Entry {
  std::string left;
  std::string right;
};

/// `text` in lines of at most `width`, all but the first indented.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  std::size_t column = 0;
  for (const std::string& word : split(text, ' ')) {
    if (column > 0 && column + 1 + word.size() > width) {
      out += "\n" + std::string(indent, ' ');
      column = 0;
    }
    if (column > 0) out += ' ';
    out += word;
    column += word.size() + (column > 0 ? 1 : 0);
  }
  return out;
}

/// Two columns under a title; nothing when there are no entries.
std::string section(std::string_view title, const std::vector<Entry>& entries) {
  if (entries.empty()) return "";
  constexpr std::size_t kWidestLeft = 26;
  std::size_t left = 0;
  for (const Entry& entry : entries)
    left = std::max(left, std::min(entry.left.size(), kWidestLeft));
  const std::size_t indent = left + 4;
  std::string out = "\n" + std::string(title) + "\n";
  for (const Entry& entry : entries) {
    out += "  " + entry.left;
    const bool fits = entry.left.size() <= left;
    out +=
        fits ? std::string(indent - 2 - entry.left.size(), ' ') : "\n" + std::string(indent, ' ');
    out += wrapped(entry.right, indent, kLineWidth - indent) + "\n";
  }
  return out;
}

/// A summary from the table as a sentence of its own.
std::string sentence(std::string_view summary) {
  std::string text(summary);
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return wrapped(text + ".", 0, kLineWidth) + "\n";
}

std::string spelling(const Parameter& parameter) {
  if (parameter.is_positional()) {
    return parameter.value_name + (parameter.repeatable ? "..." : "");
  }
  // Long options line up whether or not a short one stands before them.
  std::string text = parameter.short_name.empty() ? "    " : parameter.short_name + ", ";
  text += parameter.long_name;
  return parameter.is_flag() ? text : text + " " + parameter.value_name;
}

std::string help_line(const Parameter& parameter) {
  std::string text = parameter.help;
  if (!parameter.choices.empty()) {
    std::string list;
    for (const std::string& word : parameter.choices) list += (list.empty() ? "" : "|") + word;
    text += " (" + list + ")";
  }
  if (parameter.repeatable && !parameter.is_positional()) text += "; may be given several times";
  return text;
}

std::vector<Entry> entries(const Arguments& arguments, bool positional) {
  std::vector<Entry> list;
  for (const Parameter& parameter : arguments.parameters()) {
    if (parameter.is_positional() != positional) continue;
    list.push_back({spelling(parameter), help_line(parameter)});
  }
  return list;
}

std::string usage_line(const Command& command, const Arguments& arguments) {
  std::string line = "Usage: cuetrace " + std::string(command.name) + " [OPTION]...";
  for (const Parameter& parameter : arguments.parameters()) {
    const bool shown = parameter.is_positional() || parameter.required;
    if (!shown) continue;
    const std::string dash =
        parameter.short_name.empty() ? parameter.long_name : parameter.short_name;
    std::string word =
        parameter.is_positional() ? parameter.value_name : dash + " " + parameter.value_name;
    if (!parameter.required) word = "[" + word + "]";
    line += " " + word + (parameter.repeatable ? "..." : "");
  }
  return line + "\n";
}

std::string examples_section(std::string_view examples) {
  if (examples.empty()) return "";
  std::string out = "\nExamples:\n";
  for (const std::string& line : split(examples, '\n')) out += "  " + line + "\n";
  return out;
}

std::string global_section() {
  GlobalOptions global;
  Arguments arguments;
  declare_global(global, arguments);
  std::vector<Entry> list = entries(arguments, false);
  list.push_back({"-h, --help", "show help for the command"});
  list.push_back({"    --version", "show versions and the licence in effect"});
  return section("Options of every command:", list);
}

std::vector<Entry> command_entries(std::string_view group) {
  std::vector<Entry> list;
  for (const Command* command : commands()) {
    const bool inside = group.empty() || command->name.starts_with(std::string(group) + " ");
    if (inside) list.push_back({std::string(command->name), std::string(command->summary)});
  }
  return list;
}

std::vector<Entry> exit_entries() {
  return {{"0", "done"},
          {"1", "failed"},
          {"2", "the command line is wrong"},
          {"3", "done, but some inputs failed"},
          {"4", "what --fail-on names was found, or verify found a difference"},
          {"10", "no workspace"},
          {"11", "another process writes to the workspace"},
          {"12", "written by a newer cuetrace"},
          {"13", "not authorised"},
          {"14", "a remote did not answer"},
          {"130", "interrupted"}};
}

}  // namespace

std::string overview() {
  std::string out =
      "Usage: cuetrace COMMAND [OPTION]...\n\n"
      "Finds licensed music in published video and says whose it is.\n";
  out += section("Commands:", command_entries(""));
  out += global_section();
  out += section("Exit codes:", exit_entries());
  out += examples_section(
      "cuetrace catalog add ~/music\n"
      "cuetrace scan episode.mp4\n"
      "cuetrace report usage\n"
      "cuetrace cuesheet export episode.mp4 --format csv -o episode.csv");
  return out + "\nResults go to standard output, everything else to standard error.\n";
}

std::string group_help(std::string_view group) {
  std::string out = "Usage: cuetrace " + std::string(group) + " COMMAND [OPTION]...\n";
  out += "\n" + sentence(find_group(group)->summary);
  return out + section("Commands:", command_entries(group)) + global_section();
}

std::string command_help(const Command& command) {
  Arguments arguments;
  const Action kept_alive = command.bind(arguments);  // The arguments refer into it.
  std::string out = usage_line(command, arguments);
  out += "\n" + sentence(command.summary);
  if (!command.details.empty()) out += "\n" + std::string(command.details) + "\n";
  out += section("Arguments:", entries(arguments, true));
  out += section("Options:", entries(arguments, false));
  return out + global_section() + examples_section(command.examples);
}

}  // namespace engine::cli
