#include "inpaint_imaging.h"

/* Whether there was at least one more byte. */
int inpaint_source_refill(inpaint_source *source, uint8_t *block) {
    int32_t count = source->read == NULL ? 0 : source->read(source->context, block, INPAINT_BLOCK_BYTES);
    if (count <= 0 || count > INPAINT_BLOCK_BYTES) {
        return 0;
    }

    source->bytes = block;
    source->length = (size_t)count;
    return 1;
}
