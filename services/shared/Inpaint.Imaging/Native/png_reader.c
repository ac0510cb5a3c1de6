#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inpaint_imaging.h"

typedef struct {
    inpaint_source *source;
    char *message;
    int status;
    uint8_t block[INPAINT_BLOCK_BYTES];
} png_input;

static void stop(png_structp png, png_const_charp text) {
    png_input *input = png_get_error_ptr(png);
    snprintf(input->message, INPAINT_MESSAGE_BYTES, "%s", text);
    png_longjmp(png, 1);
}

static void stop_without_memory(png_structp png) {
    ((png_input *)png_get_error_ptr(png))->status = INPAINT_NO_MEMORY;
    png_error(png, "no memory for the pixels");
}

static void pass_over(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void read_bytes(png_structp png, png_bytep to, size_t count) {
    png_input *input = png_get_io_ptr(png);
    inpaint_source *source = input->source;
    while (count > 0) {
        size_t taken;
        if (source->length == 0 && !inpaint_source_refill(source, input->block)) {
            png_error(png, "the file ends early");
        }

        taken = count < source->length ? count : source->length;
        memcpy(to, source->bytes, taken);
        to += taken;
        count -= taken;
        source->bytes += taken;
        source->length -= taken;
    }
}

/* Only what changes pixels is read. Everything else is passed over unread, so that it can neither fail nor inflate. */
static void skip_ancillary_chunks(png_structp png) {
    static const png_byte skipped[] =
        "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0iCCP\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT\0sCAL\0sPLT\0sRGB\0tEXt\0tIME\0zTXt";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, skipped, sizeof(skipped) / 5);
}

/* Palette indices are read as bytes and looked up here, so that an index beyond the palette is an error. */
static void look_up_palette(png_structp png, png_infop info, const uint8_t *index, inpaint_decoded *out) {
    png_colorp colours = NULL;
    png_bytep alphas = NULL;
    int colour_count = 0, alpha_count = 0, has_alpha = out->channels == 4;
    size_t count = (size_t)out->width * (size_t)out->height, i;
    uint8_t *to = out->pixels;
    png_get_PLTE(png, info, &colours, &colour_count);
    if (has_alpha) {
        png_get_tRNS(png, info, &alphas, &alpha_count, NULL);
    }

    for (i = 0; i < count; i++) {
        if (index[i] >= colour_count) {
            png_error(png, "a palette index is beyond the palette");
        }

        *to++ = colours[index[i]].red;
        *to++ = colours[index[i]].green;
        *to++ = colours[index[i]].blue;
        if (has_alpha) {
            *to++ = index[i] < alpha_count ? alphas[index[i]] : 255;
        }
    }
}

static void read_rows(png_structp png, uint8_t *to, size_t row_bytes, png_uint_32 height, int passes) {
    for (int pass = 0; pass < passes; pass++) {
        for (png_uint_32 row = 0; row < height; row++) {
            png_read_row(png, to + row * row_bytes, NULL);
        }
    }
}

static void decode(png_structp png, png_infop info, uint8_t *volatile *indices, inpaint_decoded *out) {
    png_uint_32 width, height;
    int depth, colour, is_palette, has_alpha, passes;
    png_read_info(png, info);
    png_get_IHDR(png, info, &width, &height, &depth, &colour, NULL, NULL, NULL);
    is_palette = colour == PNG_COLOR_TYPE_PALETTE;
    has_alpha = (colour & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    if (is_palette) {
        if (png_get_valid(png, info, PNG_INFO_PLTE) == 0) {
            png_error(png, "a palette picture without PLTE");
        }

        png_set_packing(png);
    } else {
        png_set_expand(png);
        png_set_strip_16(png);
        png_set_gray_to_rgb(png);
    }

    passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    if (!inpaint_decoded_allocate(out, (int32_t)width, (int32_t)height, has_alpha ? 4 : 3)) {
        stop_without_memory(png);
    }

    if (is_palette) {
        *indices = malloc((size_t)width * height);
        if (*indices == NULL) {
            stop_without_memory(png);
        }

        read_rows(png, *indices, width, height, passes);
    } else {
        read_rows(png, out->pixels, (size_t)width * (size_t)out->channels, height, passes);
    }

    png_read_end(png, NULL);
    if (is_palette) {
        look_up_palette(png, info, *indices, out);
    }
}

int inpaint_png_decode(inpaint_source *source, inpaint_decoded *out) {
    png_input input;
    uint8_t *volatile indices = NULL;
    png_infop info = NULL;
    png_structp png;
    input.source = source;
    input.message = out->message;
    input.status = INPAINT_CORRUPT;
    png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &input, stop, pass_over);
    if (png == NULL || (info = png_create_info_struct(png)) == NULL) {
        png_destroy_read_struct(&png, &info, NULL);
        return INPAINT_NO_MEMORY;
    }

    if (setjmp(png_jmpbuf(png)) == 0) {
        png_set_read_fn(png, &input, read_bytes);
        png_set_benign_errors(png, 0);
        png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        skip_ancillary_chunks(png);
        decode(png, info, &indices, out);
        input.status = INPAINT_OK;
    } else {
        inpaint_release(out);
    }

    free(indices);
    png_destroy_read_struct(&png, &info, NULL);
    return input.status;
}
