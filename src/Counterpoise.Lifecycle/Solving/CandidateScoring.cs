using Counterpoise.Calibration;
using Counterpoise.Comparisons;
using Counterpoise.Metrics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>
/// What a pipeline is worth: on inner folds, each decided by weights that the other folds tuned, and on test rows, decided by weights that
/// all inner folds tuned. Preparation, resampling and learning see training rows alone.
/// </summary>
internal sealed class CandidateScoring(string metric, int innerFolds, ulong seed)
{
    private readonly IMetric _metric = SolveMetrics.Find(metric);

    /// <summary>The metric on inner folds of the rows.</summary>
    /// <exception cref="ArgumentException">The pipeline refuses the rows.</exception>
    public double Inner(SolveCandidate candidate, Table rows, CancellationToken cancellationToken)
    {
        var folds = OutOfFold(candidate, rows, cancellationToken);
        var classes = rows.RequireLabels().Classes;
        if (_metric.NeedsProbabilities)
            return folds.Average(f => Set(rows, f.Labels, f.Probabilities, f.Weights, null).Measure(_metric));
        var (labels, predicted) = (new List<int>(), new List<int>());
        for (var f = 0; f < folds.Count; f++)
        {
            var weights = Weights(candidate, [.. folds.Where((_, other) => other != f)], classes.Count);
            labels.AddRange(folds[f].Labels);
            predicted.AddRange(Set(rows, folds[f].Labels, folds[f].Probabilities, null, weights).Predicted);
        }

        return new PredictionSet(labels, predicted, classes) { PositiveClass = Positive(rows), Weights = Pooled(folds) }.Measure(_metric);
    }

    /// <summary>The metric on test rows.</summary>
    /// <exception cref="ArgumentException">The pipeline refuses the rows.</exception>
    public double Outer(SolveCandidate candidate, Table training, Table test, CancellationToken cancellationToken)
    {
        var weights = _metric.NeedsProbabilities || !IsTuned(candidate) ? null
            : Weights(candidate, OutOfFold(candidate, training, cancellationToken), training.RequireLabels().Classes.Count);
        var probabilities = Predict(candidate, training, test, 0, cancellationToken);
        var set = Set(test, test.RequireLabels().Codes.ToArray(), probabilities, null, weights);
        return new PredictionSet(set.Labels, set.Predicted, set.ClassNames,
            probabilities) { PositiveClass = Positive(training), Weights = Counting(test.Weights) }.Measure(_metric);
    }

    /// <summary>Fits to all rows, with the decision that inner folds tuned; null where the pipeline has its own.</summary>
    /// <exception cref="ArgumentException">The pipeline refuses the rows.</exception>
    public (Func<Table, double[]> Predict, DecisionWeights? Weights) Train(SolveCandidate candidate, Table rows,
        CancellationToken cancellationToken)
    {
        var weights = IsTuned(candidate) ? Weights(candidate, OutOfFold(candidate, rows, cancellationToken),
            rows.RequireLabels().Classes.Count) : null;
        return (Fit(candidate, rows, 0, cancellationToken), weights);
    }

    /// <summary>The metric of the majority class of the training rows.</summary>
    public double Majority(Table training, Table test)
    {
        var counts = training.RequireLabels().ClassCounts();
        var probabilities = Enumerable.Repeat(counts.Select(n => n / (double)training.RowCount), test.RowCount).SelectMany(p => p)
            .ToArray();
        return Set(test, test.RequireLabels().Codes.ToArray(), probabilities, test.Weights, null).Measure(_metric);
    }

    private static bool IsTuned(SolveCandidate candidate) => candidate.Method.EndsWith("threshold", StringComparison.Ordinal);

    private DecisionWeights? Weights(SolveCandidate candidate,
        IReadOnlyList<(int[] Labels, double[] Probabilities, double[]? Weights)> folds, int classes)
    {
        int[] labels = [.. folds.SelectMany(f => f.Labels)];
        var weights = Pooled(folds);
        return !IsTuned(candidate) || labels.Where((_, i) => weights is null || weights[i] > 0).Distinct().Count() < 2 ? null
            : DecisionWeights.Tune(labels, [.. folds.SelectMany(f => f.Probabilities)], classes, SolveMetrics.Decision(_metric.Name)!,
                weights);
    }

