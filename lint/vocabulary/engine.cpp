// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/engine.h"
