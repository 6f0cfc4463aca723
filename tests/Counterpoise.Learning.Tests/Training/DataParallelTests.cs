using Counterpoise.Tests.Distributed;
using Counterpoise.Torch.Collectives;

namespace Counterpoise.Tests.Learning.Training;

public class DataParallelTests(DataParallelTests.Runs runs) : IClassFixture<DataParallelTests.Runs>
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Ranks_end_with_the_weights_of_one_process_with_the_joined_batch(int size)
    {
        using var folder = new TemporaryFolder();
        var (weights, result) = JoinedRun.Train(null, folder.File("joined"));
        Assert.All(runs.Of(size), rank =>
        {
            Assert.InRange(weights!.Zip(rank.Numbers["whole"], (a, b) => Math.Abs(a - b)).Max(), 0, 1e-6);
            Assert.Equal([result!.BestEpoch, result.BestMetric!.Value, result.EpochsRun], rank.Numbers["whole epochs"]);
            Assert.All(result.Curve.Zip(rank.Numbers["whole losses"]), point => Assert.Equal(point.First.Loss, point.Second, 1e-9));
        });
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("dropout")]
    [InlineData("resumed")]
    [InlineData("own statistics")]
    [InlineData("contrastive")]
    [InlineData("targeted")]
    [InlineData("centroids")]
    public void All_ranks_end_with_the_same_weights(string run)
    {
        var ranks = runs.Of(3);
        Assert.NotEmpty(ranks[0].Numbers[run]);
        Assert.All(ranks, rank => Assert.Equal(ranks[0].Numbers[run], rank.Numbers[run]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void When_one_rank_wants_to_stop_all_do_and_resumed_they_end_as_if_they_had_not(int size) => Assert.All(runs.Of(size), rank =>
    {
        Assert.Equal("yes", rank.Texts["interrupted"]);
        Assert.Equal(rank.Numbers["dropout"], rank.Numbers["resumed"]);
        Assert.NotEqual(rank.Numbers["whole"], rank.Numbers["dropout"]);
    });

    [Fact]
    public void Own_batch_statistics_are_not_those_of_the_joined_batch() =>
        Assert.NotEqual(runs.Of(2)[0].Numbers["whole"], runs.Of(2)[0].Numbers["own statistics"]);

    [Fact]
    public void A_batch_too_small_to_be_shared_out_is_refused_before_training() =>
        Assert.All(runs.Of(3), rank => Assert.Contains("the smallest batch has 2 rows, 3 ranks need at least 6",
            rank.Texts["too few rows"]));

    [Fact]
    public void Only_rank_0_writes_the_folder()
    {
        Assert.Equal(4, File.ReadAllLines(runs.File(2, "whole/metrics.csv")).Length);
        Assert.Single(Directory.GetFiles(runs.File(2, "whole/events")));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Ranks_leak_no_tensor(int size) => Assert.All(runs.Of(size), rank => Assert.Equal([0.0], rank.Numbers["leaked"]));

    [Fact]
    public void A_group_of_one_trains_as_without_a_group()
    {
        using var folder = new TemporaryFolder();
        using var group = new ProcessGroup(null);
        Assert.Equal(JoinedRun.Train(null, folder.File("alone")).Weights, JoinedRun.Train(group, folder.File("group")).Weights);
    }

    public sealed class Runs : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly Dictionary<int, Results[]> _results = [];

        internal Results[] Of(int size)
        {
            if (!_results.TryGetValue(size, out var found))
            {
                var output = Directory.CreateDirectory(_folder.File($"{size}")).FullName;
                var run = Mpirun.Run(size, Mpirun.Worker, "trainer", output);
                Assert.True(run.ExitCode == 0, run.Error);
                found = _results[size] = [.. Enumerable.Range(0, size)
                    .Select(rank => Results.Load(Path.Combine(output, $"rank{rank}.json")))];
            }

            return found;
        }

        internal string File(int size, string path)
        {
            Of(size);
            return _folder.File(Path.Combine($"{size}", path));
        }

        public void Dispose() => _folder.Dispose();
    }
}
