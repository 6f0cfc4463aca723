using Counterpoise.Torch.Mpi;

/// <summary>Worlds in which a rank fails while the others wait for it.</summary>
internal static class FailingRanks
{
    /// <summary>All compute until one of them is killed.</summary>
    public static void Endless(MpiWorld world)
    {
        var numbers = new float[100_000];
        for (var step = 0; ; step++)
        {
            world.AllReduce(numbers.AsSpan());
            if (step == 3)
            {
                Console.WriteLine("running");
            }

            Thread.Sleep(2);
        }
    }

    /// <summary>The last rank throws.</summary>
    public static void Fail(MpiWorld world)
    {
        var numbers = new double[10];
        world.AllReduce(numbers.AsSpan());
        if (world.Rank == world.Size - 1)
        {
            throw new InvalidOperationException("this rank has a fault of its own");
        }

        world.AllReduce(numbers.AsSpan());
    }
}
