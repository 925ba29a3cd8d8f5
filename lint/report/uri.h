// SPDX-License-Identifier: Apache-2.0
// File names as the relative URIs that SARIF wants (integration rules of GitHub code scanning: from the repository root, forward slashes,
// no "./", no "..", never absolute, never empty; RFC 3986 percent-encoding). A name that breaks these rules is bent until it fits,
// because one bad URI makes GitHub refuse the whole upload: ".." and leading slashes are dropped, invalid UTF-8 becomes U+FFFD (the upload
// action decodes each URI and fails on other bytes).
#pragma once

#include <string>
#include <string_view>

namespace fabriclint {

[[nodiscard]] std::string relative_uri(std::string_view path);

// The same path without percent-encoding, for formats that are no URIs; what encloses it must still be made safe by them.
[[nodiscard]] std::string relative_path(std::string_view path);

}  // namespace fabriclint
