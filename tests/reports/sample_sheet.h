// A cue sheet with all that formats have a place for, made by hand.
#pragma once

#include "reports/cue_sheet.h"

#include <string>

namespace reports {

inline Contributor sample_writer(std::string name, std::string society, std::int32_t share_bp) {
  Contributor who;
  who.name = std::move(name);
  who.role = "CA";
  who.ipi = "00052210040";
  who.society = std::move(society);
  who.share_bp = share_bp;
  return who;
}

inline Contributor sample_publisher(std::string name, std::int32_t share_bp) {
  Contributor who = sample_writer(std::move(name), "ASCAP", share_bp);
  who.is_publisher = true;
  who.role = "E";
  who.ipi = "00014107338";
  return who;
}

inline Cue sample_cue(std::size_t number, std::string title, std::int64_t start_s,
                      std::int64_t length_s) {
  Cue cue;
  cue.id = "000000000000000" + std::to_string(number % 10);
  cue.number = number;
  cue.title = std::move(title);
  cue.usage = {Function::kBackground, Perception::kBackground, Vocality::kInstrumental,
               Position::kNone, Origin::kLibrary};
  cue.in_video = {engine::from_ms(start_s * 1000 + 250),
                  engine::from_ms((start_s + length_s) * 1000 + 250)};
  cue.length = cue.in_video.length();
  cue.time_in = engine::to_timecode(cue.in_video.start);
  cue.time_out = engine::to_timecode(cue.in_video.end);
  cue.printed_seconds = length_s;
  cue.recording.library = "Sample Library";
  cue.recording.album_code = "SL-7";
  cue.recording.cut = "3";
  cue.recording.isrc = "GBEMI0300013";
  cue.recording.artist = "The Samples";
  cue.evidence.parts = {{"u1", cue.in_video, cue.in_video, 998'700}};
  cue.contributors = {sample_writer("Ann Example", "PRS", 5000),
                      sample_writer("Björk Åström", "STIM", 5000),
                      sample_publisher("Sample Music Ltd", 10'000)};
  return cue;
}

/// Three cues, of 83, 3725 and 10 seconds; issued, and nothing to resolve.
inline CueSheet sample_sheet() {
  CueSheet sheet;
  sheet.identity = {"0123456789abcdef0123456789abcdef", 0, "", Classification::kOriginal,
                    SheetState::kIssued};
  Production& made = sheet.production;
  made.title = "The Long Way";
  made.akas = {"Der lange Weg", "Le long chemin"};
  made.episode_title = "Arrival";
  made.episode_number = "3";
  made.season = "2";
  made.company = "Far Films";
  made.company_address = "1 Road, Town";
  made.network = "Channel One";
  made.first_date = engine::parse_day("2026-10-31");
  made.category = "Series";
  made.version = "Original";
  made.preparer = {"Pat Preparer", "pat@example.org", engine::parse_day("2026-11-02")};
  made.duration = engine::from_ms(5'400'500);
  sheet.video.location = "/videos/arrival.mp4";
  sheet.video.duration = engine::from_ms(5'400'500);
  sheet.cues = {sample_cue(1, "=Morning & <Coffee>", 12, 83), sample_cue(2, "שלום עולם", 100, 3725),
                sample_cue(3, "音楽 Music", 4000, 10)};
  sheet.cues[1].layered = true;
  sheet.cues[2].contributors.clear();
  sheet.total_seconds = 83 + 3725 + 10;
  return sheet;
}

}  // namespace reports