    /// <summary>The weights of the rows of all folds; null where each counts 1.</summary>
    private static double[]? Pooled(IReadOnlyList<(int[] Labels, double[] Probabilities, double[]? Weights)> folds) =>
        folds.Any(f => f.Weights is null) ? null : Counting([.. folds.SelectMany(f => f.Weights!)]);

    /// <summary>Weights of which one counts; rows that all weigh nothing count alike.</summary>
    private static double[]? Counting(double[]? weights) => weights?.Any(w => w > 0) == true ? weights : null;

    private List<(int[] Labels, double[] Probabilities, double[]? Weights)> OutOfFold(SolveCandidate candidate, Table rows,
        CancellationToken cancellationToken)
    {
        var folds = new List<(int[], double[], double[]?)>();
        foreach (var (number, split) in Folds(rows, innerFolds, new RandomStream(seed, "inner", (ulong)rows.RowCount)).Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var test = rows.Select(split.Test);
            folds.Add((test.RequireLabels().Codes.ToArray(),
                Predict(candidate, rows.Select(split.Train), test, number + 1, cancellationToken), test.Weights));
        }

        return folds;
    }

    /// <summary>Folds forward in time where rows have times, by group where they have groups, else stratified.</summary>
    public static IReadOnlyList<Split> Folds(Table rows, int folds, RandomStream random)
    {
        var labels = rows.RequireLabels();
        var counts = labels.ClassCounts();
        var rarest = counts.Where(n => n > 0).Min();
        if (rarest < 2)
            throw new ArgumentException($"class '{labels.Classes[Array.IndexOf(counts, rarest)]}' has {rarest} row; folds need at least 2 "
                + "of each class: drop the class, or join it with another");
        return rows.Time is { } times ? TimeSplit.Folds(labels.Codes, times, folds)
            : rows.Groups is { } groups ? StratifiedGroupKFold.Of(labels.Codes, groups.Codes,
                Math.Min(folds, groups.Codes.ToArray().Distinct().Count()), random)
            : StratifiedKFold.Of(labels.Codes, Math.Min(folds, rarest), random);
    }

    private double[] Predict(SolveCandidate candidate, Table training, Table test, int fold, CancellationToken cancellationToken) =>
        Fit(candidate, training, fold, cancellationToken)(test);

    private Func<Table, double[]> Fit(SolveCandidate candidate, Table training, int fold, CancellationToken cancellationToken)
    {
        var counts = training.RequireLabels().ClassCounts();
        var method = candidate.ToMethod(training.RequireLabels().Classes);
        var choice = method.Create(counts);
        var classifier = candidate.ToClassifier();
        // The library's memory goes with the last who can predict.
        var fitted = new ResamplingPipeline(choice.Resampler, choice.Learner?.Invoke(classifier) ?? classifier)
            .Fit(training, new RandomStream(seed, "resample", (ulong)fold), new RandomStream(seed, "learn", (ulong)fold),
                cancellationToken);
        if (method.Description.Decision != DecisionRule.LogitAdjusted)
            return fitted.PredictProbabilities;
        var learned = Array.ConvertAll(counts, n => (double)n);
        if (training.Weights is { } weights)
            learned = [.. counts.Select((_, c) => training.RequireLabels().Codes.ToArray().Index().Where(y => y.Item == c)
                .Sum(y => weights[y.Index]))];
        var correction = new PriorCorrection(learned, [.. counts.Select(n => n > 0 ? 1.0 : 0)]);
        return test => correction.Apply(fitted.PredictProbabilities(test));
    }

    private static PredictionSet Set(Table rows, int[] labels, double[] probabilities, double[]? rowWeights,
        DecisionWeights? weights)
    {
        var classes = rows.RequireLabels().Classes;
        var set = PredictionSet.FromProbabilities(labels, probabilities, classes);
        return new PredictionSet(labels, weights?.Decide(probabilities) ?? set.Predicted, classes,
            probabilities) { PositiveClass = Positive(rows), Weights = Counting(rowWeights) };
    }

    private static int Positive(Table rows)
    {
        var counts = rows.RequireLabels().ClassCounts();
        return counts.Length == 2 && counts[0] < counts[1] ? 0 : 1;
    }
}
