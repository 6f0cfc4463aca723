// Handles and what C# asks of a tensor without an operator call.
#include "shim.h"

using namespace counterpoise;

COUNTERPOISE_API void cp_tensor_free(Handle handle) {
  adopt(handle);
}

COUNTERPOISE_API Handle cp_tensor_retain(Handle handle) {
  return own(borrow(handle));
}

COUNTERPOISE_API int64_t cp_tensor_dimensions(Handle handle) {
  return handle->dim();
}

COUNTERPOISE_API int64_t cp_tensor_count(Handle handle) {
  return handle->numel();
}

COUNTERPOISE_API void cp_tensor_sizes(Handle handle, int64_t* sizes) {
  auto from = handle->sizes();
  std::copy(from.begin(), from.end(), sizes);
}

COUNTERPOISE_API void cp_tensor_strides(Handle handle, int64_t* strides) {
  auto from = handle->strides();
  std::copy(from.begin(), from.end(), strides);
}

COUNTERPOISE_API int32_t cp_tensor_dtype(Handle handle) {
  return static_cast<int32_t>(c10::typeMetaToScalarType(handle->dtype()));
}

COUNTERPOISE_API void cp_tensor_device(Handle handle, int32_t* type, int32_t* index) {
  auto device = handle->device();
  *type = static_cast<int32_t>(device.type());
  *index = device.index();
}

COUNTERPOISE_API int32_t cp_tensor_is_contiguous(Handle handle, int32_t format) {
  return handle->is_contiguous(static_cast<at::MemoryFormat>(format));
}

COUNTERPOISE_API int32_t cp_tensor_is_same(Handle left, Handle right) {
  return left == right;
}

COUNTERPOISE_API int cp_tensor_data(Handle handle, void** data) {
  return guarded([&] {
    TORCH_CHECK(handle->has_storage(), "this tensor has no storage");
    *data = data_of(handle);
  });
}

// How often the tensor, or one that shares its memory, was modified in place; -1 where it is not counted.
COUNTERPOISE_API int64_t cp_tensor_version(Handle handle) {
  return handle->is_inference() ? -1 : static_cast<int64_t>(handle->version_counter().current_version());
}

COUNTERPOISE_API int32_t cp_tensor_is_view(Handle handle) {
  return borrow(handle).is_view();
}

// A tensor over memory of the caller; release(context) is called when the last user is gone.
COUNTERPOISE_API int cp_tensor_wrap(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, void (*release)(void*), void* context, Handle* result) {
  return guarded([&] {
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    *result = own(at::from_blob(data, at::IntArrayRef(sizes, dimensions), [release, context](void*) { release(context); }, options));
  });
}

COUNTERPOISE_API int cp_tensor_empty(const int64_t* sizes, int32_t dimensions, int32_t dtype, int32_t device, int32_t index, int32_t format, Handle* result) {
  return guarded([&] {
    auto options = at::TensorOptions()
                       .dtype(static_cast<at::ScalarType>(dtype))
                       .device(c10::Device(static_cast<c10::DeviceType>(device), static_cast<c10::DeviceIndex>(index)));
    *result = own(at::empty(at::IntArrayRef(sizes, dimensions), options, static_cast<at::MemoryFormat>(format)));
  });
}

COUNTERPOISE_API int cp_tensor_real(Handle handle, double* value) {
  return guarded([&] { *value = borrow(handle).item().toDouble(); });
}

COUNTERPOISE_API int cp_tensor_integer(Handle handle, int64_t* value) {
  return guarded([&] { *value = borrow(handle).item().toLong(); });
}
