#include "engine/core/text.h"
#include "engine/licences/keys/certificate.h"
#include "engine/licences/keys/licence_key.h"
#include "engine/run/cli/license_key_command.h"
#include "ingest/embedded_text.h"

#include <ostream>

namespace engine::cli {
namespace {

struct EmbedOptions {
  std::string video;
  std::string key;
  std::string output;
};

void declare(EmbedOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "the file to copy", options.video);
  arguments.positional("KEY", "a licence key, or the certificate it belongs to", options.key);
  arguments.option("-o, --output FILE", "where the copy goes; of the same kind as VIDEO",
                   options.output);
  arguments.required();
}

/// The text to write: a key in its canonical form, or a certificate as it was issued.
Result<std::string> text_of(const std::string& given) {
  if (given.find('.') != given.npos) {
    TRY(const licences::Certificate certificate, licences::parse_certificate(given));
    return to_string(certificate);
  }
  TRY(const licences::LicenceKey key, licences::parse_licence_key(given));
  return to_string(key);
}

Result<Exit> run_embed(const EmbedOptions& options, const Session& session) {
  TRY(const std::string text, text_of(options.key));
  TRY(const ingest::EmbeddedText done, ingest::embed_text(options.video, options.output, text));
  session.console.out << options.output << ": a copy that carries "
                      << text.substr(0, licences::kKeyTextLength) << '\n';
  if (!done.lost_fields.empty()) {
    session.console.log << "cuetrace: " << options.output
                        << ": these tags have no place in the copy: "
                        << joined(done.lost_fields, ", ") << '\n';
  }
  return Exit::kDone;
}

}  // namespace

const Command kLicenseEmbedCommand{
    .name = "license embed",
    .summary = "write a licence key into a copy of a video, without encoding it again",
    .details =
        "The key goes into the comment, on a line of its own behind what is there. The packets of\n"
        "all streams are copied as they are; tags, chapters, subtitles and attachments stay.\n"
        "`scan` finds the key there. MP4, MOV, M4A, Matroska, WebM, MP3, Ogg, FLAC, WAV and AVI\n"
        "can carry one; beside any other, put it into VIDEO.json as \"license_key\".",
    .examples = "cuetrace license embed episode.mp4 CT1-00820-C20A1-G7104-GM2RC-U -o licensed.mp4",
    .bind = bind<EmbedOptions, declare, run_embed>,
};

}  // namespace engine::cli
