// SPDX-License-Identifier: Apache-2.0
#include "report/sentence.h"

#include <doctest/doctest.h>

#include <string>

using namespace fabriclint;

TEST_CASE("a plain sentence ends with a full stop, once") {
  CHECK(plain_sentence("Wrong") == "Wrong.");
  CHECK(plain_sentence("Wrong.") == "Wrong.");
  CHECK(plain_sentence("Wrong? ") == "Wrong?");
  CHECK(plain_sentence("") == "Finding without a message.");
}

TEST_CASE("a plain sentence has no backticks, braces, links or control characters") {
  CHECK(plain_sentence("Set `A`.") == "Set 'A'.");
  CHECK(plain_sentence("'{{ .Values.x }}' is a template.") == "'(template expression)' is a template.");
  CHECK(plain_sentence("'{\"a\":{\"b\":1}}'.") == "'(\"a\":(\"b\":1))'.");
  CHECK(plain_sentence("{{ open") == "(( open.");
  CHECK(plain_sentence("[click](http://x)") == "[click] (http://x).");
  CHECK(plain_sentence("a\nb\x1b") == "a\\nb\\x1b.");
}

TEST_CASE("Markdown shows quoted parts as code") {
  CHECK(markdown_sentence("'UCX_TLS' of 'decode' is 'tcp,self'") == "`UCX_TLS` of `decode` is `tcp,self`.");
  CHECK(markdown_sentence("('a')") == "(`a`).");
  CHECK(markdown_sentence("'' is empty") == "'' is empty.");
}

TEST_CASE("an apostrophe opens and closes nothing") {
  CHECK(markdown_sentence("It doesn't use 'a'") == "It doesn't use `a`.");
  CHECK(markdown_sentence("'it's'") == "`it's`.");
  CHECK(markdown_sentence("a 'b") == "a 'b.");
}

TEST_CASE("code that holds backticks keeps them and does not end early") {
  CHECK(markdown_sentence("'a`b'") == "`` a`b ``.");
  CHECK(markdown_sentence("'``'") == "``` `` ```.");
}

TEST_CASE("outside of code nothing is Markdown, HTML or a mention") {
  CHECK(markdown_sentence("a_b *c* <b> [x](y) #1 @me") == "a\\_b \\*c\\* \\<b\\> \\[x\\](y) \\#1 `@`me.");
}

TEST_CASE("pieces of code do not grow together: the backticks of both would end in the wrong place") {
  CHECK(markdown_sentence("@'a`[x](y) b'") == "`@` `` a`[x](y) b ``.");
  CHECK(markdown_sentence("@@") == "`@` `@`.");
}

TEST_CASE("many quotes without a partner take linear time") {
  CHECK(markdown_sentence(std::string(100'000, '\'')).size() > 900);
}

TEST_CASE("a link escapes what would end its label") {
  CHECK(text_link("a [b] \\ `c` {d}", 3) == "[a \\[b\\] \\\\ 'c' (d)](3)");
}
