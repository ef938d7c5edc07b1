// What score chance gives, among the tracks at hand: the null that a claim's confidence is told by.
//
// Every video is looked at with many tracks that are not in it, the more the larger the catalogue.
// Their best scores are a sample of what chance gives in this video with this catalogue. Their tail
// falls off exponentially (as alignment scores do: Karlin and Altschul, PNAS 1990), so it tells how
// many wrong tracks would reach a score that none of them has.
#pragma once

#include <cstdint>
#include <vector>

namespace matcher {

class Chance {
 public:
  /// `wrong`: the best score of each track that was verified and refused, in any order.
  explicit Chance(std::vector<float> wrong);

  /// How many wrong tracks to expect in such a video, of at least this score.
  double expected_above(float score) const;

  /// Probability that a claim of this score is true, where one true track is as likely as not.
  std::int32_t confidence_ppm(float score) const;

 private:
  double level_;  // So many wrong tracks are expected above this score:
  double count_;
  double scale_;  // In which the number falls to 1/e.
};

}  // namespace matcher
