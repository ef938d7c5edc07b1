// A value that does not change and that many hold: the facts of a video stand beside each of its
// uses, a recording beside each place where it plays, and are in memory once.
#pragma once

#include <memory>
#include <unordered_set>
#include <utility>

namespace engine {

/// Never null: one made from nothing holds a default value. One that was moved from may only be
/// assigned to. Equal means equal values. Threads: those of std::shared_ptr.
template <class T>
class Shared {
 public:
  Shared() : value_(nothing()) {}
  Shared(T value)  // NOLINT(google-explicit-constructor): it is that value.
      : value_(std::make_shared<const T>(std::move(value))) {}

  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }

  friend bool operator==(const Shared& a, const Shared& b) {
    return a.value_ == b.value_ || *a == *b;
  }

 private:
  static const std::shared_ptr<const T>& nothing() {
    static const auto kNothing = std::make_shared<const T>();
    return kNothing;
  }

  std::shared_ptr<const T> value_;
};

/// Values as they come, each kept once: equal ones are handed out as one. `Hash` is of T.
/// Threads: one at a time.
template <class T, class Hash>
class KeptOnce {
 public:
  Shared<T> take(T value) { return *kept_.emplace(std::move(value)).first; }

 private:
  struct HashOfShared {
    std::size_t operator()(const Shared<T>& value) const { return Hash{}(*value); }
  };
  std::unordered_set<Shared<T>, HashOfShared> kept_;
};

}  // namespace engine
