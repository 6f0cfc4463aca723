using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>
/// Trains a two-class support vector machine: minimises <c>a'Qa/2 - sum a</c> with <c>0 &lt;= a &lt;= C</c> and <c>y'a = 0</c>, two
/// variables at a time, chosen by second-order information, until the optimality gap is below 1e-3.
/// </summary>
/// <remarks>
/// Kernel values are kept in float32 as in libsvm, and as many columns as fit in 200 MB. Reference: Fan, Chen and Lin, "Working
/// set selection using second order information for training support vector machines", JMLR 2005.
/// </remarks>
internal sealed class SequentialMinimalOptimization(DenseMatrix features, int[] rows, int[] signs, double gamma, double penalty)
{
    private const double Gap = 1e-3;
    private const double Tau = 1e-12;
    private const long CacheBytes = 200L << 20;
    private readonly Dictionary<int, float[]> _columns = [];
    private readonly Queue<int> _age = new();
    private readonly double[] _alpha = new double[rows.Length];
    private readonly double[] _gradient = new double[rows.Length];

    internal double[] Solve(CancellationToken cancellationToken)
    {
        Array.Fill(_gradient, -1.0);
        // libsvm's own limit: far beyond what a problem that converges needs.
        var limit = Math.Max(10_000_000, 100 * rows.Length);
        for (var round = 0; round < limit && Select(out var i, out var j); round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Update(i, j);
        }

        return _alpha;
    }

    private bool Select(out int i, out int j)
    {
        (i, j) = (-1, -1);
        var largest = double.NegativeInfinity;
        for (var t = 0; t < rows.Length; t++)
        {
            if ((signs[t] > 0 ? _alpha[t] < penalty : _alpha[t] > 0) && -signs[t] * _gradient[t] >= largest)
            {
                (largest, i) = (-signs[t] * _gradient[t], t);
            }
        }

        if (i < 0)
        {
            return false;
        }

        var q = Column(i);
        var second = double.NegativeInfinity;
        var best = double.PositiveInfinity;
        for (var t = 0; t < rows.Length; t++)
        {
            if (!(signs[t] > 0 ? _alpha[t] > 0 : _alpha[t] < penalty))
            {
                continue;
            }

            var value = signs[t] * _gradient[t];
            second = Math.Max(second, value);
            var difference = largest + value;
            if (difference > 0)
            {
                var curvature = 2.0 - (2.0 * signs[i] * signs[t] * q[t]);
                var gain = -(difference * difference) / (curvature > 0 ? curvature : Tau);
                if (gain <= best)
                {
                    (best, j) = (gain, t);
                }
            }
        }

        return largest + second >= Gap && j >= 0;
    }

    private void Update(int i, int j)
    {
        var qi = Column(i);
        var qj = Column(j);
        double oldI = _alpha[i], oldJ = _alpha[j];
        var opposite = signs[i] != signs[j];
        var curvature = opposite ? 2.0 + (2.0 * qi[j]) : 2.0 - (2.0 * qi[j]);
        curvature = curvature > 0 ? curvature : Tau;
        if (opposite)
        {
            var delta = (-_gradient[i] - _gradient[j]) / curvature;
            ClipDifference(oldI + delta, oldJ + delta, oldI - oldJ, out _alpha[i], out _alpha[j]);
        }
        else
        {
            var delta = (_gradient[i] - _gradient[j]) / curvature;
            ClipSum(oldI - delta, oldJ + delta, oldI + oldJ, out _alpha[i], out _alpha[j]);
        }

        double stepI = _alpha[i] - oldI, stepJ = _alpha[j] - oldJ;
        for (var t = 0; t < _gradient.Length; t++)
        {
            _gradient[t] += (qi[t] * stepI) + (qj[t] * stepJ);
        }
    }

    private void ClipDifference(double a, double b, double difference, out double clippedA, out double clippedB)
    {
        if (difference > 0)
        {
            if (b < 0)
            {
                (a, b) = (difference, 0);
            }

            if (a > penalty)
            {
                (a, b) = (penalty, penalty - difference);
            }
        }
        else
        {
            if (a < 0)
            {
                (a, b) = (0, -difference);
            }

            if (b > penalty)
            {
                (a, b) = (penalty + difference, penalty);
            }
        }

        (clippedA, clippedB) = (a, b);
    }

    private void ClipSum(double a, double b, double sum, out double clippedA, out double clippedB)
    {
        if (sum > penalty)
        {
            if (a > penalty)
            {
                (a, b) = (penalty, sum - penalty);
            }

            if (b > penalty)
            {
                (a, b) = (sum - penalty, penalty);
            }
        }
        else
        {
            if (b < 0)
            {
                (a, b) = (sum, 0);
            }

            if (a < 0)
            {
                (a, b) = (0, sum);
            }
        }

        (clippedA, clippedB) = (a, b);
    }

    private float[] Column(int i)
    {
        if (_columns.TryGetValue(i, out var column))
        {
            return column;
        }

        if ((_columns.Count + 1L) * rows.Length * sizeof(float) > CacheBytes && _columns.Count > 1)
        {
            _columns.Remove(_age.Dequeue());
        }

        column = new float[rows.Length];
        var row = features.Row(rows[i]);
        for (var t = 0; t < column.Length; t++)
        {
            column[t] = (float)(signs[i] * signs[t] * Math.Exp(-gamma * ExactDistance.Squared(row, features.Row(rows[t]))));
        }

        _columns[i] = column;
        _age.Enqueue(i);
        return column;
    }
}
