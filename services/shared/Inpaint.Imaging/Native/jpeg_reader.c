#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#include "inpaint_imaging.h"

/* A progressive file may repeat its scans without end, each of them costing a pass over the whole picture. */
#define MOST_SCANS 100

typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    char *message;
} jpeg_failure;

typedef struct {
    struct jpeg_source_mgr manager;
    inpaint_source *source;
    uint8_t block[INPAINT_BLOCK_BYTES];
} jpeg_input;

static void stop(j_common_ptr common) {
    jpeg_failure *failure = (jpeg_failure *)common->err;
    char text[JMSG_LENGTH_MAX];
    failure->manager.format_message(common, text);
    snprintf(failure->message, INPAINT_MESSAGE_BYTES, "%.*s", INPAINT_MESSAGE_BYTES - 1, text);
    longjmp(failure->back, 1);
}

/* libjpeg goes on after damaged data with a warning and grey pixels; here damage is an error.
   An unknown JFIF revision or Adobe transform damages nothing. */
static void on_message(j_common_ptr common, int level) {
    int code = common->err->msg_code;
    if (level < 0 && code != JWRN_JFIF_MAJOR && code != JWRN_ADOBE_XFORM) {
        stop(common);
    }
}

static void no_output(j_common_ptr common) {
    (void)common;
}

static void init_source(j_decompress_ptr jpeg) {
    (void)jpeg;
}

static boolean fill_input_buffer(j_decompress_ptr jpeg) {
    jpeg_input *input = (jpeg_input *)jpeg->src;
    if (!inpaint_source_refill(input->source, input->block)) {
        ERREXIT(jpeg, JERR_INPUT_EOF);
    }

    input->manager.next_input_byte = input->source->bytes;
    input->manager.bytes_in_buffer = input->source->length;
    return TRUE;
}

static void skip_input_data(j_decompress_ptr jpeg, long count) {
    size_t left = count > 0 ? (size_t)count : 0;
    while (left > jpeg->src->bytes_in_buffer) {
        left -= jpeg->src->bytes_in_buffer;
        fill_input_buffer(jpeg);
    }

    jpeg->src->next_input_byte += left;
    jpeg->src->bytes_in_buffer -= left;
}

static void term_source(j_decompress_ptr jpeg) {
    (void)jpeg;
}

static void watch_scans(j_common_ptr common) {
    jpeg_failure *failure = (jpeg_failure *)common->err;
    if (((j_decompress_ptr)common)->input_scan_number > MOST_SCANS) {
        snprintf(failure->message, INPAINT_MESSAGE_BYTES, "more than %d scans", MOST_SCANS);
        longjmp(failure->back, 1);
    }
}

static void decode(j_decompress_ptr jpeg, inpaint_decoded *out) {
    size_t row_bytes;
    jpeg_read_header(jpeg, TRUE);
    if (jpeg->num_components == 3) {
        jpeg->jpeg_color_space = jpeg->saw_Adobe_marker && jpeg->Adobe_transform == 0 ? JCS_RGB : JCS_YCbCr;
    }

    jpeg->out_color_space = JCS_RGB;
    jpeg->dct_method = JDCT_ISLOW;
    jpeg->do_fancy_upsampling = TRUE;
    jpeg->do_block_smoothing = FALSE;
    jpeg_start_decompress(jpeg);
    if (!inpaint_decoded_allocate(out, (int32_t)jpeg->output_width, (int32_t)jpeg->output_height, 3)) {
        ERREXIT1(jpeg, JERR_OUT_OF_MEMORY, 0);
    }

    row_bytes = (size_t)jpeg->output_width * 3;
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = out->pixels + jpeg->output_scanline * row_bytes;
        jpeg_read_scanlines(jpeg, &row, 1);
    }

    jpeg_finish_decompress(jpeg);
}

int inpaint_jpeg_decode(inpaint_source *source, inpaint_decoded *out) {
    struct jpeg_decompress_struct jpeg;
    jpeg_failure failure;
    struct jpeg_progress_mgr progress;
    jpeg_input input;
    volatile int status = INPAINT_CORRUPT;
    memset(&jpeg, 0, sizeof jpeg);
    memset(&progress, 0, sizeof progress);
    jpeg.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = stop;
    failure.manager.emit_message = on_message;
    failure.manager.output_message = no_output;
    failure.message = out->message;
    if (setjmp(failure.back) == 0) {
        jpeg_create_decompress(&jpeg);
        progress.progress_monitor = watch_scans;
        jpeg.progress = &progress;
        input.manager.init_source = init_source;
        input.manager.fill_input_buffer = fill_input_buffer;
        input.manager.skip_input_data = skip_input_data;
        input.manager.resync_to_restart = jpeg_resync_to_restart;
        input.manager.term_source = term_source;
        input.manager.next_input_byte = source->bytes;
        input.manager.bytes_in_buffer = source->length;
        input.source = source;
        jpeg.src = &input.manager;
        decode(&jpeg, out);
        status = INPAINT_OK;
    } else {
        status = failure.manager.msg_code == JERR_OUT_OF_MEMORY ? INPAINT_NO_MEMORY : INPAINT_CORRUPT;
        inpaint_release(out);
    }

    jpeg_destroy_decompress(&jpeg);
    return status;
}
