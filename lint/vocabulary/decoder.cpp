// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/decoder.h"

#include <array>
#include <utility>

#include "vocabulary/c_integer.h"
#include "vocabulary/device_list.h"
#include "vocabulary/nccl_list.h"
#include "vocabulary/quantity.h"
#include "vocabulary/ucx_elements.h"
#include "vocabulary/ucx_list.h"
#include "vocabulary/ucx_memunits.h"
#include "vocabulary/ucx_ternary.h"
#include "vocabulary/words.h"

namespace fabriclint {

Decoded Decoded::one(std::string text, const TracedText& from) {
  Decoded decoded;
  decoded.items.push_back({std::move(text), from});
  return decoded;
}

Decoded Decoded::list(std::vector<DecodedItem> items) {
  Decoded decoded;
  decoded.is_list = true;
  decoded.items = std::move(items);
  return decoded;
}

Decoded Decoded::unknown(std::string why) {
  Decoded decoded;
  decoded.state = State::unknown;
  decoded.why = std::move(why);
  return decoded;
}

std::span<const Decoder> decoders() {
  using Members = Decoder::Members;
  static constexpr std::array kDecoders = {
      Decoder{"c-integer",
              "A number as C's strtoll reads it: 0x and leading 0 count, text that is no number is 0, empty text is no setting.",
              Members::text, decode_c_integer},
      Decoder{"csv", "The elements of a list separated by commas, without blanks around them and without empty ones.", Members::text,
              decode_csv},
      Decoder{"device-kinds",
              "What the devices that a UCX list allows are by their names: 'rdma', 'interface' or 'other'; none for 'all' and '^'.",
              Members::text, decode_device_kinds},
      Decoder{"device-misspelt", "The names in a list of UCX, NCCL or SGLang that are one letter off the name of an RDMA device.",
              Members::text, decode_device_misspelt},
      Decoder{"lower", "The text in lower case (ASCII).", Members::text, decode_lower},
      Decoder{"nccl-elements", "The names of an NCCL list, without the '^', '=' or '^=' in front of it.", Members::text,
              decode_nccl_elements},
      Decoder{"quantity", "A Kubernetes quantity as a number: '8Gi' is 8589934592, '500m' is 0.5.", Members::text, decode_quantity},
      Decoder{"ucx-elements",
              "The elements of a UCX list as UCX splits them: blanks kept, empty ones as '', without the '^' in front of the whole list.",
              Members::text, decode_ucx_elements},
      Decoder{"ucx-memunits", "UCX's sizes in bytes, 'inf' or 'auto'; of 'intra:V,inter:V' all the sizes.", Members::text,
              decode_ucx_memunits},
      Decoder{"ucx-miscased", "The elements of a UCX list that name a transport or alias only without their blanks or in lower case.",
              Members::text, decode_ucx_miscased},
      Decoder{"ucx-repeated", "The elements of a UCX list that stand in it before.", Members::text, decode_ucx_repeated},
      Decoder{"ucx-ternary", "UCX's switches as 'yes', 'no', 'try' or 'auto'.", Members::text, decode_ucx_ternary},
      Decoder{"ucx-tls", "The transports that a UCX list admits, whether it allows or denies; aliases are followed.", Members::transport,
              decode_ucx_admitted},
      Decoder{"ucx-tls-listed", "The transports that a UCX list names to allow them; none for 'all' and for lists that begin with '^'.",
              Members::transport, decode_ucx_listed},
      Decoder{"ucx-tls-meant", "The transports that a UCX list would admit if its misspelt elements were spelt as they are meant.",
              Members::transport, decode_ucx_meant},
      Decoder{"ucx-unknown", "The elements of a UCX list that name no transport and no alias, whatever their case and blanks.",
              Members::text, decode_ucx_unknown},
      Decoder{"upper", "The text in upper case (ASCII).", Members::text, decode_upper},
  };
  return kDecoders;
}

const Decoder* decoder_named(std::string_view name) {
  for (const Decoder& decoder : decoders()) {
    if (decoder.name == name) return &decoder;
  }
  return nullptr;
}

}  // namespace fabriclint
