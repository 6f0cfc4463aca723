using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Weighting;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Losses;

public class ClassTermTests
{
    private static readonly double[] Raw = ClassWeights.InverseFrequency(Golden.Counts, WeightScale.Raw);

    [Fact]
    public void Cross_entropy_equals_the_golden_numbers_in_every_reduction()
    {
        Check("ce_mean", WeightedCrossEntropy.Unweighted(3));
        Check("wce_sum_paper", new WeightedCrossEntropy(Raw, ClassReduction.Sum));
        Check("wce_mean", new WeightedCrossEntropy(Raw));
        Check("wce_weighted_mean", new WeightedCrossEntropy(Raw, ClassReduction.WeightedMean));
        Check("wce_mean_w_over_C", new WeightedCrossEntropy(ClassWeights.InverseFrequency(Golden.Counts)));
    }

    [Fact]
    public void Weighted_cross_entropy_gradients_equal_the_golden_numbers()
    {
        Golden.Close(Golden.Acl.Numbers("grad_logits_wce_sum"), Gradient(new WeightedCrossEntropy(Raw, ClassReduction.Sum)), 1e-12);
        Golden.Close(Golden.Acl.Numbers("grad_logits_wce_mean"), Gradient(new WeightedCrossEntropy(Raw)), 1e-12);
    }

    public static TheoryData<string> Reference => ["balanced_softmax", "logit_adj_tau1", "logit_adj_tau1.5", "ldam_s30", "vs_g0.2_t1",
        "focal_g2", "cb_ce_weightedmean"];

    [Theory]
    [MemberData(nameof(Reference))]
    public void Losses_of_the_field_and_their_gradients_equal_the_golden_numbers(string name)
    {
        using var scope = torch.NewDisposeScope();
        IClassTerm term = name switch
        {
            "logit_adj_tau1.5" => new LogitAdjustment(Golden.Counts, 1.5),
            "ldam_s30" => new LabelDistributionAwareMargin(Golden.Counts),
            "vs_g0.2_t1" => new VectorScaling(Golden.Counts),
            "focal_g2" => new FocalLoss([1, 1, 1]),
            "cb_ce_weightedmean" => new WeightedCrossEntropy(ClassWeights.EffectiveNumber(Golden.Counts), ClassReduction.WeightedMean),
            _ => new LogitAdjustment(Golden.Counts),
        };
        Assert.Equal(Golden.Losses.Number(name), term.Loss(Golden.Logits, Golden.Labels).ToDouble(), 1e-10);
        Golden.Close(Golden.Losses.Numbers($"{name}_grad0"), Gradient(term)[..3], 1e-10);
    }

    [Fact]
    public void Margins_grow_with_rarity()
    {
        Golden.Close(Golden.Losses.Numbers("ldam_margins"), LabelDistributionAwareMargin.Margins(Golden.Counts), 1e-12);
        Assert.Contains("class 1 has 0", Assert.Throws<ArgumentException>(() => LabelDistributionAwareMargin.Margins([3, 0])).Message);
    }

    [Fact]
    public void The_post_hoc_correction_undoes_the_prior()
    {
        using var scope = torch.NewDisposeScope();
        var corrected = LogitAdjustment.Correct(Golden.Logits, [50, 50, 100]).ToArray<double>();
        Golden.Close([2 - Math.Log(.25), .5 - Math.Log(.25), -1 - Math.Log(.5)], corrected[..3], 1e-12);
    }

    [Fact]
    public void A_class_without_rows_is_left_out_of_the_adjusted_softmax()
    {
        using var scope = torch.NewDisposeScope();
        var labels = Tensor.FromArray(new long[] { 0, 0, 0, 1, 1, 1 });
        var without = new LogitAdjustment([60, 40]).Loss(Golden.Logits[.., ..2], labels).ToDouble();
        Assert.Equal(without, new LogitAdjustment([60, 40, 0]).Loss(Golden.Logits, labels).ToDouble(), 1e-12);
    }

    [Fact]
    public void Class_weights_that_do_not_fit_are_refused()
    {
        Assert.Contains("2 class weights for 3", Assert.Throws<ArgumentException>(() => new LogitAdjustment(Golden.Counts, weights: [1, 2]))
            .Message);
        Assert.Contains("class 1 is -1", Assert.Throws<ArgumentException>(() => new VectorScaling(Golden.Counts, weights: [1, -1, 2]))
            .Message);
        Assert.Contains("class 2 is NaN", Assert.Throws<ArgumentException>(() =>
            new LabelDistributionAwareMargin(Golden.Counts, weights: [1, 1, double.NaN])).Message);
    }

    private static void Check(string name, IClassTerm term)
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(Golden.Acl.Number(name), term.Loss(Golden.Logits, Golden.Labels).ToDouble(), 1e-10);
    }

    private static double[] Gradient(IClassTerm term)
    {
        using var scope = torch.NewDisposeScope();
        var logits = Golden.Logits.WithGrad();
        term.Loss(logits, Golden.Labels).Backward();
        return logits.Grad!.Reshape(-1).ToArray<double>();
    }
}
