using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>The steps of a <see cref="MultilayerPerceptron"/>: batches, gradients, Adam.</summary>
internal sealed class NetworkTraining(FittedMultilayerPerceptron network, DenseMatrix features, int[] labels, double[] weights,
    MultilayerPerceptronOptions options)
{
    private readonly double[][] _units = Array.ConvertAll(network.Layers, l => new double[l.Outputs]);
    private readonly double[][] _errors = Array.ConvertAll(network.Layers, l => new double[l.Outputs]);
    private int _step;

    /// <summary>What looks on; null for nothing.</summary>
    public INetworkWatch? Watch { get; set; }

    /// <summary>Norm of the last step over the norm of the parameters, per layer.</summary>
    public double[] UpdateRatios { get; } = new double[network.Layers.Length];

    /// <summary>One pass over rows in their order; gives back the weighted mean loss.</summary>
    public double Epoch(ReadOnlySpan<int> rows, CancellationToken cancellationToken)
    {
        var (loss, total) = (0.0, 0.0);
        for (var start = 0; start < rows.Length; start += options.BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = rows.Slice(start, Math.Min(options.BatchSize, rows.Length - start));
            var weight = 0.0;
            foreach (var row in batch) weight += weights[row];
            loss += Accumulate(batch, 1 / weight) * weight;
            total += weight;
            _step++;
            Watch?.BeforeStep(network);
            for (var l = 0; l < network.Layers.Length; l++) UpdateRatios[l] = network.Layers[l]
                .Step(_step, options.LearningRate, options.WeightDecay);
            Watch?.AfterStep(UpdateRatios);
        }

        return loss / total;
    }

    /// <summary>Adds the gradient of the scaled, weighted losses of rows; gives back the sum of these losses.</summary>
    public double Accumulate(ReadOnlySpan<int> rows, double scale)
    {
        var loss = 0.0;
        foreach (var row in rows)
        {
            network.Forward(features.Row(row), _units);
            loss += scale * weights[row] * network.Backward(features.Row(row), labels[row], scale * weights[row], _units, _errors);
        }

        return loss;
    }
}
