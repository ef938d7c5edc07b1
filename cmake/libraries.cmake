# Every library of others, found once. Debian 12 package names are in scripts/packages.txt.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
# TBB first: RocksDB's own FindTBB.cmake would shadow its package configuration.
find_package(TBB CONFIG REQUIRED)
find_package(RocksDB CONFIG REQUIRED)
find_package(tl-expected CONFIG REQUIRED)
find_package(nlohmann_json CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL REQUIRED)
pkg_check_modules(libav REQUIRED IMPORTED_TARGET
  libavformat libavcodec libavutil libswresample)
pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo)
pkg_check_modules(chromaprint REQUIRED IMPORTED_TARGET libchromaprint)
if(CUETRACE_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
if(CUETRACE_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
