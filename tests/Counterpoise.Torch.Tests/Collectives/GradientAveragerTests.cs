using Counterpoise.Tests.Distributed;
using Counterpoise.Torch;
using Counterpoise.Torch.Collectives;

namespace Counterpoise.Tests.Torch.Collectives;

[Collection(EngineRanks.Name)]
public class GradientAveragerTests(EngineRanks engine)
{
    public static TheoryData<int, MemoryFormat> Cases => new() { { 2, MemoryFormat.Contiguous }, { 3, MemoryFormat.Contiguous },
        { 2, MemoryFormat.ChannelsLast }, { 3, MemoryFormat.ChannelsLast } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ranks_train_to_the_weights_of_one_process_with_the_joined_batch(int size, MemoryFormat format)
    {
        using var model = JoinedProblem.Create(format, seed: 5);
        JoinedProblem.Train(model, null, format);
        var joined = JoinedProblem.Weights(model);
        Assert.All(engine.Of(size), rank => Assert.InRange(joined.Zip(rank.Numbers[$"weights {format}"], (a, b) => Math.Abs(a - b)).Max(),
            0, 1e-6));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_ranks_end_with_the_same_bits(int size, MemoryFormat format)
    {
        var ranks = engine.Of(size);
        Assert.All(ranks, rank => Assert.Equal(ranks[0].Numbers[$"weights {format}"], rank.Numbers[$"weights {format}"]));
    }

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
    public void Unused_parameters_are_named_on_all_ranks_where_they_are_an_error()
    {
        Assert.All(engine.Of(2), rank => Assert.Contains("at least one of 2 ranks gave no gradient to 'p1', 'p2': freeze",
            rank.Texts["unused"]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Averaging_leaks_no_tensor(int size) => Assert.All(engine.Of(size), rank => Assert.Equal([0.0], rank.Numbers["leaked"]));

    [Fact]
    public void Gradients_of_several_backward_passes_are_averaged_together()
    {
        using var group = new ProcessGroup(null);
        using var scope = torch.NewDisposeScope();
        var weight = Tensor.FromArray([1.0, 2]).WithGrad();
        using var averager = new GradientAverager(group, [KeyValuePair.Create("weight", weight)]);
        (weight * 3).Sum().Backward();
        (weight * 4).Sum().Backward();
        averager.Average();
        Assert.Equal([7.0, 7], weight.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_frozen_parameter_is_left_out_until_it_is_learnt_again()
    {
        using var group = new ProcessGroup(null);
        using var scope = torch.NewDisposeScope();
        var frozen = Tensor.FromArray([1.0]);
        var learnt = Tensor.FromArray([2f]).WithGrad();
        using var averager = new GradientAverager(group, [KeyValuePair.Create("frozen", frozen), KeyValuePair.Create("learnt", learnt)]);
        foreach (var free in new[] { false, true })
        {
            frozen.RequiresGrad = free;
            (frozen * learnt.Double()).Sum().Backward();
            averager.Average();
            Assert.Equal(free, frozen.Grad is not null);
        }

        Assert.Equal(2, frozen.Grad!.ToDouble());
        Assert.Equal(2, learnt.Grad!.ToDouble());
    }

    [Fact]
    public void Half_precision_gradients_travel_as_float32_and_come_back_as_they_were()
    {
        using var group = new ProcessGroup(null);
        using var scope = torch.NewDisposeScope();
        var weight = Tensor.FromArray([1f, 2]).To(ScalarType.BFloat16).Detach().WithGrad();
        using var averager = new GradientAverager(group, [KeyValuePair.Create("weight", weight)]);
        (weight * 3).Sum().Backward();
        averager.Average();
        Assert.Equal(ScalarType.BFloat16, weight.Grad!.Type);
        Assert.Equal([3f, 3], weight.Grad!.Float().ToArray<float>());
    }

    [Fact]
    public void Without_parameters_or_without_a_gradient_it_is_an_error_that_says_so()
    {
        using var group = new ProcessGroup(null);
        using var scope = torch.NewDisposeScope();
        Assert.Contains("no parameters", Assert.Throws<ArgumentException>(() => new GradientAverager(group, [])).Message);
        using var averager = new GradientAverager(group, [KeyValuePair.Create("w", Tensor.Ones(1).WithGrad())]);
        Assert.Contains("at least one of 1 ranks gave no gradient to 'w'",
            Assert.Throws<InvalidOperationException>(averager.Average).Message);
    }
}
