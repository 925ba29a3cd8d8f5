// SPDX-License-Identifier: Apache-2.0
// The vectors are those of github/codeql-action, src/fingerprints.test.ts.
#include "report/line_hash.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using fabriclint::line_hashes;

namespace {

using Hashes = std::vector<std::string>;

Hashes hashes(std::string_view text) {
  Hashes out;
  for (const auto& hash : line_hashes(text)) out.push_back(to_string(hash));
  return out;
}

}  // namespace

TEST_CASE("line hashes are those of the upload action") {
  CHECK(hashes("") == Hashes{"c129715d7a2bc9a3:1"});
  CHECK(hashes(" a\nb\n  \t\tc\n d") == Hashes{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"});
}

TEST_CASE("line hashes take LF, CRLF and CR for the same") {
  const Hashes expected = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
                           "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"};
  CHECK(hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n") == expected);
  CHECK(hashes(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n") == expected);
  CHECK(hashes(" hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r") == expected);
  CHECK(hashes(" hello; \t\rworld!!!\r\n\n\r  \t\tGreetings\n End\r\n") == expected);
}

TEST_CASE("equal line hashes are numbered") {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Lorem ipsum dolor sit amet.\n";
  CHECK(hashes(text) == Hashes{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5",
                               "a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1",
                               "c129715d7a2bc9a3:1"});
}

TEST_CASE("a broken UTF-8 sequence counts as one replacement character, as Node.js decodes it") {
  const Hashes replaced = hashes("a\xef\xbf\xbdz\n");
  CHECK(hashes("a\xffz\n") == replaced);
  CHECK(hashes("a\xe4\xbdz\n") == replaced);  // truncated: its bytes belong together
  CHECK(hashes("a\xf0\x9f\x98z\n") == replaced);
  CHECK(hashes("a\xe4\xbd") == hashes("a\xef\xbf\xbd"));                                    // at the end of the file
  CHECK(hashes("a\xed\xa0\x80z\n") == hashes("a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\n"));  // a surrogate: each byte for itself
  CHECK(hashes("a\xc0\xafz\n") == hashes("a\xef\xbf\xbd\xef\xbf\xbdz\n"));
}

TEST_CASE("a byte order mark and both halves of an astral character take part") {
  CHECK(hashes("\xef\xbb\xbfx\n") != hashes("x\n"));
  CHECK(hashes("\xf0\x9f\x98\x80\n") != hashes("\xf0\x9f\x98\x81\n"));
}
