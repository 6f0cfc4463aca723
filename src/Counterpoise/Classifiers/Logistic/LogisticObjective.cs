using System.Numerics.Tensors;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>
/// Σ_i w_i · (−log p_i(y_i)) + ridge/2 · ‖coefficients‖², with one parameter vector (d coefficients, then the intercept) for
/// two classes and one per class for more.
/// </summary>
internal sealed class LogisticObjective(DenseMatrix features, int[] labels, int classCount, double[] weights, double ridge)
    : ISmoothFunction
{
    private readonly int _vectors = classCount == 2 ? 1 : classCount;
    private readonly int _width = features.Columns + 1;

    public int Size => _vectors * _width;

    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        gradient.Clear();
        var value = 0.0;
        Span<double> p = stackalloc double[classCount <= 64 ? classCount : 0];
        if (classCount > 64) p = new double[classCount];
        for (var i = 0; i < labels.Length; i++)
        {
            if (weights[i] == 0) continue;
            var x = features.Row(i);
            value += weights[i] * Loss(at, x, labels[i], p);
            for (var k = 0; k < _vectors; k++)
            {
                var c = classCount == 2 ? 1 : k;
                var error = weights[i] * (p[c] - (labels[i] == c ? 1 : 0));
                var part = gradient.Slice(k * _width, _width);
                TensorPrimitives.MultiplyAdd(x, error, part[..^1], part[..^1]);
                part[^1] += error;
            }
        }

        for (var k = 0; k < _vectors; k++)
        {
            var coefficients = at.Slice(k * _width, _width - 1);
            var part = gradient.Slice(k * _width, _width - 1);
            value += ridge / 2 * TensorPrimitives.SumOfSquares(coefficients);
            TensorPrimitives.MultiplyAdd(coefficients, ridge, part, part);
        }

        return value;
    }

    public DenseMatrix Hessian(ReadOnlySpan<double> at)
    {
        var hessian = new DenseMatrix(Size, Size);
        var p = new double[classCount];
        var x = new double[_width];
        x[^1] = 1;
        for (var i = 0; i < labels.Length; i++)
        {
            if (weights[i] == 0) continue;
            features.Row(i).CopyTo(x);
            _ = Loss(at, features.Row(i), labels[i], p);
            for (var k = 0; k < _vectors; k++)
                for (var l = 0; l <= k; l++)
                    AddOuter(hessian, k, l, x, weights[i] * Curvature(p, k, l));
        }

        for (var k = 0; k < Size; k++)
        {
            if (k % _width != _width - 1) hessian[k, k] += ridge;
            for (var l = 0; l < k; l++) hessian[l, k] = hessian[k, l];
        }

        // Adding one number to all intercepts changes nothing; unit curvature there makes the matrix definite and leaves the step as it is.
        for (var k = 0; k < _vectors && _vectors > 1; k++)
            for (var l = 0; l < _vectors; l++) hessian[(k * _width) + _width - 1, (l * _width) + _width - 1] += 1;
        return hessian;
    }

    /// <summary>Writes the probabilities of a row of scores in place, stable for any size of score.</summary>
    public static void Softmax(Span<double> scores)
    {
        var largest = TensorPrimitives.Max<double>(scores);
        var sum = 0.0;
        foreach (ref var s in scores)
        {
            s = Math.Exp(s - largest);
            sum += s;
        }

        foreach (ref var s in scores) s /= sum;
    }

    private double Loss(ReadOnlySpan<double> at, ReadOnlySpan<double> x, int label, Span<double> p)
    {
        p[0] = 0;
        for (var k = 0; k < _vectors; k++)
        {
            var vector = at.Slice(k * _width, _width);
            p[classCount == 2 ? 1 : k] = TensorPrimitives.Dot(vector[..^1], x) + vector[^1];
        }

        var largest = TensorPrimitives.Max<double>(p);
        var own = p[label];
        var sum = 0.0;
        for (var c = 0; c < p.Length; c++)
        {
            p[c] = Math.Exp(p[c] - largest);
            sum += p[c];
        }

        for (var c = 0; c < p.Length; c++) p[c] /= sum;
        return Math.Log(sum) + largest - own;
    }

    private double Curvature(double[] p, int k, int l) => classCount == 2 ? p[0] * p[1] : k == l ? p[k] * (1 - p[k]) : -p[k] * p[l];

    private void AddOuter(DenseMatrix hessian, int k, int l, double[] x, double weight)
    {
        for (var a = 0; a < _width; a++)
        {
            // The diagonal blocks need their lower half alone; the caller mirrors it.
            var count = k == l ? a + 1 : _width;
            var row = hessian.Row((k * _width) + a).Slice(l * _width, count);
            TensorPrimitives.MultiplyAdd(x.AsSpan(0, count), weight * x[a], row, row);
        }
    }
}
