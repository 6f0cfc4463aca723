using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Runtime;

[Collection(Alone.Name)]
public class RuntimeTests
{
    [Fact]
    public void A_parallel_loop_covers_the_range_once_on_several_threads()
    {
        var before = TorchThreads.Count;
        TorchThreads.Count = 4;
        try
        {
            var visits = new int[1000];
            var threads = new System.Collections.Concurrent.ConcurrentDictionary<int, bool>();
            ParallelFor.Run(0, visits.Length, 10, (from, to) =>
            {
                threads[Environment.CurrentManagedThreadId] = true;
                for (var i = from; i < to; i++)
                {
                    Interlocked.Increment(ref visits[i]);
                }
            });
            Assert.All(visits, visit => Assert.Equal(1, visit));
            Assert.Equal(4, threads.Count);
        }
        finally
        {
            TorchThreads.Count = before;
        }
    }

    [Fact]
    public void What_a_loops_body_throws_is_thrown_by_the_loop()
    {
        Assert.Throws<FormatException>(() => ParallelFor.Run(0, 100, 1, (_, _) => throw new FormatException("here")));
        ParallelFor.Run(5, 5, 1, (_, _) => throw new FormatException("never"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParallelFor.Run(0, 5, 0, (_, _) => { }));
    }

    [Fact]
    public void Threads_can_be_counted_and_set()
    {
        var before = TorchThreads.Count;
        Assert.True(before >= 1);
        TorchThreads.Count = 3;
        Assert.Equal(3, TorchThreads.Count);
        TorchThreads.Count = before;
        Assert.Throws<TorchException>(() => TorchThreads.Count = 0);
    }

    [Fact]
    public void Threads_wait_passively() => Assert.Equal("passive", Marshalled("OMP_WAIT_POLICY"));

    [Fact]
    public void A_freed_big_block_serves_the_next_tensor_of_its_size()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        CachingAllocator.Trim();
        CachingAllocator.ResetPeak();
        var start = CachingAllocator.Statistics;
        Tensor.Empty([1 << 20]).Dispose();
        var once = CachingAllocator.Statistics;
        Tensor.Empty([1 << 20]).Dispose();
        var twice = CachingAllocator.Statistics;
        Assert.Equal(start.Misses + 1, once.Misses);
        Assert.Equal(once.Misses, twice.Misses);
        Assert.Equal(once.Hits + 1, twice.Hits);
        Assert.Equal(start.UsedBytes, twice.UsedBytes);
        Assert.Equal(start.UsedBytes + (4 << 20), twice.PeakBytes);
        CachingAllocator.Trim();
        Assert.Equal(start.MappedBytes, CachingAllocator.Statistics.MappedBytes);
    }

    [Fact]
    public void Tensors_survive_a_change_of_allocator()
    {
        using var scope = DisposeScope.Begin();
        var cached = Tensor.Ones(1 << 20);
        CachingAllocator.SetEnabled(false);
        var plain = Tensor.Ones(1 << 20);
        CachingAllocator.SetEnabled(true);
        Assert.Equal(2 << 20, (cached + plain).Sum(ScalarType.Float64).ToDouble());
    }

    [Fact]
    public void Devices_are_named_and_parsed()
    {
        Assert.Equal(Device.Cpu, Device.Parse("cpu"));
        Assert.Equal(Device.Cuda(1), Device.Parse("cuda:1"));
        Assert.Equal("cuda:1", Device.Cuda(1).ToString());
        Assert.Equal("cpu", Device.Cpu.ToString());
        Assert.Contains("'gpu' is no device", Assert.Throws<FormatException>(() => Device.Parse("gpu")).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Device.Parse("cuda:x"));
        Assert.Equal(1, Device.Count(DeviceType.Cpu));
        Assert.Equal(Device.IsCudaAvailable, Device.Count(DeviceType.Cuda) > 0);
        Device.Cpu.Synchronize();
    }

    [Fact]
    public void A_missing_gpu_is_an_error()
    {
        Assert.SkipWhen(Device.IsCudaAvailable, "this machine has a GPU");
        Assert.Throws<TorchException>(() => Tensor.Zeros([1], device: Device.Cuda()));
    }

    [Fact]
    public void The_library_tells_its_version()
    {
        Assert.Matches(@"^\d+\.\d+", TorchVersion.Text);
        Assert.Contains("PyTorch built with", TorchVersion.Configuration, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_deterministic_algorithms_run_when_asked_for()
    {
        using var scope = DisposeScope.Begin();
        var put = Operator.Get("aten::put_");
        TorchSettings.UseDeterministicAlgorithms(true);
        try
        {
            var error = Assert.Throws<TorchException>(() => put.Run(Tensor.Zeros(3), Tensor.FromArray<long>([1]), Tensor.Ones(1)));
            Assert.Contains("deterministic", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            TorchSettings.UseDeterministicAlgorithms(false);
        }

        put.Run(Tensor.Zeros(3), Tensor.FromArray<long>([1]), Tensor.Ones(1));
    }

    private static string? Marshalled(string variable) =>
        System.Runtime.InteropServices.Marshal.PtrToStringUTF8(NativeGet(variable));

    private static unsafe nint NativeGet(string variable)
    {
        var get = (delegate* unmanaged<byte*, nint>)System.Runtime.InteropServices.NativeLibrary.GetExport(System.Runtime.InteropServices.NativeLibrary.GetMainProgramHandle(), "getenv");
        fixed (byte* name = System.Text.Encoding.UTF8.GetBytes(variable + "\0"))
        {
            _ = TorchThreads.Count;
            return get(name);
        }
    }
}
