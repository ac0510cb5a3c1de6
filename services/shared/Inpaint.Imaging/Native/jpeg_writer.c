#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#include "inpaint_imaging.h"

#define FIRST_CAPACITY 16384

typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    char *message;
} jpeg_failure;

typedef struct {
    struct jpeg_destination_mgr manager;
    inpaint_encoded *out;
} jpeg_output;

static void stop(j_common_ptr common) {
    jpeg_failure *failure = (jpeg_failure *)common->err;
    char text[JMSG_LENGTH_MAX];
    failure->manager.format_message(common, text);
    snprintf(failure->message, INPAINT_MESSAGE_BYTES, "%.*s", INPAINT_MESSAGE_BYTES - 1, text);
    longjmp(failure->back, 1);
}

static void no_output(j_common_ptr common) {
    (void)common;
}

static void grow(j_compress_ptr jpeg, size_t used, size_t capacity) {
    jpeg_output *output = (jpeg_output *)jpeg->dest;
    if (!inpaint_buffer_reserve(output->out, capacity)) {
        ERREXIT1(jpeg, JERR_OUT_OF_MEMORY, 0);
    }

    output->manager.next_output_byte = output->out->bytes + used;
    output->manager.free_in_buffer = output->out->capacity - used;
}

static void init_destination(j_compress_ptr jpeg) {
    grow(jpeg, 0, FIRST_CAPACITY);
}

/* Called when the buffer is full, whatever free_in_buffer says. */
static boolean empty_output_buffer(j_compress_ptr jpeg) {
    jpeg_output *output = (jpeg_output *)jpeg->dest;
    grow(jpeg, output->out->capacity, output->out->capacity * 2);
    return TRUE;
}

static void term_destination(j_compress_ptr jpeg) {
    jpeg_output *output = (jpeg_output *)jpeg->dest;
    output->out->length = output->out->capacity - output->manager.free_in_buffer;
}

int inpaint_jpeg_encode(const uint8_t *pixels, int32_t width, int32_t height, int32_t quality, inpaint_encoded *out) {
    struct jpeg_compress_struct jpeg;
    jpeg_failure failure;
    jpeg_output output;
    volatile int status = INPAINT_NO_MEMORY;
    memset(&jpeg, 0, sizeof jpeg);
    jpeg.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = stop;
    failure.manager.output_message = no_output;
    failure.message = out->message;
    if (setjmp(failure.back) == 0) {
        jpeg_create_compress(&jpeg);
        output.manager.init_destination = init_destination;
        output.manager.empty_output_buffer = empty_output_buffer;
        output.manager.term_destination = term_destination;
        output.out = out;
        jpeg.dest = &output.manager;
        jpeg.image_width = (JDIMENSION)width;
        jpeg.image_height = (JDIMENSION)height;
        jpeg.input_components = 3;
        jpeg.in_color_space = JCS_RGB;
        jpeg_set_defaults(&jpeg);
        jpeg_set_quality(&jpeg, quality, TRUE);
        jpeg_start_compress(&jpeg, TRUE);
        while (jpeg.next_scanline < jpeg.image_height) {
            JSAMPROW row = (JSAMPROW)(pixels + (size_t)jpeg.next_scanline * (size_t)width * 3);
            jpeg_write_scanlines(&jpeg, &row, 1);
        }

        jpeg_finish_compress(&jpeg);
        status = INPAINT_OK;
    } else {
        inpaint_free(out->bytes);
        out->bytes = NULL;
    }

    jpeg_destroy_compress(&jpeg);
    return status;
}
