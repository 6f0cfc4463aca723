using Counterpoise.Torch;
using Counterpoise.Torch.Collectives;

namespace Counterpoise.Tests.Torch.Collectives;

[Collection(EngineRanks.Name)]
public class ProcessGroupTests(EngineRanks engine)
{
    public static TheoryData<int> Sizes => [2, 3];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void All_ranks_get_the_sum_in_every_type(int size)
    {
        var factor = size * (size + 1) / 2;
        foreach (var type in new[] { "Float64", "Float32", "Float16", "BFloat16", "Int64", "Int32", "Byte" })
        {
            Assert.All(engine.Of(size), rank => Assert.Equal([factor, 2 * factor, 3 * factor], rank.Numbers[$"sum {type}"]));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_greatest_and_the_least_are_over_all_ranks(int size)
    {
        var last = size - 1;
        Assert.All(engine.Of(size), rank =>
        {
            Assert.Equal([last, 0, 7], rank.Numbers["Max"]);
            Assert.Equal([0, -last, 7], rank.Numbers["Min"]);
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gathered_tensors_stand_in_the_order_of_the_ranks(int size) =>
        Assert.All(engine.Of(size), rank => Assert.Equal(Enumerable.Range(0, size).SelectMany(r => new double[] { r, -r, 7 }),
            rank.Numbers["gathered"]));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Tensors_that_do_not_lie_densely_are_reduced_and_broadcast_in_place(int size) =>
        Assert.All(engine.Of(size).Select((r, i) => (Found: r, Rank: i)), rank =>
    {
        Assert.Equal(Enumerable.Repeat(size * (size + 1) / 2.0, 6), rank.Found.Numbers["strided"]);
        Assert.Equal([size - 1, rank.Rank, size - 1, rank.Rank, size - 1, rank.Rank], rank.Found.Numbers["broadcast column"]);
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Plain_numbers_are_summed_up_too(int size) =>
        Assert.All(engine.Of(size), rank => Assert.Equal([size * (size - 1) / 2.0, size], rank.Numbers["numbers"]));

    [Fact]
    public void A_group_of_one_is_its_own_answer()
    {
        using var group = ProcessGroup.Join();
        using var scope = torch.NewDisposeScope();
        var tensor = Tensor.FromArray([1.0, 2]);
        group.AllReduce(tensor);
        group.Broadcast(tensor);
        group.Barrier();
        Assert.Equal([1.0, 2], tensor.ToArray<double>());
        Assert.Equal([1.0, 2], Assert.Single(group.AllGather(tensor)).ToArray<double>());
        var gathered = new double[2];
        group.AllGather<double>([3, 4], gathered);
        Assert.Equal([3.0, 4], gathered);
        Assert.Contains("[0, 1)", Assert.Throws<ArgumentOutOfRangeException>(() => group.Broadcast(tensor, root: 1)).Message);
        Assert.Equal((0, 1, 0, true, Environment.ProcessorCount),
            (group.Rank, group.Size, group.LocalRank, group.IsFirst, group.Processors));
        Assert.True(group.TryEnd(TimeSpan.Zero));
    }
}
