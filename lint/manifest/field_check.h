// SPDX-License-Identifier: Apache-2.0
// What is written in an object that its API does not take: a field that belongs elsewhere, one of the wrong type, one that is misspelt or
// not known. The operator or the API server drops or refuses it, so it decides nothing of what runs; the model only says that it is there.
#pragma once

#include "manifest/reading.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

// Puts field.elsewhere.PATH, field.wrong-type.PATH, field.misspelt.PATH and field.unknown.PATH, each with a sentence as its value and the
// key as its place. Nothing for objects that schemas/ does not describe.
void check_fields(Reading& reading, const Object& object, Deployment& deployment);

}  // namespace fabriclint::manifest
