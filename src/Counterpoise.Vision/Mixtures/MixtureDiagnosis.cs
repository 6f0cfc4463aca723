namespace Counterpoise.Vision.Mixtures;

/// <summary>Whether gating can help at all, and what the gate does, before any claim.</summary>
public sealed record MixtureDiagnosis
{
    /// <summary>The least room for a gate, in share of rows: below it, gating cannot help measurably.</summary>
    public const double LeastGap = 0.01;

    /// <summary>Names of the experts, K.</summary>
    public required IReadOnlyList<string> Experts { get; init; }

    /// <summary>Accuracy of each expert.</summary>
    public required IReadOnlyList<double> Accuracies { get; init; }

    /// <summary>The share of rows on which at least one expert is right: what a perfect gate would reach.</summary>
    public required double OracleAccuracy { get; init; }

    /// <summary>The oracle's accuracy less that of the best single expert.</summary>
    public double OracleGap => OracleAccuracy - Accuracies.Max();

    /// <summary>Whether there is room for a gate.</summary>
    public bool CanGatingHelp => Experts.Count > 1 && OracleGap >= LeastGap;

    /// <summary>Row-major K × K: the share of rows on which two experts name different classes.</summary>
    public required double[] Disagreement { get; init; }

    /// <summary>Row-major C × K: the mean gate over the rows of each class; NaN for a class without rows.</summary>
    public required double[] GateByClass { get; init; }

    /// <summary>The mean entropy of the gates in nats.</summary>
    public required double GateEntropy { get; init; }

    /// <summary>The mean largest gate: 1 where one expert always decides.</summary>
    public required double MeanLargestGate { get; init; }

    /// <summary>Computes the diagnosis on rows with labels. O(n (K·C + K²)).</summary>
    /// <param name="experts">Names of the experts.</param>
    /// <param name="labels">n true classes.</param>
    /// <param name="prediction">The mixture's prediction of these rows.</param>
    /// <param name="classCount">C.</param>
    public static MixtureDiagnosis Compute(IReadOnlyList<string> experts, IReadOnlyList<int> labels, MixturePrediction prediction,
        int classCount)
    {
        ArgumentNullException.ThrowIfNull(experts);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(prediction);
        var (n, k) = (labels.Count, experts.Count);
        if (n == 0)
        {
            throw new ArgumentException("a diagnosis needs at least one row", nameof(labels));
        }

        int[][] named = [.. prediction.ExpertProbabilities.Select(p => Largest(p, classCount))];
        var (byClass, counts) = (new double[classCount * k], new int[classCount]);
        double entropy = 0, largest = 0;
        for (var i = 0; i < n; i++)
        {
            counts[labels[i]]++;
            var gates = prediction.Gates.AsSpan(i * k, k);
            var most = 0.0;
            for (var e = 0; e < k; e++)
            {
                byClass[(labels[i] * k) + e] += gates[e];
                entropy -= gates[e] > 0 ? gates[e] * Math.Log(gates[e]) : 0;
                most = Math.Max(most, gates[e]);
            }

            largest += most;
        }

        for (var j = 0; j < byClass.Length; j++)
        {
            byClass[j] = counts[j / k] == 0 ? double.NaN : byClass[j] / counts[j / k];
        }

        return new()
        {
            Experts = experts,
            Accuracies = [.. named.Select(own => Enumerable.Range(0, n).Count(i => own[i] == labels[i]) / (double)n)],
            OracleAccuracy = Enumerable.Range(0, n).Count(i => named.Any(own => own[i] == labels[i])) / (double)n,
            Disagreement = [.. from a in named from b in named select Enumerable.Range(0, n).Count(i => a[i] != b[i]) / (double)n],
            GateByClass = byClass,
            GateEntropy = entropy / n,
            MeanLargestGate = largest / n,
        };
    }

    private static int[] Largest(double[] probabilities, int classCount)
    {
        var named = new int[probabilities.Length / classCount];
        for (var i = 0; i < named.Length; i++)
        {
            var row = probabilities.AsSpan(i * classCount, classCount);
            named[i] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax<double>(row);
        }

        return named;
    }
}
