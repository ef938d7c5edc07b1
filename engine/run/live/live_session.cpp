#include "engine/run/live/live_session.h"

#include "engine/core/digest.h"
#include "engine/core/fingerprint_record.h"
#include "engine/core/utc.h"
#include "engine/run/track_label.h"
#include "engine/run/video_identity.h"
#include "matcher/music_detector.h"

#include <algorithm>
#include <utility>

namespace engine::run {
namespace {

using std::chrono::steady_clock;

/// How often the newest sound is looked at, and how much of it: what is hardly heard needs long.
constexpr MediaTime kLookStep = 4 * SoundTape::kPeriod;
constexpr MediaTime kWindow = 176 * SoundTape::kPeriod;  // Ninety seconds.
/// Shorter sound is nothing to find anything in.
constexpr MediaTime kFirstLook = 12 * SoundTape::kPeriod;
/// Looking may take this part of the time; on a slow machine, or with very many tracks, looks
/// become rarer.
constexpr int kIdleParts = 2;

/// A recording is not cut nearer to now than this: what began there might not be known yet.
constexpr MediaTime kUnsure{20'000'000};
/// Before the start of a cue that has ended, this much is matched with it: it may begin sooner.
constexpr MediaTime kBefore{10'000'000};
/// So long beyond its length, a recording waits for a moment without any music, whoever's it is.
constexpr MediaTime kWaitForSilence{std::chrono::minutes(5)};
constexpr MediaTime kShortestRecording{3'000'000};

constexpr const char* kLiveAuthor = "live";  // Who has set the facts of a recording.

Match shifted(Match match, MediaTime by) {
  match.in_video.start += by;
  match.in_video.end += by;
  return match;
}

/// The match of the record that a cue is: the same place in the same track, else what plays then.
std::optional<std::size_t> position_of(const LiveCue& cue, const std::vector<Match>& matches,
                                       const std::vector<bool>& taken) {
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const bool overlaps = in_common(cue.match.in_video, matches[i].in_video) > MediaTime{0};
    if (!taken[i] && overlaps && goes_on(cue, matches[i])) return i;
  }
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (!taken[i] && share_half(cue.match.in_video, matches[i].in_video)) return i;
  }
  return std::nullopt;
}

}  // namespace

LiveSession::LiveSession(LiveScanner& scanner, const LiveOptions& options,
                         const LiveListener& listener, WallTime began)
    : scanner_(scanner),
      options_(options),
      listener_(listener),
      began_(began),
      next_look_(kFirstLook) {}

VideoFacts LiveSession::recording() const {
  VideoFacts video;
  const std::string name = source_name(options_.address);
  const std::string began = to_text(began_ + recording_start_);
  constexpr std::size_t kDayEnd = 10;
  constexpr std::size_t kSecondEnd = 19;
  video.location = name + "#" + began;
  video.title = (options_.title.empty() ? name : options_.title) + ", " + began.substr(0, kDayEnd) +
                " " + began.substr(kDayEnd + 1, kSecondEnd - kDayEnd - 1) + " UTC";
  VideoSource source;
  source.given = source.location = video.location;
  video.id = video_id_of(source, {});
  return video;
}

std::string LiveSession::cue_id(std::uint64_t number) const {
  Sha256 digest;
  digest.add_field("live cue").add_field(source_name(options_.address));
  digest.add_field(to_text(began_)).add_field(std::to_string(number));
  return to_hex(digest.finish_id());
}

Result<void> LiveSession::add(const ingest::FingerprintPiece& piece) {
  tape_.add(piece);
  set_clock();
  if (tape_.end() < next_look_) return {};
  const auto before = steady_clock::now();
  TRY_VOID(look());
  TRY_VOID(keep_recordings_short());
  const auto took = std::chrono::duration_cast<MediaTime>(steady_clock::now() - before);
  next_look_ = std::max(time_of_next_look(), tape_.end() + kIdleParts * took);
  return {};
}

/// A server sends at first what it has in store, faster than it is played: what comes as it is
/// played tells when that began. Nobody has been told of any time before the first look.
void LiveSession::set_clock() {
  const bool files_are_faster = options_.address.find("://") == std::string::npos;
  if (files_are_faster || looked_) return;
  began_ = std::min(began_, wall_now() - tape_.end());
}

