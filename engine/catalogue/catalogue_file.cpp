// Reading of a file with the reader that fits it.
#include "engine/catalogue/catalogue_import.h"
#include "engine/catalogue/cwr/cwr_reader.h"
#include "engine/core/file.h"
#include "engine/core/interrupt.h"

#include <cerrno>
#include <cstdio>
#include <memory>

namespace engine::catalogue {
namespace {

struct CloseFile {
  void operator()(std::FILE* stream) const noexcept {
    if (stream != stdin) std::fclose(stream);
  }
};

template <class Reader>
Result<ImportSummary> read_all(Reader reader, std::string block, std::FILE* stream,
                               const std::string& name) {
  std::size_t got = block.size();
  block.resize(std::size_t{1} << 16);
  while (got > 0) {
    TRY_VOID(reader.feed(std::string_view(block).substr(0, got)));
    if (interrupted()) return fail(Errc::kInterrupted, name + ": interrupted; import it again");
    got = std::fread(block.data(), 1, block.size(), stream);
    if (got == 0 && std::ferror(stream) != 0) return fail(file_error(name, errno));
  }
  return reader.finish();
}

}  // namespace

Result<ImportSummary> read_catalogue(const ImportSource& source, const ImportListener& listener) {
  const std::string& name = source.name;
  const std::unique_ptr<std::FILE, CloseFile> stream(name == "-" ? stdin
                                                                 : std::fopen(name.c_str(), "rb"));
  if (!stream) return fail(file_error(name, errno));
  std::string block(std::size_t{1} << 16, '\0');
  const std::size_t got = std::fread(block.data(), 1, block.size(), stream.get());
  if (got == 0 && std::ferror(stream.get()) != 0) return fail(file_error(name, errno));
  block.resize(got);
  if (source.layout == nullptr && cwr::looks_like_cwr(block, name)) {
    return read_all(cwr::CwrReader(source, listener), block, stream.get(), name);
  }
  return read_all(CatalogueReader(source, listener), block, stream.get(), name);
}

}  // namespace engine::catalogue
