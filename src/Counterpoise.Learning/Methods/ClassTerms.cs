using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Weighting;

namespace Counterpoise.Learning.Methods;

/// <summary>Makes class terms of options and class counts.</summary>
internal static class ClassTerms
{
    /// <param name="options">The cell of the grid.</param>
    /// <param name="counts">Training rows of each class, [C].</param>
    /// <param name="weighted">Whether classes are weighed: false before deferred re-weighting sets in.</param>
    /// <param name="own">Weights that people gave, [C], or null.</param>
    public static IClassTerm Create(MethodOptions options, ReadOnlySpan<int> counts, bool weighted, double[]? own)
    {
        // Deferred weights divide by Σ w, as in the reference implementation, so that the loss does not jump when they set in.
        var deferred = options.DeferredReweighting && weighted;
        var weights = deferred ? Weights(options, counts, own) : null;
        var ones = Enumerable.Repeat(1.0, counts.Length).ToArray();
        return options.ClassTerm switch
        {
            ClassTermKind.LogitAdjustment => new LogitAdjustment(counts, options.AdjustmentStrength, weights),
            ClassTermKind.Ldam => new LabelDistributionAwareMargin(counts, options.LargestMargin, options.MarginScale, weights),
            ClassTermKind.VectorScaling => new VectorScaling(counts, options.VectorGamma, options.AdjustmentStrength, weights),
            ClassTermKind.Focal => new FocalLoss(weights ?? ones, options.FocalGamma),
            _ when deferred => new WeightedCrossEntropy(weights!, ClassReduction.WeightedMean),
            ClassTermKind.WeightedCrossEntropy or ClassTermKind.ClassBalanced when weighted =>
                new WeightedCrossEntropy(Weights(options, counts, own), options.ClassReduction),
            _ => new WeightedCrossEntropy(ones, options.ClassReduction),
        };
    }

    /// <summary>
    /// The weights of the classes, [C]: those that people gave, else inverse frequency for the weighted loss and effective numbers for
    /// others.
    /// </summary>
    public static double[] Weights(MethodOptions options, ReadOnlySpan<int> counts, double[]? own) => own ?? (
        options.ClassTerm == ClassTermKind.WeightedCrossEntropy
        ? ClassWeights.InverseFrequency(counts, options.WeightScale)
        : ClassWeights.EffectiveNumber(counts, options.EffectiveNumberBeta));
}
