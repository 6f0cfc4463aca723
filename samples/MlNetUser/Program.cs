// A generated table: 4,000 machines, one in twenty fails; what fails is warm and worn.
using Counterpoise.Metrics;
using Counterpoise.MLNet;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Microsoft.ML;
using System.Globalization;

var random = new RandomStream(1);
var machines = Enumerable.Range(0, 4000).Select(i =>
{
    var fails = i % 20 == 0;
    float Noise() => (float)(0.5 * random.NextNormal());
    return new Machine { Heat = Noise() + (fails ? 0.8f : 0), Wear = Noise() + (fails ? 0.6f : 0), Line = $"line {i % 3}", Fails = fails };
});

var context = new MLContext(seed: 1);
var split = context.Data.StratifiedSplit(context.Data.LoadFromEnumerable(machines), nameof(Machine.Fails), testShare: 0.25,
    validationShare: 0.25, seed: 1);
var features = context.Transforms.Categorical.OneHotEncoding("Line")
    .Append(context.Transforms.Concatenate("Features", "Heat", "Wear", "Line"));

// Two ways to learn from rare rows: synthetic ones, and weights.
var synthetic = context.Data.Resample(split.Training, new SmoteNc(), nameof(Machine.Fails), ["Heat", "Wear", "Line"], seed: 1);
var weighed = context.Data.WithClassWeights(split.Training, nameof(Machine.Fails));
foreach (var (name, training, weight) in new[] { ("as it is", split.Training, (string?)null), ("SMOTE-NC", synthetic, null),
    ("weights", weighed, "Weight") })
{
    var trainer = context.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Machine.Fails), exampleWeightColumnName: weight);
    var model = features.Append(trainer).Fit(training);
    // The threshold is chosen on validation rows; the test split is judged once.
    var threshold = ScoredRows.Read(model.Transform(split.Validation!), nameof(Machine.Fails)).BestThreshold();
    var test = ScoredRows.Read(model.Transform(split.Test), nameof(Machine.Fails));
    var figures = test.Evaluate(threshold, new EvaluationOptions { BootstrapReplicates = 200 });
    var balanced = figures.Metrics.Single(m => m.Name == "balanced_accuracy");
    Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name,-9} average precision {figures.Value("average_precision"):F3}, balanced "
            + $"accuracy "
            + $"{balanced.Value:F3} ({balanced.Interval!.Lower:F3} to {balanced.Interval.Upper:F3}) at {threshold.Threshold:F2}"));
}

internal sealed class Machine { public float Heat { get; set; } public float Wear { get; set; } public string Line { get; set; } =
    ""; public bool Fails { get; set; } }
