using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Mixtures;

/// <summary>
/// What a mixture must beat, from the same experts and features: the best single expert by validation, the uniform and the
/// validation-weighted mean of probabilities, logistic stacking on the experts' logits, and one head on all features side by side.
/// </summary>
public static class MixtureControls
{
    /// <summary>The best single expert.</summary>
    public const string BestSingle = "best single";

    /// <summary>The mean of the experts' probabilities.</summary>
    public const string UniformMean = "uniform mean";

    /// <summary>Their mean weighted by macro-F1 on validation.</summary>
    public const string WeightedMean = "weighted mean";

    /// <summary>Logistic regression on the experts' logits, fitted on the gate part.</summary>
    public const string Stacking = "stacking";

    /// <summary>Logistic regression on the concatenated features, fitted on all training rows.</summary>
    public const string Concatenated = "one head";

    /// <summary>Predicts rows with every control.</summary>
    /// <param name="mixture">The fitted mixture, whose experts are used.</param>
    /// <param name="experts">The experts with features for all rows.</param>
    /// <param name="labels">The class of every row.</param>
    /// <param name="classNames">C names.</param>
    /// <param name="rows">The parts.</param>
    /// <param name="judged">The rows to predict.</param>
    /// <param name="head">How the head on all features learns.</param>
    /// <param name="cancellationToken">Stops between fits.</param>
    /// <returns>Row-major probabilities of the judged rows by the control's name.</returns>
    public static IReadOnlyDictionary<string, double[]> Predict(FittedMixture mixture, IReadOnlyList<MixtureExpert> experts, int[] labels,
        IReadOnlyList<string> classNames, MixtureRows rows, int[] judged, IClassifier head, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        var gateStage = mixture.GateStage ?? throw new ArgumentException(
            "the mixture has no prediction of its gate rows: train it with SoftMixtureTraining", nameof(mixture));
        ArgumentNullException.ThrowIfNull(experts);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(head);
        DenseMatrix[] Of(int[] which) => [.. experts.Select(e => e.Features.SelectRows(which))];
        int[] Labels(int[] which) => [.. which.Select(r => labels[r])];
        var own = mixture.Predict(Of(judged)).ExpertProbabilities;
        var tuned = rows.Validation.Length > 0 ? rows.Validation : rows.Gate;
        var scores = mixture.Predict(Of(tuned)).ExpertProbabilities.Select(p =>
            Evaluation.Of(Labels(tuned), p, classNames, cancellationToken: cancellationToken).Value("macro_f1") ?? 0).ToArray();
        var stacker = new Standardized(new LogisticRegression(new() { Ridge = 1, Tolerance = 1e-6, MaxIterations = 200 }))
            .Fit(Logits(gateStage.ExpertProbabilities, classNames.Count), Labels(rows.Gate), classNames.Count, default,
                new RandomStream(0, "stacking"), cancellationToken);
        int[] train = [.. rows.Expert.Concat(rows.Gate).Order()];
        var joined = Join([.. experts.Select(e => e.Features)]);
        var one = head.Fit(joined.SelectRows(train), Labels(train), classNames.Count, default, new RandomStream(0, "one-head"),
            cancellationToken);
        return new Dictionary<string, double[]>
        {
            [BestSingle] = own[Array.IndexOf(scores, scores.Max())],
            [UniformMean] = Mean(own, [.. scores.Select(_ => 1.0)]),
            [WeightedMean] = Mean(own, scores.Sum() > 0 ? scores : [.. scores.Select(_ => 1.0)]),
            [Stacking] = stacker.PredictProbabilities(Logits(own, classNames.Count)),
            [Concatenated] = one.PredictProbabilities(joined.SelectRows(judged)),
        };
    }

    private static double[] Mean(IReadOnlyList<double[]> own, double[] weights)
    {
        var (mean, total) = (new double[own[0].Length], weights.Sum());
        for (var k = 0; k < own.Count; k++)
        {
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += weights[k] / total * own[k][i];
            }
        }

        return mean;
    }

    private static DenseMatrix Logits(IReadOnlyList<double[]> own, int classes)
    {
        var n = own[0].Length / classes;
        var logits = new DenseMatrix(n, own.Count * classes);
        for (var k = 0; k < own.Count; k++)
        {
            for (var i = 0; i < own[k].Length; i++)
            {
                logits[i / classes, (k * classes) + (i % classes)] = Math.Log(Math.Max(own[k][i], 1e-12));
            }
        }

        return logits;
    }

    private static DenseMatrix Join(DenseMatrix[] parts)
    {
        var joined = new DenseMatrix(parts[0].Rows, parts.Sum(p => p.Columns));
        for (var i = 0; i < joined.Rows; i++)
        {
            var start = 0;
            foreach (var part in parts)
            {
                part.Row(i).CopyTo(joined.Row(i)[start..]);
                start += part.Columns;
            }
        }

        return joined;
    }
}
