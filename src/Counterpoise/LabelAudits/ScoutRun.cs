using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.LabelAudits;

/// <summary>One training of the scout with what its epochs say of each row.</summary>
/// <param name="Hardness">Bias-corrected S of each row under the labels that were learned.</param>
/// <param name="Margins">Area under the margin of each row.</param>
/// <param name="MeanLoss">Mean over epochs of −log p(y).</param>
/// <param name="LastLoss">−log p(y) after the last epoch.</param>
internal sealed record ScoutRun(double[] Hardness, double[] Margins, double[] MeanLoss, double[] LastLoss)
{
    /// <summary>Trains a scout on these labels; rows are scored as predicted after each epoch past the warm-up.</summary>
    public static ScoutRun Of(DenseMatrix features, int[] labels, int classCount, LabelAuditOptions options, IRandomSource random,
        CancellationToken cancellationToken)
    {
        var hardness = new StableHardness(labels.Length, options.Alpha);
        var margins = new AreaUnderMargin(labels, classCount);
        var (sum, last, now) = (new double[labels.Length], new double[labels.Length], new double[labels.Length]);
        new MultilayerPerceptron(options.Scout).Fit(features, labels, classCount, default, random, (epoch, network) =>
        {
            if (epoch <= options.WarmUpEpochs) return;
            var scores = network.Scores(features);
            margins.Add(scores);
            for (var i = 0; i < labels.Length; i++)
            {
                var row = scores.AsSpan(i * classCount, classCount);
                LogisticObjective.Softmax(row);
                now[i] = Math.Clamp(1 - row[labels[i]], 0, 1);
                last[i] = -Math.Log(Math.Max(row[labels[i]], 1e-300));
                sum[i] += last[i];
            }

            hardness.Add(now);
        }, cancellationToken);
        return new ScoutRun(hardness.Values(), margins.Values(), Array.ConvertAll(sum, s => s / margins.Epochs), last);
    }
}
