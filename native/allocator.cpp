// A caching CPU allocator: big blocks are 2 MiB aligned, ask for huge pages and are kept for the next tensor.
// Page faults cost a training step a quarter of its time without it.
#include "shim.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <malloc.h>
#include <sys/mman.h>

#include <cstring>
#include <map>
#include <mutex>
#include <unordered_map>

using namespace counterpoise;

namespace {

constexpr size_t huge_page = size_t(2) << 20;
constexpr size_t big = size_t(1) << 20;
constexpr size_t alignment = 64;
// libtorch's own allocators have priority 0; the highest wins.
constexpr uint8_t priority = 255;

struct Statistics {
  int64_t mapped, used, peak, hits, misses;
};

// Never destroyed: libtorch's own static tensors are freed after this library's statics would be.
std::mutex& lock = *new std::mutex;
auto& spare = *new std::multimap<size_t, void*>;
auto& taken = *new std::unordered_map<void*, size_t>;
Statistics statistics{};

void unmap_spare() {
  for (const auto& [size, block] : spare) {
    munmap(block, size);
    statistics.mapped -= static_cast<int64_t>(size);
  }
  spare.clear();
}

void* map_aligned(size_t size) {
  auto* start = static_cast<char*>(mmap(nullptr, size + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
  if (start == MAP_FAILED) {
    return nullptr;
  }
  auto address = reinterpret_cast<uintptr_t>(start);
  auto* block = start + ((address + huge_page - 1) / huge_page * huge_page - address);
  if (block > start) {
    munmap(start, block - start);
  }
  if (auto tail = huge_page - (block - start)) {
    munmap(block + size, tail);
  }
  madvise(block, size, MADV_HUGEPAGE);
  return block;
}

void account(void* block, size_t size) {
  taken.emplace(block, size);
  statistics.used += static_cast<int64_t>(size);
  statistics.peak = std::max(statistics.peak, statistics.used);
}

void* take_big(size_t bytes) {
  const size_t size = (bytes + huge_page - 1) / huge_page * huge_page;
  std::lock_guard<std::mutex> guard(lock);
  auto found = spare.lower_bound(size);
  // A block more than half too large waits for a tensor that fills it.
  if (found != spare.end() && found->first <= size + size / 2) {
    auto [length, block] = *found;
    spare.erase(found);
    account(block, length);
    statistics.hits++;
    return block;
  }
  auto* block = map_aligned(size);
  if (block == nullptr) {
    unmap_spare();
    block = map_aligned(size);
  }
  TORCH_CHECK(block != nullptr, "not enough memory: ", bytes, " bytes were asked for, ", statistics.used, " are in use");
  statistics.misses++;
  statistics.mapped += static_cast<int64_t>(size);
  account(block, size);
  return block;
}

void* take(size_t bytes) {
  if (bytes == 0) {
    return nullptr;
  }
  if (bytes >= big) {
    return take_big(bytes);
  }
  void* block = nullptr;
  TORCH_CHECK(posix_memalign(&block, alignment, bytes) == 0, "not enough memory: ", bytes, " bytes were asked for");
  return block;
}

void give(void* block) {
  if (reinterpret_cast<uintptr_t>(block) % huge_page == 0) {
    std::lock_guard<std::mutex> guard(lock);
    auto found = taken.find(block);
    if (found != taken.end()) {
      statistics.used -= static_cast<int64_t>(found->second);
      spare.emplace(found->second, block);
      taken.erase(found);
      return;
    }
  }
  std::free(block);
}

// allocate is const up to libtorch 2.2 and not after, copy_data came with 2.2: the one that is virtual overrides.
struct CachingAllocator final : c10::Allocator {
  c10::DataPtr allocate(size_t bytes) const { return wrap(take(bytes)); }
  c10::DataPtr allocate(size_t bytes) { return wrap(take(bytes)); }
  void copy_data(void* to, const void* from, size_t bytes) const { std::memcpy(to, from, bytes); }
  c10::DeleterFnPtr raw_deleter() const override { return &give; }

 private:
  static c10::DataPtr wrap(void* block) { return {block, block, &give, c10::Device(c10::DeviceType::CPU)}; }
};

CachingAllocator& caching = *new CachingAllocator;

}  // namespace

COUNTERPOISE_API void cp_allocator_caching(int32_t enabled) {
  static c10::Allocator* original = c10::GetCPUAllocator();
  if (enabled) {
    // Blocks under 1 MB stay with malloc: it shall keep them too instead of handing pages back after every step.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 64 << 20);
  }
  c10::SetCPUAllocator(enabled ? &caching : original, priority);
}

COUNTERPOISE_API void cp_allocator_statistics(Statistics* result) {
  std::lock_guard<std::mutex> guard(lock);
  *result = statistics;
}

COUNTERPOISE_API void cp_allocator_reset_peak() {
  std::lock_guard<std::mutex> guard(lock);
  statistics.peak = statistics.used;
}

COUNTERPOISE_API void cp_allocator_trim() {
  std::lock_guard<std::mutex> guard(lock);
  unmap_spare();
  malloc_trim(0);
}
