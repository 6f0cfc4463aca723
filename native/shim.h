// Shared by all of the shim: the C ABI macro, owned handles, and errors as a return code with a thread-local text.
#pragma once

#include "compat.h"

#include <string>

#define COUNTERPOISE_API extern "C" __attribute__((visibility("default")))

namespace counterpoise {

using at::Tensor;
using c10::TensorImpl;

// A handle is one owned reference to a TensorImpl; null stands for an undefined tensor.
using Handle = TensorImpl*;
using Reference = c10::intrusive_ptr<TensorImpl, c10::UndefinedTensorImpl>;

inline Tensor borrow(Handle handle) {
  return handle == nullptr ? Tensor() : Tensor(Reference::unsafe_reclaim_from_nonowning(handle));
}

inline Tensor adopt(Handle handle) {
  return handle == nullptr ? Tensor() : Tensor(Reference::reclaim(handle));
}

inline Handle own(Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

void set_error(const char* text);

// Runs the body; 0 when it succeeds, 1 with the text kept for cp_error when it throws.
template <class Body> int guarded(Body&& body) {
  try {
    body();
    return 0;
  } catch (const c10::Error& error) {
    set_error(error.what_without_backtrace());
  } catch (const std::exception& error) {
    set_error(error.what());
  } catch (...) {
    set_error("unknown C++ exception");
  }
  return 1;
}

}  // namespace counterpoise
