// How many episodes of a series a licence takes in, and until when.
#pragma once

#include "engine/licences/licence_index.h"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace engine::licences {

class SeriesCount {
 public:
  /// An episode that would stand on the licence, by its place in the order of publication. In any
  /// order, and again.
  void add(LicenceNumber licence, const SeriesRule& rule, const std::string& series,
           std::size_t rank, const std::optional<Moment>& published);

  /// What keeps an episode out; empty when it is in, or was never added. Valid once all are added.
  std::optional<RuleFinding> finding(LicenceNumber licence, const std::string& series,
                                     std::size_t rank) const;

 private:
  struct Series {
    SeriesRule rule;
    std::map<std::size_t, std::optional<Moment>> episodes;  // Publication, by rank.
  };
  std::map<std::pair<LicenceNumber, std::string>, Series> series_;
};

}  // namespace engine::licences
