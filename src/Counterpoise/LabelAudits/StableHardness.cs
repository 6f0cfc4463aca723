namespace Counterpoise.LabelAudits;

/// <summary>
/// How hard each row stays while a model learns: the moving average over epochs of H = 1 − p(y), the probability that the model does not
/// give the row's own label. S_t = (1 − α) S_{t−1} + α H_t from S_0 = 0, divided by 1 − (1 − α)^t.
/// </summary>
/// <remarks>
/// Without the division, an average that starts at the first epoch keeps that epoch's weight: 0.8145 after 5 epochs and 0.3774 after 20
/// with α = 0.05. Time and memory O(rows). Reference: Hao et al., arXiv:2606.19186; the correction is that of Adam.
/// </remarks>
public sealed class StableHardness
{
    private readonly double _alpha;
    private readonly bool _correctsBias;
    private readonly double[] _sums;

    /// <summary>Starts without an epoch.</summary>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="alpha">Weight of a new epoch, in (0, 1].</param>
    /// <param name="correctsBias">True starts at 0 and corrects for it; false starts at the first epoch's values, for comparison.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public StableHardness(int rows, double alpha = 0.05, bool correctsBias = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (!(alpha > 0 && alpha <= 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha,
            "the weight of a new epoch lies above 0 and up to 1, such as 0.05");
        (_sums, _alpha, _correctsBias) = (new double[rows], alpha, correctsBias);
    }

    /// <summary>Number of epochs taken in.</summary>
    public int Epochs { get; private set; }

    /// <summary>Takes an epoch in.</summary>
    /// <param name="hardness">H of each row, in [0, 1].</param>
    /// <exception cref="ArgumentException">The number of rows differs, or a value is no share.</exception>
    public void Add(ReadOnlySpan<double> hardness)
    {
        if (hardness.Length != _sums.Length)
            throw new ArgumentException($"found {hardness.Length} values for {_sums.Length} rows; expected one per row", nameof(hardness));
        for (var i = 0; i < hardness.Length; i++)
        {
            if (!(hardness[i] >= 0 && hardness[i] <= 1))
                throw new ArgumentException(
                    $"row {i} has hardness {hardness[i]}; expected 1 − p, from 0 to 1: a model whose probabilities are not numbers has "
                    + $"diverged", nameof(hardness));
            _sums[i] = Epochs == 0 && !_correctsBias ? hardness[i] : ((1 - _alpha) * _sums[i]) + (_alpha * hardness[i]);
        }

        Epochs++;
    }

    /// <summary>S of each row; NaN before the first epoch.</summary>
    public double[] Values()
    {
        var scale = _correctsBias ? 1 - Math.Pow(1 - _alpha, Epochs) : 1;
        return Array.ConvertAll(_sums, s => Epochs == 0 ? double.NaN : s / scale);
    }
}
