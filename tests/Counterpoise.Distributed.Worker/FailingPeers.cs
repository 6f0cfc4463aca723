using Counterpoise.Tests.Distributed;
using Counterpoise.Torch;
using Counterpoise.Torch.Collectives;

/// <summary>Groups whose last rank fails.</summary>
internal static class FailingPeers
{
    /// <summary>The last rank is there and takes no part.</summary>
    public static void Absent(ProcessGroup group, Results results)
    {
        using var tensor = Tensor.Ones(4);
        group.AllReduce(tensor);
        if (group.Rank == group.Size - 1)
        {
            Thread.Sleep(group.Options.Timeout * 3);
            return;
        }

        group.AllReduce(tensor);
    }

    /// <summary>All compute until one of them is killed.</summary>
    public static void Endless(ProcessGroup group, Results results)
    {
        using var tensor = Tensor.Ones(100_000);
        for (var step = 0; ; step++)
        {
            group.AllReduce(tensor, ReduceOperation.Mean);
            if (step == 3)
            {
                Console.WriteLine("running");
            }

            Thread.Sleep(2);
        }
    }
}