/// Sooner when something seems to have ended: as soon as that is sure.
MediaTime LiveSession::time_of_next_look() const {
  const MediaTime now = tape_.end();
  MediaTime next = now + kLookStep;
  for (const LiveCue& cue : cues_.unfinished()) {
    const MediaTime end = cue.match.in_video.end;
    const bool seems_over = end + 2 * SoundTape::kPeriod < now;
    if (seems_over) next = std::min(next, end + settle_time(cue.last));
  }
  return std::max(next, now + SoundTape::kPeriod);
}

Result<void> LiveSession::look() {
  looked_ = true;
  const MediaTime now = tape_.end();
  const MediaSpan window{std::max(recording_start_, now - kWindow), now};
  std::vector<Match> matches;
  {
    TRY(const LiveScanner::Today today, scanner_.today());
    TRY(matches, today.scanner->matches(tape_.cut(window)));
  }
  for (Match& match : matches) match = shifted(std::move(match), window.start);
  const CueTracker::Changes changes = cues_.look(window, matches);
  TRY_VOID(tell(LiveEventKind::kCueOpened, changes.opened));
  TRY_VOID(tell(LiveEventKind::kCueExtended, changes.extended));
  Closing closing;
  for (const LiveCue& cue : changes.ended) {
    const bool flash = !cue.told && cue.looks < 2 && !cue.match.confident();
    if (flash) {
      cues_.forget(cue.number);
    } else {
      closing.ended.push_back(cue);
    }
  }
  return closing.ended.empty() ? Result<void>() : put_on_record(recorded_until(closing), closing);
}

/// What goes on is left for later, as far as what has ended can be told apart from it.
MediaTime LiveSession::recorded_until(const Closing& closing) const {
  MediaTime ended{0};
  for (const LiveCue& cue : closing.ended) ended = std::max(ended, cue.match.in_video.end);
  MediaTime until = tape_.end();
  for (const LiveCue& cue : cues_.unfinished()) {
    const bool ends = std::any_of(closing.ended.begin(), closing.ended.end(),
                                  [&](const LiveCue& one) { return one.number == cue.number; });
    if (!ends) until = std::min(until, cue.match.in_video.start);
  }
  return until >= ended + 2 * SoundTape::kPeriod ? until : tape_.end();
}

Result<void> LiveSession::keep_recordings_short() {
  const MediaTime now = tape_.end();
  const MediaTime length = now - recording_start_;
  if (length < options_.recording_length + kUnsure) return {};
  const MediaSpan between{recording_start_ + options_.recording_length, now - kUnsure};
  std::vector<MediaSpan> music;
  if (length < options_.recording_length + kUnsure + kWaitForSilence) {
    const MediaTime from = std::max(recording_start_, between.start - kWindow);
    const MediaTime grid = SoundTape::period_at(from) * SoundTape::kPeriod;
    music = matcher::music_spans(tape_.cut({grid, now}));
    for (MediaSpan& span : music) span = {span.start + grid, span.end + grid};
  }
  const auto quiet = cues_.quiet_moment(between, SoundTape::kPeriod, music);
  if (quiet) return end_recording(*quiet);
  return length >= options_.recording_longest ? end_recording(now - kUnsure) : Result<void>();
}

Result<void> LiveSession::end_recording(MediaTime at) {
  at = SoundTape::period_at(at) * SoundTape::kPeriod;
  Closing closing{.ended = {}, .all = true};
  for (const LiveCue& cue : cues_.unfinished()) {
    if (cue.match.in_video.start < at) closing.ended.push_back(cue);
  }
  TRY_VOID(put_on_record(at, closing));
  for (const LiveCue& cue : closing.ended) cues_.forget(cue.number);  // What goes on is a new one.
  cues_.drop_before(at);
  tape_.drop_before(at);
  recording_start_ = at;
  recorded_.clear();
  const auto turn = scanner_.turns().change();
  return scanner_.workspace().index().seal();
}

