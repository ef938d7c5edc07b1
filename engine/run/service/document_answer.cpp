#include "engine/run/service/document_answer.h"

#include "engine/core/text.h"

#include <array>

namespace engine::service {

using run::Format;

Result<Format> asked_format(const Call& call) {
  if (const auto word = call.text("format")) {
    if (const auto format = run::format_named(*word)) return *format;
  }
  const std::string& accept = call.request.header("accept");
  if (accept.empty()) return Format::kJson;
  constexpr std::array<Format, 5> kFormats = {Format::kJson, Format::kCsv, Format::kXlsx,
                                              Format::kPdf, Format::kHtml};
  for (const std::string& part : split(accept, ',')) {
    const std::string wanted(trimmed(part.substr(0, part.find(';'))));
    if (wanted == "*/*" || wanted == "application/*") return Format::kJson;
    for (const Format format : kFormats) {
      const std::string_view type = run::media_type_of(format);
      if (type.substr(0, type.find(';')) == wanted) return format;
    }
  }
  return fail(Errc::kUsage, "none of \"" + first_characters(accept, 100) +
                                "\" is to be had; ask for json, csv, xlsx, pdf or html");
}

HttpResponse document_answer(std::string text, Format format, const std::string& name) {
  HttpResponse response;
  response.content_type = std::string(run::media_type_of(format));
  response.body = std::move(text);
  if (format == Format::kJson || format == Format::kTable) return response;
  const std::string file = name + "." + std::string(run::word_for(format));
  // RFC 6266: a name of any letters, percent-encoded.
  return response.with("Content-Disposition",
                       std::string(format == Format::kHtml ? "inline" : "attachment") +
                           "; filename*=UTF-8''" + percent_encoded(file));
}

}  // namespace engine::service
