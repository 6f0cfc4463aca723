using Counterpoise.Learning.Sampling;

namespace Counterpoise.Tests.Learning.Sampling;

/// <summary>What every batch sampler must keep; samplers are found by reflection, so a new one cannot be forgotten.</summary>
public class BatchSamplerContract
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 103).Select(i => i < 80 ? 0 : i < 95 ? 1 : 2)];

    private static readonly Dictionary<Type, (string Name, Func<ulong, IBatchSampler> Create)[]> Kinds = new()
    {
        [typeof(ShuffledBatches)] =
        [
            ("shuffled", seed => new ShuffledBatches(Labels.Length, 16, seed)),
            ("shuffled, last dropped", seed => new ShuffledBatches(Labels.Length, 16, seed, dropLast: true)),
        ],
        [typeof(ClassAwareBatches)] = [("class-aware", seed => new ClassAwareBatches(Labels, 16, seed))],
        [typeof(EpisodicBatches)] = [("episodic", seed => new EpisodicBatches(Labels, 2, 2, 4, 5, seed))],
    };

    public static TheoryData<string> Samplers => [.. typeof(IBatchSampler).Assembly.GetTypes()
        .Where(type => type.IsClass && typeof(IBatchSampler).IsAssignableFrom(type))
        .SelectMany(type => Kinds.TryGetValue(type, out var kinds) ? kinds.Select(kind => kind.Name)
            : throw new InvalidOperationException($"{type.Name} is new: add it to this kit"))];

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Batches_are_a_function_of_seed_and_epoch(string name)
    {
        Assert.Equal(Create(name, 5).Batches(3), Create(name, 5).Batches(3));
        Assert.NotEqual(Create(name, 5).Batches(3), Create(name, 5).Batches(4));
        Assert.NotEqual(Create(name, 5).Batches(3), Create(name, 6).Batches(3));
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void An_epoch_has_the_number_of_batches_it_promises_and_only_rows_that_exist(string name)
    {
        var sampler = Create(name, 1);
        var batches = sampler.Batches(0);
        Assert.Equal(sampler.BatchesPerEpoch, batches.Count);
        Assert.All(batches.SelectMany(b => b), row => Assert.InRange(row, 0, sampler.RowCount - 1));
    }

    [Fact]
    public void Shuffled_batches_visit_every_row_once()
    {
        Assert.Equal(Enumerable.Range(0, 103), Create("shuffled", 2).Batches(0).SelectMany(b => b).Order());
        Assert.Equal(96, Create("shuffled, last dropped", 2).Batches(0).SelectMany(b => b).Distinct().Count());
    }

    [Fact]
    public void A_last_batch_of_one_row_joins_the_one_before_it()
    {
        var sampler = new ShuffledBatches(33, 16, 0);
        Assert.Equal([16, 17], sampler.Batches(0).Select(b => b.Length));
        Assert.Equal(2, sampler.BatchesPerEpoch);
        Assert.Equal([1], new ShuffledBatches(1, 16, 0).Batches(0).Select(b => b.Length));
    }

    [Fact]
    public void Class_aware_batches_hold_every_class_and_use_all_its_rows_in_turn()
    {
        var sampler = Create("class-aware", 2);
        var batches = sampler.Batches(0);
        Assert.All(batches, b => Assert.Equal(3, b.Select(i => Labels[i]).Distinct().Count()));
        var rare = batches.SelectMany(b => b).Where(i => Labels[i] == 2).GroupBy(i => i).Select(g => g.Count()).ToList();
        Assert.Equal(8, rare.Count);
        Assert.InRange(rare.Max() - rare.Min(), 0, 1);
    }

    [Fact]
    public void What_cannot_be_batched_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShuffledBatches(0, 4, 0));
        Assert.Contains("lower the batch size", Assert.Throws<ArgumentException>(() => new ShuffledBatches(3, 4, 0, dropLast: true))
            .Message);
        Assert.Contains("row 1 has label -1", Assert.Throws<ArgumentException>(() => new ClassAwareBatches([0, -1], 2, 0)).Message);
    }

    private static IBatchSampler Create(string name, ulong seed) =>
        Kinds.Values.SelectMany(kinds => kinds).Single(kind => kind.Name == name).Create(seed);
}
