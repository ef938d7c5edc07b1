#include "engine/run/cli/fingerprint_command.h"

#include "engine/core/fingerprint_record.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/progress.h"
#include "ingest/ingest.h"

#include <filesystem>
#include <ostream>

namespace engine::cli {
namespace {

struct FingerprintOptions {
  ingest::AudioSource source;
  std::string output;
};

void declare(FingerprintOptions& options, Arguments& arguments) {
  constexpr Arguments::Range kStreams{0, 1023};
  arguments.positional("PATH", "media file, http(s) URL, or - for standard input",
                       options.source.location);
  arguments.option("-o, --output FILE", "where the fingerprint goes; - is standard output",
                   options.output);
  arguments.required();
  arguments.number("--audio-stream N", "take audio stream N, counted from 0, not the best one",
                   kStreams, options.source.audio_stream);
}

/// Writing over the media would destroy what cannot be made again.
Result<void> refuse_overwriting(const FingerprintOptions& options) {
  std::error_code ignored;
  if (std::filesystem::equivalent(options.source.location, options.output, ignored)) {
    return fail(Errc::kUsage, options.output + ": is the media itself; give -o another name");
  }
  return {};
}

Result<FingerprintedMedia> fingerprint(const FingerprintOptions& options, const Session& session) {
  const std::string& location = options.source.location;
  Progress progress(session, 1);
  return ingest::fingerprint_media(options.source, [&](MediaTime decoded, MediaTime declared) {
    progress.advance(location, decoded, declared);
  });
}

Result<Exit> run_fingerprint(const FingerprintOptions& options, const Session& session) {
  TRY_VOID(refuse_overwriting(options));
  TRY(const FingerprintedMedia media, fingerprint(options, session));
  TRY_VOID(deliver(encode(media), options.output, session.console));

  const std::string heard = to_clock(media.fingerprint.duration);
  if (!media.facts.complete) {
    session.console.log << "cuetrace: " << options.source.location << ": ends after " << heard
                        << " of a declared " << to_clock(media.facts.declared_duration)
                        << "; the fingerprint holds what is there\n";
    return Exit::kSomeFailed;
  }
  if (!session.global.quiet) {
    session.console.log << options.output << ": fingerprint of " << heard << " of sound\n";
  }
  return Exit::kDone;
}

}  // namespace

const Command kFingerprintCommand{
    .name = "fingerprint",
    .summary = "decode media and write its fingerprint to a file",
    .details =
        "`scan` and `catalog add` take the file in place of the media, so that sound can be\n"
        "fingerprinted where it lies and only a few megabytes an hour travel.",
    .examples =
        "cuetrace fingerprint episode.mp4 -o episode.ctfp\n"
        "ffmpeg -i ... -f wav - | cuetrace fingerprint - -o take.ctfp",
    .bind = bind<FingerprintOptions, declare, run_fingerprint>,
};

}  // namespace engine::cli
