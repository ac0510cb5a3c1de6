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

  // Value k of row r is from[r * row + k * value]: rows may lie along or across memory.
  struct Rows {
    const float* from;
    int64_t row, value;
    int count;
  };

  struct Results {
    float* into;
    int64_t row;  // from one to the next
    bool adds = false;  // to what is there
    Activation activation = Activation::none;  // one without a parameter
  };

  // into[row][output] = activation(weight[output] . from[row] + bias[output]), for any number of rows. Each result is one sum in the order of
  // k, whatever the number of rows and threads.
  void multiply(const Rows& rows, const Results& results, int threads) const;

  // [8 outputs][8 inputs][input][output], what is absent zero; and [output].
  const float* weights() const { return reinterpret_cast<const float*>(weight_.get()); }
  const float* biases() const { return bias_.data(); }
  int outputs() const { return outputs_; }
  size_t bytes() const;

 private:
  struct Share;

  void multiply(const Rows& rows, const Results& results, int first, int last) const;
  size_t half_panel() const;

  int outputs_, inputs_;
  Memory weight_;
  std::vector<float> bias_;
};

}  // namespace inpaint
