#include "engine/catalogue/share_text.h"

#include "engine/core/text.h"

#include <utility>

namespace engine::catalogue {
namespace {

constexpr unsigned kPlaces = 4;

std::optional<RightShares> parse_rights(std::string_view text) {
  RightShares shares;
  const std::vector<std::string> parts = split(text, '/');
  if (parts.size() != shares.size()) return std::nullopt;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == "-") continue;
    shares[i] = parse_share_ppm(parts[i]);
    if (!shares[i]) return std::nullopt;
  }
  return shares;
}

bool parse_days(std::string_view text, ShareTerm& term) {
  const std::size_t dots = text.find("..");
  if (dots == text.npos) return false;
  const std::string_view from = text.substr(0, dots);
  const std::string_view until = text.substr(dots + 2);
  term.from = parse_day(from);
  term.until = parse_day(until);
  return (from.empty() || term.from) && (until.empty() || term.until);
}

/// Territories may have blanks in them, so a term is read from its end.
std::optional<ShareTerm> parse_term(std::string_view text, ShareKind kind) {
  ShareTerm term{.kind = kind};
  const auto last_word = [&] { return text.substr(text.rfind(' ') + 1); };
  const auto drop_word = [&] {
    const std::size_t blank = text.rfind(' ');
    text = blank == text.npos ? std::string_view() : trimmed(text.substr(0, blank));
  };
  if (last_word().find("..") != text.npos) {
    if (!parse_days(last_word(), term)) return std::nullopt;
    drop_word();
  }
  if (text.starts_with('-')) {
    term.excluded = true;
    text.remove_prefix(1);
  } else {
    const auto shares = parse_rights(last_word());
    if (!shares) return std::nullopt;
    term.shares_ppm = *shares;
    drop_word();
  }
  if (text.empty()) return std::nullopt;
  const std::string code = territory_code(text);
  term.territory = code.empty() ? std::string(text) : code;
  return term;
}

std::string rights_text(const RightShares& shares) {
  std::string text;
  for (const auto& share : shares) {
    if (!text.empty()) text += '/';
    text += share ? share_text(*share) : "-";
  }
  return text;
}

}  // namespace

std::optional<std::int32_t> parse_share_ppm(std::string_view text) {
  text = trimmed(text);
  if (text.ends_with('%')) text = trimmed(text.substr(0, text.size() - 1));
  const auto ppm = parse_fixed_point(text, kPlaces);
  if (text.empty() || !ppm || *ppm < 0 || *ppm > kWholePpm) return std::nullopt;
  return static_cast<std::int32_t>(*ppm);
}

std::string share_text(std::int32_t ppm) {
  std::string text = fixed_point(ppm, kPlaces);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::optional<std::vector<ShareTerm>> parse_terms(std::string_view text, ShareKind kind) {
  std::vector<ShareTerm> terms;
  for (const std::string& part : split(text, '|')) {
    auto term = parse_term(part, kind);
    if (!term) return std::nullopt;
    terms.push_back(*std::move(term));
  }
  return terms;
}

std::string terms_text(const std::vector<ShareTerm>& terms, ShareKind kind) {
  std::string text;
  for (const ShareTerm& term : terms) {
    if (term.kind != kind) continue;
    if (!text.empty()) text += " | ";
    text += (term.excluded ? "-" : "") + territory_name(term.territory);
    if (!term.excluded) text += " " + rights_text(term.shares_ppm);
    if (!term.from && !term.until) continue;
    text += " " + (term.from ? to_string(*term.from) : "") + ".." +
            (term.until ? to_string(*term.until) : "");
  }
  return text;
}

std::optional<Details> parse_details(std::string_view text) {
  Details details;
  std::string name;
  std::string value;
  bool in_value = false;
  const auto end_part = [&] {
    const bool empty = trimmed(name).empty();
    if (!empty) details[std::string(trimmed(name))] = std::string(trimmed(value));
    const bool fine = !empty || (!in_value && value.empty());
    name.clear();
    value.clear();
    in_value = false;
    return fine;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '|') {
      if (!end_part()) return std::nullopt;
      continue;
    }
    if (c == '=' && !in_value) {
      in_value = true;
      continue;
    }
    if (c == '\\' && i + 1 < text.size()) c = text[++i];
    (in_value ? value : name).push_back(c);
  }
  if (!end_part()) return std::nullopt;
  return details;
}

std::string details_cell(const Details& details) {
  const auto escaped = [](const std::string& text) {
    std::string safe;
    for (const char c : text) {
      if (c == '|' || c == '=' || c == '\\') safe.push_back('\\');
      safe.push_back(c);
    }
    return safe;
  };
  std::string cell;
  for (const auto& [name, text] : details) {
    if (!cell.empty()) cell.push_back('|');
    cell += escaped(name) + "=" + escaped(text);
  }
  return cell;
}

}  // namespace engine::catalogue
