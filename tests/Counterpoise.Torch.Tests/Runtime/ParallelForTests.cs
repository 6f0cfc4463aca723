using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Runtime;

[Collection(Alone.Name)]
public class ParallelForTests
{
    [Fact]
    public void A_parallel_loop_covers_the_range_once_on_several_threads()
    {
        var before = torch.get_num_threads();
        torch.set_num_threads(4);
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
            torch.set_num_threads(before);
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
    public unsafe void Threads_wait_passively()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "libgomp is Linux's");
        var get = (delegate* unmanaged<byte*, nint>)System.Runtime.InteropServices.NativeLibrary.GetExport(
            System.Runtime.InteropServices.NativeLibrary.GetMainProgramHandle(), "getenv");
        fixed (byte* name = "OMP_WAIT_POLICY\0"u8)
        {
            Assert.Equal("passive", System.Runtime.InteropServices.Marshal.PtrToStringUTF8(get(name)));
        }
    }
}
