// SPDX-License-Identifier: Apache-2.0
// What most tests include, compiled once for each test program that is large; see lint/precompiled/rules.h.
#include <doctest/doctest.h>

#include "precompiled/rules.h"
