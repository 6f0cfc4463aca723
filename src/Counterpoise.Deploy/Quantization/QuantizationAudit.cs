using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Quantization;

/// <summary>What quantization cost on labelled rows, class by class: the minority's recall is what must hold, not the accuracy.</summary>
/// <param name="Rows">Rows that were judged.</param>
/// <param name="Agreement">Share of rows whose class is the same before and after.</param>
/// <param name="RecallBefore">Recall of each class in single precision; NaN for a class without rows.</param>
/// <param name="RecallAfter">Recall of each class in int8.</param>
public sealed record QuantizationAudit(int Rows, double Agreement, IReadOnlyList<double> RecallBefore, IReadOnlyList<double> RecallAfter)
{
    /// <summary>Index of the class with the fewest rows.</summary>
    public required int Minority { get; init; }

    /// <summary>By how much the minority's recall falls; negative where it rises.</summary>
    public double MinorityRecallDrop => RecallBefore[Minority] - RecallAfter[Minority];

    /// <summary>Compares a network with its quantized form.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="quantized">Its quantized form.</param>
    /// <param name="rows">Rows that neither has seen, channels fastest.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ArgumentException">There are no rows, or not as many labels.</exception>
    public static QuantizationAudit Compute(LayerGraph graph, QuantizedNetwork quantized, IReadOnlyList<float[]> rows,
        IReadOnlyList<int> labels,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(quantized);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        if (rows.Count == 0 || rows.Count != labels.Count)
            throw new ArgumentException($"found {rows.Count} rows and {labels.Count} labels; expected as many, at least one",
                nameof(labels));
        var classes = graph.Output.Length;
        if (labels.FirstOrDefault(l => (uint)l >= (uint)classes, -1) is var wrong and >= 0)
            throw new ArgumentException($"label {wrong} is none of the network's {classes} classes", nameof(labels));
        int[] before = new int[rows.Count], after = new int[rows.Count];
        var memory = quantized.Network.CreateMemory();
        for (var i = 0; i < rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            before[i] = Greatest(graph.Run(rows[i]));
            after[i] = Greatest([.. quantized.Network.Run(quantized.Quantize(rows[i]), memory).ToArray().Select(q => (float)q)]);
        }

        int[] counts = [.. Enumerable.Range(0, classes).Select(c => labels.Count(l => l == c))];
        double[] Recalls(int[] predicted) => [.. Enumerable.Range(0, classes).Select(c => counts[c] == 0 ? double.NaN
            : Enumerable.Range(0, rows.Count).Count(i => labels[i] == c && predicted[i] == c) / (double)counts[c])];
        return new QuantizationAudit(rows.Count, before.Zip(after).Count(p => p.First == p.Second) / (double)rows.Count, Recalls(before),
            Recalls(after))
        {
            Minority = Enumerable.Range(0, classes).Where(c => counts[c] > 0).MinBy(c => counts[c]),
        };
    }

    private static int Greatest(float[] scores) => Array.IndexOf(scores, scores.Max());
}
