namespace Counterpoise.Calibration;

/// <summary>
/// Something fitted on validation rows (a calibration, a threshold) that remembers which rows it saw, and refuses to be
/// evaluated on any of them.
/// </summary>
/// <typeparam name="T">What was fitted.</typeparam>
public sealed class ValidationFit<T>
{
    private readonly HashSet<int> _rows;
    private readonly T _fitted;

    /// <summary>Ties a fit to its rows.</summary>
    /// <param name="rows">The rows that it was fitted on, as numbers within the whole data set; at least one.</param>
    /// <param name="fitted">What was fitted.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public ValidationFit(ReadOnlySpan<int> rows, T fitted)
    {
        if (rows.IsEmpty) throw new ArgumentException("found no validation rows; give the split validation rows", nameof(rows));
        (_rows, _fitted) = ([.. rows], fitted);
    }

    /// <summary>The rows that it was fitted on, ascending.</summary>
    public IReadOnlyList<int> Rows => [.. _rows.Order()];

    /// <summary>The fit, for use on rows that it has not seen.</summary>
    /// <param name="evaluationRows">The rows to be evaluated, as numbers within the whole data set.</param>
    /// <exception cref="InvalidOperationException">One of these rows was used for the fit.</exception>
    public T For(ReadOnlySpan<int> evaluationRows)
    {
        foreach (var row in evaluationRows)
            if (_rows.Contains(row))
                throw new InvalidOperationException(
                    $"row {row} was used to fit this {typeof(T).Name}; a result on it would be too good: evaluate on test rows, or fit "
                    + $"on others");
        return _fitted;
    }

    /// <summary>The fit, for rows that are not of the data set, as in a running service.</summary>
    public T ForNewRows() => _fitted;
}
