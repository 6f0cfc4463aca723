using Counterpoise.Tests.Distributed;

namespace Counterpoise.Tests.Torch.Collectives;

/// <summary>What two ranks (which meet in a file) and three (which meet at a port) found, run once for all tests.</summary>
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
            using var ranks = new Ranks(size, "engine", output, storeFile: size == 2 ? _folder.File("store") : null);
            ranks.Succeed();
            found = _results[size] = [.. Enumerable.Range(0, size).Select(rank => Results.Load(Path.Combine(output, $"rank{rank}.json")))];
        }

        return found;
    }

    public void Dispose() => _folder.Dispose();
}
