namespace Counterpoise.LabelAudits;

/// <summary>
/// The mean over epochs of a row's margin: the score of its own label less the largest score of another class. Low where the label works
/// against what the other rows teach.
/// </summary>
/// <remarks>
/// Time O(rows · classes) an epoch. A threshold comes from rows that are given a class of their own that does not exist: see
/// <see cref="LabelAuditOptions.MarginPercentile"/>. Reference: Pleiss, Zhang, Elenberg and Weinberger, "Identifying mislabeled data using
/// the area under the margin ranking", NeurIPS 2020, arXiv:2001.10528.
/// </remarks>
public sealed class AreaUnderMargin
{
    private readonly int[] _labels;
    private readonly int _classCount;
    private readonly double[] _sums;

    /// <summary>Starts without an epoch.</summary>
    /// <param name="labels">The label of each row, in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes that the model scores, at least 2.</param>
    public AreaUnderMargin(ReadOnlySpan<int> labels, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        foreach (var label in labels) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)classCount, nameof(labels));
        (_labels, _classCount, _sums) = (labels.ToArray(), classCount, new double[labels.Length]);
    }

    /// <summary>Number of epochs taken in.</summary>
    public int Epochs { get; private set; }

    /// <summary>Takes an epoch in.</summary>
    /// <param name="scores">Scores before softmax, row-major rows × classes.</param>
    /// <exception cref="ArgumentException">The number of scores differs.</exception>
    public void Add(ReadOnlySpan<double> scores)
    {
        if (scores.Length != _labels.Length * _classCount)
            throw new ArgumentException(
                $"found {scores.Length} scores; {_labels.Length} rows of {_classCount} classes need {_labels.Length * _classCount}",
                nameof(scores));
        for (var i = 0; i < _labels.Length; i++)
        {
            var row = scores.Slice(i * _classCount, _classCount);
            var other = double.NegativeInfinity;
            for (var c = 0; c < row.Length; c++)
                if (c != _labels[i]) other = Math.Max(other, row[c]);
            _sums[i] += row[_labels[i]] - other;
        }

        Epochs++;
    }

    /// <summary>The mean margin of each row; NaN before the first epoch.</summary>
    public double[] Values() => Array.ConvertAll(_sums, s => Epochs == 0 ? double.NaN : s / Epochs);
}