Result<void> LiveSession::finish() {
  if (tape_.end() - recording_start_ < kShortestRecording) return {};
  TRY_VOID(put_on_record(tape_.end(), {.ended = cues_.unfinished(), .all = true}));
  const auto turn = scanner_.turns().change();
  return scanner_.workspace().index().seal();
}

/// A recording is matched as a whole when it is over. Before that, what is on record stands up to a
/// quiet moment before the cues that have ended, so that they are told as soon after a quarter of
/// an hour as after a minute.
Result<std::vector<Match>> LiveSession::matches_until(const VideoScanner& scanner, MediaTime until,
                                                      const Closing& closing) const {
  MediaTime begins = until;
  for (const LiveCue& cue : closing.ended) begins = std::min(begins, cue.match.in_video.start);
  std::vector<MediaSpan> known;
  for (const Match& match : recorded_) known.push_back(shifted(match, recording_start_).in_video);
  const MediaTime from =
      closing.all
          ? recording_start_
          : cues_.quiet_moment({recording_start_, begins - kBefore}, SoundTape::kPeriod, known)
                .value_or(recording_start_);
  TRY(const std::vector<Match> recent, scanner.matches(tape_.cut({from, until})));
  const MediaTime before = from - recording_start_;
  std::vector<Match> matches = recorded_;
  std::erase_if(matches, [&](const Match& match) { return match.in_video.start >= before; });
  for (const Match& match : recent) matches.push_back(shifted(match, before));
  return matches;
}

Result<ScannedStream> LiveSession::scanned(const VideoScanner& scanner, MediaTime until,
                                           const Closing& closing) const {
  FingerprintedMedia media;
  VideoFacts video = recording();
  media.fingerprint = tape_.cut({recording_start_, until});
  media.facts = {.location = video.location,
                 .declared_duration = MediaTime{0},
                 .complete = true,
                 .decode_errors = 0,
                 .tags = {{"title", video.title}}};
  TRY(std::vector<Match> matches, matches_until(scanner, until, closing));
  ScannedStream stream = scanner.scan_of(std::move(video), std::move(media), std::move(matches));
  if (closing.all) return stream;
  ScanResult& scan = stream.outcome.result;
  scan.complete = false;
  scan.error = Error(Errc::kTruncated, scan.video.location + ": recorded up to " +
                                           to_timecode(scan.video.duration) +
                                           " so far; listen on, the rest follows");
  scan.unknown_music.clear();  // It has its place once, when it is known how far it goes.
  return stream;
}

Result<void> LiveSession::put_on_record(MediaTime until, const Closing& closing) {
  if (closing.all) scanner_.look_again();
  TRY(LiveScanner::Today today, scanner_.today());
  TRY(ScannedStream stream, scanned(*today.scanner, until, closing));
  today.turn.unlock();
  const ScanResult scan = stream.outcome.result;
  std::vector<LiveEvent> events;
  {
    const auto turn = scanner_.turns().record();
    TRY(storage::Transaction rows, scanner_.workspace().begin());
    std::vector<ScannedStream> streams;
    streams.push_back(std::move(stream));
    TRY_VOID(today.scanner->record(std::move(streams)));
    TRY_VOID(say_of_recording(scan.video.id));
    TRY(events, closings(scan, closing));
    TRY_VOID(append(events));
    TRY_VOID(rows.commit());
  }
  recorded_ = scan.matches;
  for (const LiveEvent& event : events) listener_(event);
  return {};
}

/// Once: when it was sent, and on which channel. People may say otherwise.
Result<void> LiveSession::say_of_recording(const VideoId& video) {
  using ledger::AmendmentKind;
  ledger::Amendments amendments = scanner_.workspace().ledger().amendments();
  TRY(const auto history, amendments.history(video));
  if (!history.empty()) return {};
  std::vector<ledger::Amendment> facts{
      {AmendmentKind::kFact, "published_at", to_text(began_ + recording_start_)}};
  if (!options_.channel.empty()) {
    facts.push_back({AmendmentKind::kFact, "channel", options_.channel});
  }
  TRY_VOID(amendments.change(video, facts, {kLiveAuthor, utc_now()}));
  return {};
}

