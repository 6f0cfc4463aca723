using Counterpoise.Cli;

namespace Counterpoise.Tests.Cli;

public class TensorWorkTests
{
    [Fact]
    public void Work_with_tensors_stays_on_the_thread_whose_heap_keeps_their_memory()
    {
        var (caller, worker) = (Environment.CurrentManagedThreadId, 0);

        var ended = TensorWork.RunAsync(() =>
        {
            worker = Environment.CurrentManagedThreadId;
            return ExitCode.Cancelled;
        });

        Assert.True(ended.IsCompletedSuccessfully);
        Assert.Equal(caller, worker);
    }

    [Fact]
    public void What_must_be_fetched_first_is_waited_for_on_the_same_thread()
    {
        var caller = Environment.CurrentManagedThreadId;

        var found = TensorWork.Wait(async () =>
        {
            await Task.Delay(1);
            return "weights";
        });

        Assert.Equal("weights", found);
        Assert.Equal(caller, Environment.CurrentManagedThreadId);
    }
}
