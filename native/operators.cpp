// One boxed call through the dispatcher reaches every operator: a name, and a stack of tagged 16-byte values.
#include "shim.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include <cstdlib>
#include <sstream>
#include <vector>

using namespace counterpoise;
using c10::IValue;

namespace {

enum Tag : int32_t {
  None = 0,
  OneTensor = 1,
  Integer = 2,
  Real = 3,
  Boolean = 4,
  Integers = 5,
  Reals = 6,
  Booleans = 7,
  Tensors = 8,
  Text = 9,
  DeviceOf = 10,
  GeneratorOf = 11,
  Default = 12,
};

struct Value {
  int32_t tag;
  int32_t count;
  union {
    void* pointer;
    int64_t integer;
    double real;
  };
};
static_assert(sizeof(Value) == 16, "C# lays a value out in 16 bytes");

// What the schema says of an argument, looked up once.
struct Parameter {
  bool real = false;
  bool optional_elements = false;
  bool has_default = false;
  IValue default_value;
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Parameter> parameters;
  std::string schema;
};

c10::TypePtr without_optional(const c10::TypePtr& type) {
  auto optional = type->cast<c10::OptionalType>();
  return optional ? optional->getElementType() : type;
}

Parameter parameter_of(const c10::Argument& argument) {
  Parameter parameter;
  auto type = without_optional(argument.type());
  parameter.real = type->kind() == c10::TypeKind::FloatType;
  if (auto list = type->cast<c10::ListType>()) {
    parameter.optional_elements = list->getElementType()->kind() == c10::TypeKind::OptionalType;
  }
  if (argument.default_value().has_value()) {
    parameter.has_default = true;
    parameter.default_value = *argument.default_value();
  }
  return parameter;
}

template <class T, class From> IValue list_of(const Value& value) {
  c10::List<T> list;
  list.reserve(value.count);
  for (int32_t i = 0; i < value.count; i++) {
    list.push_back(static_cast<T>(static_cast<const From*>(value.pointer)[i]));
  }
  return IValue(std::move(list));
}

IValue tensors_of(const Value& value, bool optional_elements) {
  auto* handles = static_cast<Handle*>(value.pointer);
  if (optional_elements) {
    c10::List<Optional<Tensor>> list;
    list.reserve(value.count);
    for (int32_t i = 0; i < value.count; i++) {
      list.push_back(handles[i] == nullptr ? Optional<Tensor>() : Optional<Tensor>(borrow(handles[i])));
    }
    return IValue(std::move(list));
  }
  c10::List<Tensor> list;
  list.reserve(value.count);
  for (int32_t i = 0; i < value.count; i++) {
    list.push_back(borrow(handles[i]));
  }
  return IValue(std::move(list));
}

IValue to_ivalue(const Value& value, const Parameter& parameter) {
  switch (value.tag) {
    case None: return IValue();
    case OneTensor: return IValue(borrow(static_cast<Handle>(value.pointer)));
    case Integer: return parameter.real ? IValue(static_cast<double>(value.integer)) : IValue(value.integer);
    case Real: return IValue(value.real);
    case Boolean: return IValue(value.integer != 0);
    case Integers: return list_of<int64_t, int64_t>(value);
    case Reals: return list_of<double, double>(value);
    case Booleans: return list_of<bool, uint8_t>(value);
    case Tensors: return tensors_of(value, parameter.optional_elements);
    case Text: return IValue(std::string(static_cast<const char*>(value.pointer), value.count));
    case DeviceOf:
      return IValue(c10::Device(static_cast<c10::DeviceType>(value.count), static_cast<c10::DeviceIndex>(value.integer)));
    case GeneratorOf: return IValue(*static_cast<at::Generator*>(value.pointer));
    default: TORCH_CHECK(false, "unknown argument tag ", value.tag);
  }
}

template <class Element> Element* copied(size_t count) {
  auto* memory = static_cast<Element*>(std::malloc(sizeof(Element) * (count + 1)));
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  return memory;
}

Value from_ivalue(IValue&& result) {
  Value value{};
  if (result.isTensor()) {
    value.tag = OneTensor;
    value.pointer = own(std::move(result).toTensor());
  } else if (result.isNone()) {
    value.tag = None;
  } else if (result.isDouble()) {
    value.tag = Real;
    value.real = result.toDouble();
  } else if (result.isBool()) {
    value.tag = Boolean;
    value.integer = result.toBool();
  } else if (result.isInt() || result.isSymInt()) {
    value.tag = Integer;
    value.integer = result.toInt();
  } else if (result.isTensorList()) {
    auto list = result.toTensorVector();
    auto* handles = copied<Handle>(list.size());
    for (size_t i = 0; i < list.size(); i++) {
      handles[i] = own(std::move(list[i]));
    }
    value.tag = Tensors;
    value.count = static_cast<int32_t>(list.size());
    value.pointer = handles;
  } else if (result.isIntList()) {
    auto list = result.toIntVector();
    auto* numbers = copied<int64_t>(list.size());
    std::copy(list.begin(), list.end(), numbers);
    value.tag = Integers;
    value.count = static_cast<int32_t>(list.size());
    value.pointer = numbers;
  } else {
    TORCH_CHECK(false, "results of kind ", result.tagKind(), " cannot be returned");
  }
  return value;
}

}  // namespace

COUNTERPOISE_API int cp_operator_find(const char* name, const char* overload, Operator** found, const char** schema) {
  return guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    std::vector<Parameter> parameters;
    for (const auto& argument : handle.schema().arguments()) {
      parameters.push_back(parameter_of(argument));
    }
    std::ostringstream text;
    text << handle.schema();
    // Operators live as long as the process: C# looks each up once and keeps it.
    *found = new Operator{handle, std::move(parameters), text.str()};
    *schema = (*found)->schema.c_str();
  });
}

COUNTERPOISE_API int cp_operator_call(Operator* op, const Value* arguments, int32_t count, Value* results, int32_t capacity, int32_t* returned) {
  return guarded([&] {
    const auto expected = op->parameters.size();
    TORCH_CHECK(static_cast<size_t>(count) <= expected, count, " arguments for ", op->schema);
    torch::jit::Stack stack;
    stack.reserve(expected);
    for (size_t i = 0; i < expected; i++) {
      const auto& parameter = op->parameters[i];
      if (i < static_cast<size_t>(count) && arguments[i].tag != Default) {
        stack.emplace_back(to_ivalue(arguments[i], parameter));
      } else {
        TORCH_CHECK(parameter.has_default, "argument ", i + 1, " is missing for ", op->schema);
        stack.emplace_back(parameter.default_value);
      }
    }
    op->handle.callBoxed(stack);
    TORCH_CHECK(static_cast<int32_t>(stack.size()) <= capacity, stack.size(), " results, room for ", capacity, ": ", op->schema);
    *returned = static_cast<int32_t>(stack.size());
    for (size_t i = 0; i < stack.size(); i++) {
      results[i] = from_ivalue(std::move(stack[i]));
    }
  });
}

// Every registered schema, one call of the visitor each.
COUNTERPOISE_API int cp_operator_list(void (*visit)(void*, const char*), void* context) {
  return guarded([&] {
    for (const auto& name : c10::Dispatcher::singleton().getAllOpNames()) {
      if (auto handle = c10::Dispatcher::singleton().findSchema(name)) {
        std::ostringstream text;
        text << handle->schema();
        visit(context, text.str().c_str());
      }
    }
  });
}

COUNTERPOISE_API void cp_memory_free(void* memory) {
  std::free(memory);
}
