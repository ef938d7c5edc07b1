// Each rule fires on a made-up bad tree, at the right line, and not on its good neighbour.

#include "tests/tidy/rules.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace tidy {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

auto finds(const std::string& path, std::size_t line, const std::string& part) {
  return AllOf(Field(&Finding::path, path), Field(&Finding::line, line),
               Field(&Finding::message, HasSubstr(part)));
}

std::string repeated(std::size_t times, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string function_of(std::size_t line_count) {
  return "void f() {\n" + repeated(line_count - 2, "  g();\n") + "}\n";
}

TEST(IncludeTable, LetsAFolderIncludeWhatLiesBelow) {
  const Tree tree = {{"engine/core/id.h", ""},
                     {"matcher/index.cpp", "#include \"engine/core/id.h\"\n"}};
  EXPECT_THAT(wrong_includes(tree), IsEmpty());
}

TEST(IncludeTable, StopsOneStageFromIncludingAnother) {
  const Tree tree = {{"ingest/ingest.h", ""},
                     {"matcher/index.cpp", "// Why.\n#include \"ingest/ingest.h\"\n"}};
  EXPECT_THAT(wrong_includes(tree),
              ElementsAre(finds("matcher/index.cpp", 2, "matcher may not include ingest")));
}

TEST(IncludeTable, StopsTheProductFromIncludingTests) {
  const Tree tree = {{"ingest/a.cpp", "#include \"tests/support/sound.h\"\n"},
                     {"tests/support/sound.h", ""}};
  EXPECT_THAT(wrong_includes(tree), ElementsAre(finds("ingest/a.cpp", 1, "may not include")));
}

TEST(IncludeTable, StopsUpwardIncludesWithinTheEngine) {
  const Tree tree = {{"engine/ledger/ledger.h", ""},
                     {"engine/storage/a.h", "#include \"engine/ledger/ledger.h\"\n"}};
  EXPECT_THAT(wrong_includes(tree), ElementsAre(finds("engine/storage/a.h", 1, "engine/storage")));
}

TEST(IncludeTable, WantsPathsFromTheRoot) {
  const Tree tree = {{"matcher/index.cpp", "#include \"index.h\"\n"}, {"matcher/index.h", ""}};
  EXPECT_THAT(wrong_includes(tree), ElementsAre(finds("matcher/index.cpp", 1, "no file index.h")));
}

TEST(IncludeTable, KnowsNoFolderThatItDoesNotList) {
  const Tree tree = {{"engine/util/misc.cpp", ""}};
  EXPECT_THAT(wrong_includes(tree), ElementsAre(finds("engine/util/misc.cpp", 0, "no folder")));
}

TEST(IncludeTable, DoesNotReadCommentsOrText) {
  const Tree tree = {{"matcher/a.cpp",
                      "// #include \"ingest/ingest.h\"\n/*\n#include \"ingest/ingest.h\"\n*/\n"
                      "const char* a = R\"(\n#include \"ingest/ingest.h\"\n)\";\n"}};
  EXPECT_THAT(wrong_includes(tree), IsEmpty());
}

TEST(Libraries, StayInTheirPlace) {
  const Tree tree = {
      {"engine/run/a.cpp", "#include <rocksdb/db.h>\n"},
      {"ingest/reader.cpp", "extern \"C\" {\n#include <libavformat/avformat.h>\n}\n"},
      {"matcher/index.cpp", "extern \"C\" {\n#include <libavutil/tx.h>\n}\n"}};
  EXPECT_THAT(libraries_out_of_place(tree),
              ElementsAre(finds("engine/run/a.cpp", 1, "rocksdb/db.h belongs in matcher/ only"),
                          finds("matcher/index.cpp", 2, "libavutil/tx.h belongs in ingest/")));
}

TEST(Libraries, HaveOneFileWhereTheTableSaysSo) {
  const Tree tree = {{"ingest/a.cpp", "#include <chromaprint.h>\n"},
                     {"ingest/b.cpp", "#include <chromaprint.h>\n"}};
  EXPECT_THAT(libraries_out_of_place(tree),
              ElementsAre(finds("ingest/b.cpp", 1, "already named by ingest/a.cpp")));
}

TEST(Libraries, AndThreadsAreNamedBehindTheOneDoor) {
  const Tree tree = {{"engine/core/parallel_threads.cpp", "#include <thread>\n"},
                     {"matcher/matcher.cpp", "#include <thread>\n"}};
  EXPECT_THAT(libraries_out_of_place(tree), ElementsAre(finds("matcher/matcher.cpp", 1, "thread")));
}

TEST(Libraries, KeepJsonOutOfHeaders) {
  const Tree tree = {{"reports/a.cpp", "#include <nlohmann/json.hpp>\n"},
                     {"reports/a.h", "#include <nlohmann/json.hpp>\n"}};
  EXPECT_THAT(libraries_out_of_place(tree),
              ElementsAre(finds("reports/a.h", 1, ".cpp files only")));
}

TEST(Libraries, MayBeNamedByTests) {
  const Tree tree = {{"tests/ingest/a_test.cpp", "#include <chromaprint.h>\n"}};
  EXPECT_THAT(libraries_out_of_place(tree), IsEmpty());
}

TEST(FunctionLength, AllowsSeventyLines) {
  EXPECT_THAT(long_functions({{"ingest/a.cpp", function_of(70)}}), IsEmpty());
}

TEST(FunctionLength, StopsSeventyOne) {
  EXPECT_THAT(long_functions({{"ingest/a.cpp", "\n" + function_of(71)}}),
              ElementsAre(finds("ingest/a.cpp", 2, "71 lines in void f()")));
}

TEST(FunctionLength, SeesMembersOfNestedTypesBehindInitialisers) {
  const std::string member =
      "namespace n {\nclass A {\n public:\n  struct B {\n    B() : a_{1}, b_{2} {\n" +
      repeated(70, "      g();\n") + "    }\n  };\n};\n}\n";
  EXPECT_THAT(long_functions({{"ingest/a.cpp", member}}),
              ElementsAre(finds("ingest/a.cpp", 5, "72 lines in B()")));
}

TEST(FunctionLength, CountsALambdaWithItsFunction) {
  const std::string text = "void f() {\n  run([] {\n" + repeated(70, "    g();\n") + "  });\n}\n";
  EXPECT_THAT(long_functions({{"ingest/a.cpp", text}}),
              ElementsAre(finds("ingest/a.cpp", 1, "74 lines")));
}

TEST(FunctionLength, DoesNotMistakeTextCommentsAndSeparatorsForBraces) {
  const std::string text =
      "int f() { return 1'000; }  // {\nchar g() { return '{'; }\nauto h() { return \"{\\\"{\"; }\n"
      "auto r() { return R\"x({)\" {)x\"; }\n#define M(x) \\\n  if (x) {\n/* { */\n" +
      function_of(70);
  EXPECT_THAT(long_functions({{"ingest/a.cpp", text}}), IsEmpty());
  EXPECT_THAT(long_functions({{"ingest/a.cpp", text + function_of(71)}}),
              ElementsAre(finds("ingest/a.cpp", 78, "71 lines")));
}

TEST(FunctionLength, LeavesLongTablesAlone) {
  const std::string rows = repeated(80, "  {1, 2},\n");
  const Tree tree = {{"ingest/a.cpp", "const T t = {\n" + rows + "};\n"},
                     {"ingest/b.cpp", "const auto t = std::to_array<T>({\n" + rows + "});\n"},
                     {"ingest/c.h", "enum class E : int {\n" + rows + "};\n"}};
  EXPECT_THAT(long_functions(tree), IsEmpty());
}

TEST(FunctionLength, SeesTemplatesAndTests) {
  const std::string body = repeated(70, "  g();\n") + "}\n";
  const Tree tree = {
      {"ingest/a.h", "template <class T>\nauto f(const T& t) -> decltype(t()) {\n" + body},
      {"tests/a_test.cpp", "TEST(A, DoesB) {\n" + body}};
  EXPECT_THAT(long_functions(tree), ElementsAre(finds("ingest/a.h", 2, "72 lines"),
                                                finds("tests/a_test.cpp", 1, "TEST(A, DoesB)")));
}

TEST(Layout, AllowsAHundredColumnsOfAnyAlphabet) {
  EXPECT_THAT(untidy_layout({{"ingest/a.h", "// " + repeated(97, "ж") + "\n"}}), IsEmpty());
}

TEST(Layout, FindsWhatIsTooLongOrOutOfPlace) {
  const Tree tree = {{"ingest/a.h", "// " + repeated(98, "x") + "\n"},
                     {"ingest/b.h", "int a;\n\tint b;\nint c; \nint d;\r\n"},
                     {"ingest/c.h", "int a;"},
                     {"ingest/d.h", repeated(501, "\n")}};
  EXPECT_THAT(
      untidy_layout(tree),
      ElementsAre(finds("ingest/a.h", 1, "101 columns"), finds("ingest/b.h", 2, "tab"),
                  finds("ingest/b.h", 3, "blank"), finds("ingest/b.h", 4, "carriage"),
                  finds("ingest/c.h", 1, "no newline"), finds("ingest/d.h", 0, "501 lines")));
}

TEST(UnfinishedWork, IsFound) {
  const Tree tree = {{"README.md", "Soon.\nTODO: write\n"}, {"ingest/a.h", "// FIXME\n"}};
  EXPECT_THAT(unfinished_work(tree),
              ElementsAre(finds("README.md", 2, "TODO"), finds("ingest/a.h", 1, "FIXME")));
}

TEST(UnfinishedWork, IsNotATemplateOfMkstemp) {
  EXPECT_THAT(unfinished_work({{"ingest/a.cpp", "auto name = \"cue-XXXXXX\";\n"}}), IsEmpty());
}

TEST(DeadFiles, AreSourcesThatNobodyBuilds) {
  const Tree tree = {{"ingest/CMakeLists.txt", "add(ingest\n  SOURCES a.cpp)  # b.cpp\n"},
                     {"ingest/a.cpp", ""},
                     {"ingest/b.cpp", ""}};
  EXPECT_THAT(dead_files(tree), ElementsAre(finds("ingest/b.cpp", 0, "no CMakeLists.txt")));
}

TEST(DeadFiles, MayBeBuiltFromAFolderAbove) {
  const Tree tree = {{"engine/run/CMakeLists.txt", "add(run SOURCES cli/a.cpp)\n"},
                     {"engine/run/cli/a.cpp", ""},
                     {"engine/run/cli/b.cpp", ""}};
  EXPECT_THAT(dead_files(tree), ElementsAre(finds("engine/run/cli/b.cpp", 0, "no CMakeLists.txt")));
}

TEST(DeadFiles, AreHeadersThatNobodyIncludes) {
  const Tree tree = {{"CMakeLists.txt", "add(x ingest/a.cpp)\n"},
                     {"ingest/a.cpp", "#include \"ingest/a.h\"\n"},
                     {"ingest/a.h", ""},
                     {"ingest/b.h", ""}};
  EXPECT_THAT(dead_files(tree), ElementsAre(finds("ingest/b.h", 0, "nobody includes it")));
}

TEST(Headers, SayWhatTheyAre) {
  const Tree tree = {{"ingest/a.h", "// Reads media.\n#pragma once\n"},
                     {"ingest/b.h", "#pragma once\n"},
                     {"ingest/c.h", "// Reads media.\n// #pragma once\n"}};
  EXPECT_THAT(unexplained_headers(tree), ElementsAre(finds("ingest/b.h", 1, "comment"),
                                                     finds("ingest/c.h", 0, "#pragma once")));
}

TEST(Scripts, RunAndStopAtErrors) {
  const Tree tree = {{"scripts/good", "#!/bin/bash\nset -euo pipefail\n", true},
                     {"scripts/lazy", "#!/bin/bash\necho\n", true},
                     {"scripts/list.txt", "g++\n"},
                     {"scripts/plain", "echo\n", true},
                     {"scripts/shut", "#!/bin/bash\nset -euo pipefail\n", false},
                     {"scripts/zsh", "#!/bin/zsh\n", true}};
  EXPECT_THAT(unsafe_scripts(tree),
              ElementsAre(finds("scripts/lazy", 1, "errors"), finds("scripts/plain", 1, "#!"),
                          finds("scripts/shut", 0, "executable"), finds("scripts/zsh", 1, "bash")));
}

TEST(GoldenCases, HaveAllTheirFiles) {
  const Tree tree = {{"tests/golden/good/args", ""}, {"tests/golden/good/exit", ""},
                     {"tests/golden/good/log", ""},  {"tests/golden/good/out", ""},
                     {"tests/golden/half/args", ""}, {"tests/golden/half/log", ""},
                     {"tests/golden/half/out", ""},  {"tests/golden/records/one.ctfp", ""}};
  EXPECT_THAT(incomplete_golden_cases(tree),
              ElementsAre(finds("tests/golden/half/exit", 0, "missing")));
}

TEST(Words, NameNoPlaceOfOneMachine) {
  const Tree tree = {{"README.md", "It finds music.\nLook into `/home/ada/music`.\n"},
                     {"ingest/a.cpp", "open(\"/work/a.ogg\");\nopen(\"data/work/a.ogg\");\n"},
                     {"tests/a_test.cpp", "set(\"/home/ann\");\n"}};
  EXPECT_THAT(banned_words(tree), ElementsAre(finds("README.md", 2, "place of one machine"),
                                              finds("ingest/a.cpp", 1, "place of one machine")));
}

TEST(Money, IsNeverAFloatingNumber) {
  const Tree tree = {{"engine/core/money.cpp", "int a;\ndouble amount;\n"},
                     {"engine/royalties/a.h", "// No double here.\nfloat share;\n"},
                     {"matcher/a.cpp", "double score;\n"}};
  EXPECT_THAT(floating_money(tree),
              ElementsAre(finds("engine/core/money.cpp", 2, "'double' is no exact number"),
                          finds("engine/royalties/a.h", 2, "'float' is no exact number")));
}

TEST(Words, DoNotPraiseInDocuments) {
  const Tree tree = {{"README.md", "A seamless experience.\n"}, {"ingest/a.h", "// Powerful.\n"}};
  EXPECT_THAT(banned_words(tree), ElementsAre(finds("README.md", 1, "praises")));
}

TEST(Tree, IsReadWithoutBuildAndHiddenFolders) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(testing::TempDir()) / "tidy_read_tree";
  fs::remove_all(root);
  for (const char* path :
       {"a/b.h", "build/c.h", ".git/d", ".ci/run", "build-asan/e.h", "a/build/f.h"}) {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path) << "// " << path << '\n';
  }
  fs::permissions(root / ".ci/run", fs::perms::owner_exec, fs::perm_options::add);
  const Tree tree = read_tree(root);
  EXPECT_THAT(tree,
              ElementsAre(AllOf(Field(&File::path, ".ci/run"), Field(&File::executable, true)),
                          AllOf(Field(&File::path, "a/b.h"), Field(&File::executable, false),
                                Field(&File::text, "// a/b.h\n")),
                          Field(&File::path, "a/build/f.h")));
  fs::remove_all(root);
}

}  // namespace
}  // namespace tidy
