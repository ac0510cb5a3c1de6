#include <stdlib.h>
#include <string.h>

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

int inpaint_buffer_append(inpaint_encoded *buffer, const uint8_t *bytes, size_t length) {
    size_t needed = buffer->length + length;
    size_t doubled = buffer->capacity * 2;
    if (needed > buffer->capacity && !inpaint_buffer_reserve(buffer, needed > doubled ? needed : doubled)) {
        return 0;
    }

    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length = needed;
    return 1;
}
