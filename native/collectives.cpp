// Collectives: a process group over Gloo (NCCL where libtorch has it), asynchronous works, and a call when a leaf's gradient is complete.
#include "shim.h"

#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/utils/lambda_post_hook.h>
#include <torch/csrc/autograd/variable.h>

#ifdef COUNTERPOISE_GLOO
#define USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/FileStore.hpp>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef COUNTERPOISE_NCCL
#define USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif
#endif

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

using namespace counterpoise;
using torch::autograd::variable_list;

namespace {

// A post hook of a leaf's accumulator, which the hook keeps alive: nothing else does between two backward passes.
struct GradientHook {
  std::shared_ptr<torch::autograd::Node> accumulator;
  uintptr_t key = 0;

  ~GradientHook() { accumulator->del_post_hook(key); }
};

using GradientCallback = int (*)(void* context, char* error, int32_t capacity);

}  // namespace

// Calls back whenever a backward pass has added to the leaf's gradient, on the thread that did; the context must outlive the hook.
COUNTERPOISE_API int cp_gradient_hook(Handle handle, GradientCallback ready, void* context, GradientHook** result) {
  return guarded([&] {
    auto leaf = borrow(handle);
    auto accumulator = torch::autograd::impl::grad_accumulator(leaf);
    TORCH_CHECK(accumulator != nullptr, "a leaf that requires a gradient was expected");
    auto hook = std::make_unique<torch::autograd::utils::LambdaPostHook>([=](const variable_list& outputs, const variable_list&) {
      char error[2048] = {0};
      const int failed = ready(context, error, sizeof error);
      TORCH_CHECK(failed == 0, error);
      return outputs;
    });
    const auto key = accumulator->add_post_hook(std::move(hook));
    *result = new GradientHook{std::move(accumulator), key};
  });
}

COUNTERPOISE_API void cp_gradient_hook_free(GradientHook* hook) {
  delete hook;
}

#ifdef COUNTERPOISE_GLOO

namespace {

struct Group {
  c10::intrusive_ptr<c10d::Store> store;
  c10::intrusive_ptr<GroupBackend> backend;
};

// Keeps the tensors of a collective until it has run.
struct Work {
  c10::intrusive_ptr<c10d::Work> work;
  std::vector<Tensor> inputs;
  std::vector<std::vector<Tensor>> outputs;
};

constexpr const char* file_scheme = "file://";

c10::intrusive_ptr<c10d::Store> open_store(const std::string& address, int32_t port, int32_t serves, const std::string& prefix, int32_t size, std::chrono::milliseconds timeout) {
  c10::intrusive_ptr<c10d::Store> store;
  if (address.rfind(file_scheme, 0) == 0) {
    store = c10::make_intrusive<c10d::FileStore>(address.substr(std::string(file_scheme).size()), size);
  } else {
    c10d::TCPStoreOptions options;
    options.port = static_cast<std::uint16_t>(port);
    options.isServer = serves != 0;
    options.numWorkers = size;
    // A store that is not ours counts its clients otherwise.
    options.waitWorkers = prefix.empty();
    options.timeout = timeout;
    store = c10::make_intrusive<c10d::TCPStore>(address, options);
  }
  store->setTimeout(timeout);
  if (!prefix.empty()) {
    store = c10::make_intrusive<c10d::PrefixStore>(prefix, store);
  }
  return store;
}

c10::intrusive_ptr<GroupBackend> open_gloo(const c10::intrusive_ptr<c10d::Store>& store, int32_t rank, int32_t size, std::chrono::milliseconds timeout, const std::string& interface, const std::string& host) {
  auto options = c10d::ProcessGroupGloo::Options::create(timeout);
  options->threads = 2;
  options->devices.push_back(
      !interface.empty() ? c10d::ProcessGroupGloo::createDeviceForInterface(interface)
      : !host.empty()    ? c10d::ProcessGroupGloo::createDeviceForHostname(host)
                         : c10d::ProcessGroupGloo::createDefaultDevice());
  return c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank, size, options);
}

#ifdef COUNTERPOISE_NCCL
c10::intrusive_ptr<GroupBackend> open_nccl(const c10::intrusive_ptr<c10d::Store>& store, int32_t rank, int32_t size, std::chrono::milliseconds timeout) {
  // Without it a failed peer is noticed only by the watchdog's own time-out, if at all.
  setenv("NCCL_ASYNC_ERROR_HANDLING", "1", 0);
  auto options = c10d::ProcessGroupNCCL::Options::create();
  options->timeout = timeout;
  return c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size, options);
}
#endif

