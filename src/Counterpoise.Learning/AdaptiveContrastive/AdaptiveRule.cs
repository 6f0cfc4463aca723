using System.Globalization;
using Counterpoise.Profiles;

namespace Counterpoise.Learning.AdaptiveContrastive;

/// <summary>
/// Sets the temperature and the weight of a contrastive loss once, from the class counts of the training set:
/// σ = StdDev(f), τ = clip(τ0 (1 − σ), τmin, τmax), λ = clip(λ0 (1 + σ), λmin, λmax), with f_c = n_c / Σn.
/// </summary>
/// <remarks>
/// σ does not see which class is rare, only how uneven the frequencies are; with many classes it hardly moves
/// (σ ≤ √(C−1)/C), for which <see cref="SigmaMode.Normalised"/> is offered. O(C).
/// Reference: Seo, Lee, Choi, Lee, Park and Uzun, "Adaptive Contrastive Learning Framework for Real-World Applications with Class
/// Imbalance", Eq. 4, 5 and 7.
/// </remarks>
public static class AdaptiveRule
{
    /// <summary>Computes σ, τ and λ.</summary>
    /// <param name="classCounts">Rows of each class in the training set that is actually used, [C], not negative.</param>
    /// <param name="options">The constants of the rule.</param>
    /// <exception cref="ArgumentException">There is no class, a count is negative, all are 0, or one is 0 and
    /// <see cref="AdaptiveContrastiveOptions.IgnoreEmptyClasses"/> is off.</exception>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of its range.</exception>
    public static AdaptiveConstants Apply(ReadOnlySpan<int> classCounts, AdaptiveContrastiveOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var counts = Present(classCounts, options.IgnoreEmptyClasses);
        var sigma = counts.Length < 2 ? 0 : ImbalanceLevel.StandardDeviation(counts, options.DeltaDegreesOfFreedom);
        if (options.SigmaMode == SigmaMode.Normalised && counts.Length > 1)
        {
            sigma /= Largest(counts.Length, options.DeltaDegreesOfFreedom);
        }

        var (temperature, temperatureClip) = Clip(options.InitialTemperature * (1 - sigma), options.MinimumTemperature,
            options.MaximumTemperature);
        var (weight, weightClip) = Clip(options.InitialWeight * (1 + sigma), options.MinimumWeight, options.MaximumWeight);
        return new AdaptiveConstants(sigma, temperature, weight, temperatureClip,
            weightClip) { Warnings = Warn(options, temperatureClip, weightClip, counts.Length) };
    }

    private static int[] Present(ReadOnlySpan<int> classCounts, bool ignoreEmpty)
    {
        if (classCounts.Length == 0)
        {
            throw new ArgumentException("there are no classes: give the count of each class of the training set", nameof(classCounts));
        }

        for (var c = 0; c < classCounts.Length; c++)
        {
            if (classCounts[c] < 0 || (classCounts[c] == 0 && !ignoreEmpty))
            {
                throw new ArgumentException(
                    $"class {c} has {classCounts[c]} training rows, so its weight 1/f is not defined: remove the class, add rows, or set "
                    + $"IgnoreEmptyClasses", nameof(classCounts));
            }
        }

        var present = classCounts.ToArray().Where(n => n > 0).ToArray();
        return present.Length > 0 ? present : throw new ArgumentException("every class is empty: the training set has no rows",
            nameof(classCounts));
    }

    private static (double Value, ClipEffect Effect) Clip(double value, double minimum, double maximum) =>
        value < minimum ? (minimum, ClipEffect.RaisedToMinimum) : value > maximum ? (maximum, ClipEffect.LoweredToMaximum)
            : (value, ClipEffect.None);

    /// <summary>σ when one class holds all rows: √(C−1)/C, or 1/√C with one degree of freedom less.</summary>
    private static double Largest(int classes, int deltaDegreesOfFreedom) =>
        classes < 2 ? 0 : deltaDegreesOfFreedom == 1 ? 1 / Math.Sqrt(classes) : Math.Sqrt(classes - 1) / classes;

    private static List<string> Warn(AdaptiveContrastiveOptions options, ClipEffect temperatureClip, ClipEffect weightClip, int classes)
    {
        var warnings = new List<string>();
        if (classes == 1)
        {
            warnings.Add("there is one class alone: σ is 0, the class term is always 0, and there is nothing to tell apart");
        }

        var sigmaMaximum = options.SigmaMode == SigmaMode.Normalised ? 1 : Largest(classes, options.DeltaDegreesOfFreedom);
        if (weightClip != ClipEffect.None)
        {
            var always = options.InitialWeight >= options.MaximumWeight
                || options.InitialWeight * (1 + sigmaMaximum) <= options.MinimumWeight;
            warnings.Add(Line("λ", "λ0", options.InitialWeight, weightClip, options.MinimumWeight, options.MaximumWeight, always, "Eq. 7"));
        }

        if (temperatureClip != ClipEffect.None)
        {
            var always = options.InitialTemperature * (1 - sigmaMaximum) >= options.MaximumTemperature
                || options.InitialTemperature <= options.MinimumTemperature;
            warnings.Add(Line("τ", "τ0", options.InitialTemperature, temperatureClip, options.MinimumTemperature,
                options.MaximumTemperature, always, "Eq. 5"));
        }

        return warnings;
    }

    private static string Line(string symbol, string baseSymbol, double baseValue, ClipEffect clip, double minimum, double maximum,
        bool always, string equation) => string.Create(
        CultureInfo.InvariantCulture,
        $"{symbol} is clipped to its {(clip == ClipEffect.LoweredToMaximum ? "maximum" : "minimum")} "
            + $"{(clip == ClipEffect.LoweredToMaximum ? maximum : minimum):G6}: with {baseSymbol} = {baseValue:G6} "
            + $"{(always ? $"{symbol} is the same for every class distribution, and {equation} has no effect"
                : "this imbalance no longer moves it")}");
}
