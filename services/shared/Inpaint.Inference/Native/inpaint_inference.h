/* The C face of inference plans: a graph of steps is compiled once and executed by one call.
   No exception leaves the library: every call returns INPAINT_PLAN_OK or a reason, and writes a message. */
#ifndef INPAINT_INFERENCE_H
#define INPAINT_INFERENCE_H

#include <stdint.h>

#define INPAINT_PLAN_EXPORT extern "C" __attribute__((visibility("default")))
#define INPAINT_PLAN_MESSAGE_BYTES 400
#define INPAINT_PLAN_INPUTS 8

enum { INPAINT_PLAN_OK = 0, INPAINT_PLAN_INVALID = 1, INPAINT_PLAN_UNSUPPORTED = 2, INPAINT_PLAN_NO_MEMORY = 3, INPAINT_PLAN_FAILED = 4 };

/* Features of one picture; a vector has height and width 1. */
typedef struct {
    int32_t channels;
    int32_t height;
    int32_t width;
} inpaint_plan_shape;

/* One step. Tensors are indices into the shapes; -1: none. Weights are read while the plan is compiled, and copied. */
typedef struct {
    int32_t kind;
    int32_t output;
    int32_t inputs[INPAINT_PLAN_INPUTS];
    int32_t input_count;
    int32_t factor; /* per-channel factor and offset (vectors) before the activation; both or neither */
    int32_t offset;
    int32_t activation;
    int32_t kernel[2];
    int32_t stride[2];
    int32_t padding[2];
    float alpha;
    float beta;
    const float *weight; /* convolution [out, in, h, w], transposed [in, out, h, w], linear [out, in], constant: its values,
                            cross-attention: query [c, c], key and value [2c, w], answer [c, c], first token [w] */
    int64_t weight_count;
    const float *bias; /* [out]; cross-attention: of its three in the same order, [c], [2c], [c] */
    int64_t bias_count;
} inpaint_plan_step;

typedef struct {
    const inpaint_plan_shape *shapes;
    int32_t shape_count;
    const inpaint_plan_step *steps;
    int32_t step_count;
    int32_t threads;
    const float *ranges; /* null: float32; else the largest and the smallest value of each tensor, and convolutions are 8-bit */
} inpaint_plan_graph;

typedef struct {
    int64_t activation_bytes; /* of one executing thread */
    int64_t weight_bytes;
    int32_t steps;
    int32_t quantized_steps;
} inpaint_plan_facts;

typedef struct inpaint_plan inpaint_plan;

INPAINT_PLAN_EXPORT int32_t inpaint_plan_compile(const inpaint_plan_graph *graph, inpaint_plan **plan, inpaint_plan_facts *facts, char *message);

/* inputs and outputs: one pointer each, in the order of their steps, to `batch` samples one after another. Any thread may call. */
INPAINT_PLAN_EXPORT int32_t inpaint_plan_run(inpaint_plan *plan, int64_t batch, const float *const *inputs, float *const *outputs, char *message);

/* Runs one sample and widens ranges (largest and smallest value of each of the graph's tensors) by what it sees. Float32 plans alone. */
INPAINT_PLAN_EXPORT int32_t inpaint_plan_observe(inpaint_plan *plan, const float *const *inputs, float *ranges, char *message);

INPAINT_PLAN_EXPORT void inpaint_plan_free(inpaint_plan *plan);

#endif
