using Counterpoise.Learning.Losses;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Losses;

public class PrototypeContrastiveTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public void It_is_the_mean_over_own_views_and_the_prototype_of_those_not_near_it_by_hand(double margin)
    {
        using var scope = torch.NewDisposeScope();
        var batch = ContrastiveOracle.BothViews;
        var (prototypes, rows, labels) = (UniformDirections.Create(3, 3, 4),
            ContrastiveOracle.Rows(Functional.Normalize(batch.Embeddings)), batch.Labels.ToArray<long>());
        var drawn = 0;
        var expected = Enumerable.Range(0, 12).Average(i =>
        {
            var sum = Math.Log(Enumerable.Range(0, 12).Where(a => a != i)
                .Sum(a => Math.Exp(ContrastiveOracle.Dot(rows[i], rows[a]) / 0.1)));
            var near = Enumerable.Range(0, 3).Select(c => ContrastiveOracle.Dot(rows[i], prototypes[(3 * c)..((3 * c) + 3)])).ToArray();
            var own = (ContrastiveOracle.Dot(rows[i], rows[(i + 6) % 12]) / 0.1) - sum;
            if (near[labels[i]] > near.Where((_, c) => c != labels[i]).Max() + margin)
            {
                return -own;
            }

            drawn++;
            return -(own + (near[labels[i]] / 0.1) - sum) / 2;
        });
        Assert.InRange(drawn, 1, 11);
        Assert.Equal(expected, new PrototypeContrastive(3, 3, margin, 4).Loss(batch, 0.1).ToDouble(), 1e-12);
    }

    [Fact]
    public void Rows_at_their_prototypes_have_their_own_views_alone()
    {
        using var scope = torch.NewDisposeScope();
        var prototypes = Tensor.FromArray(UniformDirections.Create(2, 5, 1), 2, 5);
        var labels = Tensor.Arange(8) % 2;
        var batch = new ContrastiveBatch(prototypes.IndexSelect(0, labels), labels) { Views = 2 };
        var expected = new SupervisedContrastive().Loss(batch with { Labels = Tensor.Arange(8) % 4 }, 0.1).ToDouble();
        Assert.Equal(expected, new PrototypeContrastive(2, 5, 0.1, 1).Loss(batch, 0.1).ToDouble(), 1e-12);
    }

    [Fact]
    public void Descent_parts_two_classes_of_which_one_is_rare()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3);
        var labels = Tensor.FromArray([.. Enumerable.Repeat(0L, 45), .. Enumerable.Repeat(1L, 3)]);
        var z = Tensor.Randn([48, 8], ScalarType.Float64, generator: generator).WithGrad();
        var term = new PrototypeContrastive(2, 8, seed: 1);
        using var optimizer = new Counterpoise.Torch.Optimizers.Adam([z], new() { LearningRate = 0.05 });
        for (var step = 0; step < 200; step++)
        {
            using var inner = torch.NewDisposeScope();
            term.Loss(z, labels, 0.1).Backward();
            optimizer.Step();
            optimizer.ZeroGrad();
        }

        var side = Functional.Normalize(z.Detach()).MatMul(Tensor.FromArray(UniformDirections.Create(2, 8, 1), 2, 8)[1]).ToArray<double>();
        Assert.All(side[..45], s => Assert.True(s < 0));
        Assert.All(side[45..], s => Assert.True(s > 0));
    }

    [Fact]
    public void The_gradient_equals_finite_differences_and_reductions_differ_by_their_divisor()
    {
        using var scope = torch.NewDisposeScope();
        GradientCheck.Check(z => new PrototypeContrastive(3, 3, seed: 2)
            .Loss(new ContrastiveBatch(z[0], Golden.Labels[..3].Repeat(2)) { Views = 2 }, 0.5), 5e-7, Golden.Embeddings);
        double Loss(ContrastiveReduction reduction) => new PrototypeContrastive(3, 3, reduction: reduction)
            .Loss(ContrastiveOracle.BothViews, 0.5).ToDouble();
        Assert.Equal(Loss(ContrastiveReduction.Sum), 12 * Loss(ContrastiveReduction.Mean), 1e-12);
        Assert.Equal(Loss(ContrastiveReduction.MeanOfValid), Loss(ContrastiveReduction.Mean), 1e-12);
    }

    [Fact]
    public void One_class_is_never_drawn_and_a_lone_row_costs_nothing()
    {
        using var scope = torch.NewDisposeScope();
        var one = new PrototypeContrastive(1, 3);
        Assert.Equal(new SupervisedContrastive().Loss(ContrastiveOracle.OwnViews, 0.1).ToDouble(),
            one.Loss(ContrastiveOracle.BothViews with { Labels = Tensor.Zeros([12], ScalarType.Int64) }, 0.1).ToDouble(), 1e-12);
        Assert.Equal(0, one.Loss(Golden.Embeddings[..1], Golden.Labels[..1], 0.1).ToDouble());
        Assert.Equal(0, one.Loss(Golden.Embeddings[..0], Golden.Labels[..0], 0.1).ToDouble());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrototypeContrastive(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrototypeContrastive(2, 3, -1));
        Assert.Contains("3 columns, the prototypes 4", Assert.Throws<ArgumentException>(() =>
            new PrototypeContrastive(3, 4).Loss(Golden.Embeddings, Golden.Labels, 0.1)).Message);
    }
}
