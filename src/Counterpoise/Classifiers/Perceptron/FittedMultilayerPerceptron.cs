using Counterpoise.ClassifierForms;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>A multilayer perceptron that has learned, or that is learning; predicting is safe from several threads once it has.</summary>
public sealed class FittedMultilayerPerceptron : IFittedClassifier
{
    private readonly int _columns;

    internal FittedMultilayerPerceptron(DenseLayer[] layers, int columns) => (Layers, _columns) = (layers, columns);

    /// <inheritdoc/>
    public int ClassCount => Layers[^1].Outputs;

    /// <summary>Number of parameters, weights and biases.</summary>
    public int ParameterCount => Layers.Sum(l => l.Parameters.Length);

    internal DenseLayer[] Layers { get; }

    /// <summary>The scores before softmax.</summary>
    /// <param name="features">n × d finite numbers, scaled as the training rows were.</param>
    /// <returns>Row-major n × C.</returns>
    /// <exception cref="ArgumentException">The number of columns differs, or a value is not finite.</exception>
    public double[] Scores(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, _columns);
        var scores = new double[features.Rows * ClassCount];
        var units = Array.ConvertAll(Layers, l => new double[l.Outputs]);
        for (var i = 0; i < features.Rows; i++)
        {
            Forward(features.Row(i), units);
            units[^1].CopyTo(scores, i * ClassCount);
        }

        return scores;
    }

    /// <inheritdoc/>
    public ClassifierForm Describe() => new PerceptronForm(ClassCount, _columns,
        [.. Layers.Select(l => (l.Weights.ToArray(), l.Biases.ToArray()))]);

    /// <inheritdoc/>
    public double[] PredictProbabilities(DenseMatrix features)
    {
        var scores = Scores(features);
        for (var i = 0; i < features.Rows; i++) LogisticObjective.Softmax(scores.AsSpan(i * ClassCount, ClassCount));
        return scores;
    }

    /// <summary>Runs a row through all layers, with max(0, x) between them.</summary>
    internal void Forward(ReadOnlySpan<double> row, double[][] units)
    {
        var x = row;
        for (var l = 0; l < Layers.Length; l++)
        {
            Layers[l].Forward(x, units[l]);
            if (l < Layers.Length - 1)
                foreach (ref var unit in units[l].AsSpan()) unit = Math.Max(0, unit);
            x = units[l];
        }
    }

    /// <summary>
    /// Adds the gradient of weight · (−log p(label)) for a row that was just run forward; gives back its loss without the weight.
    /// </summary>
    internal double Backward(ReadOnlySpan<double> row, int label, double weight, double[][] units, double[][] errors)
    {
        var last = Layers.Length - 1;
        units[last].CopyTo(errors[last], 0);
        LogisticObjective.Softmax(errors[last]);
        var loss = -Math.Log(Math.Max(errors[last][label], 1e-300));
        errors[last][label] -= 1;
        foreach (ref var e in errors[last].AsSpan()) e *= weight;
        for (var l = last; l >= 0; l--)
        {
            Layers[l].Backward(l == 0 ? row : units[l - 1], errors[l], l == 0 ? [] : errors[l - 1]);
            if (l > 0)
                for (var u = 0; u < errors[l - 1].Length; u++)
                    if (units[l - 1][u] <= 0) errors[l - 1][u] = 0;
        }

        return loss;
    }
}
