// Runs an ATen operator by its name: the arguments are put on a boxed stack as the operator's schema wants them.
#include "shim.h"

#include <ATen/core/List.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/function_schema.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>
#include <ATen/core/stack.h>

#include <map>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

namespace shim {
namespace {

// One parameter as the schema declares it, read once per operator.
struct Parameter {
  std::string name;
  bool optional;
  c10::TypeKind kind;     // of what the optional wraps
  c10::TypeKind element;  // of a list's elements
  bool optional_element;
  // c10's optional or the standard's, as the libtorch at hand has it.
  std::decay_t<decltype(std::declval<c10::Argument>().default_value())> default_value;
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Parameter> parameters;
};

c10::TypePtr unwrap(const c10::TypePtr& type, bool& optional) {
  if (auto wrapped = type->cast<c10::OptionalType>()) {
    optional = true;
    return wrapped->getElementType();
  }
  optional = false;
  return type;
}

Parameter describe(const c10::Argument& argument) {
  Parameter result{argument.name(), false, c10::TypeKind::AnyType, c10::TypeKind::AnyType, false,
                   argument.default_value()};
  const auto type = unwrap(argument.type(), result.optional);
  result.kind = type->kind();
  if (auto list = type->cast<c10::ListType>()) {
    result.element = unwrap(list->getElementType(), result.optional_element)->kind();
  }
  return result;
}

std::string refusal(const Operator& op, const Parameter& parameter, const char* what) {
  return op.handle.operator_name().name + ": argument '" + parameter.name + "' " + what;
}

template <typename Element, typename Source>
c10::List<Element> copy_list(const Value& value) {
  const auto* items = static_cast<const Source*>(value.pointer);
  c10::List<Element> list;
  list.reserve(value.length);
  for (int32_t i = 0; i < value.length; i++) {
    list.push_back(static_cast<Element>(items[i]));
  }
  return list;
}

c10::IValue tensor_list(const Value& value, bool optional_element) {
  auto* const* handles = static_cast<TensorImpl* const*>(value.pointer);
  if (!optional_element) {
    c10::List<at::Tensor> list;
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; i++) {
      list.push_back(borrow(handles[i]));
    }
    return list;
  }
  c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
  list.reserve(value.length);
  for (int32_t i = 0; i < value.length; i++) {
    list.push_back(handles[i] == nullptr ? c10::IValue() : c10::IValue(borrow(handles[i])));
  }
  return list;
}

c10::IValue number(const Value& value) {
  switch (value.kind) {
    case Int: return value.integer;
    case Double: return value.real;
    case Bool: return value.integer != 0;
    case Complex: {
      const auto* parts = static_cast<const double*>(value.pointer);
      return c10::complex<double>(parts[0], parts[1]);
    }
    default: return {};
  }
}

c10::IValue list(const Value& value, const Parameter& parameter) {
  switch (parameter.element) {
    case c10::TypeKind::TensorType:
      if (value.kind == TensorList) return tensor_list(value, parameter.optional_element);
      break;
    case c10::TypeKind::BoolType:
      if (value.kind == IntList) return copy_list<bool, int64_t>(value);
      break;
    case c10::TypeKind::FloatType:
      if (value.kind == DoubleList) return copy_list<double, double>(value);
      if (value.kind == IntList) return copy_list<double, int64_t>(value);
      break;
    case c10::TypeKind::NumberType: {
      c10::impl::GenericList numbers(c10::NumberType::get());
      if (value.kind == DoubleList) {
        for (int32_t i = 0; i < value.length; i++) {
          numbers.push_back(static_cast<const double*>(value.pointer)[i]);
        }
        return numbers;
      }
      break;
    }
    default:  // int and SymInt
      if (value.kind == IntList) return copy_list<int64_t, int64_t>(value);
      if (value.kind == Int) return c10::List<int64_t>({value.integer});
      break;
  }
  return {};
}

c10::IValue convert(const Value& value, const Parameter& parameter) {
  switch (parameter.kind) {
    case c10::TypeKind::TensorType:
      if (value.kind == TensorHandle) return borrow(static_cast<TensorImpl*>(const_cast<void*>(value.pointer)));
      break;
    case c10::TypeKind::NumberType:
      return number(value);
    case c10::TypeKind::FloatType:
      if (value.kind == Double) return value.real;
      if (value.kind == Int) return static_cast<double>(value.integer);
      break;
    case c10::TypeKind::BoolType:
      if (value.kind == Bool || value.kind == Int) return value.integer != 0;
      break;
    case c10::TypeKind::StringType:
      if (value.kind == Text) return std::string(static_cast<const char*>(value.pointer), value.length);
      break;
    case c10::TypeKind::DeviceObjType:
      if (value.kind == DeviceValue) return unpack_device(value.integer);
      break;
    case c10::TypeKind::GeneratorType:
      if (value.kind == GeneratorHandle) {
        return borrow(static_cast<c10::GeneratorImpl*>(const_cast<void*>(value.pointer)));
      }
      break;
    case c10::TypeKind::ListType:
      return list(value, parameter);
    default:  // int, SymInt, and what a schema writes as int: dtype, layout, memory format
      if (value.kind == Int || value.kind == Bool) return value.integer;
      break;
  }
  return {};
}

c10::IValue argument(const Operator& op, size_t index, const Value* values, int32_t count) {
  const auto& parameter = op.parameters[index];
  if (index >= static_cast<size_t>(count)) {
    TORCH_CHECK(parameter.default_value.has_value(), refusal(op, parameter, "is missing"));
    return *parameter.default_value;
  }
  if (values[index].kind == None) {
    // An undefined tensor stands for "none" where the schema has no optional (a loss without class weights).
    if (!parameter.optional && parameter.kind == c10::TypeKind::TensorType) return at::Tensor();
    TORCH_CHECK(parameter.optional, refusal(op, parameter, "must not be null"));
    return {};
  }
  auto result = convert(values[index], parameter);
  TORCH_CHECK(!result.isNone(), refusal(op, parameter, "has the wrong type"));
  return result;
}

Value made(Kind kind) {
  Value value{};
  value.kind = kind;
  return value;
}

// Appends a result; a list's elements follow one another.
void append(const c10::IValue& result, std::vector<Value>& out) {
  if (result.isTensorList()) {
    for (const at::Tensor& tensor : result.toTensorList()) append(tensor, out);
  } else if (result.isIntList()) {
    for (int64_t item : result.toIntList()) append(item, out);
  } else if (result.isTensor()) {
    auto value = made(TensorHandle);
    value.pointer = give(result.toTensor());
    out.push_back(value);
  } else if (result.isDouble()) {
    auto value = made(Double);
    value.real = result.toDouble();
    out.push_back(value);
  } else if (result.isBool() || result.isInt()) {
    auto value = made(result.isBool() ? Bool : Int);
    value.integer = result.isBool() ? result.toBool() : result.toInt();
    out.push_back(value);
  } else if (result.isComplexDouble()) {  // as two numbers
    append(result.toComplexDouble().real(), out);
    append(result.toComplexDouble().imag(), out);
  } else {
    TORCH_CHECK(false, "a result of type ", result.tagKind(), " is not handed over");
  }
}

}  // namespace
}  // namespace shim

