// SPDX-License-Identifier: Apache-2.0
// What most files include from the rules upwards, compiled once for each of their libraries. Each file still includes what it uses:
// `./dev verify` builds without this one.
#include "precompiled/standard.h"
#include "rule/judge.h"
#include "rule/ruleset.h"
#include "yaml/node.h"
