// Large tensors come from blocks that are kept when they are freed. The C library gives blocks of 32 MiB and more back to
// the system at once, on threads other than the first even smaller ones, and each step of a training then faults all its
// activations anew, 4 KiB at a time. Kept blocks are faulted once, and by pages of 2 MiB where the system has them, which
// also spares the processor's address translation.
#include "allocator.h"

#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>

#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <limits>
#include <map>
#include <mutex>
#include <string>

namespace {

constexpr size_t cache_line = 64;
constexpr size_t page = 4096;
constexpr size_t huge_page = size_t{2} << 20;
// Below, the C library is as good: what it frees, it keeps.
constexpr size_t smallest_block = size_t{1} << 20;
// A block that nobody wanted for so long goes back to the system when another one is freed.
constexpr int64_t longest_rest_seconds = 30;

// Stands before the tensor's first byte.
struct alignas(cache_line) Header {
  void* base;     // of the mapping, or of what the C library gave
  size_t mapped;  // bytes; 0: the C library's
};

// Eight sizes between a power of two and the next: an eighth is wasted at most, and tensors of similar sizes share blocks.
size_t block_size(size_t bytes) {
  size_t step = smallest_block / 8;
  while (bytes > 16 * step) step *= 2;
  return (bytes + step - 1) / step * step;
}

int64_t now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
  return time.tv_sec;
}

// What this process may use: the machine's memory, or its container's.
size_t memory_limit() {
  size_t limit = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<size_t>(sysconf(_SC_PAGE_SIZE));
  for (const char* name : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    uint64_t container = 0;
    if (std::ifstream(name) >> container) limit = std::min<size_t>(limit, container);
  }
  return limit;
}

class Blocks {
 public:
  // A block of exactly this size, or null.
  void* take(size_t size) {
    {
      const std::lock_guard lock(mutex_);
      const auto kept = kept_.find(size);
      if (kept != kept_.end() && !kept->second.empty()) {
        void* base = kept->second.back().base;
        kept->second.pop_back();
        kept_bytes_ -= size;
        return base;
      }
    }
    if (void* base = map(size)) return base;
    clear(std::numeric_limits<int64_t>::max());
    return map(size);
  }

  void give(void* base, size_t size) {
    const int64_t time = now();
    bool keep = false, sweep = false;
    {
      const std::lock_guard lock(mutex_);
      keep = kept_bytes_ + size <= most_kept_;
      if (keep) {
        kept_[size].push_back({base, time});
        kept_bytes_ += size;
      }
      sweep = time > swept_;
      swept_ = time;
    }
    if (!keep) munmap(base, size);
    if (sweep) clear(time - longest_rest_seconds);
  }

 private:
  struct Kept {
    void* base;
    int64_t since;
  };

  // Gives back what has rested since before a time.
  void clear(int64_t before) {
    const std::lock_guard lock(mutex_);
    for (auto& [size, blocks] : kept_) {
      while (!blocks.empty() && blocks.front().since < before) {
        munmap(blocks.front().base, size);
        blocks.pop_front();
        kept_bytes_ -= size;
      }
    }
  }

  // Begins where a large page can begin.
  static void* map(size_t size) {
    if (size > std::numeric_limits<size_t>::max() / 2) return nullptr;
    void* whole = mmap(nullptr, size + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (whole == MAP_FAILED) return nullptr;
    auto begin = reinterpret_cast<uintptr_t>(whole);
    const uintptr_t base = (begin + huge_page - 1) / huge_page * huge_page;
    if (base > begin) munmap(whole, base - begin);
    if (const size_t rest = begin + huge_page - base; rest > 0) munmap(reinterpret_cast<void*>(base + size), rest);
    // A system without large pages serves small ones.
    madvise(reinterpret_cast<void*>(base), size, MADV_HUGEPAGE);
    return reinterpret_cast<void*>(base);
  }

  std::mutex mutex_;
  std::map<size_t, std::deque<Kept>> kept_;
  size_t kept_bytes_ = 0;
  const size_t most_kept_ = memory_limit() / 4;
  int64_t swept_ = 0;
};

// Never destroyed: tensors may outlive the end of main.
Blocks& blocks() {
  static auto* all = new Blocks;
  return *all;
}

void release(void* data) {
  if (data == nullptr) return;
  const Header header = *(static_cast<Header*>(data) - 1);
  if (header.mapped > 0) {
    blocks().give(header.base, header.mapped);
  } else {
    std::free(header.base);
  }
}

void* acquire(size_t bytes) {
  Header header{nullptr, 0};
  size_t offset = sizeof(Header);
  if (bytes < smallest_block) {
    if (posix_memalign(&header.base, cache_line, bytes + offset) != 0) header.base = nullptr;
  } else if (bytes <= std::numeric_limits<size_t>::max() / 4) {
    // Operators walk through several tensors side by side: where all begin at the same place of a page, their lines fight
    // for the same few places of the cache.
    static std::atomic<size_t> turn{0};
    offset += turn.fetch_add(5, std::memory_order_relaxed) % (page / cache_line) * cache_line;
    header.mapped = block_size(bytes + sizeof(Header) + page);
    header.base = blocks().take(header.mapped);
  }
  TORCH_CHECK(header.base != nullptr, "DefaultCPUAllocator: can't allocate memory: you tried to allocate ", bytes, " bytes.");
  char* data = static_cast<char*>(header.base) + offset;
  *(reinterpret_cast<Header*>(data) - 1) = header;
  return data;
}

at::DataPtr allocation(size_t bytes) {
  const c10::Device cpu(c10::DeviceType::CPU);
  if (bytes == 0) return {nullptr, nullptr, &release, cpu};
  void* data = acquire(bytes);
  return {data, data, &release, cpu};
}

// Versions of libtorch differ in which of these the base class asks for, so none says `override`.
class CachingAllocator final : public c10::Allocator {
 public:
  at::DataPtr allocate(size_t bytes) const { return allocation(bytes); }
  at::DataPtr allocate(size_t bytes) { return allocation(bytes); }
  c10::DeleterFnPtr raw_deleter() const { return &release; }
  void copy_data(void* to, const void* from, size_t count) const { std::memcpy(to, from, count); }
};

}  // namespace

void shim::use_caching_allocator() {
  static CachingAllocator allocator;
  c10::SetCPUAllocator(&allocator, std::numeric_limits<uint8_t>::max());
}
