using System.Diagnostics;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Loading;

public class ScalarReleaseTests
{
    [Fact]
    public async Task Numbers_stay_until_libtorch_has_read_them_however_often_memory_is_collected()
    {
        LibTorch.Load();
        using var done = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var collecting = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        }, TestContext.Current.CancellationToken);
        using var numbers = torch.full(8, 6.0, dtype: ScalarType.Float64);
        var clock = Stopwatch.StartNew();
        var wrong = 0;
        while (clock.Elapsed < TimeSpan.FromSeconds(1.5))
        {
            using var halves = numbers / 2.0;
            using var sum = halves.sum();
            wrong += sum.ToDouble() == 24 ? 0 : 1;
        }

        await done.CancelAsync();
        await collecting;
        Assert.Equal(0, wrong);
    }
}
