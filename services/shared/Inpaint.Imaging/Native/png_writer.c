#include <png.h>
#include <setjmp.h>
#include <stdio.h>

#include "inpaint_imaging.h"

static void stop(png_structp png, png_const_charp text) {
    inpaint_encoded *out = png_get_error_ptr(png);
    snprintf(out->message, INPAINT_MESSAGE_BYTES, "%s", text);
    png_longjmp(png, 1);
}

static void pass_over(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void write_bytes(png_structp png, png_bytep from, size_t count) {
    if (!inpaint_buffer_append(png_get_io_ptr(png), from, count)) {
        png_error(png, "no memory for the file");
    }
}

static void flush(png_structp png) {
    (void)png;
}

static int colour_type(int32_t channels) {
    return channels == 1 ? PNG_COLOR_TYPE_GRAY : channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA;
}

int inpaint_png_encode(const uint8_t *pixels, int32_t width, int32_t height, int32_t channels, inpaint_encoded *out) {
    volatile int status = INPAINT_NO_MEMORY;
    size_t row_bytes = (size_t)width * (size_t)channels;
    png_infop info = NULL;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, out, stop, pass_over);
    if (png == NULL || (info = png_create_info_struct(png)) == NULL) {
        png_destroy_write_struct(&png, &info);
        return INPAINT_NO_MEMORY;
    }

    if (setjmp(png_jmpbuf(png)) == 0) {
        png_set_write_fn(png, out, write_bytes, flush);
        png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, colour_type(channels),
            PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_write_info(png, info);
        for (int32_t row = 0; row < height; row++) {
            png_write_row(png, pixels + (size_t)row * row_bytes);
        }

        png_write_end(png, NULL);
        status = INPAINT_OK;
    } else {
        inpaint_free(out->bytes);
        out->bytes = NULL;
    }

    png_destroy_write_struct(&png, &info);
    return status;
}
