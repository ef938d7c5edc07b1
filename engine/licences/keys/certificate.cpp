#include "engine/licences/keys/certificate.h"

#include "engine/core/digest.h"
#include "engine/core/text.h"
#include "engine/licences/keys/base64url.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace engine::licences {
namespace {

using Json = nlohmann::json;  // Its objects are sorted by name.

constexpr std::string_view kDomain = "cuetrace licence certificate 1\n";
constexpr int kVersion = 1;

std::string signed_text(std::string_view payload) { return std::string(kDomain).append(payload); }

std::string_view bytes_of(const Signature& signature) {
  return {reinterpret_cast<const char*>(signature.data()), signature.size()};
}

LicenceKey key_of(std::string_view payload, const Signature& signature) {
  const auto digest = Sha256().add(payload).add(bytes_of(signature)).finish();
  LicenceKey key;
  std::copy_n(digest.begin(), key.bits.size(), key.bits.begin());
  return key;
}

std::string text_of(const std::optional<Moment>& moment) {
  return moment ? to_string(*moment) : std::string();
}

std::vector<std::string> clean(std::vector<std::string> words) {
  for (std::string& word : words) word = clean_utf8(word);
  return words;
}

std::string payload_of(const Licence& licence) {
  const Json json{
      {"catalogues", clean(licence.catalogues)},  {"issued_at", clean_utf8(licence.issued_at)},
      {"licence_id", clean_utf8(licence.id)},     {"licensee", clean_utf8(licence.licensee)},
      {"licensor", clean_utf8(licence.licensor)}, {"time_zone", licence.zone.name()},
      {"tracks", clean(licence.tracks)},          {"valid_from", text_of(licence.valid_from)},
      {"valid_to", text_of(licence.valid_to)},    {"version", kVersion}};
  return json.dump();
}

Error malformed(std::string_view why) {
  return {Errc::kInvalidInput, "no licence certificate: " + std::string(why) +
                                   "; take the whole line that `cuetrace license issue` printed"};
}

/// Takes the payload's members one by one; remembers whether one was not there, or no text.
class Members {
 public:
  explicit Members(const Json& object) : object_(object) {}

  std::string text(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_string()) return miss();
    return found->get<std::string>();
  }
  std::vector<std::string> list(const char* name) {
    std::vector<std::string> words;
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_array()) miss();
    if (!complete_) return words;
    for (const Json& one : *found)
      words.push_back(one.is_string() ? one.get<std::string>() : miss());
    return words;
  }
  bool complete() const { return complete_; }

 private:
  std::string miss() {
    complete_ = false;
    return {};
  }
  const Json& object_;
  bool complete_ = true;
};

Result<std::optional<Moment>> moment_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  TRY(const Moment moment, parse_moment(text));
  return moment;
}

Result<CertifiedTerms> terms_of(std::string_view payload) {
  const Json json = Json::parse(payload, nullptr, false);
  if (!json.is_object()) return fail(malformed("its payload is no JSON"));
  const auto version = json.find("version");
  if (version == json.end() || !version->is_number_integer()) {
    return fail(malformed("its payload has no version"));
  }
  if (*version != kVersion) {
    return fail(Errc::kNewerFormat, "the certificate is of version " + version->dump() +
                                        "; a newer cuetrace can read it");
  }
  Members members(json);
  CertifiedTerms terms;
  terms.licence_id = members.text("licence_id");
  terms.licensor = members.text("licensor");
  terms.licensee = members.text("licensee");
  terms.issued_at = members.text("issued_at");
  terms.tracks = members.list("tracks");
  terms.catalogues = members.list("catalogues");
  const std::string from = members.text("valid_from");
  const std::string to = members.text("valid_to");
  const std::string zone = members.text("time_zone");
  if (!members.complete()) return fail(malformed("its payload lacks a part"));
  TRY(terms.valid_from, moment_of(from));
  TRY(terms.valid_to, moment_of(to));
  TRY(terms.zone, TimeZone::named(zone));
  return terms;
}

struct Parts {
  std::string_view key;
  std::string_view payload;
  std::string_view signature;
};

std::optional<Parts> parts_of(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t second = first == text.npos ? text.npos : text.find('.', first + 1);
  if (second == text.npos) return std::nullopt;
  return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1),
               text.substr(second + 1)};
}

}  // namespace

Result<Certificate> issue_certificate(const Licence& licence, const PrivateKey& key) {
  if (licence.id.empty()) {
    return fail(Errc::kInvalidInput, "the licence has no id, by which its certificate would go");
  }
  Certificate certificate;
  certificate.payload = payload_of(licence);
  if (certificate.payload.size() > kPayloadBytesMax) {
    return fail(Errc::kInvalidInput,
                licence.id + ": names more tracks than the " + std::to_string(kPayloadBytesMax) +
                    " bytes of a certificate hold; license catalogues, or cut it in two");
  }
  TRY(certificate.terms, terms_of(certificate.payload));
  certificate.signature = key.sign(signed_text(certificate.payload));
  certificate.key = key_of(certificate.payload, certificate.signature);
  return certificate;
}

std::string to_string(const Certificate& certificate) {
  return to_string(certificate.key) + '.' + to_base64url(certificate.payload) + '.' +
         to_base64url(bytes_of(certificate.signature));
}

Result<Certificate> parse_certificate(std::string_view text) {
  const auto parts = parts_of(trimmed(text));
  if (!parts) return fail(malformed("expected KEY.PAYLOAD.SIGNATURE"));
  TRY(const LicenceKey key, parse_licence_key(parts->key));
  if (to_string(key) != parts->key)
    return fail(malformed("its key is not written as it was issued"));
  if (parts->payload.size() > kPayloadBytesMax * 4 / 3 + 1) {
    return fail(malformed("its payload is too long"));
  }
  auto payload = of_base64url(parts->payload);
  const auto signature = of_base64url(parts->signature);
  if (!payload || !signature || signature->size() != kSignatureBytes) {
    return fail(malformed("it is cut short, or has other characters than base64url"));
  }
  Certificate certificate{.key = key, .payload = *std::move(payload), .signature = {}, .terms = {}};
  std::copy(signature->begin(), signature->end(), certificate.signature.begin());
  if (key_of(certificate.payload, certificate.signature) != key) {
    return fail(Errc::kCorrupt, to_string(key) +
                                    ": the certificate was altered after it was issued: its key "
                                    "does not fit what it says; ask the licensor for it");
  }
  TRY(certificate.terms, terms_of(certificate.payload));
  return certificate;
}

bool is_signed_by(const Certificate& certificate, const PublicKey& key) {
  return key.verifies(signed_text(certificate.payload), certificate.signature);
}

}  // namespace engine::licences
