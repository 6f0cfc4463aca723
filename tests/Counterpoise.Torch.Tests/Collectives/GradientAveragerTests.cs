using Counterpoise.Tests.Distributed;
using Counterpoise.Torch;
using Counterpoise.Torch.Collectives;

namespace Counterpoise.Tests.Torch.Collectives;

[Collection(EngineRanks.Name)]
public class GradientAveragerTests(EngineRanks engine)
{
    public static TheoryData<int, MemoryFormat> Cases => new() { { 2, MemoryFormat.Contiguous }, { 3, MemoryFormat.Contiguous }, { 2, MemoryFormat.ChannelsLast }, { 3, MemoryFormat.ChannelsLast } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ranks_train_to_the_weights_of_one_process_with_the_joined_batch(int size, MemoryFormat format)
    {
        using var model = JoinedProblem.Create(format, seed: 5);
        JoinedProblem.Train(model, null, format);
        var joined = JoinedProblem.Weights(model);
        Assert.All(engine.Of(size), rank => Assert.InRange(joined.Zip(rank.Numbers[$"weights {format}"], (a, b) => Math.Abs(a - b)).Max(), 0, 1e-6));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_ranks_end_with_the_same_bits(int size, MemoryFormat format)
    {
        var ranks = engine.Of(size);
        Assert.All(ranks, rank => Assert.Equal(ranks[0].Numbers[$"weights {format}"], rank.Numbers[$"weights {format}"]));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Buckets_are_sent_while_the_backward_pass_runs(int size, MemoryFormat format) =>
        Assert.All(engine.Of(size), rank => Assert.InRange(rank.Numbers[$"overlapped {format}"][0], 2, 100));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Unused_parameters_count_as_zero_where_that_is_allowed_and_stay_without_gradient_where_no_rank_used_them(int size)
    {
        var mean = (size + 1) / 2.0;
        Assert.All(engine.Of(size), rank =>
        {
            Assert.Equal([mean, mean, 6.0 / size, 6.0 / size], rank.Numbers["used gradients"]);
            Assert.Equal("none", rank.Texts["gradient of the unused"]);
        });
    }

    [Fact]
    public void Unused_parameters_are_named_where_they_are_an_error()
    {
        var ranks = engine.Of(2);
        Assert.Contains("no gradient to 'p2': freeze", ranks[0].Texts["unused"]);
        Assert.Contains("'p2', 'p1'", ranks[1].Texts["unused"]);
        Assert.All(ranks, rank => Assert.Contains("got a second gradient between Begin and Finish", rank.Texts["twice"]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Averaging_leaks_no_tensor(int size) => Assert.All(engine.Of(size), rank => Assert.Equal([0.0], rank.Numbers["leaked"]));

    [Fact]
    public void Gradients_before_Begin_stay_and_are_averaged_with_the_last()
    {
        using var folder = new TemporaryFolder();
        using var group = new ProcessGroup(new ProcessGroupOptions { StoreFile = folder.File("store"), Timeout = TimeSpan.FromSeconds(20) });
        using var scope = DisposeScope.Begin();
        var weight = Tensor.FromArray([1.0, 2]).WithGrad();
        using var averager = new GradientAverager(group, [KeyValuePair.Create("weight", weight)]);
        (weight * 3).Sum().Backward();
        averager.Begin();
        (weight * 4).Sum().Backward();
        averager.Finish();
        Assert.Equal([7.0, 7], weight.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_frozen_parameter_is_left_out_until_it_is_learnt_again()
    {
        using var folder = new TemporaryFolder();
        using var group = new ProcessGroup(new ProcessGroupOptions { StoreFile = folder.File("store"), Timeout = TimeSpan.FromSeconds(20) });
        using var scope = DisposeScope.Begin();
        var frozen = Tensor.FromArray([1.0]);
        var learnt = Tensor.FromArray([2f]).WithGrad();
        using var averager = new GradientAverager(group, [KeyValuePair.Create("frozen", frozen), KeyValuePair.Create("learnt", learnt)]);
        Assert.Equal(2, averager.BucketCount);
        foreach (var free in new[] { false, true })
        {
            frozen.RequiresGrad = free;
            averager.Begin();
            (frozen * learnt.Double()).Sum().Backward();
            averager.Finish();
            Assert.Equal(free, frozen.Grad is not null);
        }

        Assert.Equal(2, frozen.Grad!.ToDouble());
        Assert.Equal(2, averager.Overlapped);
    }

    [Fact]
    public void Calls_out_of_order_and_options_out_of_range_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var group = new ProcessGroup(new ProcessGroupOptions { StoreFile = folder.File("store"), Timeout = TimeSpan.FromSeconds(20) });
        using var scope = DisposeScope.Begin();
        KeyValuePair<string, Tensor>[] parameters = [KeyValuePair.Create("w", Tensor.Ones(1).WithGrad())];
        using var averager = new GradientAverager(group, parameters);
        Assert.Contains("call Begin", Assert.Throws<InvalidOperationException>(averager.Finish).Message);
        averager.Begin();
        Assert.Contains("call Finish", Assert.Throws<InvalidOperationException>(averager.Begin).Message);
        Assert.Contains("BucketMebibytes is 0", Assert.Throws<ArgumentException>(() => new GradientAverager(group, parameters, new() { BucketMebibytes = 0 })).Message);
        Assert.Contains("no parameters", Assert.Throws<ArgumentException>(() => new GradientAverager(group, [])).Message);
    }
}
