using System.Globalization;
using Counterpoise.Randomness;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>
/// What a search draws from: first a portfolio that covers data, loss and decision level with the defaults, then classifiers, methods and
/// options drawn at random. Decisions are tuned for all but a few that say otherwise, so that none wins by its threshold alone.
/// </summary>
public sealed class SolveSpace
{
    private static readonly string[] Data = ["", "", "", "smote/", "random-over/", "random-under/", "borderline/"];

    private readonly double _boosting, _forest, _logistic;

    private SolveSpace(IReadOnlyList<SolveCandidate> portfolio, double boosting, double forest, double logistic) =>
        (Portfolio, _boosting, _forest, _logistic) = (portfolio, boosting, forest, logistic);

    /// <summary>Columns of a table, where trees are strong: the baseline is boosting.</summary>
    public static SolveSpace Columns { get; } = new(
    [
        SolveCandidate.Boosting, SolveCandidate.Linear, new("threshold", "forest", []), new("wce/threshold", "boosting", []),
        new("threshold", "balanced-forest", ["balanced-forest.threads=1"]), new("smote/threshold", "boosting", []),
        new("random-under/threshold", "boosting", []),
        new("threshold", "boosting", ["boosting.learning-rate=0.03", "boosting.rounds=300", "boosting.leaves=15"]),
        new("smote/threshold", "logistic", []), new("threshold", "easy-ensemble", ["easy-ensemble.threads=1"]), new("wce", "boosting", []),
        new("post-hoc-la", "boosting", []),
    ], boosting: .55, forest: .2, logistic: .15);

    /// <summary>
    /// Some hundred features of a network, where a linear model is strong and quick, and trees are slow: the baseline is logistic
    /// regression, and boosting comes last.
    /// </summary>
    public static SolveSpace Features { get; } = new(
    [
        SolveCandidate.Linear, new("threshold", "logistic", ["logistic.ridge=10"]), new("threshold", "logistic", ["logistic.ridge=100"]),
        new("wce/threshold", "logistic", []), new("smote/threshold", "logistic", []), new("random-under/threshold", "logistic", []),
        new("post-hoc-la", "logistic", []), new("threshold", "network", []), new("threshold", "forest", []), SolveCandidate.Boosting,
    ], boosting: .1, forest: .1, logistic: .6);

    /// <summary>The pipeline that a search must beat, and that is taken where it does not.</summary>
    public SolveCandidate Baseline => Portfolio[0];

    /// <summary>What is tried first, the baseline before all.</summary>
    public IReadOnlyList<SolveCandidate> Portfolio { get; }

    /// <summary>The i-th random pipeline of a seed; the same whatever was drawn before.</summary>
    internal SolveCandidate Draw(ulong seed, int i)
    {
        var random = new RandomStream(seed, "pipeline", (ulong)i);
        var data = Data[random.NextInteger(Data.Length)];
        var loss = data.Length == 0 && random.NextDouble() < .4 ? "wce/" : "";
        var method = $"{data}{loss}threshold";
        var place = random.NextDouble();
        return place < _boosting ? new(method, "boosting", Boosting(random))
            : place < _boosting + _forest ? new(method, "forest", [Option("forest.min-leaf-rows", Whole(random, 1, 40)),
                Option("forest.column-share", Share(random, .3, 1))])
            : place < _boosting + _forest + _logistic ? new(method, "logistic", [Option("logistic.ridge", Log(random, .01, 100))])
            : new(method, "network", [Option("network.epochs", Whole(random, 20, 80)),
                Option("network.learning-rate", Log(random, 3e-4, 1e-2)), Option("network.weight-decay", Log(random, 1e-6, 1e-2))]);
    }

    private static string[] Boosting(RandomStream random) =>
    [
        Option("boosting.rounds", Whole(random, 50, 400)), Option("boosting.learning-rate", Log(random, .02, .3)),
            Option("boosting.leaves", Whole(random, 4, 64)),
        Option("boosting.min-leaf-rows", Whole(random, 3, 60)), Option("boosting.column-share", Share(random, .4, 1)),
            Option("boosting.l2-penalty", Log(random, 1e-3, 10)),
    ];

    private static string Option(string name, string value) => $"{name}={value}";

    private static string Whole(RandomStream random, int from, int to) =>
        Math.Round(Math.Exp(Math.Log(from) + (random.NextDouble() * Math.Log(to / (double)from)))).ToString(CultureInfo.InvariantCulture);

    private static string Log(RandomStream random, double from, double to) =>
        Math.Exp(Math.Log(from) + (random.NextDouble() * Math.Log(to / from))).ToString("G3", CultureInfo.InvariantCulture);

    private static string Share(RandomStream random, double from, double to) =>
        (from + (random.NextDouble() * (to - from))).ToString("0.##", CultureInfo.InvariantCulture);
}
