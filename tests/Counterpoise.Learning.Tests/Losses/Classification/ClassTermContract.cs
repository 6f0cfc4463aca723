using Counterpoise.Learning.Losses;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Losses;

/// <summary>What every class term must keep; the terms are found by reflection, so a new one cannot be forgotten.</summary>
public class ClassTermContract
{
    internal static readonly Dictionary<string, Func<IClassTerm>> Terms = new()
    {
        [nameof(WeightedCrossEntropy)] = () => new WeightedCrossEntropy([0.5, 1, 3]),
        [nameof(LogitAdjustment)] = () => new LogitAdjustment(Golden.Counts),
        [nameof(LabelDistributionAwareMargin)] = () => new LabelDistributionAwareMargin(Golden.Counts, scale: 3),
        [nameof(VectorScaling)] = () => new VectorScaling(Golden.Counts),
        [nameof(FocalLoss)] = () => new FocalLoss([0.5, 1, 3]),
    };

    public static TheoryData<string> All => [.. typeof(IClassTerm).Assembly.GetExportedTypes()
        .Where(t => t.IsClass && typeof(IClassTerm).IsAssignableFrom(t)).Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_equal_finite_differences(string name)
    {
        using var scope = torch.NewDisposeScope();
        var term = Create(name);
        GradientCheck.Check(x => term.Loss(x[0], Golden.Labels), 5e-7, Golden.Logits);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_order_of_rows_does_not_matter(string name)
    {
        using var scope = torch.NewDisposeScope();
        var order = Tensor.FromArray(new long[] { 4, 2, 0, 5, 1, 3 });
        var term = Create(name);
        Assert.Equal(term.Loss(Golden.Logits, Golden.Labels).ToDouble(),
            term.Loss(Golden.Logits.IndexSelect(0, order), Golden.Labels.IndexSelect(0, order)).ToDouble(), 1e-12);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Confident_logits_stay_finite_in_single_precision(string name)
    {
        using var scope = torch.NewDisposeScope();
        var logits = (Golden.Logits * 1e4).Float().WithGrad();
        var loss = Create(name).Loss(logits, Golden.Labels);
        loss.Backward();
        Assert.True(double.IsFinite(loss.ToDouble()));
        Assert.True(logits.Grad!.IsFinite().All().ToBoolean());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_does_not_fit_is_refused_with_its_place(string name)
    {
        using var scope = torch.NewDisposeScope();
        var term = Create(name);
        Assert.Contains("[6, 3]", Assert.Throws<ArgumentException>(() => term.Loss(Golden.Logits, Golden.Labels[..4])).Message);
        Assert.Contains("2 columns", Assert.Throws<ArgumentException>(() => term.Loss(Golden.Logits[.., ..2], Golden.Labels)).Message);
        Assert.Contains("row 5 has label 3", Assert.Throws<ArgumentException>(() =>
            term.Loss(Golden.Logits, Tensor.FromArray(new long[] { 0, 0, 0, 1, 1, 3 }))).Message);
        var broken = Golden.Logits;
        broken[2, 1] = Tensor.Scalar(double.NaN);
        Assert.Contains("row 2 of the logits", Assert.Throws<ArgumentException>(() => term.Loss(broken, Golden.Labels)).Message);
    }

    private static IClassTerm Create(string name) => Terms.TryGetValue(name, out var create) ? create()
        : throw new InvalidOperationException($"{name} is new: add it to this kit");
}
