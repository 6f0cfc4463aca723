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
        foreach (var type in new[] { "Float64", "Float32", "Float16", "Int64", "Int32", "UInt8" })
        {
            Assert.All(engine.Of(size), rank => Assert.Equal([factor, 2 * factor, 3 * factor], rank.Numbers[$"sum {type}"]));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_mean_the_greatest_and_the_least_are_over_all_ranks(int size)
    {
        var last = size - 1;
        Assert.All(engine.Of(size), rank =>
        {
            Assert.Equal([last / 2.0, -last / 2.0, 7], rank.Numbers["Mean"]);
            Assert.Equal([last, 0, 7], rank.Numbers["Max"]);
            Assert.Equal([0, -last, 7], rank.Numbers["Min"]);
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gathered_tensors_stand_in_the_order_of_the_ranks(int size) =>
        Assert.All(engine.Of(size), rank => Assert.Equal(Enumerable.Range(0, size).SelectMany(r => new double[] { r, -r, 7 }), rank.Numbers["gathered"]));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Tensors_that_do_not_lie_densely_are_reduced_and_broadcast_in_place(int size) => Assert.All(engine.Of(size).Select((r, i) => (Found: r, Rank: i)), rank =>
    {
        Assert.Equal(Enumerable.Repeat(size * (size + 1) / 2.0, 6), rank.Found.Numbers["strided"]);
        Assert.Equal([size - 1, rank.Rank, size - 1, rank.Rank, size - 1, rank.Rank], rank.Found.Numbers["broadcast column"]);
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Works_that_run_at_the_same_time_do_not_mix(int size)
    {
        var sum = size * (size + 1) / 2.0;
        Assert.All(engine.Of(size), rank => Assert.Equal([sum, sum, 10 * sum / size, 10 * sum / size], rank.Numbers["asynchronous"]));
    }

    [Fact]
    public void A_group_of_one_is_its_own_answer()
    {
        using var folder = new TemporaryFolder();
        using var group = new ProcessGroup(new ProcessGroupOptions { StoreFile = folder.File("store"), Timeout = TimeSpan.FromSeconds(20) });
        using var scope = DisposeScope.Begin();
        var tensor = Tensor.FromArray([1.0, 2]);
        group.AllReduce(tensor, ReduceOperation.Mean);
        group.Broadcast(tensor);
        group.Barrier();
        Assert.Equal([1.0, 2], tensor.ToArray<double>());
        Assert.Equal([1.0, 2], Assert.Single(group.AllGather(tensor)).ToArray<double>());
        Assert.Contains("floating-point", Assert.Throws<ArgumentException>(() => group.AllReduce(Tensor.FromArray([1L]), ReduceOperation.Mean)).Message);
        Assert.Contains("[0, 1)", Assert.Throws<ArgumentOutOfRangeException>(() => group.Broadcast(tensor, root: 1)).Message);
        var work = group.AllReduceAsync(tensor);
        work.Wait();
        Assert.Throws<InvalidOperationException>(work.Wait);
        group.Dispose();
        Assert.Throws<ObjectDisposedException>(group.Barrier);
    }

    [Fact]
    public void Peers_that_never_come_are_reported_with_the_place_to_meet()
    {
        var options = new ProcessGroupOptions { Rank = 1, Size = 2, Port = Ranks.FreePort(), Timeout = TimeSpan.FromSeconds(1) };
        var message = Assert.Throws<CollectiveException>(() => new ProcessGroup(options)).Message;
        Assert.Contains($"rank 1 of 2 could not meet the others at 127.0.0.1:{options.Port} within 1 s", message);
    }

    [Fact]
    public void Nccl_is_refused_where_libtorch_lacks_it()
    {
        Assert.SkipWhen(Device.IsCudaAvailable, "needs a libtorch without CUDA");
        Assert.Contains("NCCL", Assert.Throws<CollectiveException>(() => new ProcessGroup(new ProcessGroupOptions { Backend = CollectiveBackend.Nccl })).Message);
    }
}
