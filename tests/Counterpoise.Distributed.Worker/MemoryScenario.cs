using Counterpoise.Tests.Distributed;
using Counterpoise.Torch.Mpi;

/// <summary>Collectives on plain memory.</summary>
internal static unsafe class MemoryScenario
{
    public static void Run(MpiWorld world, Results results)
    {
        var numbers = results.Numbers;
        numbers["place"] = [world.Rank, world.Size, world.LocalRank, world.LocalSize];
        numbers["processors"] = [world.Processors];
        results.Texts["version"] = world.Version;

        float[] singles = [1.5f * (world.Rank + 1), -world.Rank];
        world.AllReduce(singles.AsSpan());
        numbers["float sum"] = [.. singles.Select(v => (double)v)];
        foreach (var operation in Enum.GetValues<ReduceOperation>())
        {
            double[] doubles = [world.Rank, -world.Rank, 7.25];
            world.AllReduce(doubles.AsSpan(), operation);
            numbers[$"double {operation}"] = doubles;
            long[] integers = [long.MaxValue / 4 - world.Rank, world.Rank];
            world.AllReduce(integers.AsSpan(), operation);
            results.Texts[$"int64 {operation}"] = string.Join(' ', integers);
        }

        // Long enough for every algorithm that Open MPI has for it, of a length that no number of ranks divides.
        var many = new float[1_000_003];
        for (var i = 0; i < many.Length; i++)
        {
            many[i] = MathF.Sin((i * 0.7f) + world.Rank);
        }

        fixed (float* at = many)
        {
            world.AllReduce(at, many.Length, MpiElement.Float);
        }

        numbers["many"] = [many[0], many[^1], .. many.Chunk(100_000).Select(part =>
            (double)part.Aggregate(0u, (hash, value) => (hash * 31) + BitConverter.SingleToUInt32Bits(value)))];

        byte[] text = world.Rank == world.Size - 1 ? [1, 2, 255] : [0, 0, 0];
        world.Broadcast(text.AsSpan(), root: world.Size - 1);
        numbers["broadcast"] = [.. text.Select(b => (double)b)];
        var all = new int[2 * world.Size];
        world.AllGather<int>([world.Rank, 10 * world.Rank], all);
        numbers["gathered"] = [.. all.Select(v => (double)v)];
        world.Barrier();

        results.Texts["no such root"] = Message<ArgumentOutOfRangeException>(() => world.Broadcast(text.AsSpan(), root: world.Size));
        results.Texts["wrong length"] = Message<ArgumentException>(() => world.AllGather<int>([1, 2], new int[1]));
        results.Texts["sum of bytes"] = Message<ArgumentException>(() => world.AllReduce(null, 0, MpiElement.Byte));
        results.Texts["joined again"] = Message<MpiException>(() => MpiWorld.Join());
    }

    private static string Message<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
            return "";
        }
        catch (T failure)
        {
            return failure.Message;
        }
    }
}
