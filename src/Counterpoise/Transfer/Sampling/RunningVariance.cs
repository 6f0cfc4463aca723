namespace Counterpoise.Transfer.Sampling;

/// <summary>Variances of each coordinate in one pass (Welford).</summary>
internal sealed class RunningVariance(int size)
{
    private readonly double[] _means = new double[size];
    private readonly double[] _squares = new double[size];
    private int _count;

    public void Add(double[] values)
    {
        _count++;
        for (var j = 0; j < size; j++)
        {
            var before = values[j] - _means[j];
            _means[j] += before / _count;
            _squares[j] += before * (values[j] - _means[j]);
        }
    }

    /// <summary>
    /// Writes the variances, drawn towards a small number as if by five more draws, as Stan does; fewer than two draws write nothing.
    /// </summary>
    public void WriteRegularized(double[] variances)
    {
        if (_count < 2) return;
        double n = _count;
        for (var j = 0; j < size; j++) variances[j] = ((n / (n + 5)) * _squares[j] / (n - 1)) + (1e-3 * 5 / (n + 5));
    }
}
