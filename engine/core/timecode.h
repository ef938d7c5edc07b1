// Timecode as editors write it: labels of frames, "01:00:10:12". A label is no length: at 23.976
// frames a second an hour of labels lasts 3603.6 s, and drop frame leaves labels out so that it
// lasts 3600 s. Frames are counted, rates are exact fractions; nothing here is floating.
// Source: SMPTE ST 12-1.
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine {

/// How fast frames follow one another, and how they are labelled.
struct FrameRate {
  std::string_view name;         ///< "23.976", "25", "29.97", "29.97df", ...
  std::int64_t numerator = 0;    ///< Frames in `denominator` seconds.
  std::int64_t denominator = 1;  ///< 1, or 1001 for the rates of NTSC.
  std::int64_t labels = 0;       ///< Frame labels in a second: 24, 25, 30, 50, 60.
  bool drop_frame = false;       ///< Labels are left out to keep up with the clock.

  friend bool operator==(const FrameRate&, const FrameRate&) = default;
};

/// 23.976, 24, 25, 29.97, 29.97df, 30, 50, 59.94, 59.94df, 60.
std::span<const FrameRate> frame_rates();

/// By name, as people and programs write it: "29.97df", "29.97 DF", "29.97 Drop", "23.98",
/// "30000/1001", "25 fps". Without a word on dropping, labels are not dropped. Empty for any other.
std::optional<FrameRate> frame_rate_named(std::string_view text);

/// A frame by its number, from 0 at 00:00:00:00.
using FrameNumber = std::int64_t;

/// "hh:mm:ss:ff"; ';', '.' or ',' may stand before the frames, and must mean drop frame when it is
/// ';'. Errors: kInvalidInput, saying why there is no such label at this rate.
Result<FrameNumber> parse_timecode(std::string_view text, const FrameRate& rate);

/// The label of a frame, with ';' before the frames for drop frame. After 23:59:59 comes 00:00:00.
std::string frame_label(FrameNumber frame, const FrameRate& rate);

/// When a frame begins, counted from frame 0; rounded half up to the microsecond.
MediaTime time_of_frame(FrameNumber frame, const FrameRate& rate);

/// The frame that begins nearest to `time`, so that a time made of a frame gives that frame.
FrameNumber frame_nearest(MediaTime time, const FrameRate& rate);

/// A production's timecode over a file: which label the file's first frame has.
class ProductionClock {
 public:
  ProductionClock(const FrameRate& rate, FrameNumber start) : rate_(rate), start_(start) {}

  /// Both as people give them; an empty start is 00:00:00:00. Errors: kInvalidInput.
  static Result<ProductionClock> of(std::string_view rate, std::string_view start);

  /// Of a position in the file.
  std::string label(MediaTime in_file) const;

  /// The position in the file of a label. Errors: kInvalidInput, also for a label that lies before
  /// the start of the file.
  Result<MediaTime> position(std::string_view label) const;

  const FrameRate& rate() const { return rate_; }
  FrameNumber start() const { return start_; }

 private:
  FrameRate rate_;
  FrameNumber start_;
};

}  // namespace engine
