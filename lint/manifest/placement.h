// SPDX-License-Identifier: Apache-2.0
// Where a pod may run, as far as it is written: the labels that its (anti-)affinity to other pods and its topology spread ask for, required
// and preferred terms alike, and the values that its required node affinity admits. What selectors mean together is not judged: several
// node selector terms are alternatives, and then no value is certain.
#pragma once

#include "manifest/description.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

// Puts pod.affinity, pod.anti-affinity, pod.anti-affinity-labels, pod.anti-affinity-unlabelled, pod.topology-spread and
// pod.node-affinity.KEY. The labels of the pod must be there.
void read_placement(Reading& reading, const PodSource& pod, Component& component);

}  // namespace fabriclint::manifest
