using Counterpoise.Tests.Distributed;

namespace Counterpoise.Tests.Torch.Collectives;

/// <summary>What two ranks and three found, run once for all tests.</summary>
[CollectionDefinition(Name)]
public sealed class EngineRanks : IDisposable, ICollectionFixture<EngineRanks>
{
    public const string Name = "engine ranks";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<int, Results[]> _results = [];

    internal Results[] Of(int size)
    {
        if (!_results.TryGetValue(size, out var found))
        {
            var output = Directory.CreateDirectory(_folder.File($"{size}")).FullName;
            var run = Mpirun.Run(size, Mpirun.Worker, "engine", output);
            Assert.True(run.ExitCode == 0, run.Error);
            found = _results[size] = [.. Enumerable.Range(0, size).Select(rank => Results.Load(Path.Combine(output, $"rank{rank}.json")))];
        }

        return found;
    }

    public void Dispose() => _folder.Dispose();
}
