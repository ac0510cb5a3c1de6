#include "byte_step.h"

#include <omp.h>

#include <algorithm>

namespace inpaint {
namespace {

constexpr int kFloats = 8;                  // of a blocked tensor's pixel, side by side
constexpr double kWorthSharing = 1 << 18;   // products

}  // namespace

ByteStep::ByteStep(const Graph& graph, const Step& step)
    : graph_(graph), from_(graph.tensors[step.inputs[0]]), to_(graph.tensors[step.output]), pitch_(pixel_pitch(graph, step.inputs[0])),
      made_pitch_(pixel_pitch(graph, step.output)), epilogue_(graph, step) {}

size_t ByteStep::scratch_bytes() const { return std::max(epilogue_.own_bytes() + room_bytes() * threads_, epilogue_.scratch_bytes()); }

Action ByteStep::bind(Context& context) const {
  const Places at{reinterpret_cast<const uint8_t*>(context.at(from_)), context.at(to_), context.scratch.get() + epilogue_.own_bytes(), epilogue_.bind(context)};
  return [this, at] {
    if (at.ends.modulate) at.ends.modulate();
    run(at);
    if (at.ends.activate) at.ends.activate();
  };
}

void ByteStep::share(int parts, double products) {
  parts_ = parts;
  threads_ = products < kWorthSharing ? 1 : graph_.threads;
}

void ByteStep::run(const Places& at) const {
  if (threads_ == 1) {
    compute(at, 0, parts_, at.room);
    return;
  }
#pragma omp parallel num_threads(threads_)
  {
    const int team = omp_get_num_threads(), member = omp_get_thread_num();
    compute(at, static_cast<int>(int64_t{parts_} * member / team), static_cast<int>(int64_t{parts_} * (member + 1) / team), at.room + member * room_bytes());
  }
}

int64_t ByteStep::step_values() const { return to_.is_float ? kFloats : made_pitch_; }

void* ByteStep::place(const Places& at, const ByteResults& results, int channel, int64_t pixel) const {
  if (to_.is_float) return reinterpret_cast<float*>(at.into) + channel / kFloats * results.plane + pixel * kFloats;
  return reinterpret_cast<uint8_t*>(at.into) + channel + pixel * made_pitch_;
}

}  // namespace inpaint
