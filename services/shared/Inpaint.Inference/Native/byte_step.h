// What convolutions of 8-bit numbers have in common: tensors, what follows the sums, and how threads share the work.
#pragma once

#include "byte_epilogue.h"

namespace inpaint {

class ByteStep : public Compiled {
 public:
  ByteStep(const Graph& graph, const Step& step);

  size_t scratch_bytes() const override;
  Action bind(Context& context) const override;

 protected:
  struct Places {
    const uint8_t* from;
    std::byte* into;
    std::byte* room;
    ByteEpilogue::Bound ends;
  };

  // To be called once: the parts that threads share, and the products of all of them. Little work is not worth sharing.
  void share(int parts, double products);
  int threads() const { return threads_; }

  // Memory of a thread.
  virtual size_t room_bytes() const = 0;
  virtual void compute(const Places& at, int first, int last, std::byte* room) const = 0;

  // Values from a made pixel to the next one's, and where an output's value of a pixel goes.
  int64_t step_values() const;
  void* place(const Places& at, const ByteResults& results, int channel, int64_t pixel) const;

  const Graph& graph_;
  const Tensor& from_;
  const Tensor& to_;
  const int32_t pitch_, made_pitch_;
  ByteEpilogue epilogue_;

 private:
  void run(const Places& at) const;

  int parts_ = 0, threads_ = 1;
};

}  // namespace inpaint
