#include "engine/licences/licence.h"

#include <algorithm>
#include <array>
#include <utility>

namespace engine::licences {
namespace {

constexpr std::array<std::pair<Model, std::string_view>, 7> kModels = {{
    {Model::kSingleUse, "single_use"},
    {Model::kSubscription, "subscription"},
    {Model::kEnterprise, "enterprise"},
    {Model::kBlanket, "blanket"},
    {Model::kBuyout, "buyout"},
    {Model::kFree, "free"},
    {Model::kPublicDomain, "public_domain"},
}};

}  // namespace

std::string_view to_string(Model model) {
  return kModels.at(static_cast<std::size_t>(model)).second;
}

std::optional<Model> model_named(std::string_view word) {
  const auto* const found =
      std::ranges::find(kModels, word, &std::pair<Model, std::string_view>::second);
  if (found == kModels.end()) return std::nullopt;
  return found->first;
}

bool Licence::is_open() const {
  return model == Model::kFree || model == Model::kPublicDomain ||
         (model == Model::kBlanket && !names_its_videos());
}

}  // namespace engine::licences
