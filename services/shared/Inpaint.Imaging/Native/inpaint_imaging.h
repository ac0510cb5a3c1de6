/* The C face of libpng and libjpeg-turbo. Both report errors by longjmp, which must never cross a managed frame:
   it stays inside this library, and every call returns INPAINT_OK or a reason with a message. */
#ifndef INPAINT_IMAGING_H
#define INPAINT_IMAGING_H

#include <stddef.h>
#include <stdint.h>

#define INPAINT_EXPORT __attribute__((visibility("default")))
#define INPAINT_MESSAGE_BYTES 200

enum { INPAINT_OK = 0, INPAINT_CORRUPT = 1, INPAINT_NO_MEMORY = 2 };

/* A decoded picture: height * width * channels bytes (3 = RGB, 4 = RGBA), rows from the top. Freed by inpaint_free(pixels). */
typedef struct {
    uint8_t *pixels;
    int32_t width;
    int32_t height;
    int32_t channels;
    char message[INPAINT_MESSAGE_BYTES];
} inpaint_decoded;

/* An encoded file. Freed by inpaint_free(bytes). */
typedef struct {
    uint8_t *bytes;
    size_t length;
    size_t capacity;
    char message[INPAINT_MESSAGE_BYTES];
} inpaint_encoded;

INPAINT_EXPORT int inpaint_png_decode(const uint8_t *file, size_t length, inpaint_decoded *out);
INPAINT_EXPORT int inpaint_png_encode(const uint8_t *pixels, int32_t width, int32_t height, int32_t channels, inpaint_encoded *out);
INPAINT_EXPORT int inpaint_jpeg_decode(const uint8_t *file, size_t length, inpaint_decoded *out);
INPAINT_EXPORT int inpaint_jpeg_encode(const uint8_t *pixels, int32_t width, int32_t height, int32_t quality, inpaint_encoded *out);
INPAINT_EXPORT void inpaint_free(void *memory);

/* Within the library. */
int inpaint_decoded_allocate(inpaint_decoded *out, int32_t width, int32_t height, int32_t channels);
int inpaint_buffer_reserve(inpaint_encoded *buffer, size_t capacity);
int inpaint_buffer_append(inpaint_encoded *buffer, const uint8_t *bytes, size_t length);

#endif