// The operator `name` ("aten::add") with the given overload, or null with an error. It lives as long as the process.
SHIM_EXPORT const void* ts_operator(const char* name, const char* overload) {
  return shim::guarded<const void*>(nullptr, [&]() -> const void* {
    static std::mutex mutex;
    // Never destroyed: threads may still call when the process ends.
    static auto& known = *new std::map<std::pair<std::string, std::string>, std::unique_ptr<shim::Operator>>();
    std::lock_guard<std::mutex> lock(mutex);
    auto& op = known[{name, overload}];
    if (op == nullptr) {
      auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
      TORCH_CHECK(handle.has_value(), "libtorch has no operator ", name, ".", overload);
      auto described = std::make_unique<shim::Operator>(shim::Operator{*handle, {}});
      for (const auto& argument : handle->schema().arguments()) {
        described->parameters.push_back(shim::describe(argument));
      }
      op = std::move(described);
    }
    return op.get();
  });
}

// Runs an operator. Trailing arguments that have defaults may be left out. Returns the number of results, to be
// read at *results before the next call on this thread, or -1. The tensors among them belong to the caller.
SHIM_EXPORT int32_t ts_call(const void* handle, const shim::Value* values, int32_t count,
                            const shim::Value** results) {
  return shim::guarded<int32_t>(-1, [&]() -> int32_t {
    static thread_local std::vector<shim::Value> produced;
    TORCH_CHECK(handle != nullptr, "there is no operator");
    const auto& op = *static_cast<const shim::Operator*>(handle);
    TORCH_CHECK(count >= 0 && static_cast<size_t>(count) <= op.parameters.size(), op.handle.operator_name().name, " takes ",
                op.parameters.size(), " arguments, not ", count);
    torch::jit::Stack stack;
    stack.reserve(op.parameters.size());
    for (size_t i = 0; i < op.parameters.size(); i++) {
      stack.push_back(shim::argument(op, i, values, count));
    }
    op.handle.callBoxed(&stack);
    produced.clear();
    for (const auto& result : stack) {
      shim::append(result, produced);
    }
    *results = produced.data();
    return static_cast<int32_t>(produced.size());
  });
}
