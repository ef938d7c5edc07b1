# The settings every target of ours links privately, and nothing else does; and the three kinds of
# target there are. A library's USES list is the drawing in ARCHITECTURE.md.

add_library(house_rules INTERFACE)
target_include_directories(house_rules INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(house_rules INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
  # g++ 12 warns about std::string concatenation itself (GCC PR 105651, 105329).
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op -Wno-restrict -Wno-stringop-overflow>
  $<$<BOOL:${CUETRACE_WERROR}>:-Werror>)
if(CUETRACE_SANITIZE)
  target_compile_options(house_rules INTERFACE
    -fsanitize=${CUETRACE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(house_rules INTERFACE -fsanitize=${CUETRACE_SANITIZE})
endif()

if(CUETRACE_FUZZ)
  # libFuzzer steers by the coverage of the code under test, not of the fuzz target alone.
  target_compile_options(house_rules INTERFACE -fsanitize=fuzzer-no-link)
endif()

# house_library(engine_core SOURCES a.cpp ... USES other libraries ...): one folder, one library.
function(house_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC ${arg_USES} PRIVATE house_rules)
endfunction()

# house_test(core_test SOURCES a_test.cpp ... USES the library under test ...)
function(house_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_USES} house_rules GTest::gmock_main)
  target_compile_definitions(${name} PRIVATE CUETRACE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  # The same false warnings of g++ 12, where tests put texts together.
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>)
  target_precompile_headers(${name} PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST)
endfunction()

# fuzz_target(csv_fuzz SOURCES csv_fuzz.cpp USES engine_core)
function(fuzz_target name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_USES} house_rules)
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endfunction()
