// The layouts of programs that libraries keep their catalogues in. Their columns are named as their
// help pages name them.
#include "engine/catalogue/layouts/layout.h"

#include <initializer_list>
#include <utility>

namespace engine::catalogue {
namespace {

using Words = std::map<std::string, std::string>;
using Pairs = std::initializer_list<std::pair<const char*, const char*>>;

const Words& version_words() {
  static const Words kWords = {{"full", "full"},         {"full mix", "full"},
                               {"full version", "full"}, {"main", "full"},
                               {"main version", "full"}, {"original", "full"},
                               {"inst", "instrumental"}, {"instrumental mix", "instrumental"},
                               {"no lead", "no-melody"}, {"underscore", "no-melody"},
                               {"sting", "stinger"},     {"15 sec", "edit"},
                               {"30 sec", "edit"},       {"60 sec", "edit"},
                               {"15s", "edit"},          {"30s", "edit"},
                               {"60s", "edit"},          {"cutdown", "edit"},
                               {"cut down", "edit"},     {"short", "edit"},
                               {"stems", "stem"},        {"submix", "stem"}};
  return kWords;
}

const Words& yes_and_no() {
  static const Words kWords = {{"y", "yes"}, {"yes", "yes"}, {"true", "yes"}, {"1", "yes"},
                               {"n", "no"},  {"no", "no"},   {"false", "no"}, {"0", "no"}};
  return kWords;
}

void add(Layout& layout, Pairs pairs) {
  for (const auto& [header, target] : pairs) {
    layout.columns.push_back({.header = header, .target = target});
  }
}

void add_lists(Layout& layout, const std::string& separators, Pairs pairs) {
  for (const auto& [header, target] : pairs) {
    layout.columns.push_back({.header = header, .target = target, .separators = separators});
  }
}

/// Harvest Media: tab-delimited, a row per track, versions by "Main Track Number".
Layout harvest() {
  Layout layout{.name = "harvest",
                .signature = {"library: name", "album: code", "track: title"},
                .columns = {},
                .ids_of_cuts = true,
                .works_of_parents = true};
  add(layout, {{"library: name", "library"},
               {"album: code", "album_code"},
               {"album: display title", "album"},
               {"album: title", "album"},
               {"album: release date", "release_date"},
               {"album: release date(yyyy-mm-dd)", "release_date"},
               {"track: display title", "title"},
               {"track: title", "title"},
               {"track: description", "description"},
               {"track: number", "cut"},
               {"track: main track number", "parent_cut"},
               {"track: version", "version_title"},
               {"track: bpm", "bpm"},
               {"track: tempo", "tempo"},
               {"track: lyrics", "lyrics"},
               {"track: artist(s)", "artist"},
               {"track: audio filename", "audio"},
               {"code: iswc", "iswc"},
               {"code: isrc", "isrc"},
               {"writer:{n}: first name", "writer_{n}_first_name"},
               {"writer:{n}: middle name", "writer_{n}_middle_name"},
               {"writer:{n}: last name", "writer_{n}_last_name"},
               {"writer:{n}: capacity", "writer_{n}_role"},
               {"writer:{n}: society", "writer_{n}_society"},
               {"writer:{n}: ipi", "writer_{n}_ipi"},
               {"writer:{n}: territory", "writer_{n}_territory"},
               {"writer:{n}: owner performance share %", "writer_{n}_pr_share"},
               {"writer:{n}: owner mechanical share %", "writer_{n}_mr_share"},
               {"writer:{n}: original publisher", "writer_{n}_publisher_name"},
               {"publisher:{n}: name", "publisher_{n}_name"},
               {"publisher:{n}: capacity", "publisher_{n}_role"},
               {"publisher:{n}: society", "publisher_{n}_society"},
               {"publisher:{n}: ipi", "publisher_{n}_ipi"},
               {"publisher:{n}: territory", "publisher_{n}_territory"},
               {"publisher:{n}: owner performance share %", "publisher_{n}_pr_share"},
               {"publisher:{n}: owner mechanical share %", "publisher_{n}_mr_share"}});
  add_lists(layout, ",;",
            {{"track: genre", "genres"},
             {"track: keywords", "keywords"},
             {"track: instrumentation", "instruments"},
             {"track: alternate title", "alternative_titles"}});
  add_lists(layout, ",;/",
            {{"track: composer(s)", "composers"}, {"track: publisher(s)", "publishers"}});
  layout.columns.push_back(
      {.header = "track: version", .target = "version", .words = version_words()});
  layout.columns.push_back(
      {.header = "track: duration", .target = "duration", .form = CellForm::kMinutesDotSeconds});
  return layout;
}

/// SourceAudio: comma-separated, a row per track, alternate mixes by "Master ID".
Layout sourceaudio() {
  Layout layout{.name = "sourceaudio",
                .signature = {"sourceaudio id", "title", "album"},
                .columns = {},
                .works_of_parents = true};
  add(layout, {{"sourceaudio id", "recording_id"},
               {"master id", "parent_id"},
               {"catalog", "library"},
               {"label", "label"},
               {"title", "title"},
               {"filename", "audio"},
               {"album", "album"},
               {"album code", "album_code"},
               {"track number", "cut"},
               {"artist", "artist"},
               {"bpm", "bpm"},
               {"release date", "release_date"},
               {"description", "description"},
               {"lyrics", "lyrics"},
               {"isrc", "isrc"},
               {"iswc", "iswc"},
               {"version", "version_title"},
               {"duration", "duration"},
               {"writer {n} first name", "writer_{n}_first_name"},
               {"writer {n} last name", "writer_{n}_last_name"},
               {"writer {n} pro affiliation", "writer_{n}_society"},
               {"writer {n} cae/ipi", "writer_{n}_ipi"},
               {"writer {n} ownership share", "writer_{n}_pr_share"},
               {"writer {n} role", "writer_{n}_role"},
               {"writer {n} publisher", "writer_{n}_publisher_name"},
               {"publisher {n} company", "publisher_{n}_name"},
               {"publisher {n} pro affiliation", "publisher_{n}_society"},
               {"publisher {n} cae/ipi", "publisher_{n}_ipi"},
               {"publisher {n} ownership share", "publisher_{n}_pr_share"},
               {"publisher {n} role", "publisher_{n}_role"},
               {"publisher {n} collection share percentage", "publisher_{n}_collection_share"},
               {"publisher {n} collection share territory", "publisher_{n}_collection_territory"}});
  add_lists(layout, ",;",
            {{"genres", "genres"},
             {"mood", "moods"},
             {"cue types", "uses"},
             {"tempos", "tempo"},
             {"style", "keywords"},
             {"instrumentation", "instruments"}});
  add_lists(layout, ",;/", {{"composer", "composers"}, {"publisher", "publishers"}});
  layout.columns.push_back({.header = "version", .target = "version", .words = version_words()});
  layout.columns.push_back({.header = "has vocal", .target = "vocals", .words = yes_and_no()});
  return layout;
}

/// django-music-publisher: a row per work, with its recordings beside each other.
Layout django_music_publisher() {
  Layout layout{.name = "django-music-publisher",
                .signature = {"work id", "work title", "writer 1 last"},
                .columns = {},
                .nameless_are_unknown = true};
  add(layout, {{"work id", "work_id"},
               {"work title", "work_title"},
               {"iswc", "iswc"},
               {"original title", "alternative_titles"},
               {"library", "library"},
               {"cd identifier", "album_code"},
               {"alt title {n}", "alternative_{n}_title"},
               {"artist 1 last", "artist_last"},
               {"artist 1 first", "artist_first"},
               {"writer {n} last", "writer_{n}_last_name"},
               {"writer {n} first", "writer_{n}_first_name"},
               {"writer {n} ipi", "writer_{n}_ipi"},
               {"writer {n} pro", "writer_{n}_society"},
               {"writer {n} mro", "writer_{n}_mr_society"},
               {"writer {n} sro", "writer_{n}_sr_society"},
               {"writer {n} role", "writer_{n}_role"},
               {"writer {n} saan", "writer_{n}_agreement"},
               {"writer {n} publisher name", "writer_{n}_publisher_name"},
               {"writer {n} publisher ipi", "writer_{n}_publisher_ipi"},
               {"writer {n} publisher pro", "writer_{n}_publisher_society"},
               {"writer {n} publisher mro", "writer_{n}_publisher_mr_society"},
               {"writer {n} publisher sro", "writer_{n}_publisher_sr_society"},
               {"reference {n} cmo", "work_number_{n}_society"},
               {"reference {n} id", "work_number_{n}_number"},
               {"recording {n} id", "recording_{n}_recording_id"},
               {"recording {n} recording title", "recording_{n}_title"},
               {"recording {n} version title", "recording_{n}_version_title"},
               {"recording {n} release date", "recording_{n}_release_date"},
               {"recording {n} duration", "recording_{n}_duration"},
               {"recording {n} isrc", "recording_{n}_isrc"},
               {"recording {n} artist last", "recording_{n}_artist_last"},
               {"recording {n} artist first", "recording_{n}_artist_first"},
               {"recording {n} record label", "recording_{n}_label"}});
  for (const auto& [header, target] :
       Pairs{{"writer {n} share", "writer_{n}_share"},
             {"writer {n} manuscript share", "writer_{n}_share"},
             {"writer {n} pr share", "writer_{n}_pr_share"},
             {"writer {n} mr share", "writer_{n}_mr_share"},
             {"writer {n} sr share", "writer_{n}_sr_share"},
             {"writer {n} publisher pr share", "writer_{n}_publisher_pr_share"},
             {"writer {n} publisher mr share", "writer_{n}_publisher_mr_share"},
             {"writer {n} publisher sr share", "writer_{n}_publisher_sr_share"}}) {
    layout.columns.push_back({.header = header, .target = target, .form = CellForm::kFraction});
  }
  Words controlled = yes_and_no();
  controlled.emplace("general", "yes");  // Under a general agreement.
  layout.columns.push_back({.header = "writer {n} controlled",
                            .target = "writer_{n}_controlled",
                            .words = std::move(controlled)});
  return layout;
}

}  // namespace

const std::vector<Layout>& known_layouts() {
  static const std::vector<Layout> kLayouts = {Layout{.name = "cuetrace"}, harvest(), sourceaudio(),
                                               django_music_publisher()};
  return kLayouts;
}

}  // namespace engine::catalogue
