using Counterpoise.ImbalancedRegression;
using Counterpoise.Options;

namespace Counterpoise.Workflows.Regression;

/// <summary>What is done about rare targets, with its options.</summary>
/// <param name="Method">The method.</param>
/// <param name="Resampling">Options of its resampler, but for what is rare.</param>
/// <param name="Smoothing">Options of its weights.</param>
/// <param name="Changed">The options that are not the defaults.</param>
internal sealed record RegressionMethodChoice(RegressionMethod Method, RegressionResamplingOptions Resampling,
    LabelDistributionSmoothingOptions Smoothing, IReadOnlyDictionary<string, string> Changed)
{
    private static readonly string[] OfNeighbors = ["smoter", "smogn"];

    /// <summary>The method of a name with options.</summary>
    /// <exception cref="ArgumentException">There is none, an option is unknown, or its value cannot be used.</exception>
    public static RegressionMethodChoice Bind(string name, Func<string, IReadOnlyDictionary<string, string>> optionsOf)
    {
        var method = RegressionMethod.Find(name);
        object defaults = method.UsesWeights ? new LabelDistributionSmoothingOptions() : new ResamplerSettings();
        var schema = OptionSchema.Of(defaults);
        if (!method.UsesWeights)
            schema = schema.Pick(from option in schema.Options
                where method.Resampler is not null && (option.Name == "balance" || OfNeighbors.Contains(method.Name))
                    && (option.Name != "perturbation" || method.Name == "smogn")
                select (option.Name, option.Name));
        var bound = schema.Bind(method.Name, optionsOf(method.Name));
        var resampling = new RegressionResamplingOptions();
        if (bound.Value is ResamplerSettings settings)
            resampling = resampling with { Balance = settings.Balance, K = settings.K, Perturbation = settings.Perturbation };
        resampling.Validate();
        return new(method, resampling, bound.Value as LabelDistributionSmoothingOptions ?? new(), bound.Changed);
    }

    private sealed record ResamplerSettings
    {
        public RegressionBalance Balance { get; init; }

        public int K { get; init; } = 5;

        public double Perturbation { get; init; } = 0.02;
    }
}
