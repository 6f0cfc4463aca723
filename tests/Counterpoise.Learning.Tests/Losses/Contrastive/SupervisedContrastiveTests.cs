using Counterpoise.Learning.Losses;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Losses;

public class SupervisedContrastiveTests
{
    private static readonly double Tau = Golden.Acl.Number("tau");

    [Theory]
    [InlineData("supcon_sum_paper", ContrastiveReduction.Sum)]
    [InlineData("supcon_mean_all", ContrastiveReduction.Mean)]
    [InlineData("supcon_mean_valid", ContrastiveReduction.MeanOfValid)]
    public void Every_reduction_equals_the_golden_number(string name, ContrastiveReduction reduction) =>
        Assert.Equal(Golden.Acl.Number(name), Value(Golden.Embeddings, Golden.Labels, Tau, reduction), 1e-10);

    [Theory]
    [InlineData(0.07)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Every_temperature_equals_the_golden_number(double temperature) =>
        Assert.Equal(Golden.Acl.Number(FormattableString.Invariant($"supcon_sum_tau_{temperature}")),
            Value(Golden.Embeddings, Golden.Labels, temperature, ContrastiveReduction.Sum), 1e-10);

    [Fact]
    public void A_base_temperature_gives_the_official_factor()
    {
        using var scope = torch.NewDisposeScope();
        double Official(double baseTemperature) => new SupervisedContrastive(baseTemperature: baseTemperature)
            .Loss(Golden.Embeddings, Golden.Labels, Tau).ToDouble();
        Assert.Equal(Golden.Acl.Number("official_supcon_basetemp_0.07"), Official(0.07), 1e-10);
        Assert.Equal(Golden.Acl.Number("official_supcon_basetemp_eq_tau"), Official(Tau), 1e-10);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SupervisedContrastive(baseTemperature: 0));
    }

    [Theory]
    [InlineData(ContrastiveReduction.Sum)]
    [InlineData(ContrastiveReduction.Mean)]
    [InlineData(ContrastiveReduction.MeanOfValid)]
    public void The_summary_of_a_batch_is_the_loss_of_uniform_embeddings(ContrastiveReduction reduction)
    {
        using var scope = torch.NewDisposeScope();
        var term = new SupervisedContrastive(reduction, 0.07);
        var summary = term.Summarize([3, 2, 1], 0.1);
        Assert.Equal(1, summary.WithoutPositive);
        Assert.Equal(term.Loss(Tensor.Ones([6, 3], ScalarType.Float64), Golden.Labels, 0.1).ToDouble(), summary.UniformLoss, 1e-9);
        Assert.Equal(new AnchorSummary(3, 0), term.Summarize([1, 1, 1], 0.1));
    }

