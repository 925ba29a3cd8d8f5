// SPDX-License-Identifier: Apache-2.0
// What most files of manifest/ include; see rules.h.
#include "manifest/description.h"
#include "manifest/reading.h"
#include "precompiled/standard.h"
