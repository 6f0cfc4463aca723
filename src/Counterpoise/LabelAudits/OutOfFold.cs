using Counterpoise.Classifiers;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.LabelAudits;

/// <summary>Probabilities of each row by a model that has not seen it.</summary>
internal static class OutOfFold
{
    public static double[] Probabilities(AuditedRows data, LabelAuditOptions options, IClassifier? model,
        CancellationToken cancellationToken)
    {
        var classifier = model ?? new MultilayerPerceptron(options.Scout);
        var probabilities = new double[data.Rows * data.ClassCount];
        foreach (var (fold, split) in Folds(data, options).Index())
        {
            int[] labels = [.. split.Train.Select(i => data.Labels[i])];
            var fitted = classifier.Fit(data.Features.SelectRows(split.Train), labels, data.ClassCount, default,
                new RandomStream(options.Seed, "fold", (ulong)fold), cancellationToken);
            var predicted = fitted.PredictProbabilities(data.Features.SelectRows(split.Test));
            (fitted as IDisposable)?.Dispose();
            for (var i = 0; i < split.Test.Length; i++)
                predicted.AsSpan(i * data.ClassCount, data.ClassCount).CopyTo(probabilities.AsSpan(split.Test[i] * data.ClassCount));
        }

        return probabilities;
    }

    private static IReadOnlyList<Split> Folds(AuditedRows data, LabelAuditOptions options)
    {
        var random = new RandomStream(options.Seed, "folds");
        if (data.Groups is { } groups)
            return StratifiedGroupKFold.Of(data.Labels, groups, Math.Max(2, Math.Min(options.Folds, groups.Distinct().Count())), random,
                MissingClassPolicy.Warn);
        var rarest = data.Labels.GroupBy(y => y).Min(g => g.Count());
        return StratifiedKFold.Of(data.Labels, Math.Max(2, Math.Min(options.Folds, rarest)), random, MissingClassPolicy.Warn);
    }
}
