#include "guard.h"
#include "transformer.h"

struct inpaint_transformer {
  inpaint::Transformer transformer;
};

using inpaint::guarded;
using inpaint::Threads;

int32_t inpaint_transformer_create(const inpaint_transformer_shape* shape, inpaint_transformer** transformer, char* message) {
  return guarded(message, [&] { *transformer = new inpaint_transformer{inpaint::Transformer(*shape)}; });
}

int32_t inpaint_transformer_add(inpaint_transformer* transformer, const inpaint_transformer_block* block, int64_t* bytes, char* message) {
  return guarded(message, [&] {
    const Threads threads(transformer->transformer.threads());
    *bytes = static_cast<int64_t>(transformer->transformer.add(*block));
  });
}

int32_t inpaint_transformer_run(
    inpaint_transformer* transformer, int32_t first, int32_t count, float* state, int64_t batch, int64_t length, const float* bias, int64_t bias_stride,
    char* message) {
  return guarded(message, [&] {
    const Threads threads(transformer->transformer.threads());
    transformer->transformer.run(first, count, {state, batch, length, bias, bias_stride});
  });
}

int32_t inpaint_transformer_pool(
    inpaint_transformer* transformer, float* state, int64_t batch, int64_t length, const float* bias, int64_t bias_stride, const int32_t* positions,
    float* pooled, char* message) {
  return guarded(message, [&] {
    const Threads threads(transformer->transformer.threads());
    transformer->transformer.pool({state, batch, length, bias, bias_stride}, positions, pooled);
  });
}

void inpaint_transformer_free(inpaint_transformer* transformer) { delete transformer; }
