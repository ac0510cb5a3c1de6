// What may be made of a product's results where they have just been written.
#pragma once

#include "plan.h"

namespace inpaint {

// Of 16 values of each of `count` rows; row: from one to the next. Activations with a parameter are none.
void activate(Activation activation, float* values, int64_t row, int count);

}  // namespace inpaint
