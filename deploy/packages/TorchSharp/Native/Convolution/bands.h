// Bands: as many of the output's rows (or as many small pictures) as have their input in the nearer caches, copied there
// with its padding, so that the innermost loops know neither borders nor strides.
#pragma once

#include <cstdint>
#include <vector>

namespace shim {

inline int64_t divide_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

// Pictures' features, [images, channels, height, width] side by side.
struct Features {
  const float* data;
  int64_t images, channels, height, width;
};

// How a window moves over features: output pixel (y, x) sees rows y * row_stride - top + (0 .. kernel_rows - 1), and columns alike.
// Top and left may be negative: then the first rows and columns are never seen.
struct Window {
  int64_t kernel_rows, kernel_columns;
  int64_t row_stride, column_stride;
  int64_t top, left;
  int64_t rows, columns;  // of the output
  int64_t taps() const { return kernel_rows * kernel_columns; }
};

// The first `lanes` of kLanes neighbouring pixels of one output row.
struct PixelVector {
  int32_t image;  // of the band's
  int32_t row;    // of the band's
  int32_t column, lanes;
};

class Bands {
 public:
  Bands(const Features& features, const Window& window, int64_t threads);

  int64_t count() const { return groups_ * bands_; }
  int64_t chunks() const { return chunks_; }

  // Channels of a chunk: from first to end.
  int64_t first_channel(int64_t chunk) const { return chunk * chunk_; }
  int64_t end_channel(int64_t chunk) const;

  struct Place {
    int64_t image, images;  // first, and how many
    int64_t row, rows;      // of the output
  };
  Place place(int64_t band) const;

  // The vectors that cover a band's pixels: the full ones first.
  void vectors(const Place& place, std::vector<PixelVector>& out) const;

  // Floats that a copy takes.
  int64_t size() const { return images_ * input_rows_ * row_size_; }
  // Copies a chunk's part of a band's input.
  void copy(const Place& place, int64_t chunk, float* to) const;
  // Where in the copy a vector's first pixel lies, for the first tap.
  int32_t offset(const PixelVector& vector) const;
  // What each tap of a chunk's channels adds to it: [channel][kernel row][kernel column].
  void taps(std::vector<int32_t>& out) const;

 private:
  const Features features_;
  const Window window_;
  int64_t chunks_, chunk_;                // channels at a time
  int64_t phases_, pitch_, row_size_;     // a row: [phase][channel][pitch]
  int64_t images_, groups_;               // at a time
  int64_t rows_, bands_, input_rows_;     // of an image at a time
};

}  // namespace shim
