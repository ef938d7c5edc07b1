#include "engine/licences/licence_index.h"

#include <algorithm>
#include <iterator>

namespace engine::licences {
namespace {

void tidy(LicenceNumbers& numbers) {
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// A name, and each of its ends that begins after a '/': "/a/b.mp4", "a/b.mp4", "b.mp4".
Words ends_of(const Words& names) {
  Words ends = names;
  for (const std::string& name : names) {
    for (std::size_t at = name.find('/'); at != name.npos; at = name.find('/', at + 1)) {
      ends.push_back(name.substr(at + 1));
    }
  }
  return ends;
}

}  // namespace

LicenceIndex::LicenceIndex(std::span<const PreparedLicence> licences) : licences_(licences) {
  for (LicenceNumber number = 0; number < licences.size(); ++number) {
    const PreparedLicence& licence = licences[number];
    const auto list = [number](ByWord& by, const Words& words) {
      for (const std::string& word : words) by[word].push_back(number);
    };
    list(by_key_, licence.keys);
    list(by_video_, licence.videos);
    list(by_channel_, licence.channels);
    if (!licence.licensee.empty()) list(by_licensee_, {licence.licensee});
    if (licence.all_music) {
      all_music_.push_back(number);
      if (licence.licence->is_open()) open_to_all_music_.push_back(number);
      if (licence.licence->exclusive) exclusive_of_all_music_.push_back(number);
    } else {
      list(by_id_, licence.tracks);
      list(by_catalogue_, licence.catalogues);
    }
  }
}

void LicenceIndex::add(const ByWord& by, const Words& words, LicenceNumbers& numbers) {
  for (const std::string& word : words) {
    const auto found = by.find(word);
    if (found != by.end()) std::ranges::copy(found->second, std::back_inserter(numbers));
  }
}

LicenceNumbers LicenceIndex::tied_to(const PreparedVideo& video) const {
  LicenceNumbers numbers;
  add(by_key_, video.keys, numbers);
  if (!by_video_.empty()) add(by_video_, ends_of(video.names), numbers);
  add(by_channel_, video.channel, numbers);
  add(by_licensee_, video.channel, numbers);
  add(by_licensee_, {video.uploader}, numbers);
  tidy(numbers);
  return numbers;
}

LicenceIndex::ForMusic LicenceIndex::for_music(const PreparedMusic& music) const {
  ForMusic found;
  add(by_id_, music.ids, found.naming);
  add(by_catalogue_, music.catalogues, found.naming);
  tidy(found.naming);
  const auto take = [&](const LicenceNumbers& of_all, LicenceNumbers& into, auto wanted) {
    std::ranges::copy_if(found.naming, std::back_inserter(into),
                         [&](LicenceNumber number) { return wanted(*licences_[number].licence); });
    std::ranges::copy(of_all, std::back_inserter(into));
    tidy(into);
  };
  take(open_to_all_music_, found.open, [](const Licence& l) { return l.is_open(); });
  take(exclusive_of_all_music_, found.exclusive, [](const Licence& l) { return l.exclusive; });
  return found;
}

}  // namespace engine::licences
