using System.Globalization;
using Counterpoise.Tests.Distributed;
using Counterpoise.Torch.Collectives;

// One rank of a group that a test starts: <scenario> <output folder> <timeout in seconds> [<store file>].
var timeout = TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture));
try
{
    var options = ProcessGroupOptions.FromEnvironment() with { Timeout = timeout, StoreFile = args.Length > 3 ? args[3] : null };
    using var group = new ProcessGroup(options);
    Scenario scenario = args[0] switch
    {
        "trainer" => TrainerScenario.Run,
        "engine" => EngineScenario.Run,
        "absent" => FailingPeers.Absent,
        "endless" => FailingPeers.Endless,
        _ => throw new ArgumentException($"no scenario '{args[0]}'"),
    };
    var results = new Results { Folder = args[1] };
    scenario(group, results);
    results.Save(Path.Combine(args[1], $"rank{group.Rank}.json"));
    return 0;
}
catch (Exception failure) when (failure is CollectiveException or ArgumentException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync($"{failure.GetType().Name}: {failure.Message}");
    return 3;
}

internal delegate void Scenario(ProcessGroup group, Results results);
