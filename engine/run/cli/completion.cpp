// All three scripts work alike: they walk the words typed so far to find the command they belong
// to, and then offer that command's words. A value that is no choice is left to the shell, which
// completes file names.
#include "engine/run/cli/completion.h"

#include "engine/core/text.h"
#include "engine/run/cli/commands.h"

#include <string_view>
#include <vector>

namespace engine::cli {
namespace {

struct Word {
  std::string text;
  std::string summary;
};

/// A place on the way: "", a group, or a command.
struct Place {
  std::string name;
  std::vector<Word> words;            ///< What may follow as next word of the name.
  std::vector<Parameter> parameters;  ///< A command's own; every place also has the global ones.
};

std::vector<Parameter> parameters_of(const Command& command) {
  Arguments arguments;
  const Action kept_alive = command.bind(arguments);  // The arguments refer into it.
  return {arguments.parameters().begin(), arguments.parameters().end()};
}

std::vector<Parameter> global_parameters() {
  GlobalOptions options;
  Arguments arguments;
  bool help = false;
  declare_global(options, arguments);
  arguments.flag("-h, --help", "show help", help);
  return {arguments.parameters().begin(), arguments.parameters().end()};
}

std::vector<Place> places() {
  std::vector<Place> list{{"", {}, global_parameters()}};
  for (const CommandGroup& group : command_groups()) {
    Place place{std::string(group.name), {}, global_parameters()};
    const std::string prefix = place.name + " ";
    for (const Command* command : commands()) {
      if (!command->name.starts_with(prefix)) continue;
      place.words.push_back(
          {std::string(command->name.substr(prefix.size())), std::string(command->summary)});
    }
    list.front().words.push_back({place.name, std::string(group.summary)});
    list.push_back(std::move(place));
  }
  for (const Command* command : commands()) {
    Place place{std::string(command->name), {}, parameters_of(*command)};
    const auto global = global_parameters();
    place.parameters.insert(place.parameters.end(), global.begin(), global.end());
    if (place.name.find(' ') == place.name.npos) {
      list.front().words.push_back({place.name, std::string(command->summary)});
    }
    list.push_back(std::move(place));
  }
  return list;
}

std::vector<std::string> spellings(const Parameter& parameter) {
  std::vector<std::string> names;
  if (!parameter.short_name.empty()) names.push_back(parameter.short_name);
  if (!parameter.long_name.empty()) names.push_back(parameter.long_name);
  return names;
}

/// `text` for the inside of single quotes, the same in all three shells, without the characters
/// that zsh's _arguments and _describe give a meaning to.
std::string quotable(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\'' || c == '\\' || c == '[' || c == ']') continue;
    safe += c == ':' ? ',' : c;
  }
  return safe;
}

/// Lines of a shell `case` that step from one place to the next: bash and zsh share the grammar.
std::string steps(const std::vector<Place>& list) {
  std::string text;
  for (const Place& place : list) {
    for (const Word& word : place.words) {
      const std::string next = place.name.empty() ? word.text : place.name + " " + word.text;
      text += "      '" + place.name + "/" + word.text + "') command='" + next + "' ;;\n";
    }
  }
  return text;
}

std::string bash_values(const Place& place) {
  std::string text;
  for (const Parameter& parameter : place.parameters) {
    if (parameter.is_flag() || parameter.is_positional()) continue;
    const std::string reply = parameter.choices.empty()
                                  ? ""
                                  : " COMPREPLY=($(compgen -W '" + joined(parameter.choices, " ") +
                                        "' -- \"$current\"));";
    for (const std::string& name : spellings(parameter)) {
      text += "    '" + place.name + " " + name + "')" + reply + " return ;;\n";
    }
  }
  return text;
}

std::string bash_words(const Place& place) {
  std::vector<std::string> words;
  std::vector<std::string> options;
  for (const Word& word : place.words) words.push_back(word.text);
  for (const Parameter& parameter : place.parameters) {
    for (const std::string& name : spellings(parameter)) options.push_back(name);
    if (!parameter.is_positional()) continue;
    words.insert(words.end(), parameter.choices.begin(), parameter.choices.end());
  }
  return "    '" + place.name + "') words='" + joined(words, " ") + "' options='" +
         joined(options, " ") + "' ;;\n";
}

