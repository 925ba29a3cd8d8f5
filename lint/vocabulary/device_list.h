// SPDX-License-Identifier: Apache-2.0
// The names in a list of network devices, whichever library reads it: UCX (`^a,b`, `name:port`), NCCL (`^=a,b`, `name:port:rail`) or SGLang
// (`a,b`). Signs in front of the list, blanks around a name and what stands behind a colon are no part of a name. SGLang also takes a JSON
// object and the path of a file; neither is looked into.
#pragma once

#include "vocabulary/decoder.h"

namespace fabriclint {

// The elements that are slips of a device's name, each with the right one.
[[nodiscard]] Decoded decode_device_misspelt(const TracedText& text, const Vocabulary& vocabulary);

// What the elements of a UCX allow list are: "rdma", "interface" or "other". None for `all`, for lists that begin with `^` and for an empty
// one. The names are taken as UCX takes them: a blank is part of a name.
[[nodiscard]] Decoded decode_device_kinds(const TracedText& text, const Vocabulary& vocabulary);

}  // namespace fabriclint
