// Asks the augmentation advisor about two-class tables whose last column is the class, and prints a Markdown table:
//   dotnet run -c Release --project samples/AugmentationAdvice -- [--permutations N] table.arff ...
// With --permutations the labels are shuffled N times instead, and false "synthetic helps" verdicts are counted.
using System.Globalization;
using Counterpoise.Augmentation;
using Counterpoise.Boosting;
using Counterpoise.Classifiers;
using Counterpoise.Data;
using Counterpoise.Randomness;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var permutations = args is ["--permutations", var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 0;
var model = new LogisticRegression(new LogisticRegressionOptions { Ridge = 1e-6 });
var reference = new GradientBoosting(new GradientBoostingOptions { Rounds = 50, MaxDepth = 3, LearningRate = 0.1 });
var advisor = new AugmentationAdvisor(model, reference);

Console.WriteLine(permutations == 0
    ? "| table | rows/positive | raw AUROC | π' | weights | synthetic rows | total | flexible model | two-sample AUROC | verdict "
    + "|\n|---|---|---|---|---|---|---|---|---|---|"
    : "| table | permutations | said to be helped by synthetic rows |\n|---|---|---|");
foreach (var path in args.Skip(permutations == 0 ? 0 : 2))
{
    var table = TableFile.Read(path);
    var labelled = table.Labels is null ? table.WithTarget(table.Columns[^1].Name) : table;
    var labels = labelled.RequireLabels();
    var rare = labels.MinorityClass();
    var y = labels.Codes.ToArray().Select(c => c == rare ? 1 : 0).ToArray();
    if (permutations > 0)
    {
        var helped = 0;
        for (var p = 0; p < permutations; p++)
        {
            var shuffled = (int[])y.Clone();
            new RandomStream((ulong)p, "permutation").Shuffle<int>(shuffled);
            if (advisor.Advise(labelled.ToMatrix(), shuffled).Verdict == AugmentationVerdict.SyntheticHelps) helped++;
        }

        Console.WriteLine($"| {Path.GetFileNameWithoutExtension(path)} | {permutations} | {helped} |");
        continue;
    }

    AugmentationReport report;
    try
    {
        report = advisor.Advise(labelled.ToMatrix(), y);
    }
    catch (Exception refused) when (refused is ArgumentException or InvalidOperationException)
    {
        Console.WriteLine($"| {Path.GetFileNameWithoutExtension(path)} | {y.Length}/{y.Sum()} | refused: "
            + $"{refused.Message.ReplaceLineEndings(" ")} |");
        continue;
    }

    var effect = report.Chosen.Single(e => e.Metric == report.Metric);
    Console.WriteLine($"| {Path.GetFileNameWithoutExtension(path)} | {y.Length}/{y.Sum()} | {effect.Raw:0.000} | {report.ChosenShare} | "
        + $"{effect.Weight.Text(3)} | {effect.SyntheticPart.Text(3)} | {effect.Total.Text(3)} | {report.Misspecification.Text(3)} | "
        + $"{report.Fidelity.TwoSampleAuroc:0.00} | {report.Verdict} |");
}
