using Counterpoise.Boosting;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Methods;
using Counterpoise.Options;

namespace Counterpoise.Workflows.Regression;

/// <summary>A regressor by its name, with every option that can be set by name.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Defaults">Its options with the defaults.</param>
/// <param name="Create">Makes it of such options.</param>
internal sealed record RegressorChoice(string Name, object Defaults, Func<object, IRegressor> Create)
{
    /// <summary>All regressors, the simplest first.</summary>
    public static IReadOnlyList<RegressorChoice> All { get; } =
    [
        new("ridge", new RidgeSettings(), o => new RidgeRegression(((RidgeSettings)o).Penalty)),
        new("knn", new NeighborSettings(), o => new NeighborRegression(((NeighborSettings)o).K)),
        new("boosting", new GradientBoostingOptions(), o => new GradientBoostingRegression((GradientBoostingOptions)o)),
    ];

    /// <summary>The regressor of a name, in any case.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static RegressorChoice Find(string name) =>
        All.FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new InputException(
            $"'{name}' is no regressor{NearestNames.Question(name, All.Select(r => r.Name))}; there are "
            + $"{string.Join(", ", All.Select(r => r.Name))}");

    /// <summary>The regressor with options, and those that are not the defaults.</summary>
    /// <exception cref="ArgumentException">An option is unknown, or its value cannot be used.</exception>
    public (IRegressor Regressor, IReadOnlyDictionary<string, string> Changed) Bind(IReadOnlyDictionary<string, string> options)
    {
        var bound = OptionSchema.Of(Defaults).Bind(Name, options);
        return (Create(bound.Value), bound.Changed);
    }

    private sealed record RidgeSettings
    {
        public double Penalty { get; init; } = 1;
    }

    private sealed record NeighborSettings
    {
        public int K { get; init; } = 5;
    }
}