    [Fact]
    public void A_lone_anchor_has_no_gradient_with_stock_operators_either()
    {
        using var scope = torch.NewDisposeScope();
        var z = Golden.Embeddings[..1].WithGrad();
        SupervisedContrastive.StockLoss(Functional.Normalize(z, dimension: 1), Golden.Labels[..1], 0.1, ContrastiveReduction.Mean)
            .Backward();
        Assert.All(z.Grad!.Reshape(-1).ToArray<double>(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void The_gradient_through_the_normalisation_equals_the_golden_numbers()
    {
        Golden.Close(Golden.Acl.Numbers("grad_Z_supcon_sum"), Gradient(Golden.Embeddings, Golden.Labels, Tau), 1e-9);
        Golden.Close(Golden.Acl.Numbers("grad_Z_supcon_sum_tau0.1"), Gradient(Golden.Embeddings, Golden.Labels, 0.1), 1e-9);
    }

    [Fact]
    public void Two_views_equal_the_golden_numbers()
    {
        using var scope = torch.NewDisposeScope();
        var second = Tensor.FromArray(Golden.Acl.Numbers("two_view_second"), 6, 3);
        var both = Tensor.Concatenate([Golden.Embeddings, second]);
        var labels = Tensor.Concatenate([Golden.Labels, Golden.Labels]);
        Assert.Equal(Golden.Acl.Number("two_view_sum"), Value(both, labels, Tau, ContrastiveReduction.Sum), 1e-10);
        Assert.Equal(Golden.Acl.Number("two_view_mean"), Value(both, labels, Tau, ContrastiveReduction.Mean), 1e-10);
    }

    [Fact]
    public void Degenerate_labels_equal_the_golden_numbers()
    {
        var same = Tensor.Zeros([6], ScalarType.Int64);
        Assert.Equal(Golden.Acl.Number("all_same_label_supcon_sum"), Value(Golden.Embeddings, same, Tau, ContrastiveReduction.Sum), 1e-9);
        var identical = Tensor.Ones([4, 3], ScalarType.Float64);
        Assert.Equal(4 * Math.Log(3), Value(identical, Tensor.FromArray(new long[] { 0, 0, 1, 1 }), Tau, ContrastiveReduction.Sum), 1e-12);
    }

    [Theory]
    [InlineData(ContrastiveReduction.Sum)]
    [InlineData(ContrastiveReduction.Mean)]
    [InlineData(ContrastiveReduction.MeanOfValid)]
    public void No_positive_pair_at_all_gives_zero_loss_and_zero_gradient(ContrastiveReduction reduction)
    {
        using var scope = torch.NewDisposeScope();
        var distinct = Tensor.Arange(6);
        Assert.Equal(0, Value(Golden.Embeddings, distinct, Tau, reduction));
        Assert.All(Gradient(Golden.Embeddings, distinct, Tau), g => Assert.Equal(0, g));
        Assert.Equal(0, Value(Golden.Embeddings[..1], Golden.Labels[..1], Tau, reduction));
    }

    [Fact]
    public void Single_precision_is_safe_at_the_smallest_temperature()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3);
        var z = Tensor.Randn([64, 16], generator: generator);
        z[0] = z[1];
        var labels = Tensor.Arange(64) % 5;
        var leaf = z.WithGrad();
        var loss = new SupervisedContrastive().Loss(leaf, labels, 0.01);
        loss.Backward();
        var exact = Value(z.Detach().Double(), labels, 0.01, ContrastiveReduction.Mean);
        Assert.InRange(Math.Abs(loss.ToDouble() - exact) / exact, 0, 1e-4);
        Assert.True(leaf.Grad!.IsFinite().All().ToBoolean());
    }

    [Theory]
    [InlineData(300, ContrastiveReduction.Mean)]
    [InlineData(777, ContrastiveReduction.MeanOfValid)]
    public void Blocks_and_stock_operators_agree(int count, ContrastiveReduction reduction)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1);
        var z = Functional.Normalize(Tensor.Randn([count, 24], ScalarType.Float64, generator: generator), dimension: 1);
        var labels = Tensor.RandInt(0, 60, [count], generator: generator);
        var fused = z.Clone().WithGrad();
        var stock = z.Clone().WithGrad();
        var loss = new SupervisedContrastive(reduction).Loss(fused, labels, 0.07);
        var expected = SupervisedContrastive.StockLoss(Functional.Normalize(stock, dimension: 1), labels, 0.07, reduction);
        loss.Backward();
        expected.Backward();
        Assert.Equal(expected.ToDouble(), loss.ToDouble(), 1e-10);
        Assert.True(fused.Grad!.AllClose(stock.Grad!, 1e-9, 1e-12));
    }

    [Fact]
    public void One_thread_gives_what_two_threads_give()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1);
        var z = Tensor.Randn([500, 8], ScalarType.Float64, generator: generator);
        var labels = Tensor.RandInt(0, 4, [500], generator: generator);
        var threads = torch.get_num_threads();
        try
        {
            torch.set_num_threads(1);
            var one = Value(z, labels, 0.1, ContrastiveReduction.Mean);
            torch.set_num_threads(2);
            Assert.Equal(one, Value(z, labels, 0.1, ContrastiveReduction.Mean), 1e-14);
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    [Fact]
    public void Gradients_equal_finite_differences()
    {
        using var scope = torch.NewDisposeScope();
        GradientCheck.Check(z => new SupervisedContrastive(ContrastiveReduction.MeanOfValid).Loss(z[0], Golden.Labels, 0.5), 5e-7,
            Golden.Embeddings);
    }

    [Fact]
    public void A_zero_embedding_has_a_finite_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var z = Golden.Embeddings;
        z[3] = Tensor.Scalar(0.0);
        Assert.All(Gradient(z, Golden.Labels, Tau), g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_place()
    {
        using var scope = torch.NewDisposeScope();
        var loss = new SupervisedContrastive();
        Assert.Contains("temperature is 0", Assert.Throws<ArgumentException>(() => loss.Loss(Golden.Embeddings, Golden.Labels, 0)).Message);
        var broken = Golden.Embeddings;
        broken[4, 0] = Tensor.Scalar(double.PositiveInfinity);
        Assert.Contains("row 4 of the embeddings", Assert.Throws<ArgumentException>(() => loss.Loss(broken, Golden.Labels, 0.1)).Message);
    }

    private static double Value(Tensor z, Tensor labels, double temperature, ContrastiveReduction reduction)
    {
        using var scope = torch.NewDisposeScope();
        var loss = new SupervisedContrastive(reduction).Loss(z, labels, temperature);
        var stock = SupervisedContrastive.StockLoss(Functional.Normalize(z, dimension: 1), labels, temperature, reduction).ToDouble();
        Assert.Equal(stock, loss.ToDouble(), 1e-10 * Math.Max(1, Math.Abs(stock)));
        return loss.ToDouble();
    }

    private static double[] Gradient(Tensor z, Tensor labels, double temperature)
    {
        using var scope = torch.NewDisposeScope();
        var leaf = z.Clone().WithGrad();
        new SupervisedContrastive(ContrastiveReduction.Sum).Loss(leaf, labels, temperature).Backward();
        return leaf.Grad!.Reshape(-1).ToArray<double>();
    }
}
