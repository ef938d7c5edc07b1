// Decoded frames as floats, a plane a channel, at the rate they came in. Of libav's sample formats
// nobody else needs to know.
#pragma once

#include "ingest/av_handle.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ingest {

/// Full scale is 1.0. Samples that are no numbers, or above kPlayableMax, become zero and are
/// counted. Threads: not safe to share.
class PlanarSamples {
 public:
  static constexpr float kPlayableMax = 1e6F;  ///< 120 dB above full scale.

  /// All of a frame but its first `skip` samples, in place of what was held. False for a sample
  /// format that libav does not decode to; then nothing is held.
  bool assign(const AVFrame& frame, std::int64_t skip);
  void assign_silence(std::size_t channels, std::size_t samples);

  std::size_t channels() const { return channels_; }
  std::size_t size() const { return size_; }  ///< Samples a channel.
  std::span<const float> channel(std::size_t index) const {
    return {samples_.data() + index * size_, size_};
  }
  std::uint64_t unplayable() const { return unplayable_; }  ///< In all channels, since the start.

 private:
  template <class T>
  void convert(const AVFrame& frame, std::size_t skip, bool planar, T zero, float scale);
  void drop_unplayable();

  std::vector<float> samples_;
  std::size_t channels_ = 0;
  std::size_t size_ = 0;
  std::uint64_t unplayable_ = 0;
};

}  // namespace ingest
