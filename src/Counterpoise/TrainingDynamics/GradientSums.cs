namespace Counterpoise.TrainingDynamics;

/// <summary>
/// Adds up powers of gradient entries over the steps of an epoch. One pass over memory that is warm from the backward pass.
/// </summary>
internal sealed class GradientSums
{
    private double _one, _two, _three, _four, _norms;
    private long _entries, _tiny;
    private int _steps;

    /// <summary>Adds a step's gradient.</summary>
    public void Add(ReadOnlySpan<double> gradient)
    {
        if (gradient.IsEmpty)
        {
            throw new ArgumentException("the gradient has no entry; expected at least one", nameof(gradient));
        }

        var squares = 0.0;
        foreach (var g in gradient)
        {
            var square = g * g;
            _one += g;
            squares += square;
            _three += square * g;
            _four += square * square;
            _tiny += Math.Abs(g) < GradientMoments.Tiny ? 1 : 0;
        }

        _two += squares;
        _norms += Math.Sqrt(squares);
        _entries += gradient.Length;
        _steps++;
    }

    /// <summary>The moments of all steps, and a fresh start.</summary>
    public GradientMoments Moments()
    {
        if (_steps == 0)
        {
            return new GradientMoments(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        double n = _entries, mean = _one / n, second = _two / n;
        var variance = Math.Max(0, second - (mean * mean));
        var third = (_three / n) - (3 * mean * second) + (2 * mean * mean * mean);
        var fourth = (_four / n) - (4 * mean * _three / n) + (6 * mean * mean * second) - (3 * mean * mean * mean * mean);
        var isFlat = variance <= 1e-28 * second || variance == 0;
        var moments = new GradientMoments(_norms / _steps, mean, Math.Sqrt(variance), isFlat ? double.NaN : third / Math.Pow(variance, 1.5),
            isFlat ? double.NaN : (fourth / (variance * variance)) - 3, _tiny / n);
        (_one, _two, _three, _four, _norms, _entries, _tiny, _steps) = (0, 0, 0, 0, 0, 0, 0, 0);
        return moments;
    }
}