/// What the record says of the cues that have ended, and of those that it alone has found.
Result<std::vector<LiveEvent>> LiveSession::closings(const ScanResult& scan,
                                                     const Closing& closing) {
  std::vector<LiveEvent> events;
  std::vector<Match> matches;
  for (const Match& match : scan.matches) matches.push_back(shifted(match, recording_start_));
  std::vector<bool> taken(matches.size());
  const auto close = [&](const LiveCue& cue, std::size_t position) -> Result<void> {
    taken[position] = true;
    if (!cue.told) {
      TRY(LiveEvent opened,
          event_of_recorded(LiveEventKind::kCueOpened, cue.number, scan, position));
      events.push_back(std::move(opened));
    }
    TRY(LiveEvent closed, event_of_recorded(LiveEventKind::kCueClosed, cue.number, scan, position));
    events.push_back(std::move(closed));
    cues_.close(cue.number, matches[position]);
    return {};
  };
  std::vector<LiveCue> others = cues_.cues();
  for (const LiveCue& cue : closing.ended) {
    std::erase_if(others, [&](const LiveCue& other) { return other.number == cue.number; });
    const auto position = position_of(cue, matches, taken);
    if (position) {
      TRY_VOID(close(cue, *position));
    } else if (!cue.told) {
      cues_.close(cue.number, cue.match, false);
    } else {
      TRY(LiveEvent withdrawn, event_of(LiveEventKind::kCueClosed, cue));
      withdrawn.cue->withdrawn = true;
      events.push_back(std::move(withdrawn));
      cues_.close(cue.number, cue.match);
    }
  }
  for (const LiveCue& cue : others) {
    if (const auto position = position_of(cue, matches, taken)) taken[*position] = true;
  }
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const bool over =
        closing.all || matches[i].in_video.end + settle_time(matches[i]) <= tape_.end();
    if (taken[i] || !over) continue;
    LiveCue found = cues_.add_closed(matches[i]);
    found.told = false;
    TRY_VOID(close(found, i));
  }
  return events;
}

Result<TrackLabel> LiveSession::label_of(const TrackId& track) {
  return track_label(track, scanner_.workspace().catalogue());
}

Result<LiveEvent> LiveSession::event_of(LiveEventKind kind, const LiveCue& cue) {
  LiveEvent event{.kind = kind,
                  .source = source_name(options_.address),
                  .title = options_.title,
                  .at = wall_now(),
                  .reason = {},
                  .cue = ToldCue()};
  ToldCue& told = *event.cue;
  told.id = cue_id(cue.number);
  told.video = recording().id;
  told.match = shifted(cue.match, -recording_start_);
  TRY(told.label, label_of(cue.match.track));
  told.started_at = began_ + cue.match.in_video.start;
  told.heard_until = began_ + cue.match.in_video.end;
  return event;
}

Result<LiveEvent> LiveSession::event_of_recorded(LiveEventKind kind, std::uint64_t number,
                                                 const ScanResult& scan, std::size_t position) {
  LiveCue cue;
  cue.number = number;
  cue.match = shifted(scan.matches[position], recording_start_);
  TRY(LiveEvent event, event_of(kind, cue));
  event.cue->usage_id = ledger::usage_id_of(scan.id, position, scan.matches[position]);
  return event;
}

Result<void> LiveSession::tell(LiveEventKind kind, const std::vector<LiveCue>& cues) {
  if (cues.empty()) return {};
  std::vector<LiveEvent> events;
  {
    const auto turn = scanner_.turns().record();
    TRY(storage::Transaction rows, scanner_.workspace().begin());
    for (const LiveCue& cue : cues) {
      TRY(LiveEvent event, event_of(kind, cue));
      events.push_back(std::move(event));
    }
    TRY_VOID(append(events));
    TRY_VOID(rows.commit());
  }
  for (const LiveEvent& event : events) listener_(event);
  return {};
}

Result<void> LiveSession::append(const std::vector<LiveEvent>& events) {
  for (const LiveEvent& event : events) {
    TRY_VOID(append_to_ledger(event, scanner_.workspace()));
  }
  return {};
}

}  // namespace engine::run
