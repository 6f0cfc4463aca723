using System.Globalization;
using Counterpoise.Boosting;
using Counterpoise.Metrics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Search.Trials;
using Counterpoise.Search;
using Counterpoise.Splits;
using Counterpoise.Statistics;
using Counterpoise.Tables;

namespace Counterpoise.Bench.Tabular;

/// <summary>
/// Options of boosting found by Dragonfly, random search and a Latin hypercube with equal numbers of evaluations: macro-F1 on the folds
/// that were searched on, and on a quarter of the rows that no evaluation has seen.
/// </summary>
internal static class SearchBench
{
    private static readonly SearchParameter[] Ranges =
    [
        new FloatParameter("rate", .01, .3, IsLogarithmic: true), new IntegerParameter("depth", 3, 10),
            new IntegerParameter("leaf rows", 1, 30), new FloatParameter("row share", .5, 1),
        new FloatParameter("column share", .5, 1), new FloatParameter("split gain", 0, 5),
            new FloatParameter("l2", .1, 10, IsLogarithmic: true), new IntegerParameter("rounds", 20, 200),
    ];

    internal static int Run(string[] args)
    {
        string Value(string name, string value) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1]
            : value;
        int Number(string name, int value) => int.Parse(Value(name, value.ToString(CultureInfo.InvariantCulture)),
            CultureInfo.InvariantCulture);
        var (population, iterations, seeds) = (Number("--population", 20), Number("--iterations", 30), Number("--seeds", 5));
        Console.WriteLine("| table | search | macro-F1 on the folds searched on | on unseen rows | Dragonfly less it on unseen rows, 95% | "
            + "distinct evaluations |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var name in Value("--tables", "heroin,crack,newthyroid").Split(','))
        {
            Write(name, ProofData.Read(name, Value("--data", Path.Combine("..", "shared", "data"))), population, iterations, seeds);
        }

        return 0;
    }

    private static void Write(string name, Table table, int population, int iterations, int seeds)
    {
        var evaluations = population * iterations;
        string[] searches = ["Dragonfly", "random search", "Latin hypercube", "defaults"];
        var (found, unseen, distinct) = (searches.ToDictionary(s => s, _ => new List<double>()),
            searches.ToDictionary(s => s, _ => new List<double>()), searches.ToDictionary(s => s, _ => 0.0));
        for (var seed = 0UL; seed < (ulong)seeds; seed++)
        {
            var split = StratifiedSplit.Of(table.RequireLabels().Codes, .25, 0, new RandomStream(seed, "split"));
            var (train, test) = (table.Select(split.Train), table.Select(split.Test));
            var folds = StratifiedKFold.Of(train.RequireLabels().Codes, 3, new RandomStream(seed, "folds"));
            double Objective(double[] values) => -folds.Average(f => MacroF1(train.Select(f.Train), train.Select(f.Test), Options(values)));
            SearchResult Draw(ITrialSuggestions suggestions)
            {
                var best = TrialSearch.Best(TrialSearch.Run(Ranges, suggestions, evaluations, (_, values) => Objective([.. values])));
                return new SearchResult([.. best.Values], best.Objective, [], evaluations);
            }

            var random = new RandomStream(seed, "search");
            foreach (var search in searches)
            {
                var result = search switch
                {
                    "Dragonfly" => new Dragonfly(new() { Population = population, Iterations = iterations })
                        .Minimize(Ranges, Objective, random),
                    "random search" => Draw(new RandomSuggestions(seed)),
                    "Latin hypercube" => Draw(new HypercubeSuggestions(seed, evaluations)),
                    _ => null,
                };
                var options = result is null ? new GradientBoostingOptions() : Options(result.Best);
                found[search].Add(result is null ? folds.Average(f => MacroF1(train.Select(f.Train), train.Select(f.Test), options))
                    : -result.Value);
                unseen[search].Add(MacroF1(train, test, options));
                distinct[search] += (result?.Distinct ?? 1) / (double)seeds;
            }
        }

        foreach (var search in searches)
        {
            var interval = search == "Dragonfly" || seeds < 2 ? null : PairedTest.Interval([.. unseen["Dragonfly"]], [.. unseen[search]]);
            var difference = interval is null ? ""
                : string.Create(CultureInfo.InvariantCulture, $"{unseen["Dragonfly"].Average() - unseen[search].Average():+0.000;-0.000} "
                + $"({interval.Lower:+0.000;-0.000} to {interval.Upper:+0.000;-0.000})");
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| {name} | {search} | {found[search].Average():F3} | {unseen[search].Average():F3} | {difference} | "
                        + $"{distinct[search]:F0} |"));
        }
    }

    private static GradientBoostingOptions Options(double[] v) => new()
    {
        LearningRate = v[0], MaxDepth = (int)v[1], Leaves = Math.Min(1 << (int)v[1], 64), MinLeafRows = (int)v[2], RowShare = v[3],
            ColumnShare = v[4], MinSplitGain = v[5], L2Penalty = v[6], Rounds = (int)v[7],
    };

    private static double MacroF1(Table train, Table test, GradientBoostingOptions options)
    {
        using var fitted = new ResamplingPipeline(null, new GradientBoosting(options)).Fit(train, new RandomStream(1), new RandomStream(1));
        return PredictionSet.FromProbabilities(test.RequireLabels().Codes.ToArray(), fitted.PredictProbabilities(test),
            test.RequireLabels().Classes).Measure(new MacroF1());
    }
}
