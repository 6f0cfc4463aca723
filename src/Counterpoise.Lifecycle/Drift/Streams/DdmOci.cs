namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>
/// DDM-OCI: alarms when the decayed recall of one class, R ← η R + (1 − η)[found], falls significantly below the best mean recall since the
/// last alarm, R &lt; R_best − 3 s. Give it the rows of that class only: 1 for a row that was missed, 0 for one that was found.
/// </summary>
/// <remarks>
/// O(1) a value. The error over all classes hides a minority: with 1 % of it the recall can fall from .9 to 0 while the error rate rises by
/// .009. Reference: Wang, Minku, Ghezzi, Caltabiano, Tino and Yao, "Concept drift detection for online class imbalance learning", IJCNN
/// 2013, doi:10.1109/IJCNN.2013.6706768. Different from it, unless <see cref="DdmOciOptions.AsPublished"/>: the best recall is a mean, kept
/// where its lower bound is highest, as in DDM; s is that of a decayed mean, sqrt(R(1 − R)(1 − η)/(1 + η)); in s a recall is taken to be
/// half a row away from 0 and 1, since a class that was always found would have s = 0 and alarm at its first miss.
/// </remarks>
public sealed class DdmOci : IStreamDetector
{
    private readonly DdmOciOptions _options;
    private double _rows, _found, _recall, _best, _deviation, _highest;
    private bool _drifted;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public DdmOci(DdmOciOptions? options = null)
    {
        _options = options ?? new DdmOciOptions();
        _options.Validate();
        Reset();
    }

    /// <inheritdoc/>
    public string Name => "ddm-oci";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.Errors;

    /// <summary>The decayed recall, R, in [0, 1]; 0 before the first row.</summary>
    public double Recall => _recall;

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireError(value, Name);
        if (_drifted) Reset();
        _rows++;
        _found += 1 - value;
        _recall += Math.Max(1 / _rows, 1 - _options.Decay) * (1 - value - _recall);
        if (_rows < _options.MinimumRows) return DriftLevel.NotTested;
        if (_options.AsPublished) KeepBestDecayed();
        else KeepBestMean();
        _drifted = _recall < _best - (_options.DriftDeviations * _deviation);
        if (_drifted) return DriftLevel.Drift;
        return _recall < _best - (_options.WarningDeviations * _deviation) ? DriftLevel.Warning : DriftLevel.Stable;
    }

    private void KeepBestDecayed()
    {
        var deviation = Math.Sqrt(_recall * (1 - _recall) / _rows);
        if (_recall + deviation > _highest) (_best, _deviation, _highest) = (_recall, deviation, _recall + deviation);
    }

    private void KeepBestMean()
    {
        var mean = _found / _rows;
        var lower = mean - Deviation(mean, _rows);
        if (lower > _highest) (_best, _deviation, _highest) = (mean, Deviation(mean, (1 + _options.Decay) / (1 - _options.Decay)), lower);
    }

    private static double Deviation(double recall, double memory)
    {
        var inside = Math.Clamp(recall, .5 / memory, 1 - (.5 / memory));
        return Math.Sqrt(inside * (1 - inside) / memory);
    }

    /// <inheritdoc/>
    public void Reset() => (_rows, _found, _recall, _best, _deviation, _highest, _drifted) =
        (0, 0, 0, 0, 0, double.NegativeInfinity, false);

    /// <inheritdoc/>
    public double[] GetState() => [_rows, _found, _recall, _best, _deviation, _highest, _drifted ? 1 : 0];

    /// <inheritdoc/>
    public void SetState(ReadOnlySpan<double> state)
    {
        StreamValue.RequireState(state, 7, Name);
        (_rows, _found, _recall) = (state[0], state[1], state[2]);
        (_best, _deviation, _highest, _drifted) = (state[3], state[4], state[5], state[6] != 0);
    }
}
