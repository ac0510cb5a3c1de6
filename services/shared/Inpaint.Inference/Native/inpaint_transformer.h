/* The C face of transformer plans: blocks of self-attention and two linear layers over sequences of any number and length.
   Reasons and messages are those of inpaint_inference.h. */
#ifndef INPAINT_TRANSFORMER_H
#define INPAINT_TRANSFORMER_H

#include "inpaint_inference.h"

typedef struct {
    int32_t width;      /* values of a position, divisible by heads */
    int32_t heads;
    int32_t hidden;     /* values between the two linear layers */
    int32_t activation; /* between the two linear layers, as of a step */
    int32_t threads;
    float epsilon;      /* of both norms, added to the variance */
} inpaint_transformer_shape;

/* One pre-norm block: x + attention(norm(x)), then x + second(activation(first(norm(x)))). Weights are [out, in]. */
typedef struct {
    const float *attention_scale, *attention_shift; /* the norm before the attention, [width] */
    const float *query, *query_bias;                /* [width, width], [width], and so the next three */
    const float *key, *key_bias;
    const float *value, *value_bias;
    const float *output, *output_bias;
    const float *mlp_scale, *mlp_shift; /* the norm before the linear layers, [width] */
    const float *first, *first_bias;    /* [hidden, width], [hidden] */
    const float *second, *second_bias;  /* [width, hidden], [width] */
} inpaint_transformer_block;

typedef struct inpaint_transformer inpaint_transformer;

INPAINT_PLAN_EXPORT int32_t inpaint_transformer_create(const inpaint_transformer_shape *shape, inpaint_transformer **transformer, char *message);

/* Packs a block's weights and puts it after the others, before the first run. bytes: of the packed weights. */
INPAINT_PLAN_EXPORT int32_t inpaint_transformer_add(
    inpaint_transformer *transformer, const inpaint_transformer_block *block, int64_t *bytes, char *message);

/* Runs `count` blocks from `first` on over state, [batch][length][width], in place. bias: added to the scores of attention, [length][length]
   for all samples (bias_stride 0) or for each (bias_stride length * length); null: none. Any thread may call. */
INPAINT_PLAN_EXPORT int32_t inpaint_transformer_run(
    inpaint_transformer *transformer, int32_t first, int32_t count, float *state, int64_t batch, int64_t length, const float *bias, int64_t bias_stride,
    char *message);

/* Runs all blocks, the last for one position of each sample alone: pooled, [batch][width], is the state there. What state holds after that is
   of no use. positions: [batch]. Bias as above. Any thread may call. */
INPAINT_PLAN_EXPORT int32_t inpaint_transformer_pool(
    inpaint_transformer *transformer, float *state, int64_t batch, int64_t length, const float *bias, int64_t bias_stride, const int32_t *positions,
    float *pooled, char *message);

INPAINT_PLAN_EXPORT void inpaint_transformer_free(inpaint_transformer *transformer);

#endif
