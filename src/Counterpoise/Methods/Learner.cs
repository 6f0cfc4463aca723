using Counterpoise.Classifiers;
using Counterpoise.Ensembles;
using Counterpoise.OneClass;
using Counterpoise.Options;

namespace Counterpoise.Methods;

/// <summary>A classifier of tables by its name, with every option that can be set by name.</summary>
/// <param name="Name">What is typed, such as <c>knn</c>.</param>
/// <param name="Label">What people read.</param>
/// <param name="Defaults">Its options record with the defaults.</param>
/// <param name="Create">Makes it of such a record.</param>
public sealed record Learner(string Name, string Label, object Defaults, Func<object, IClassifier> Create)
{
    /// <summary>
    /// What beside its options determines its results, such as the version of its library, of a record of options. Default nothing.
    /// </summary>
    public Func<object, IReadOnlyDictionary<string, string>> Library { get; init; } = _ => new Dictionary<string, string>();

    /// <summary>By which class priors its probabilities go. Default those of the rows it learns from.</summary>
    public ClassPriorUse Priors { get; init; }

    /// <summary>The classifiers of the core.</summary>
    public static IReadOnlyList<Learner> Standard { get; } =
    [
        Of("logistic", "logistic regression", new LogisticRegressionOptions(), o => new LogisticRegression(o)),
        Of("knn", "nearest neighbours", new KNearestNeighborsOptions(), o => new KNearestNeighbors(o)),
        Of("tree", "decision tree", new DecisionTreeOptions(), o => new DecisionTree(o)),
        Of("network", "neural network", new MultilayerPerceptronOptions(), o => new MultilayerPerceptron(o)),
        Of("ada-boost", "AdaBoost", new AdaBoostOptions(), o => new AdaBoost(o)) with { Priors = ClassPriorUse.None },
        Of("balanced-bagging", "balanced bagging", new BalancedBaggingOptions(),
            o => new BalancedBagging(o)) with { Priors = ClassPriorUse.Balanced },
        Of("balanced-forest", "balanced random forest", new BalancedRandomForestOptions(),
            o => new BalancedRandomForest(o)) with { Priors = ClassPriorUse.Balanced },
        Of("easy-ensemble", "EasyEnsemble", new EasyEnsembleOptions(), o => new EasyEnsemble(o)) with { Priors = ClassPriorUse.Balanced },
        Of("rus-boost", "RUSBoost", new RusBoostOptions(), o => new RusBoost(o)) with { Priors = ClassPriorUse.None },
        Of("self-paced", "self-paced ensemble", new SelfPacedEnsembleOptions(),
            o => new SelfPacedEnsemble(o)) with { Priors = ClassPriorUse.Balanced },
        Of("isolation-forest", "isolation forest of the majority", new IsolationForestOptions(),
            o => new IsolationForest(o)) with { Priors = ClassPriorUse.None },
        Of("local-outlier-factor", "local outlier factor of the majority", new LocalOutlierFactorOptions(),
            o => new LocalOutlierFactor(o)) with { Priors = ClassPriorUse.None },
        Of("nearest-distance", "distance to the majority", new NearestDistanceOptions(),
            o => new NearestDistance(o)) with { Priors = ClassPriorUse.None },
    ];

    /// <summary>The options by name.</summary>
    public OptionSchema Schema => OptionSchema.Of(Defaults);

    /// <summary>The classifier with options, and everything that determines it.</summary>
    /// <param name="options">Texts of options by name.</param>
    /// <exception cref="InvalidOptionsException">An option is unknown, or its value cannot be used.</exception>
    public (IClassifier Classifier, IReadOnlyDictionary<string, string> Settings) Bind(IReadOnlyDictionary<string, string> options)
    {
        var bound = Schema.Bind(Name, options);
        return (Create(bound.Value), bound.Changed.Concat(Library(bound.Value)).ToDictionary());
    }

    /// <summary>A classifier of options of type <typeparamref name="T"/>.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="label">What people read.</param>
    /// <param name="defaults">Its options with the defaults.</param>
    /// <param name="create">Makes it.</param>
    /// <typeparam name="T">The options record.</typeparam>
    public static Learner Of<T>(string name, string label, T defaults, Func<T, IClassifier> create)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(create);
        return new(name, label, defaults, options => create((T)options));
    }
}