Work* started(c10::intrusive_ptr<c10d::Work> work, std::vector<Tensor> inputs, std::vector<std::vector<Tensor>> outputs = {}) {
  return new Work{std::move(work), std::move(inputs), std::move(outputs)};
}

}  // namespace

COUNTERPOISE_API int32_t cp_group_has(int32_t nccl) {
#ifdef COUNTERPOISE_NCCL
  (void)nccl;
  return 1;
#else
  return nccl == 0;
#endif
}

COUNTERPOISE_API int cp_group_open(int32_t nccl, const char* address, int32_t port, int32_t serves, const char* prefix, int32_t rank, int32_t size, int64_t timeout_ms, const char* interface, const char* host, Group** result) {
  return guarded([&] {
    const std::chrono::milliseconds timeout(timeout_ms);
    auto group = std::make_unique<Group>();
    group->store = open_store(address, port, serves, prefix, size, timeout);
#ifdef COUNTERPOISE_NCCL
    group->backend = nccl != 0 ? open_nccl(group->store, rank, size, timeout) : open_gloo(group->store, rank, size, timeout, interface, host);
#else
    TORCH_CHECK(nccl == 0, "this libtorch has no NCCL");
    group->backend = open_gloo(group->store, rank, size, timeout, interface, host);
#endif
    *result = group.release();
  });
}

COUNTERPOISE_API void cp_group_free(Group* group) {
  delete group;
}

COUNTERPOISE_API int cp_group_all_reduce(Group* group, Handle handle, int32_t operation, Work** result) {
  return guarded([&] {
    c10d::AllreduceOptions options;
    options.reduceOp = static_cast<c10d::ReduceOp::RedOpType>(operation);
    std::vector<Tensor> tensors{borrow(handle)};
    *result = started(group->backend->allreduce(tensors, options), tensors);
  });
}

COUNTERPOISE_API int cp_group_broadcast(Group* group, Handle handle, int32_t root, Work** result) {
  return guarded([&] {
    c10d::BroadcastOptions options;
    options.rootRank = root;
    std::vector<Tensor> tensors{borrow(handle)};
    *result = started(group->backend->broadcast(tensors, options), tensors);
  });
}

COUNTERPOISE_API int cp_group_all_gather(Group* group, Handle handle, Handle* outputs, int32_t count, Work** result) {
  return guarded([&] {
    std::vector<Tensor> inputs{borrow(handle)};
    std::vector<std::vector<Tensor>> gathered(1);
    for (int32_t i = 0; i < count; i++) {
      gathered[0].push_back(borrow(outputs[i]));
    }
    *result = started(group->backend->allgather(gathered, inputs), inputs, gathered);
  });
}

COUNTERPOISE_API int cp_group_barrier(Group* group, Work** result) {
  return guarded([&] { *result = started(group->backend->barrier(), {}); });
}

COUNTERPOISE_API int cp_work_wait(Work* work) {
  return guarded([&] { work->work->wait(); });
}

COUNTERPOISE_API void cp_work_free(Work* work) {
  delete work;
}

#else  // Without Gloo's headers there is nothing to build on; the reason is said when a group is opened.

namespace {

int no_collectives() {
  set_error("the engine's native library was built without collectives: install libgloo-dev and build it again");
  return 1;
}

}  // namespace

COUNTERPOISE_API int32_t cp_group_has(int32_t) { return 0; }
COUNTERPOISE_API int cp_group_open(int32_t, const char*, int32_t, int32_t, const char*, int32_t, int32_t, int64_t, const char*, const char*, void**) { return no_collectives(); }
COUNTERPOISE_API void cp_group_free(void*) {}
COUNTERPOISE_API int cp_group_all_reduce(void*, Handle, int32_t, void**) { return no_collectives(); }
COUNTERPOISE_API int cp_group_broadcast(void*, Handle, int32_t, void**) { return no_collectives(); }
COUNTERPOISE_API int cp_group_all_gather(void*, Handle, Handle*, int32_t, void**) { return no_collectives(); }
COUNTERPOISE_API int cp_group_barrier(void*, void**) { return no_collectives(); }
COUNTERPOISE_API int cp_work_wait(void*) { return no_collectives(); }
COUNTERPOISE_API void cp_work_free(void*) {}

#endif
