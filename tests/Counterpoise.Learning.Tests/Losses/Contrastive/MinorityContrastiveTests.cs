using Counterpoise.Learning.Losses;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Losses;

public class MinorityContrastiveTests
{
    [Fact]
    public void It_is_supervised_contrastive_with_each_row_of_the_most_frequent_class_a_class_of_its_own()
    {
        using var scope = torch.NewDisposeScope();
        var batch = ContrastiveOracle.BothViews;
        var apart = batch with { Labels = Tensor.FromArray(new long[] { 10, 11, 12, 1, 1, 2, 10, 11, 12, 1, 1, 2 }) };
        foreach (var reduction in Enum.GetValues<ContrastiveReduction>())
        {
            Assert.Equal(new SupervisedContrastive(reduction).Loss(apart, 0.1).ToDouble(),
                new MinorityContrastive(Golden.Counts, reduction).Loss(batch, 0.1).ToDouble(), 1e-12);
        }
    }

    [Fact]
    public void Anchors_of_the_most_frequent_class_in_one_view_have_no_positive()
    {
        using var scope = torch.NewDisposeScope();
        var z = Golden.Embeddings[..3].WithGrad();
        var loss = new MinorityContrastive(Golden.Counts).Loss(z, Golden.Labels[..3], 0.1);
        loss.Backward();
        Assert.Equal(0, loss.ToDouble());
        Assert.Equal(0, z.Grad!.Norm().ToDouble());
        Assert.True(new MinorityContrastive([1, 2, 3]).Loss(Golden.Embeddings[..3], Golden.Labels[..3], 0.1).ToDouble() > 0);
    }

    [Fact]
    public void The_gradient_equals_finite_differences() =>
        GradientCheck.Check(z => new MinorityContrastive(Golden.Counts).Loss(z[0], Golden.Labels, 0.5), 5e-7, Golden.Embeddings);

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Throws<ArgumentException>(() => new MinorityContrastive([]));
        Assert.Contains("temperature is 0", Assert.Throws<ArgumentException>(() =>
            new MinorityContrastive(Golden.Counts).Loss(Golden.Embeddings, Golden.Labels, 0)).Message);
    }
}
