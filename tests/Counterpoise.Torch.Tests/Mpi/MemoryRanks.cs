using Counterpoise.Tests.Distributed;

namespace Counterpoise.Tests.Torch.Mpi;

/// <summary>What so many ranks found about plain memory, run once for all tests.</summary>
public sealed class MemoryRanks : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, Results[]> _results = [];

    internal Results[] Of(int size, string again = "")
    {
        if (!_results.TryGetValue($"{size}{again}", out var found))
        {
            var output = Directory.CreateDirectory(_folder.File($"{size}{again}")).FullName;
            var run = Mpirun.Run(size, Mpirun.Worker, "memory", output);
            Assert.True(run.ExitCode == 0, run.Error);
            found = _results[$"{size}{again}"] = [.. Enumerable.Range(0, size)
                .Select(rank => Results.Load(Path.Combine(output, $"rank{rank}.json")))];
        }

        return found;
    }

    public void Dispose() => _folder.Dispose();
}
