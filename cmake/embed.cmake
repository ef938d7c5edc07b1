# embed_files(TARGET FILES name=path...): makes files part of a target, found by
# engine::service::embedded_file. The assembler reads them as they are, whatever their size.
function(embed_files target)
  set(assembly "${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded.S")
  set(table "${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded.cpp")
  set(text ".section .rodata\n")
  set(declared "")
  set(rows "")
  set(count 0)
  set(paths "")
  foreach(entry IN LISTS ARGN)
    string(REGEX MATCH "^([^=]+)=(.+)$" parsed "${entry}")
    set(name "${CMAKE_MATCH_1}")
    set(path "${CMAKE_MATCH_2}")
    list(APPEND paths "${path}")
    string(APPEND text
      ".global embedded_${count}_begin\nembedded_${count}_begin:\n.incbin \"${path}\"\n"
      ".global embedded_${count}_end\nembedded_${count}_end:\n.byte 0\n")
    string(APPEND declared
      "extern \"C\" const char embedded_${count}_begin[];\n"
      "extern \"C\" const char embedded_${count}_end[];\n")
    string(APPEND rows
      "    {\"${name}\", embedded_${count}_begin, embedded_${count}_end},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  string(APPEND text ".section .note.GNU-stack,\"\",@progbits\n")
  file(CONFIGURE OUTPUT "${assembly}" CONTENT "${text}" @ONLY)
  file(CONFIGURE OUTPUT "${table}" CONTENT "${declared}
namespace engine::service {
struct EmbeddedFile {
  const char* name;
  const char* begin;
  const char* end;
};
extern const EmbeddedFile kEmbeddedFiles[];
extern const unsigned long kEmbeddedFileCount;
const EmbeddedFile kEmbeddedFiles[] = {
${rows}};
const unsigned long kEmbeddedFileCount = ${count};
}  // namespace engine::service
" @ONLY)
  set_source_files_properties("${assembly}" PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE "${assembly}" "${table}")
endfunction()
