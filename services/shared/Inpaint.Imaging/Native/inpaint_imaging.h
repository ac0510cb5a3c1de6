/* The C face of libpng, libjpeg-turbo and libdeflate. The first two report errors by longjmp, which must never cross a managed
   frame: it stays inside this library, and every call returns INPAINT_OK or a reason with a message. */
#ifndef INPAINT_IMAGING_H
#define INPAINT_IMAGING_H

#include <stddef.h>
#include <stdint.h>

#define INPAINT_EXPORT __attribute__((visibility("default")))
#define INPAINT_MESSAGE_BYTES 200
#define INPAINT_BLOCK_BYTES 16384

enum { INPAINT_OK = 0, INPAINT_CORRUPT = 1, INPAINT_NO_MEMORY = 2 };

/* Fills at most capacity bytes. Returns how many, 0 at the end, a negative number to stop decoding. */
typedef int32_t (*inpaint_read)(void *context, uint8_t *to, int32_t capacity);

/* A file, or its first bytes and how to come by the rest: read is NULL where all of it is in memory. */
typedef struct {
    const uint8_t *bytes;
    size_t length;
    inpaint_read read;
    void *context;
} inpaint_source;

/* Memory of the caller's for a picture of so many bytes; NULL where it has none. */
typedef uint8_t *(*inpaint_place)(void *context, size_t bytes);

/* A decoded picture: height * width * channels bytes (3 = RGB, 4 = RGBA), rows from the top. The caller's place is asked for the pixels
   of RGB; otherwise they are freed by inpaint_release(decoded). */
typedef struct {
    inpaint_place place;
    void *context;
    int32_t is_placed;
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

INPAINT_EXPORT int inpaint_png_decode(inpaint_source *source, inpaint_decoded *out);
INPAINT_EXPORT int inpaint_jpeg_decode(inpaint_source *source, inpaint_decoded *out);
INPAINT_EXPORT int inpaint_jpeg_encode(const uint8_t *pixels, int32_t width, int32_t height, int32_t quality, inpaint_encoded *out);
INPAINT_EXPORT void inpaint_release(inpaint_decoded *decoded);
INPAINT_EXPORT void inpaint_free(void *memory);

/* Whether all of a zlib stream, and nothing beyond it, inflates to exactly this many bytes: 1 or 0. */
INPAINT_EXPORT int inpaint_zlib_inflate(const uint8_t *from, size_t length, uint8_t *to, size_t exact_length);

/* A compressor for one thread at a time; NULL where there is no memory for it. */
INPAINT_EXPORT void *inpaint_zlib_open(int32_t level);
INPAINT_EXPORT size_t inpaint_zlib_bound(void *compressor, size_t length);
INPAINT_EXPORT size_t inpaint_zlib_deflate(void *compressor, const uint8_t *from, size_t length, uint8_t *to, size_t capacity);
INPAINT_EXPORT void inpaint_zlib_close(void *compressor);
INPAINT_EXPORT uint32_t inpaint_crc32(uint32_t crc, const uint8_t *bytes, size_t length);

/* Within the library. */
int inpaint_source_refill(inpaint_source *source, uint8_t *block);
int inpaint_decoded_allocate(inpaint_decoded *out, int32_t width, int32_t height, int32_t channels);
int inpaint_buffer_reserve(inpaint_encoded *buffer, size_t capacity);

#endif
