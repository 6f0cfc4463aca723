using Counterpoise.Classifiers;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Methods;

namespace Counterpoise.Boosting;

/// <summary>
/// Gradient boosting and random forests by the names that are typed, for comparisons and for samplers that ask for a classifier.
/// </summary>
public static class BoostingLearners
{
    // Raised when a default changes, so that cells of the old ones do not pass for new ones.
    private const string DefaultsVersion = "2";

    /// <summary>They, from the simplest to the most complex. Their libraries are looked for when one is made.</summary>
    public static IReadOnlyList<Learner> All { get; } =
    [
        Forest("forest", BoostingEngine.LightGbm), Forest("xgboost-forest", BoostingEngine.XgBoost),
            Boosting("boosting", BoostingEngine.LightGbm), Boosting("xgboost", BoostingEngine.XgBoost),
    ];

    /// <summary>They as they stand in files of models.</summary>
    public static IReadOnlyList<IClassifierCodec> Codecs { get; } = [new BoostedTreesCodec()];

    /// <summary>Boosted regression as it stands in files of models.</summary>
    public static IReadOnlyList<IRegressorCodec> RegressorCodecs { get; } = [new BoostedRegressionCodec()];

    private static Learner Forest(string name, BoostingEngine engine) =>
        Learner.Of(name, $"random forest ({Library(engine)})", new RandomForestOptions { Engine = engine }, o => new RandomForest(o))
            with { Library = o => Versions(((RandomForestOptions)o).Engine) };

    private static Learner Boosting(string name, BoostingEngine engine) =>
        Learner.Of(name, $"gradient boosting ({Library(engine)})", new GradientBoostingOptions { Engine = engine }, o =>
            new GradientBoosting(o)) with { Library = o => Versions(((GradientBoostingOptions)o).Engine) };

    private static string Library(BoostingEngine engine) => engine == BoostingEngine.LightGbm ? "LightGBM" : "XGBoost";

    private static Dictionary<string, string> Versions(BoostingEngine engine) => engine == BoostingEngine.LightGbm
        ? new() { ["lightgbm"] = LightGbmLibrary.Version, ["defaults"] = DefaultsVersion }
        : new() { ["xgboost"] = XgBoostLibrary.Version.ToString(), ["defaults"] = DefaultsVersion };
}
