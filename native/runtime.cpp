// The process: errors, threads, random generators, devices, autocast, versions.
#include "shim.h"

#include <ATen/Parallel.h>
#include <c10/core/impl/VirtualGuardImpl.h>

using namespace counterpoise;

namespace {

thread_local std::string last_error;

c10::Device device_of(int32_t type, int32_t index) {
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

}  // namespace

namespace counterpoise {

void set_error(const char* text) {
  last_error = text;
}

}  // namespace counterpoise

COUNTERPOISE_API const char* cp_error() {
  return last_error.c_str();
}

COUNTERPOISE_API const char* cp_version() {
  return TORCH_VERSION;
}

COUNTERPOISE_API const char* cp_configuration() {
  static const std::string text = at::show_config() + at::get_parallel_info();
  return text.c_str();
}

COUNTERPOISE_API int32_t cp_threads() {
  return at::get_num_threads();
}

COUNTERPOISE_API int cp_threads_set(int32_t count) {
  return guarded([&] { at::set_num_threads(count); });
}

COUNTERPOISE_API int cp_parallel_for(int64_t begin, int64_t end, int64_t grain, void (*body)(void*, int64_t, int64_t), void* context) {
  return guarded([&] { at::parallel_for(begin, end, grain, [=](int64_t from, int64_t to) { body(context, from, to); }); });
}

COUNTERPOISE_API int cp_manual_seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

// A generator of its own, beside the device's default one.
COUNTERPOISE_API int cp_generator_new(int32_t type, int32_t index, uint64_t seed, at::Generator** result) {
  return guarded([&] {
    auto generator = at::globalContext().defaultGenerator(device_of(type, index)).clone();
    generator.set_current_seed(seed);
    *result = new at::Generator(generator);
  });
}

COUNTERPOISE_API int cp_generator_default(int32_t type, int32_t index, at::Generator** result) {
  return guarded([&] { *result = new at::Generator(at::globalContext().defaultGenerator(device_of(type, index))); });
}

COUNTERPOISE_API void cp_generator_free(at::Generator* generator) {
  delete generator;
}

COUNTERPOISE_API int cp_generator_seed(at::Generator* generator, uint64_t seed) {
  return guarded([&] {
    std::lock_guard<std::mutex> guard(generator->mutex());
    generator->set_current_seed(seed);
  });
}

COUNTERPOISE_API int cp_generator_state(at::Generator* generator, Handle* state) {
  return guarded([&] {
    std::lock_guard<std::mutex> guard(generator->mutex());
    *state = own(generator->get_state());
  });
}

COUNTERPOISE_API int cp_generator_state_set(at::Generator* generator, Handle state) {
  return guarded([&] {
    std::lock_guard<std::mutex> guard(generator->mutex());
    generator->set_state(borrow(state));
  });
}

COUNTERPOISE_API int cp_device_count(int32_t type, int32_t* count) {
  return guarded([&] {
    const auto kind = static_cast<c10::DeviceType>(type);
    *count = kind == c10::DeviceType::CPU ? 1 : c10::impl::hasDeviceGuardImpl(kind) ? c10::impl::VirtualGuardImpl(kind).deviceCount() : 0;
  });
}

COUNTERPOISE_API int cp_device_synchronize(int32_t type, int32_t index) {
  return guarded([&] {
    if (static_cast<c10::DeviceType>(type) != c10::DeviceType::CPU) {
      c10::impl::VirtualGuardImpl(static_cast<c10::DeviceType>(type)).getStream(device_of(type, index)).synchronize();
    }
  });
}

COUNTERPOISE_API void cp_autocast(int32_t type, int32_t* enabled, int32_t* dtype) {
  const auto device = static_cast<c10::DeviceType>(type);
  *enabled = autocast_enabled(device);
  *dtype = static_cast<int32_t>(autocast_dtype(device));
}

COUNTERPOISE_API int cp_autocast_set(int32_t type, int32_t enabled, int32_t dtype) {
  return guarded([&] { set_autocast(static_cast<c10::DeviceType>(type), enabled != 0, static_cast<at::ScalarType>(dtype)); });
}

// Weights cast inside an autocast region are kept until its end.
COUNTERPOISE_API void cp_autocast_clear() {
  at::autocast::clear_cache();
}

COUNTERPOISE_API void cp_deterministic_set(int32_t enabled) {
  at::globalContext().setDeterministicAlgorithms(enabled != 0, false);
}

COUNTERPOISE_API void cp_onednn_set(int32_t enabled) {
  at::globalContext().setUserEnabledMkldnn(enabled != 0);
}
