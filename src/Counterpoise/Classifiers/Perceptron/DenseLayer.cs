using System.Numerics.Tensors;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>A linear layer y = W x + b with its gradient and the moments of Adam; W lies output after output, then the biases.</summary>
internal sealed class DenseLayer
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, Floor = 1e-8;

    private readonly double[] _first, _second;

    /// <summary>Draws weights and biases uniform in ±1/√inputs.</summary>
    public DenseLayer(int inputs, int outputs, IRandomSource random)
    {
        (Inputs, Outputs) = (inputs, outputs);
        Parameters = new double[outputs * (inputs + 1)];
        (Gradient, _first, _second) = (new double[Parameters.Length], new double[Parameters.Length], new double[Parameters.Length]);
        var bound = 1 / Math.Sqrt(Math.Max(1, inputs));
        for (var i = 0; i < Parameters.Length; i++) Parameters[i] = ((2 * random.NextDouble()) - 1) * bound;
    }

    /// <summary>Takes parameters over, as <see cref="Parameters"/> lie.</summary>
    public DenseLayer(int inputs, int outputs, double[] parameters)
    {
        (Inputs, Outputs, Parameters) = (inputs, outputs, parameters);
        (Gradient, _first, _second) = (new double[parameters.Length], new double[parameters.Length], new double[parameters.Length]);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>Weights [outputs, inputs], then biases [outputs].</summary>
    public double[] Parameters { get; }

    /// <summary>The sum of the gradients since it was cleared, as <see cref="Parameters"/> lie.</summary>
    public double[] Gradient { get; }

    public Span<double> Weights => Parameters.AsSpan(0, Outputs * Inputs);

    public Span<double> Biases => Parameters.AsSpan(Outputs * Inputs);

    public void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        Span<double> weights = Weights, biases = Biases;
        for (var o = 0; o < y.Length; o++) y[o] = biases[o] + TensorPrimitives.Dot<double>(weights.Slice(o * Inputs, Inputs), x);
    }

    /// <summary>Adds the gradient of a row; writes that of its input where it is asked for.</summary>
    public void Backward(ReadOnlySpan<double> x, ReadOnlySpan<double> dy, Span<double> dx)
    {
        dx.Clear();
        var biases = Gradient.AsSpan(Outputs * Inputs);
        for (var o = 0; o < dy.Length; o++)
        {
            if (dy[o] == 0) continue;
            var part = Gradient.AsSpan(o * Inputs, Inputs);
            TensorPrimitives.MultiplyAdd(x, dy[o], part, part);
            biases[o] += dy[o];
            if (!dx.IsEmpty) TensorPrimitives.MultiplyAdd(Weights.Slice(o * Inputs, Inputs), dy[o], dx, dx);
        }
    }

    /// <summary>Takes a step of Adam and clears the gradient; gives back the norm of the step over that of the parameters.</summary>
    public double Step(int step, double rate, double decay)
    {
        if (decay > 0) TensorPrimitives.MultiplyAdd(Weights, decay, Gradient.AsSpan(0, Weights.Length), Gradient.AsSpan(0, Weights.Length));
        var (firstScale, secondScale) = (1 - Math.Pow(FirstDecay, step), 1 - Math.Pow(SecondDecay, step));
        var (moved, size) = (0.0, TensorPrimitives.Norm<double>(Parameters));
        for (var i = 0; i < Gradient.Length; i++)
        {
            var g = Gradient[i];
            _first[i] = (FirstDecay * _first[i]) + ((1 - FirstDecay) * g);
            _second[i] = (SecondDecay * _second[i]) + ((1 - SecondDecay) * g * g);
            var change = rate * (_first[i] / firstScale) / (Math.Sqrt(_second[i] / secondScale) + Floor);
            Parameters[i] -= change;
            moved += change * change;
        }

        Array.Clear(Gradient);
        return size > 0 ? Math.Sqrt(moved) / size : 0;
    }
}
