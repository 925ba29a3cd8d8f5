// SPDX-License-Identifier: Apache-2.0
// How jemalloc serves this program (docs/decisions/0006-memory-allocator.md). It looks for this name (jemalloc(3), TUNING).
extern "C" {

extern const char* const malloc_conf;  // NOLINT(readability-identifier-naming): the name is jemalloc's

// In large pages where the kernel gives them: most runs are short, and each page of four kilobytes would be a fault of its own.
const char* const malloc_conf = "thp:always,metadata_thp:always";
}
