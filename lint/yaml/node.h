// SPDX-License-Identifier: Apache-2.0
// The YAML of one file as an immutable tree. Every node keeps the span it was written in; aliases stay aliases (resolve() follows them),
// merge keys stay keys (Fields sees through them), comments are left to comments.h. It knows YAML only, nothing of Kubernetes. Nodes live
// in the arena of their Stream and are never copied; a Stream can be moved.
#pragma once

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

#include "text/source.h"
#include "text/span.h"
#include "text/traced.h"

namespace fabriclint::yaml {

enum class Kind : std::uint8_t { scalar, sequence, mapping, alias };
enum class Style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

struct Node;

struct Entry {
  const Node* key = nullptr;
  const Node* value = nullptr;
};

struct Node {
  Kind kind = Kind::scalar;
  Style style = Style::plain;          // scalars only
  bool flow = false;                   // collections written with brackets or braces
  Span span;                           // without anchor and tag; a block scalar begins at its '|' or '>'; an empty value is an empty span
  std::string_view anchor;             // of an anchored node, or the name an alias refers to
  std::string_view tag;                // as written and resolved by libyaml; empty when there is none
  std::string_view value;              // scalars: the decoded content
  std::span<const Node* const> items;  // sequences
  std::span<const Entry> entries;      // mappings, in file order, duplicates and merge keys included
  const Node* target = nullptr;        // aliases: the anchored node; null when undefined or when it would contain itself
};

// A plain scalar that YAML 1.1 (as the Kubernetes API server reads it) takes for null: empty, ~, null, Null, NULL.
[[nodiscard]] bool is_null(const Node& node);
// Whether YAML 1.1 takes a plain scalar for a boolean, `yes` and `on` among them (sigs.k8s.io/yaml and goyaml.v2, yaml/pyyaml:
// lib/yaml/resolver.py). `y` and `n` have changed sides over the versions and count as text.
[[nodiscard]] bool is_boolean(std::string_view plain);
// The node itself, or what an alias stands for (through any number of aliases); null for an undefined alias.
[[nodiscard]] inline const Node* resolve(const Node* node) {
  while (node != nullptr && node->kind == Kind::alias) node = node->target;
  return node;
}

// The content of a scalar with the place of every byte: quoted scalars without their quotes, folded and literal blocks without indentation.
// Text that an alias brings in points at the anchored scalar. Anything but a scalar yields an empty text.
[[nodiscard]] TracedText trace(const Node& scalar, const Source& source);

// One field of a mapping as a reader of it sees it.
struct Field {
  const Node* key = nullptr;    // a scalar, aliases resolved
  const Node* value = nullptr;  // aliases resolved; null when the alias is undefined
};

// Looks at a node as a mapping the way Kubernetes reads it: aliases followed, merge keys (`<<`) seen through with own keys winning, the
// last of duplicate keys winning. On anything but a mapping it is empty, so a reader may ask without asking what it has.
class Fields {
 public:
  explicit Fields(const Node* node) : node_(resolve(node)) {}
  [[nodiscard]] Field find(std::string_view key) const;
  [[nodiscard]] const Node* value(std::string_view key) const { return find(key).value; }
  // Every effective field once, in file order, merged ones last.
  [[nodiscard]] std::vector<Field> all() const;
  [[nodiscard]] bool is_mapping() const;

 private:
  const Node* node_ = nullptr;
};

// The items of a sequence with aliases resolved; empty for anything else.
[[nodiscard]] std::vector<const Node*> items_of(const Node* node);
// The decoded text of a scalar that is not null; nothing for anything else.
[[nodiscard]] bool is_text(const Node* node);

// Bytes in which '#' is content: a quoted scalar, or the lines below the header of a block scalar. Plain scalars never hold such a '#'.
struct Opaque {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Document {
  const Node* root = nullptr;  // null for an empty document
  Span span;
  std::uint32_t index = 0;  // 0-based in the stream, empty documents counted
};

// What is wrong with a file. The name of the kind is the last part of the check that reports it (rules/yaml/).
enum class ProblemKind : std::uint8_t { syntax, encoding, limit, duplicate_key, undefined_alias };

struct Problem {
  ProblemKind kind = ProblemKind::syntax;
  Span at;
  std::string message;
  Span context = {};  // what the message refers to (the first of two equal keys, the start of an unclosed quote); empty when there is none
  std::string context_text = {};
};

// All documents of one file. `problems` of the kinds syntax, encoding and limit end the stream: what precedes them was read and is kept in
// `documents` only as far as whole documents were seen.
class Stream {
 public:
  Stream();
  // The problem that ended the reading; null when it went to the end.
  [[nodiscard]] const Problem* fatal() const;
  [[nodiscard]] bool broken() const { return fatal() != nullptr; }

  std::vector<Document> documents;
  std::vector<Problem> problems;
  Span read;                   // as far as the stream was read
  std::vector<Opaque> opaque;  // in increasing order

  [[nodiscard]] std::pmr::memory_resource* arena() { return arena_.get(); }

 private:
  std::unique_ptr<std::pmr::monotonic_buffer_resource> arena_;
};

}  // namespace fabriclint::yaml
