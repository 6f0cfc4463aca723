using System.Globalization;
using Counterpoise.Boosting;
using Counterpoise.Classifiers;

namespace Counterpoise.Workflows.Tables;

/// <summary>The classifiers by the names that are typed; features are standardised for all of them.</summary>
internal static class ClassifierCatalog
{
    public static string Names => "knn, logistic, boosting, forest, xgboost, xgboost-forest";

    /// <summary>The typed names from the simplest classifier to the most complex.</summary>
    public static IEnumerable<string> BySimplicity(IEnumerable<string> typed)
    {
        string[] order = ["logistic", "knn", "forest", "xgboost-forest", "boosting", "xgboost"];
        return typed.OrderBy(name => Array.IndexOf(order, name));
    }

    public static (IClassifier Classifier, IReadOnlyDictionary<string, string> Settings) Find(string name, int rounds) => name switch
    {
        "knn" => (new KNearestNeighbors(), new Dictionary<string, string> { ["k"] = "5" }),
        "logistic" => (new LogisticRegression(), new Dictionary<string, string> { ["ridge"] = "1" }),
        "boosting" => (Boosting(BoostingEngine.LightGbm, rounds), LightGbm("rounds", rounds)),
        "forest" => (Forest(BoostingEngine.LightGbm, rounds), LightGbm("trees", rounds)),
        "xgboost" => (Boosting(BoostingEngine.XgBoost, rounds), XgBoost("rounds", rounds)),
        "xgboost-forest" => (Forest(BoostingEngine.XgBoost, rounds), XgBoost("trees", rounds)),
        _ => throw new InputException($"there is no classifier '{name}'; expected one of {Names}"),
    };

    private static GradientBoosting Boosting(BoostingEngine engine, int rounds) => new(new GradientBoostingOptions { Engine = engine, Rounds = rounds });

    private static RandomForest Forest(BoostingEngine engine, int trees) => new(new RandomForestOptions { Engine = engine, Trees = trees });

    private static Dictionary<string, string> LightGbm(string name, int value) => Settings(name, value, "lightgbm", LightGbmLibrary.Version);

    private static Dictionary<string, string> XgBoost(string name, int value) => Settings(name, value, "xgboost", XgBoostLibrary.Version.ToString());

    // The defaults changed when LightGBM came, and cells of the old ones must not pass for new ones.
    private static Dictionary<string, string> Settings(string name, int value, string library, string version) => new()
    {
        [name] = value.ToString(CultureInfo.InvariantCulture),
        [library] = version,
        ["defaults"] = "2",
    };
}
