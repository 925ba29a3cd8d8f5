// SPDX-License-Identifier: Apache-2.0
#include "report/uri.h"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>

#include "text/utf8.h"

namespace fabriclint {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool stays(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~!$&'()*+,;=@").find(c) != std::string_view::npos;
}

void append_encoded(std::string& uri, std::string_view segment) {
  const bool first = uri.empty();
  if (!first) uri += '/';
  for (std::size_t i = 0; i < segment.size();) {
    const utf8::Step point = utf8::decode(segment, i);
    for (const char c : point.valid ? segment.substr(i, point.size) : kReplacement) {
      // In the first segment a colon would end a scheme ("c:x"); RFC 3986 allows it later on.
      if (stays(c) || (c == ':' && !first)) {
        uri += c;
      } else {
        fmt::format_to(std::back_inserter(uri), "%{:02X}", static_cast<unsigned char>(c));
      }
    }
    i += point.size;
  }
}

void append_plain(std::string& path, std::string_view segment) {
  if (!path.empty()) path += '/';
  for (std::size_t i = 0; i < segment.size();) {
    const utf8::Step point = utf8::decode(segment, i);
    path += point.valid ? segment.substr(i, point.size) : kReplacement;
    i += point.size;
  }
}

// Walks the segments of a path downward from the root.
template <typename Append>
std::string bent(std::string_view path, Append append) {
  std::string out;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (segment.empty() || segment == ".") continue;
    if (segment == "..") {
      const std::size_t last = out.rfind('/');
      out.erase(last == std::string::npos ? 0 : last);
      continue;
    }
    append(out, segment);
  }
  return out.empty() ? "unnamed" : out;
}

}  // namespace

std::string relative_uri(std::string_view path) {
  return bent(path, append_encoded);
}

std::string relative_path(std::string_view path) {
  return bent(path, append_plain);
}

}  // namespace fabriclint
