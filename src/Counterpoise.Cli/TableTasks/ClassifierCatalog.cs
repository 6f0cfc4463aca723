using System.Globalization;
using Counterpoise.Boosting;
using Counterpoise.Classifiers;

namespace Counterpoise.Cli.TableTasks;

/// <summary>The classifiers by the names that are typed; features are standardised for all of them.</summary>
internal static class ClassifierCatalog
{
    public static string Names => "knn, logistic, boosting, forest";

    /// <summary>The typed names from the simplest classifier to the most complex.</summary>
    public static IEnumerable<string> BySimplicity(IEnumerable<string> typed)
    {
        string[] order = ["logistic", "knn", "forest", "boosting"];
        return typed.OrderBy(name => Array.IndexOf(order, name));
    }

    public static (IClassifier Classifier, IReadOnlyDictionary<string, string> Settings) Find(string name, int rounds) => name switch
    {
        "knn" => (new KNearestNeighbors(), new Dictionary<string, string> { ["k"] = "5" }),
        "logistic" => (new LogisticRegression(), new Dictionary<string, string> { ["ridge"] = "1" }),
        "boosting" => (new GradientBoosting(new GradientBoostingOptions { Rounds = rounds }), Settings(("rounds", rounds))),
        "forest" => (new RandomForest(new RandomForestOptions { Trees = rounds }), Settings(("trees", rounds))),
        _ => throw new InputException($"there is no classifier '{name}'; expected one of {Names}"),
    };

    private static Dictionary<string, string> Settings((string Name, int Value) setting) => new()
    {
        [setting.Name] = setting.Value.ToString(CultureInfo.InvariantCulture),
        ["xgboost"] = XgBoostLibrary.Version.ToString(),
    };
}
