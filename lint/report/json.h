// SPDX-License-Identifier: Apache-2.0
// Everything a run knows, for programs: layout fabriclint-report/1, described by schemas/report.schema.json and docs/formats.md. Within a
// layout fields are only added; a change that breaks a reader makes it fabriclint-report/2. Text for people is made printable; paths and
// the texts of edits are exact. Only ASCII is written, so nothing in it can disturb a terminal or a log.
#pragma once

#include <ostream>

#include "report/report.h"

namespace fabriclint {

void write_json(std::ostream& out, const Report& report, const Style& style);

}  // namespace fabriclint
