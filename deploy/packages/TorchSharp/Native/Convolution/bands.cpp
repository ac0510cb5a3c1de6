#include "bands.h"

#include "tiles.h"

#include <algorithm>
#include <cstring>

namespace shim {
namespace {

// Taps at a time: their pixels stay in the nearest cache while all output channels are computed.
constexpr int64_t kTaps = 288;
constexpr int64_t kFewestChannels = 8;
// Floats of a copy: a third of the second cache of most processors.
constexpr int64_t kCopySize = 40 * 1024;

// The fewest parts of at most `most`, and then parts of equal size.
int64_t even_part(int64_t whole, int64_t most) { return divide_up(whole, divide_up(whole, std::clamp<int64_t>(most, 1, whole))); }

}  // namespace

Bands::Bands(const Features& features, const Window& window, int64_t threads) : features_(features), window_(window) {
  chunk_ = even_part(features.channels, std::max(kTaps / window.taps(), kFewestChannels));
  chunks_ = divide_up(features.channels, chunk_);
  phases_ = std::min(window.column_stride, window.kernel_columns);
  pitch_ = divide_up(window.columns, kLanes) * kLanes + divide_up((window.kernel_columns - 1) / window.column_stride, kLanes) * kLanes;
  row_size_ = phases_ * chunk_ * pitch_;
  const int64_t most_rows = (kCopySize / row_size_ - window.kernel_rows) / window.row_stride + 1;
  rows_ = even_part(window.rows, most_rows);
  // At least as many bands as threads, if one picture has to do.
  if (features.images < threads) rows_ = std::min(rows_, divide_up(window.rows, divide_up(threads, features.images)));
  bands_ = divide_up(window.rows, rows_);
  input_rows_ = (rows_ - 1) * window.row_stride + window.kernel_rows;
  images_ = 1;
  if (bands_ == 1) images_ = even_part(features.images, std::min(kCopySize / (input_rows_ * row_size_), divide_up(features.images, threads)));
  groups_ = divide_up(features.images, images_);
}

int64_t Bands::end_channel(int64_t chunk) const { return std::min(features_.channels, (chunk + 1) * chunk_); }

Bands::Place Bands::place(int64_t band) const {
  const int64_t image = band / bands_ * images_, row = band % bands_ * rows_;
  return {image, std::min(images_, features_.images - image), row, std::min(rows_, window_.rows - row)};
}

void Bands::vectors(const Place& place, std::vector<PixelVector>& out) const {
  out.clear();
  const int64_t whole = window_.columns / kLanes * kLanes;
  for (int32_t image = 0; image < place.images; image++) {
    for (int32_t row = 0; row < place.rows; row++) {
      for (int32_t column = 0; column < whole; column += kLanes) out.push_back({image, row, column, kLanes});
    }
  }
  if (whole == window_.columns) return;
  for (int32_t image = 0; image < place.images; image++) {
    for (int32_t row = 0; row < place.rows; row++) {
      out.push_back({image, row, static_cast<int32_t>(whole), static_cast<int32_t>(window_.columns - whole)});
    }
  }
}

int32_t Bands::offset(const PixelVector& vector) const {
  return static_cast<int32_t>((vector.image * input_rows_ + vector.row * window_.row_stride) * row_size_ + vector.column);
}

void Bands::taps(std::vector<int32_t>& out) const {
  out.clear();
  for (int64_t channel = 0; channel < chunk_; channel++) {
    for (int64_t row = 0; row < window_.kernel_rows; row++) {
      for (int64_t column = 0; column < window_.kernel_columns; column++) {
        const int64_t phase = column % window_.column_stride;
        out.push_back(static_cast<int32_t>(row * row_size_ + (phase * chunk_ + channel) * pitch_ + column / window_.column_stride));
      }
    }
  }
}

void Bands::copy(const Place& place, int64_t chunk, float* to) const {
  const auto& [data, images, channels, height, width] = features_;
  const int64_t stride = window_.column_stride;
  const int64_t rows = (place.rows - 1) * window_.row_stride + window_.kernel_rows;
  const int64_t top = place.row * window_.row_stride - window_.top;
  for (int64_t image = 0; image < place.images; image++) {
    for (int64_t channel = first_channel(chunk); channel < end_channel(chunk); channel++) {
      const float* plane = data + ((place.image + image) * channels + channel) * height * width;
      for (int64_t row = 0; row < rows; row++) {
        for (int64_t phase = 0; phase < phases_; phase++) {
          float* line = to + (image * input_rows_ + row) * row_size_ + (phase * chunk_ + channel - first_channel(chunk)) * pitch_;
          // Pixel i of the line is column i * stride + shift of the picture.
          const int64_t y = top + row, shift = phase - window_.left;
          const int64_t begin = std::clamp<int64_t>(divide_up(std::max<int64_t>(-shift, 0), stride), 0, pitch_);
          const int64_t end = std::clamp<int64_t>(divide_up(std::max<int64_t>(width - shift, 0), stride), begin, pitch_);
          if (y < 0 || y >= height || begin == end) {
            std::memset(line, 0, pitch_ * sizeof(float));
            continue;
          }
          const float* from = plane + y * width + shift;
          std::memset(line, 0, begin * sizeof(float));
          if (stride == 1) {
            std::memcpy(line + begin, from + begin, (end - begin) * sizeof(float));
          } else {
            for (int64_t i = begin; i < end; i++) line[i] = from[i * stride];
          }
          std::memset(line + end, 0, (pitch_ - end) * sizeof(float));
        }
      }
    }
  }
}

}  // namespace shim
