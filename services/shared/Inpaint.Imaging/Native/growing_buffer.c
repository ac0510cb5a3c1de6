#include <stdlib.h>

#include "inpaint_imaging.h"

int inpaint_buffer_reserve(inpaint_encoded *buffer, size_t capacity) {
    uint8_t *grown;
    if (capacity <= buffer->capacity) {
        return 1;
    }

    grown = realloc(buffer->bytes, capacity);
    if (grown == NULL) {
        return 0;
    }

    buffer->bytes = grown;
    buffer->capacity = capacity;
    return 1;
}
