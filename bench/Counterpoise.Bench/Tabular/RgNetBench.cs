using System.Globalization;
using Counterpoise.Boosting;
using Counterpoise.Classifiers;
using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.Tables;
using Counterpoise.Tabular.RgNet;

namespace Counterpoise.Bench.Tabular;

/// <summary>
/// RGNet beside its controls, logistic regression, boosting and, on AI4I, three rules: folds paired, one Markdown table a data set.
/// </summary>
internal static class RgNetBench
{
    private const string Model = "rgnet", Control = "skip-mlp";

    internal static int Run(string[] args)
    {
        string Value(string name, string value) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1]
            : value;
        var (folds, repeats) = (int.Parse(Value("--folds", "5"), CultureInfo.InvariantCulture),
            int.Parse(Value("--repeats", "1"), CultureInfo.InvariantCulture));
        foreach (var name in Value("--tables", "ai4i,mc1,lending-club,shuttle").Split(','))
        {
            Write(name, ProofData.Read(name, Value("--data", Path.Combine("..", "shared", "data"))), folds, repeats);
        }

        return 0;
    }

    private static void Write(string name, Table table, int folds, int repeats)
    {
        ProofArm[] arms = [.. Arms(name)];
        var splits = ProofData.Folds(table, folds, repeats);
        var scores = arms.ToDictionary(a => a.Name, _ => new List<double[]>());
        var seconds = arms.ToDictionary(a => a.Name, _ => 0.0);
        foreach (var (number, split) in splits.Index())
        {
            var (train, test) = (table.Select(split.Train), table.Select(split.Test));
            foreach (var arm in arms)
            {
                double[] probabilities = [];
                seconds[arm.Name] +=
                    Measurement.Of(() => probabilities = arm.Predict(train, test, new RandomStream(1, "proof", (ulong)number))).WallSeconds;
                scores[arm.Name]
                    .Add(ProofScores.Of(test.RequireLabels().Codes.ToArray(), probabilities, table.RequireLabels().Classes.Count));
            }
        }

        Console.WriteLine(
            $"\n## {name}: {table.RowCount} rows, {table.Columns.Count} columns, {string.Join(", ", table.RequireLabels().ClassCounts())} "
                + $"of a class; {folds} folds × {repeats}\n");
        Console.WriteLine($"| arm | {string.Join(" | ", ProofScores.Names)} | seconds a fit | {Model} less it in average precision, 95% |");
        Console.WriteLine($"|---|{string.Concat(ProofScores.Names.Select(_ => "---|"))}---|---|");
        foreach (var arm in arms)
        {
            var rows = scores[arm.Name];
            var means = string.Join(" | ",
                ProofScores.Names.Select((_, m) => rows.Average(r => r[m]).ToString("0.000", CultureInfo.InvariantCulture)));
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| {arm.Name} | {means} | {seconds[arm.Name] / splits.Count:0.0} | {Difference(scores, arm.Name, folds)} |"));
        }
    }

    private static string Difference(Dictionary<string, List<double[]>> scores, string other, int folds)
    {
        if (other == Model)
        {
            return "";
        }

        double[] differences = [.. scores[Model].Zip(scores[other], (a, b) => a[0] - b[0])];
        var interval = CorrectedResampledTest.Interval(differences, 1.0 / (folds - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{differences.Average():+0.000;-0.000} ({interval.Lower:+0.000;-0.000} to "
            + $"{interval.Upper:+0.000;-0.000})");
    }

    private static IEnumerable<ProofArm> Arms(string name)
    {
        var plain = new RgNetOptions();
        if (name == "ai4i")
        {
            yield return new ProofArm("three rules", (_, test, _) => [.. Ai4iRules.Fire(test).SelectMany(f => new[] { 1 - f, f })]);
        }

        yield return ProofArm.Of("logistic regression", new LogisticRegression());
        yield return ProofArm.Of("boosting", new GradientBoosting());
        yield return ProofArm.Of("perceptron (32)", new MultilayerPerceptron());
        yield return ProofArm.Of(Control, new SkipPerceptron(plain));
        yield return ProofArm.Of(Model, new RgNetClassifier(plain));
        yield return ProofArm.Of("rgnet, random maps fixed", new RgNetClassifier(plain with { Coarsening = Coarsening.FixedRandom }));
        yield return ProofArm.Of("rgnet, block means fixed", new RgNetClassifier(plain with { Coarsening = Coarsening.FixedAverages }));
        yield return ProofArm.Of("rgnet, from block means, columns ordered",
            new RgNetClassifier(plain with { Coarsening = Coarsening.FromAverages, OrdersColumns = true }));
        if (name == "ai4i")
        {
            yield return ProofArm.Of("logistic regression + products", new LogisticRegression(), Ai4iRules.WithProducts);
            yield return ProofArm.Of("boosting + products", new GradientBoosting(), Ai4iRules.WithProducts);
            yield return ProofArm.Of("rgnet + products", new RgNetClassifier(plain), Ai4iRules.WithProducts);
        }
    }
}
