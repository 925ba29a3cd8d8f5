// SPDX-License-Identifier: Apache-2.0
#include "text/source.h"

#include <doctest/doctest.h>
