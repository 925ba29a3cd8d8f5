// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "manifest/recipe.h"
#include "yaml/parse.h"

using namespace fabriclint;

namespace {

FileClass class_of(std::string text) {
  SourceSet sources;
  const SourceId id = sources.add("f.yaml", std::move(text));
  const yaml::Stream stream = yaml::parse(sources[id], id);
  return classify(stream, sources[id]);
}

}  // namespace

TEST_CASE("a file that deploys containers is a manifest, whatever else it holds") {
  CHECK(class_of("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n") == FileClass::manifest);
  CHECK(class_of("a: 1\n---\napiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nspec: {}\n") == FileClass::manifest);
  CHECK(class_of("apiVersion: x.example/v9\nkind: Farm\nspec: {herd: {template: {spec: {containers: [{name: c}]}}}}\n") ==
        FileClass::manifest);
}

TEST_CASE("a file that other manifests look things up in is a manifest") {
  CHECK(class_of("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: b}\n") == FileClass::manifest);
  CHECK(class_of("apiVersion: resource.k8s.io/v1\nkind: ResourceClaimTemplate\nmetadata: {name: c}\n") == FileClass::manifest);
}

TEST_CASE("valid YAML without a workload is something else") {
  CHECK(class_of("") == FileClass::other);
  CHECK(class_of("# nothing\n") == FileClass::other);
  CHECK(class_of("image: {tag: 1}\nreplicas: 2\n") == FileClass::other);
  CHECK(class_of("apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 1}]}\n") == FileClass::other);
  CHECK(class_of("- op: add\n  path: /spec/services\n  value: {}\n") == FileClass::other);
  CHECK(class_of("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n") == FileClass::other);
  CHECK(class_of("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: p.yaml}]\n") == FileClass::other);
}

TEST_CASE("a definition of a kind is no workload, though its schema describes pods") {
  CHECK(class_of("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: d}\n"
                 "spec: {versions: [{schema: {containers: [{name: c}]}}]}\n") == FileClass::other);
}

TEST_CASE("a file that does not parse because of template expressions is a template") {
  CHECK(class_of("apiVersion: v1\n{{- if .Values.on }}\nkind: Pod\n{{- end }}\n") == FileClass::template_);
  CHECK(class_of("{% for x in y %}\na: {{ x }}\n{% endfor %}\n") == FileClass::template_);
  CHECK(class_of("a: <%= x %>\nb: [\n") == FileClass::template_);
  CHECK(class_of("apiVersion: v1\n${EXTRA_FIELDS}\nkind: Pod\n") == FileClass::template_);
  CHECK(class_of("spec:\n  a: 1\n${FIRST} ${SECOND:-${THIRD}}\n  b: 2\n") == FileClass::template_);
  CHECK(class_of("ports: [${PORT}, 80]\n") == FileClass::template_);
  CHECK(class_of("%${DIRECTIVE}\na: b\n") == FileClass::template_);
}

TEST_CASE("a file that does not parse and is no template is broken") {
  CHECK(class_of("a: [1, 2\nb: 3\n") == FileClass::broken);
  CHECK(class_of("# {{ a comment about templates }}\na: [1, 2\nb: 3\n") == FileClass::broken);
  CHECK(class_of("a: \"unterminated\n") == FileClass::broken);
  CHECK(class_of(",") == FileClass::broken);
}

TEST_CASE("placeholders that do not break a broken file make no template of it") {
  // The quote of `n` ends in the script, beside a placeholder.
  CHECK(class_of("env:\n  - name: A\n    value: \"n\nargs:\n  - |\n    run --model \"${MODEL}\" \\\n      --name \"${NAME}\"\n") ==
        FileClass::broken);
  CHECK(class_of("name: ${NAME}\nports: [1, 2\nimage: i\n") == FileClass::broken);
  CHECK(class_of("run: |\n  ${COMMAND}\n bad: [\n") == FileClass::broken);
  CHECK(class_of("a: ${OPEN\nb: [1\nc: d\n") == FileClass::broken);
}

TEST_CASE("a file over a limit is broken, even when it looks like a template") {
  std::string deep = "x: '{{ y }}'\na: ";
  deep.append(100'000, '[');
  CHECK(class_of(deep) == FileClass::broken);
}

TEST_CASE("template expressions in text do not make a template of a file that parses") {
  CHECK(class_of("apiVersion: v1\nkind: Pod\nspec: {containers: [{name: c, image: '{{ image }}'}]}\n") == FileClass::manifest);
}
