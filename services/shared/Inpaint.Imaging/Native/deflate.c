#include <libdeflate.h>

#include "inpaint_imaging.h"

int inpaint_zlib_inflate(const uint8_t *from, size_t length, uint8_t *to, size_t exact_length) {
    size_t used = 0;
    enum libdeflate_result result;
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    if (decompressor == NULL) {
        return 0;
    }

    result = libdeflate_zlib_decompress_ex(decompressor, from, length, to, exact_length, &used, NULL);
    libdeflate_free_decompressor(decompressor);
    return result == LIBDEFLATE_SUCCESS && used == length;
}

void *inpaint_zlib_open(int32_t level) {
    return libdeflate_alloc_compressor(level);
}

size_t inpaint_zlib_bound(void *compressor, size_t length) {
    return libdeflate_zlib_compress_bound(compressor, length);
}

size_t inpaint_zlib_deflate(void *compressor, const uint8_t *from, size_t length, uint8_t *to, size_t capacity) {
    return libdeflate_zlib_compress(compressor, from, length, to, capacity);
}

void inpaint_zlib_close(void *compressor) {
    libdeflate_free_compressor(compressor);
}

uint32_t inpaint_crc32(uint32_t crc, const uint8_t *bytes, size_t length) {
    return libdeflate_crc32(crc, bytes, length);
}
