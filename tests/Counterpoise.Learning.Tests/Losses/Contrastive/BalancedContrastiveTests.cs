using Counterpoise.Learning.Losses;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Losses;

public class BalancedContrastiveTests
{
    private static readonly double[] Centres = Golden.Losses.Numbers("bcl_centres");

    private static Tensor BothViews => Tensor.Concatenate([Golden.Embeddings,
        Tensor.FromArray(Golden.Acl.Numbers("two_view_second"), 6, 3)]);

    private static Tensor BothLabels => Tensor.Concatenate([Golden.Labels, Golden.Labels]);

    [Fact]
    public void Loss_and_gradient_equal_the_golden_numbers()
    {
        using var scope = torch.NewDisposeScope();
        using var prototypes = Prototypes(Centres, 3);
        var z = BothViews.WithGrad();
        var loss = new BalancedContrastive(prototypes).Loss(z, BothLabels, 0.1);
        loss.Backward();
        Assert.Equal(Golden.Losses.Number("bcl_tau0.1"), loss.ToDouble(), 1e-10);
        Golden.Close(Golden.Losses.Numbers("bcl_tau0.1_grad0"), z.Grad!.Reshape(-1).ToArray<double>()[..3], 1e-9);
        Assert.Equal(12 * loss.ToDouble(), new BalancedContrastive(prototypes, ContrastiveReduction.Sum).Loss(BothViews, BothLabels, 0.1)
            .ToDouble(), 1e-10);
    }

    [Fact]
    public void Gradients_of_embeddings_and_of_prototypes_equal_finite_differences()
    {
        using var scope = torch.NewDisposeScope();
        using var prototypes = Prototypes(Centres, 3);
        GradientCheck.Check(z => new BalancedContrastive(prototypes).Loss(z[0], Golden.Labels, 0.5), 5e-7, Golden.Embeddings);
        prototypes.zero_grad();
        new BalancedContrastive(prototypes).Loss(Golden.Embeddings, Golden.Labels, 0.5).Backward();
        var analytic = prototypes.Values.Grad!.Reshape(-1).ToArray<double>();
        for (var i = 0; i < Centres.Length; i++)
        {
            Assert.Equal((Moved(i, 1e-6) - Moved(i, -1e-6)) / 2e-6, analytic[i], 1e-6);
        }

        double Moved(int element, double by)
        {
            var values = Centres.ToArray();
            values[element] += by;
            using var moved = Prototypes(values, 3);
            return new BalancedContrastive(moved).Loss(Golden.Embeddings, Golden.Labels, 0.5).ToDouble();
        }
    }

    [Fact]
    public void By_hand_one_row_is_pulled_to_its_prototype_and_pushed_from_the_other()
    {
        using var scope = torch.NewDisposeScope();
        using var prototypes = Prototypes([1, 0, 0, 1], 2);
        var z = Tensor.FromArray(new[,] { { 2.0, 0.0 } });
        var loss = new BalancedContrastive(prototypes).Loss(z, Tensor.FromArray(new long[] { 0 }), 0.5);
        Assert.Equal(Math.Log(Math.Exp(2) + 1) - 2, loss.ToDouble(), 1e-12);
    }

    [Fact]
    public void Equal_similarities_give_the_logarithm_of_the_number_of_classes_however_uneven_the_batch()
    {
        using var scope = torch.NewDisposeScope();
        using var prototypes = Prototypes([.. Enumerable.Repeat(1.0, 9)], 3);
        foreach (var reduction in Enum.GetValues<ContrastiveReduction>())
        {
            var term = new BalancedContrastive(prototypes, reduction);
            var loss = term.Loss(Tensor.Ones([6, 3], ScalarType.Float64), Tensor.FromArray(new long[] { 0, 0, 0, 0, 0, 1 }), 0.1)
                .ToDouble();
            Assert.Equal(new AnchorSummary(0, loss), Rounded(term.Summarize([5, 1, 0], 0.1), loss));
        }

        static AnchorSummary Rounded(AnchorSummary summary, double near) => Math.Abs(summary.UniformLoss - near) < 1e-9
            ? summary with { UniformLoss = near } : summary;
    }

    [Fact]
    public void Single_precision_is_safe_at_the_smallest_temperature()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3);
        using var prototypes = new ClassPrototypes(5, 16).Initialize(1);
        var z = Tensor.Randn([64, 16], generator: generator).WithGrad();
        var loss = new BalancedContrastive(prototypes).Loss(z, Tensor.Arange(64) % 4, 0.01);
        loss.Backward();
        Assert.True(double.IsFinite(loss.ToDouble()));
        Assert.True(z.Grad!.IsFinite().All().ToBoolean());
        Assert.True(prototypes.Values.Grad!.IsFinite().All().ToBoolean());
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_place()
    {
        using var scope = torch.NewDisposeScope();
        using var prototypes = Prototypes(Centres, 3);
        var term = new BalancedContrastive(prototypes);
        Assert.Contains("temperature is 0", Assert.Throws<ArgumentException>(() => term.Loss(Golden.Embeddings, Golden.Labels, 0)).Message);
        Assert.Contains("row 5 has label 3", Assert.Throws<ArgumentException>(() =>
            term.Loss(Golden.Embeddings, Tensor.FromArray(new long[] { 0, 0, 0, 1, 1, 3 }), 0.1)).Message);
        Assert.Contains("2 columns, the prototypes 3", Assert.Throws<ArgumentException>(() =>
            term.Loss(Golden.Embeddings[.., ..2], Golden.Labels, 0.1)).Message);
        Assert.Equal(0, term.Loss(Golden.Embeddings[..0], Golden.Labels[..0], 0.1).ToDouble());
    }

    private static ClassPrototypes Prototypes(double[] values, int classes)
    {
        var prototypes = new ClassPrototypes(classes, values.Length / classes).Initialize(0);
        prototypes.To(ScalarType.Float64);
        prototypes.LoadStateDict(new Dictionary<string, Tensor> { ["prototypes"] =
            Tensor.FromArray(values, classes, values.Length / classes) });
        return prototypes;
    }
}
