#include "ingest/container_text.h"

#include "engine/core/text.h"
#include "ingest/media_input.h"
#include "ingest/xmp_box.h"

#include <algorithm>
#include <array>

namespace ingest {
namespace {

using engine::Result;

constexpr std::size_t kFieldsMax = 256;
constexpr std::size_t kWholeBytesMax = 1 << 20;
constexpr std::size_t kNameBytesMax = 64;

std::string plain_name(std::string_view key) {
  constexpr std::string_view kApple = "com.apple.quicktime.";
  std::string name = engine::to_lower_ascii(engine::clean_utf8(key.substr(0, kNameBytesMax)));
  if (name.starts_with(kApple)) name.erase(0, kApple.size());
  return name;
}

/// As clean_utf8, but lines stay lines.
std::string clean_lines(std::string_view text) {
  std::string clean;
  for (;;) {
    const std::size_t end = text.find_first_of("\n\t");
    clean += engine::clean_utf8(text.substr(0, end));
    if (end == text.npos) return clean;
    clean += text[end];
    text.remove_prefix(end + 1);
  }
}

class Collector {
 public:
  void add(const AVDictionary* metadata) {
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(metadata, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
      add_one(entry->key, entry->value);
    }
  }
  void add_xmp(std::string_view xmp) {
    if (!xmp.empty()) add_one("xmp", xmp);
  }
  ContainerText take() && { return std::move(text_); }

 private:
  void add_one(std::string_view key, std::string_view value) {
    const std::size_t room = std::min(kContainerFieldBytesMax, kWholeBytesMax - bytes_);
    if (text_.fields.size() == kFieldsMax || room == 0) {
      text_.cut = true;
      return;
    }
    if (value.size() > room) {
      text_.cut = true;
      value = value.substr(0, room);
    }
    ContainerField field{plain_name(key), clean_lines(value)};
    if (std::ranges::find(text_.fields, field) != text_.fields.end()) return;
    bytes_ += value.size();
    text_.fields.push_back(std::move(field));
  }

  ContainerText text_;
  std::size_t bytes_ = 0;
};

}  // namespace

std::string_view ContainerText::find(std::string_view name) const {
  const auto found = std::ranges::find(fields, name, &ContainerField::name);
  return found == fields.end() ? std::string_view() : std::string_view(found->text);
}

Result<ContainerText> read_container_text(const std::string& location) {
  TRY(MediaBytes bytes, MediaBytes::open(location));
  TRY(MediaInput input, MediaInput::open(std::move(bytes), {.streams = false, .xmp = true}));
  Collector collector;
  collector.add(input.format().metadata);
  for (unsigned i = 0; i < input.format().nb_streams; ++i) {
    collector.add(input.format().streams[i]->metadata);
  }
  if (input.format().iformat->name == std::string_view("mov,mp4,m4a,3gp,3g2,mj2")) {
    collector.add_xmp(xmp_of_boxes(input.bytes(), kContainerFieldBytesMax));
  }
  return std::move(collector).take();
}

}  // namespace ingest
