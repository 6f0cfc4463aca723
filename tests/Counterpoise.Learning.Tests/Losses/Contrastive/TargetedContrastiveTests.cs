using Counterpoise.Learning.Losses;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Losses;

public class TargetedContrastiveTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.2)]
    [InlineData(1.0)]
    public void It_is_the_mean_of_the_logarithms_of_positives_and_target_by_hand(double weight)
    {
        using var scope = torch.NewDisposeScope();
        using var targets = Targets();
        var batch = ContrastiveOracle.BothViews;
        var found = new TargetedContrastive(targets, 100, weight).Loss(batch, 0.1).ToDouble();
        var (points, rows, labels) = (ContrastiveOracle.Rows(targets.Assigned()),
            ContrastiveOracle.Rows(Functional.Normalize(batch.Embeddings)), batch.Labels.ToArray<long>());
        var expected = Enumerable.Range(0, 12).Average(i =>
        {
            var others = Enumerable.Range(0, 12).Where(a => a != i).ToArray();
            var sum = Math.Log(others.Sum(a => Math.Exp(Near(rows[i], rows[a]))) + points.Sum(t => Math.Exp(Near(rows[i], t))));
            var positives = others.Where(a => labels[a] == labels[i]).ToArray();
            return -(positives.Sum(p => Near(rows[i], rows[p]) - sum)
                + (weight * (Near(rows[i], points[labels[i]]) - sum))) / (positives.Length + 1);
        });
        Assert.Equal(expected, found, 1e-12);

        static double Near(double[] a, double[] b) => ContrastiveOracle.Dot(a, b) / 0.1;
    }

    [Fact]
    public void An_embedding_alone_in_its_class_has_its_target()
    {
        using var scope = torch.NewDisposeScope();
        using var targets = Targets();
        var z = Golden.Embeddings[..1].WithGrad();
        var loss = new TargetedContrastive(targets).Loss(z, Golden.Labels[..1], 0.5);
        loss.Backward();
        Assert.True(loss.ToDouble() > 0);
        Assert.True(z.Grad!.Norm().ToDouble() > 0);
        Assert.Equal(0, new TargetedContrastive(targets).Loss(Golden.Embeddings[..0], Golden.Labels[..0], 0.1).ToDouble());
    }

    [Fact]
    public void The_gradient_equals_finite_differences_and_the_sum_is_the_mean_times_the_anchors()
    {
        using var scope = torch.NewDisposeScope();
        using var targets = Targets();
        GradientCheck.Check(z => new TargetedContrastive(targets, 1, seed: 5).Loss(z[0], Golden.Labels, 0.5), 5e-7, Golden.Embeddings);
        var sum = new TargetedContrastive(targets, reduction: ContrastiveReduction.Sum).Loss(Golden.Embeddings, Golden.Labels, 0.5)
            .ToDouble();
        Assert.Equal(sum, 6 * new TargetedContrastive(targets).Loss(Golden.Embeddings, Golden.Labels, 0.5).ToDouble(), 1e-12);
    }

    [Fact]
    public void Descent_leaves_the_means_of_an_imbalanced_set_at_equal_angles()
    {
        using var scope = torch.NewDisposeScope();
        using var targets = Targets();
        using var generator = new torch.Generator(3);
        var labels = Tensor.FromArray([.. Enumerable.Repeat(0L, 40), .. Enumerable.Repeat(1L, 6), .. Enumerable.Repeat(2L, 2)]);
        var z = Tensor.Randn([48, 3], ScalarType.Float64, generator: generator).WithGrad();
        var term = new TargetedContrastive(targets, targetWeight: 10);
        using var optimizer = new Counterpoise.Torch.Optimizers.Adam([z], new() { LearningRate = 0.05 });
        for (var step = 0; step < 300; step++)
        {
            using var inner = torch.NewDisposeScope();
            term.Loss(z, labels, 0.1).Backward();
            optimizer.Step();
            optimizer.ZeroGrad();
        }

        var means = Functional.Normalize(Tensor.Zeros([3, 3], ScalarType.Float64).IndexAdd(0, labels, Functional.Normalize(z.Detach())));
        foreach (var (a, b) in new[] { (0, 1), (0, 2), (1, 2) })
        {
            Assert.Equal(-0.5, means[a].Dot(means[b]).ToDouble(), 0.1);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        using var targets = Targets();
        var term = new TargetedContrastive(targets);
        Assert.Same(targets, term.LearntPart);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TargetedContrastive(targets, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TargetedContrastive(targets, targetWeight: -1));
        Assert.Contains("2 columns, the targets 3", Assert.Throws<ArgumentException>(() =>
            term.Loss(Golden.Embeddings[.., ..2], Golden.Labels, 0.1)).Message);
        Assert.Contains("label 3", Assert.Throws<ArgumentException>(() => term.Loss(Golden.Embeddings, Golden.Labels + 1, 0.1)).Message);
    }

    private static ClassTargets Targets() => new ClassTargets(3, 3, 1).Initialize(1);
}
