// Numbers, from 0, for what comes again and again, in the order in which it comes first: so that
// many things can name it by its number, and it stands somewhere once.
#pragma once

#include <cstddef>
#include <map>

namespace engine {

template <class Id>
class Numbering {
 public:
  struct Taken {
    std::size_t number = 0;
    bool is_new = false;  ///< It comes for the first time.
  };

  Taken take(const Id& id) {
    const auto [known, is_new] = numbers_.try_emplace(id, numbers_.size());
    return {known->second, is_new};
  }

 private:
  std::map<Id, std::size_t> numbers_;
};

}  // namespace engine
