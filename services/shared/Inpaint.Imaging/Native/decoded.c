#include <stdlib.h>

#include "inpaint_imaging.h"

/* malloc takes blocks of this size from the kernel, which gives pages only as rows are written:
   a file that turns out to be cut short has cost the memory of the rows it held. */
int inpaint_decoded_allocate(inpaint_decoded *out, int32_t width, int32_t height, int32_t channels) {
    out->width = width;
    out->height = height;
    out->channels = channels;
    size_t bytes = (size_t)width * (size_t)height * (size_t)channels;
    out->pixels = out->place != NULL && channels == 3 ? out->place(out->context, bytes) : NULL;
    out->is_placed = out->pixels != NULL;
    if (!out->is_placed) {
        out->pixels = malloc(bytes);
    }

    return out->pixels != NULL;
}

void inpaint_release(inpaint_decoded *decoded) {
    if (!decoded->is_placed) {
        free(decoded->pixels);
    }

    decoded->pixels = NULL;
}

void inpaint_free(void *memory) {
    free(memory);
}
