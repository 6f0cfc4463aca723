using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.TrainingDynamics;

/// <summary>Trains a <see cref="MultilayerPerceptron"/> and records how.</summary>
public static class WatchedPerceptron
{
    /// <summary>Trains and records. The network is the one that <see cref="MultilayerPerceptron"/> trains with the same draws.</summary>
    /// <param name="features">n × d finite numbers of comparable scale.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, at least 2.</param>
    /// <param name="validation">Validation rows and their classes; null for none.</param>
    /// <param name="options">The network; null takes the defaults.</param>
    /// <param name="random">The draws.</param>
    /// <param name="cosineEvery">Epochs between two cosines of the classes' gradients, which cost two further passes; 0 for none. Default
    /// 10.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="ArgumentException">Shapes, classes or features are wrong.</exception>
    public static DynamicsRecord Fit(DenseMatrix features, int[] labels, int classCount, (DenseMatrix Features, int[] Labels)? validation,
        MultilayerPerceptronOptions? options,
        IRandomSource random, int cosineEvery = 10, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegative(cosineEvery);
        var recorder = new DynamicsRecorder(labels, classCount, validation?.Labels ?? []);
        new MultilayerPerceptron(options).FitWatched(features, labels, classCount, [], random,
            new Watch(recorder, features, labels, validation?.Features, cosineEvery), cancellationToken);
        return recorder.Record();
    }

    /// <summary>Hands what the network's training shows to a recorder.</summary>
    private sealed class Watch(DynamicsRecorder recorder, DenseMatrix features, int[] labels, DenseMatrix? validation, int cosineEvery)
        : INetworkWatch
    {
        public void BeforeStep(FittedMultilayerPerceptron network)
        {
            for (var l = 0; l < network.Layers.Length; l++)
            {
                recorder.AddGradient(Name(l), network.Layers[l].Gradient);
            }
        }

        public void AfterStep(double[] updateRatios)
        {
            for (var l = 0; l < updateRatios.Length; l++)
            {
                recorder.AddUpdate(Name(l), updateRatios[l]);
            }
        }

        public void AfterEpoch(int epoch, FittedMultilayerPerceptron network, NetworkTraining training)
        {
            for (var l = 0; l < network.Layers.Length; l++)
            {
                recorder.SetParameters(Name(l), network.Layers[l].Parameters);
            }

            recorder.EndEpoch(network.PredictProbabilities(features), validation is null ? [] : network.PredictProbabilities(validation),
                cosineEvery > 0 && epoch % cosineEvery == 0 ? Cosine(network, training) : double.NaN);
        }

        /// <summary>Cosine between the mean gradients of the rarest class and of the others; leaves no gradient behind.</summary>
        private double Cosine(FittedMultilayerPerceptron network, NetworkTraining training)
        {
            double[] Gradient(bool rare)
            {
                int[] rows = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == recorder.RareClass == rare)];
                training.Accumulate(rows, 1.0 / Math.Max(1, rows.Length));
                double[] gradient = [.. network.Layers.SelectMany(l => l.Gradient)];
                foreach (var layer in network.Layers)
                {
                    Array.Clear(layer.Gradient);
                }

                return gradient;
            }

            var (a, b) = (Gradient(true), Gradient(false));
            var norms = Math.Sqrt(a.Sum(v => v * v) * b.Sum(v => v * v));
            return norms > 0 ? a.Zip(b, (x, y) => x * y).Sum() / norms : double.NaN;
        }

        private static string Name(int layer) => FormattableString.Invariant($"layer{layer + 1}");
    }
}
