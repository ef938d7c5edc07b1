// Licences and offers, from any bytes: whatever is read must say the same again.
#include "engine/licences/licence_fields.h"
#include "engine/licences/licence_file.h"
#include "engine/licences/offers.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace engine::licences;
  const std::string text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(read_offers(text));
  const auto file = read_licences(text);
  if (!file) return 0;
  for (const Licence& licence : file->licences) {
    const LicenceTexts texts = texts_of(licence);
    const auto again = licence_of(texts);
    if (!again || texts_of(*again) != texts) std::abort();
  }
  return 0;
}
