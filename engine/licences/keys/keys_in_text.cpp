#include "engine/licences/keys/keys_in_text.h"

#include "engine/core/text.h"
#include "engine/licences/keys/base64url.h"

#include <algorithm>

namespace engine::licences {
namespace {

constexpr std::size_t kSeparatorsMax = 4;  // Between two groups: a dash, a line break, a margin.
constexpr std::size_t kShownCharacters = 60;
constexpr std::string_view kOtherChecks = "*~$=";

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_prefix(std::string_view text) {
  constexpr std::string_view kOnes = "1IiLl";
  return text.size() > kKeyPrefix.size() && (text[0] == 'C' || text[0] == 'c') &&
         (text[1] == 'T' || text[1] == 't') && kOnes.find(text[2]) != kOnes.npos;
}

/// Where a text is read; steps forward as it finds what it looks for.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::size_t at() const { return at_; }
  std::string_view rest() const { return text_.substr(at_); }
  bool next_is_alphanumeric() const { return at_ < text_.size() && is_alphanumeric(text_[at_]); }

  void skip(std::size_t bytes) { at_ += bytes; }

  bool separators() {
    bool any = false;
    for (std::size_t i = 0; i < kSeparatorsMax; ++i) {
      const std::size_t length = separator_length(rest());
      if (length == 0) break;
      skip(length);
      any = true;
    }
    return any;
  }

  bool group() {
    for (std::size_t i = 0; i < kKeyGroup; ++i) {
      if (!next_is_alphanumeric()) return false;
      skip(1);
    }
    return true;
  }

  bool check_character() {
    const bool there = next_is_alphanumeric() ||
                       (at_ < text_.size() && kOtherChecks.find(text_[at_]) != kOtherChecks.npos);
    if (there) skip(1);
    return there;
  }

  /// Letters of base64url, up to `most`; with `joining`, also those on the following lines.
  std::string letters(std::size_t most, bool joining) {
    std::string read;
    while (read.size() < most) {
      while (at_ < text_.size() && read.size() < most && is_base64url(text_[at_])) {
        read += text_[at_++];
      }
      if (read.size() == most || !joining || !line_break()) break;
    }
    return read;
  }

 private:
  /// Steps over a line's end and the margin of the next line, if letters go on there.
  bool line_break() {
    const std::size_t next = text_.find_first_not_of(" \t\r\n>", at_);
    constexpr std::size_t kMarginMax = 32;
    if (next == text_.npos || next - at_ > kMarginMax) return false;
    const bool breaks = text_.substr(at_, next - at_).find('\n') != text_.npos;
    if (!breaks || (!is_base64url(text_[next]) && text_[next] != '.')) return false;
    at_ = next;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// What has the form of a typed key at the front of a text.
struct Form {
  std::size_t length = 0;
  bool ends = true;  ///< No letter or digit follows.
};

std::optional<Form> form_of(std::string_view text) {
  if (!is_prefix(text)) return std::nullopt;
  Reader reader(text);
  reader.skip(kKeyPrefix.size());
  bool separated = false;
  for (std::size_t digits = 0; digits < kKeyDigits; digits += kKeyGroup) {
    separated = reader.separators() || separated;
    if (!reader.group()) return std::nullopt;
  }
  const std::size_t digits_end = reader.at();
  reader.separators();
  Form form;
  if (!reader.check_character()) {
    form.length = digits_end;
  } else {
    form.length = reader.at();
    form.ends = !reader.next_is_alphanumeric();
  }
  // A long word that happens to begin so is none; groups of five are meant as a key.
  if (!form.ends && !separated) return std::nullopt;
  return form;
}

struct CertificateText {
  std::string text;
  std::size_t length = 0;  ///< That it takes, line breaks included.
};

/// What has the form of a certificate at the front of `text`, where a typed key takes
/// `typed_length`. With `joining`, it may be broken into lines anywhere.
std::optional<CertificateText> certificate_form(std::string_view text, std::size_t typed_length,
                                                bool joining) {
  Reader reader(text);
  reader.skip(typed_length);
  if (!reader.rest().starts_with('.')) return std::nullopt;
  reader.skip(1);
  const std::string payload = reader.letters(kPayloadBytesMax * 4 / 3 + 2, joining);
  if (payload.empty() || !reader.rest().starts_with('.')) return std::nullopt;
  reader.skip(1);
  const std::string signature = reader.letters(kSignatureLetters, joining);
  const std::string_view rest = reader.rest();
  if (signature.size() != kSignatureLetters || (!rest.empty() && is_base64url(rest.front()))) {
    return std::nullopt;
  }
  const std::string_view typed = text.substr(0, typed_length);
  const std::string key = joining ? tidy_key(typed) : std::string(typed);
  return CertificateText{key + '.' + payload + '.' + signature, reader.at()};
}

class Search {
 public:
  explicit Search(std::string_view text) : text_(text.substr(0, kSearchedBytesMax)) {
    found_.cut = text.size() > text_.size();
  }

  KeysInText run() && {
    constexpr std::string_view kFirst = "Cc";
    std::size_t at = 0;
    while (!full() && (at = text_.find_first_of(kFirst, at)) != text_.npos) {
      const bool in_word = at > 0 && is_alphanumeric(text_[at - 1]);
      const std::size_t length = in_word ? 0 : take(text_.substr(at));
      at += std::max<std::size_t>(length, 1);
    }
    return std::move(found_);
  }

 private:
  bool full() {
    const bool full =
        found_.keys.size() >= kFoundKeysMax || found_.look_alikes.size() >= kFoundKeysMax;
    found_.cut = found_.cut || full;
    return full;
  }

  /// Bytes that were taken; 0 when nothing like a key stands at the front of `text`.
  std::size_t take(std::string_view text) {
    const auto form = form_of(text);
    if (!form) return 0;
    const std::string_view typed = text.substr(0, form->length);
    for (const bool joining : {false, true}) {
      const auto certificate = certificate_form(text, typed.size(), joining);
      if (!certificate) continue;
      take_certificate(*certificate);
      return certificate->length;
    }
    take_key(typed, form->ends);
    return form->length;
  }

  void take_certificate(const CertificateText& given) {
    auto certificate = parse_certificate(given.text);
    if (!certificate) return refuse(given.text, certificate.error().message());
    const LicenceKey key = certificate->key;
    FoundKey& found = entry(key);
    if (!found.certificate) found.certificate = *std::move(certificate);
  }

  void take_key(std::string_view typed, bool ends) {
    const auto key = parse_licence_key(typed);
    if (!key) return refuse(typed, key.error().message());
    if (!ends) {
      return refuse(typed, "'" + std::string(typed) +
                               "': no licence key: more characters follow; set it apart");
    }
    entry(*key);
  }

  FoundKey& entry(const LicenceKey& key) {
    const auto found = std::ranges::find(found_.keys, key, &FoundKey::key);
    if (found != found_.keys.end()) return *found;
    return found_.keys.emplace_back(FoundKey{key, std::nullopt});
  }

  void refuse(std::string_view text, std::string why) {
    LookAlike one{first_characters(clean_utf8(text), kShownCharacters), std::move(why)};
    const auto same = [&](const LookAlike& other) {
      return other.text == one.text && other.why == one.why;
    };
    if (std::ranges::none_of(found_.look_alikes, same)) {
      found_.look_alikes.push_back(std::move(one));
    }
  }

  std::string_view text_;
  KeysInText found_;
};

}  // namespace

KeysInText find_keys(std::string_view text) { return Search(text).run(); }

}  // namespace engine::licences
