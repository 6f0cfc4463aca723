using Counterpoise.Numerics;

namespace Counterpoise.MultiLabel;

/// <summary>Collects the rows of a resampler.</summary>
internal sealed class MultiLabelRows
{
    private readonly LabelSet _labels;
    private readonly List<double> _values;
    private readonly List<bool> _has;
    private readonly int _columns;

    public MultiLabelRows(DenseMatrix features, LabelSet labels)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        if (features.Rows != labels.Rows)
            throw new ArgumentException($"found labels of {labels.Rows} rows for {features.Rows} rows; expected as many", nameof(labels));
        FiniteCheck.Require(features);
        (_labels, _columns) = (labels, features.Columns);
        (_values, _has) = ([.. features.Data], []);
        for (var i = 0; i < labels.Rows; i++) _has.AddRange(labels.Row(i));
    }

    public int Count => _has.Count / _labels.Names.Count;

    public void Add(ReadOnlySpan<double> row, ReadOnlySpan<bool> labels)
    {
        _values.AddRange(row);
        _has.AddRange(labels);
    }

    public (DenseMatrix Features, LabelSet Labels) Build() =>
        (new DenseMatrix(Count, _columns, [.. _values]), new LabelSet(_labels.Names, [.. _has]));
}
