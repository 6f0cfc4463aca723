using Counterpoise.Tests.Distributed;
using Counterpoise.Torch.Collectives;
using Counterpoise.Torch.Mpi;

// One rank that mpirun starts for a test: <scenario> <output folder>.
using var world = MpiWorld.Join();
using var group = new ProcessGroup(world);
try
{
    var results = new Results { Folder = args[1] };
    switch (args[0])
    {
        case "memory":
            MemoryScenario.Run(world, results);
            break;
        case "engine":
            EngineScenario.Run(group, results);
            break;
        case "trainer":
            TrainerScenario.Run(group, results);
            break;
        case "endless":
            FailingRanks.Endless(world);
            break;
        case "failing":
            FailingRanks.Fail(world);
            break;
        case "cost":
            CostScenario.Run(world);
            break;
        default:
            throw new ArgumentException($"no scenario '{args[0]}'");
    }

    results.Save(Path.Combine(args[1], $"rank{group.Rank}.json"));
    return 0;
}
catch (Exception failure) when (failure is MpiException or ArgumentException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync($"rank {world.Rank}: {failure.Message}");
    if (!world.TryEnd(TimeSpan.FromSeconds(2)))
    {
        world.Abort(3);
    }

    return 3;
}
