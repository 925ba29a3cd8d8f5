// SPDX-License-Identifier: Apache-2.0
#include "rule/ruleset.h"
