using System.Globalization;
using Counterpoise.Classifiers;
using Counterpoise.Data;
using Counterpoise.Metrics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Splits;

// The most frequent mistake of the field, and what it is worth: SMOTE before the split against SMOTE within the training folds.
// Same rows, same method, same classifier, same five folds in number. Usage: LeakDemo table [class column]
var table = TableFile.Read(args[0], new TableReadOptions { Target = args.Length > 1 ? args[1] : null });
var labels = table.RequireLabels();
var positive = new EvaluationOptions { PositiveClass = labels.MinorityClass(), CurvePoints = 0 };
const int Folds = 5, Seeds = 10;
var classifier = new KNearestNeighbors();
var (leaky, honest) = (new List<Evaluation>(), new List<Evaluation>());

for (var seed = 0UL; seed < Seeds; seed++)
{
    // Wrong: prepare and resample all rows, then split. Test folds hold synthetic rows and children of training rows.
    var all = new Smote().Resample(FeaturePreparation.Fit(table).Apply(table), labels.Codes.ToArray(), new RandomStream(seed, "resample"));
    foreach (var fold in StratifiedKFold.Of(all.Labels, Folds, new RandomStream(seed, "split")))
    {
        var model = ((IClassifier)classifier).Fit(all.Features.SelectRows(fold.Train), Pick(all.Labels, fold.Train), labels.Classes.Count,
            [], new RandomStream(seed, "learn"));
        leaky.Add(Evaluation.Of(Pick(all.Labels, fold.Test), model.PredictProbabilities(all.Features.SelectRows(fold.Test)),
            labels.Classes, positive));
    }

    // Right: split, then prepare, resample and learn from the training rows; real rows alone are tested.
    foreach (var fold in StratifiedKFold.Of(labels.Codes, Folds, new RandomStream(seed, "split")))
    {
        using var pipeline = new ResamplingPipeline(new Smote(), classifier)
            .Fit(table.Select(fold.Train), new RandomStream(seed, "resample"), new RandomStream(seed, "learn"));
        honest.Add(pipeline.Evaluate(table.Select(fold.Test), positive));
    }
}

Console.WriteLine("metric\tresample, then split\tsplit, then resample\tthe leak is worth");
foreach (var metric in new[] { "auroc", "average_precision", "macro_f1", "geometric_mean" })
{
    var (wrong, right) = (leaky.Average(e => e.Value(metric)!.Value), honest.Average(e => e.Value(metric)!.Value));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{metric}\t{wrong:0.000}\t{right:0.000}\t{wrong - right:+0.000;-0.000}"));
}

static int[] Pick(int[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);