std::string zsh_place(const Place& place) {
  std::string text = "    '" + place.name + "')\n";
  if (!place.words.empty()) {
    text += "      list=(";
    for (const Word& word : place.words) {
      text += "\n        '" + word.text + ":" + quotable(word.summary) + "'";
    }
    text += ")\n      _describe command list ;;\n";
    return text;
  }
  text += "      _arguments";
  for (const Parameter& parameter : place.parameters) {
    const std::string values =
        parameter.choices.empty() ? "_files" : "(" + joined(parameter.choices, " ") + ")";
    const std::string value =
        parameter.is_flag() ? "" : ":" + quotable(parameter.value_name) + ":" + values;
    if (parameter.is_positional()) text += " \\\n        '*" + value + "'";
    for (const std::string& name : spellings(parameter)) {
      text += " \\\n        '" + name + "[" + quotable(parameter.help) + "]" + value + "'";
    }
  }
  return text + " ;;\n";
}

std::string fish_place(const Place& place) {
  const std::string at = "complete -c cuetrace -n '__cuetrace_at \"" + place.name + "\"'";
  std::string text;
  for (const Word& word : place.words) {
    text += at + " -f -a '" + word.text + "' -d '" + quotable(word.summary) + "'\n";
  }
  for (const Parameter& parameter : place.parameters) {
    if (parameter.is_positional()) {
      if (!parameter.choices.empty())
        text += at + " -f -a '" + joined(parameter.choices, " ") + "'\n";
      continue;
    }
    text += at;
    if (!parameter.short_name.empty()) text += " -s " + parameter.short_name.substr(1);
    text += " -l " + parameter.long_name.substr(2) + " -d '" + quotable(parameter.help) + "'";
    if (!parameter.is_flag()) text += " -r";
    if (!parameter.choices.empty()) text += " -f -a '" + joined(parameter.choices, " ") + "'";
    text += "\n";
  }
  return text;
}

}  // namespace

std::string bash_completion() {
  const std::vector<Place> list = places();
  std::string text =
      "# bash completion for cuetrace; source it, or keep it as\n"
      "# ~/.local/share/bash-completion/completions/cuetrace\n"
      "_cuetrace() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command= word words options\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$command/$word\" in\n" +
      steps(list) +
      "    esac\n"
      "  done\n"
      "  COMPREPLY=()\n"
      "  case \"$command $before\" in\n";
  for (const Place& place : list) text += bash_values(place);
  text += "  esac\n  case \"$command\" in\n";
  for (const Place& place : list) text += bash_words(place);
  return text +
         "  esac\n"
         "  [[ $current == -* ]] && words=$options\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "}\n"
         "complete -o default -F _cuetrace cuetrace\n";
}

std::string zsh_completion() {
  const std::vector<Place> list = places();
  std::string text =
      "#compdef cuetrace\n"
      "# zsh completion for cuetrace; keep it as _cuetrace in a folder of $fpath.\n"
      "_cuetrace() {\n"
      "  local command= word\n"
      "  local -a list\n"
      "  for word in ${words[2,CURRENT-1]}; do\n"
      "    case \"$command/$word\" in\n" +
      steps(list) +
      "    esac\n"
      "  done\n"
      "  case \"$command\" in\n";
  for (const Place& place : list) text += zsh_place(place);
  return text + "  esac\n}\n_cuetrace \"$@\"\n";
}

std::string fish_completion() {
  const std::vector<Place> list = places();
  std::string text =
      "# fish completion for cuetrace; keep it as ~/.config/fish/completions/cuetrace.fish\n"
      "function __cuetrace_at\n"
      "  set -l command ''\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    switch \"$command/$word\"\n";
  for (const Place& place : list) {
    for (const Word& word : place.words) {
      const std::string next = place.name.empty() ? word.text : place.name + " " + word.text;
      text +=
          "      case '" + place.name + "/" + word.text + "'\n        set command '" + next + "'\n";
    }
  }
  text += "    end\n  end\n  test \"$command\" = \"$argv[1]\"\nend\n";
  for (const Place& place : list) text += fish_place(place);
  return text;
}

}  // namespace engine::cli
