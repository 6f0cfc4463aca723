// Gradients: backward, the thread's modes, and a graph node whose backward is a C# callback.
#include "shim.h"

#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/variable.h>

#include <vector>

using namespace counterpoise;
using torch::autograd::variable_list;

namespace {

// Takes borrowed gradients of the outputs, gives owned gradients of the inputs; non-zero with a text in error when it failed.
using BackwardCallback = int (*)(void* context, Handle* outputs, int32_t output_count, Handle* inputs, int32_t input_count, char* error, int32_t capacity);
using ReleaseCallback = void (*)(void* context);

struct CallbackNode : torch::autograd::Node {
  std::string label;
  void* context = nullptr;
  BackwardCallback backward = nullptr;
  ReleaseCallback release = nullptr;
  int32_t input_count = 0;

  ~CallbackNode() override { drop(); }

  std::string name() const override { return label; }

  void release_variables() override { drop(); }

  variable_list apply(variable_list&& gradients) override {
    TORCH_CHECK(context != nullptr, "trying to backward through ", label,
                " a second time: its saved tensors were dropped by the first; pass keepGraph: true to the first backward");
    TORCH_CHECK(!at::GradMode::is_enabled(), label, " has no second derivative: call backward without createGraph");
    std::vector<Handle> outputs, inputs(input_count, nullptr);
    for (const auto& gradient : gradients) {
      outputs.push_back(gradient.defined() ? gradient.unsafeGetTensorImpl() : nullptr);
    }
    char error[2048] = {0};
    const int failed = backward(context, outputs.data(), static_cast<int32_t>(outputs.size()), inputs.data(), input_count, error, sizeof error);
    variable_list result;
    for (auto handle : inputs) {
      result.push_back(adopt(handle));
    }
    TORCH_CHECK(failed == 0, "the backward of ", label, " failed: ", error);
    return result;
  }

 private:
  void drop() {
    if (auto* held = context) {
      context = nullptr;
      release(held);
    }
  }
};

variable_list borrowed(Handle* handles, int32_t count) {
  variable_list list;
  for (int32_t i = 0; i < count; i++) {
    list.push_back(borrow(handles[i]));
  }
  return list;
}

}  // namespace

COUNTERPOISE_API int cp_requires_grad_set(Handle handle, int32_t value) {
  return guarded([&] { borrow(handle).set_requires_grad(value != 0); });
}

COUNTERPOISE_API int32_t cp_requires_grad(Handle handle) {
  return borrow(handle).requires_grad();
}

COUNTERPOISE_API int32_t cp_is_leaf(Handle handle) {
  return borrow(handle).is_leaf();
}

// The name of the node that made the tensor, empty for a leaf; valid until the thread's next call.
COUNTERPOISE_API const char* cp_grad_function_name(Handle handle) {
  static thread_local std::string name;
  auto node = borrow(handle).grad_fn();
  name = node ? node->name() : std::string();
  return name.c_str();
}

COUNTERPOISE_API int cp_grad(Handle handle, Handle* gradient) {
  return guarded([&] { *gradient = own(borrow(handle).grad()); });
}

COUNTERPOISE_API int cp_grad_set(Handle handle, Handle gradient) {
  return guarded([&] { borrow(handle).mutable_grad() = borrow(gradient); });
}

COUNTERPOISE_API int cp_backward(Handle* roots, int32_t count, Handle* gradients, int32_t gradient_count, int32_t keep_graph, int32_t create_graph) {
  return guarded([&] {
    torch::autograd::backward(borrowed(roots, count), borrowed(gradients, gradient_count), keep_graph != 0, create_graph != 0);
  });
}

COUNTERPOISE_API int cp_gradients(Handle* outputs, int32_t output_count, Handle* inputs, int32_t input_count, Handle* weights, int32_t weight_count, int32_t keep_graph, int32_t create_graph, int32_t allow_unused, Handle* results) {
  return guarded([&] {
    auto gradients = torch::autograd::grad(borrowed(outputs, output_count), borrowed(inputs, input_count), borrowed(weights, weight_count), keep_graph != 0, create_graph != 0, allow_unused != 0);
    for (int32_t i = 0; i < input_count; i++) {
      results[i] = own(gradients[i]);
    }
  });
}

COUNTERPOISE_API int32_t cp_grad_mode() {
  return at::GradMode::is_enabled();
}

COUNTERPOISE_API void cp_grad_mode_set(int32_t enabled) {
  at::GradMode::set_enabled(enabled != 0);
}

COUNTERPOISE_API int32_t cp_inference_mode() {
  return c10::InferenceMode::is_enabled();
}

COUNTERPOISE_API void* cp_inference_begin() {
  return new c10::InferenceMode(true);
}

COUNTERPOISE_API void cp_inference_end(void* mode) {
  delete static_cast<c10::InferenceMode*>(mode);
}

// Makes the outputs the results of a node with these inputs. The caller has run the forward without gradients.
COUNTERPOISE_API int cp_node_attach(const char* name, Handle* inputs, int32_t input_count, Handle* outputs, int32_t output_count, BackwardCallback backward, ReleaseCallback release, void* context) {
  return guarded([&] {
    std::shared_ptr<CallbackNode> node(new CallbackNode(), torch::autograd::deleteNode);
    node->label = name;
    node->backward = backward;
    node->release = release;
    node->input_count = input_count;
    node->set_next_edges(torch::autograd::collect_next_edges(borrowed(inputs, input_count)));
    for (int32_t i = 0; i < output_count; i++) {
      Tensor output = borrow(outputs[i]);
      torch::autograd::set_history(output, node);
    }
    // Last, so that a failure above leaves the context with the caller.
    node->context = context;
  });
}
