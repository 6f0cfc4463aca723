using System.Numerics.Tensors;
using Counterpoise.Numerics;

namespace Counterpoise.Calibration;

/// <summary>
/// Temperature scaling: softmax(z / T) with the T above 0 that minimises the log loss on validation rows. It changes no predicted class.
/// </summary>
/// <param name="Temperature">T; above 1 where the model was too sure.</param>
/// <remarks>Reference: Guo et al., "On calibration of modern neural networks", ICML 2017, arXiv:1706.04599.</remarks>
public sealed record TemperatureScaling(double Temperature)
{
    /// <summary>Keeps the fit away from T = ∞ and T = 0, where separable rows or useless scores would send it.</summary>
    private const double Lowest = 1e-3, Highest = 1e3;

    /// <summary>Fits T by Newton's method on 1/T, in which the loss is convex. O(n C) per step.</summary>
    /// <param name="labels">n classes of validation rows, in [0, C).</param>
    /// <param name="logits">Row-major n × C scores before softmax; logarithms of probabilities serve as well.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <exception cref="ArgumentException">Shapes or labels are wrong, or a logit is not finite.</exception>
    public static TemperatureScaling Fit(ReadOnlySpan<int> labels, ReadOnlySpan<double> logits, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (labels.Length == 0 || logits.Length != (long)labels.Length * classCount)
            throw new ArgumentException(
                $"found {logits.Length} logits for {labels.Length} rows and {classCount} classes; expected rows × classes, at least one "
                    + $"row", nameof(logits));
        for (var i = 0; i < logits.Length; i++)
            if (!double.IsFinite(logits[i]))
                throw new ArgumentException(
                    $"the logit of row {i / classCount}, class {i % classCount} is {logits[i]}; expected finite numbers: clip "
                    + $"probabilities before their logarithm", nameof(logits));
        for (var i = 0; i < labels.Length; i++)
            if ((uint)labels[i] >= (uint)classCount)
                throw new ArgumentException($"row {i} has label {labels[i]}; expected a class in [0, {classCount})", nameof(labels));
        var minimum = NewtonMinimizer.Run(new Objective(labels.ToArray(), logits.ToArray(), classCount), [1], 1e-12 * labels.Length, 200,
            CancellationToken.None);
        var inverse = Math.Clamp(minimum.At[0], 1 / Highest, 1 / Lowest);
        return new TemperatureScaling(1 / inverse);
    }

    /// <summary>Gives the calibrated probabilities.</summary>
    /// <param name="logits">Row-major n × C.</param>
    /// <param name="classCount">C.</param>
    public double[] Apply(ReadOnlySpan<double> logits, int classCount)
    {
        var p = logits.ToArray();
        TensorPrimitives.Divide(p, Temperature, p);
        for (var start = 0; start < p.Length; start += classCount)
        {
            var row = p.AsSpan(start, classCount);
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<double>(row), row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<double>(row), row);
        }

        return p;
    }

    private sealed class Objective(int[] labels, double[] logits, int classes) : ISmoothFunction
    {
        public int Size => 1;

        public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
        {
            var (value, first, _) = Derivatives(at[0]);
            gradient[0] = first;
            return value;
        }

        public DenseMatrix Hessian(ReadOnlySpan<double> at) => new(1, 1, [Derivatives(at[0]).Second]);

        private (double Value, double First, double Second) Derivatives(double inverse)
        {
            double value = 0, first = 0, second = 0;
            for (var i = 0; i < labels.Length; i++)
            {
                var z = logits.AsSpan(i * classes, classes);
                var largest = inverse >= 0 ? TensorPrimitives.Max<double>(z) : TensorPrimitives.Min<double>(z);
                double sum = 0, mean = 0, square = 0;
                foreach (var logit in z)
                {
                    var e = Math.Exp(inverse * (logit - largest));
                    (sum, mean, square) = (sum + e, mean + (e * logit), square + (e * logit * logit));
                }

                (mean, square) = (mean / sum, square / sum);
                value += Math.Log(sum) + (inverse * (largest - z[labels[i]]));
                first += mean - z[labels[i]];
                second += square - (mean * mean);
            }

            return (value, first, second);
        }
    }
}
