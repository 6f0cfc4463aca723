using Counterpoise.Torch.Mpi;

namespace Counterpoise.Tests.Torch.Mpi;

public class ProcessorShareTests
{
    [Theory]
    [InlineData(8, 8, 1L, 2L, 3L)]
    [InlineData(4, 16, 1L, 1L, 1L, 1L)]
    [InlineData(8, 16, 1L, 1L, 7L, 7L)]
    [InlineData(1, 2, 1L, 1L, 1L)]
    public void Ranks_on_the_same_processors_share_them_and_others_do_not_count(int expected, int processors, params long[] keys) =>
        Assert.Equal(expected, ProcessorShare.Of(processors, keys[0], keys));

    [Fact]
    public void The_key_is_that_of_the_processors()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux, which tells a process its processors");
        Assert.NotEqual(0, ProcessorShare.Key());
        Assert.Equal(ProcessorShare.Key(), ProcessorShare.Key());
    }
}
