// A matrix of weights in the order in which its products read it.
#pragma once

#include <cstddef>
#include <vector>

#include "plan.h"

namespace inpaint {

class PackedMatrix {
 public:
  // weight: [outputs][inputs]; bias: [outputs].
  PackedMatrix(const float* weight, const float* bias, int outputs, int inputs);

  // into[row][output] = weight[output] . from[row] + bias[output], for any number of rows. Value k of row r is from[r * row + k * value]:
  // rows may lie along or across memory. Each result is one sum in the order of k, whatever the number of rows and threads.
  struct Rows {
    const float* from;
    size_t row, value;
    int count;
  };

  void multiply(const Rows& rows, float* into, int threads) const;

  int outputs() const { return outputs_; }
  size_t bytes() const;

 private:
  int outputs_, inputs_;
  Memory weight_;  // [panel of 16 outputs][input][16], absent outputs zero
  std::vector<float> bias_;
};

}  // namespace inpaint
