using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Classifiers;

public class MultilayerPerceptronTests
{
    private static readonly DenseMatrix X = DenseMatrix.FromRows([0.3, -1.2], [1.1, 0.4], [-0.7, 0.9], [0.2, 0.5], [-1.4, -0.3]);
    private static readonly int[] Y = [0, 1, 2, 1, 0];

    [Fact]
    public void Gradients_equal_finite_differences()
    {
        double[] weights = [1, 2, 0.5, 1, 3];
        var network = new MultilayerPerceptron(new() { HiddenUnits = [5, 4], Epochs = 3 })
            .Fit(X, Y, 3, weights, new RandomStream(3), null, TestContext.Current.CancellationToken);
        var training = new NetworkTraining(network, X, Y, weights, new());
        double Loss() => training.Accumulate([0, 1, 2, 3, 4], 1 / 7.5);
        foreach (var layer in network.Layers) Array.Clear(layer.Gradient);
        Loss();
        var analytic = network.Layers.Select(l => (double[])l.Gradient.Clone()).ToArray();
        for (var l = 0; l < analytic.Length; l++)
            for (var i = 0; i < analytic[l].Length; i++)
            {
                var parameters = network.Layers[l].Parameters;
                var was = parameters[i];
                parameters[i] = was + 1e-6;
                var above = Loss();
                parameters[i] = was - 1e-6;
                var numeric = (above - Loss()) / 2e-6;
                parameters[i] = was;
                Assert.Equal(numeric, analytic[l][i], 1e-7);
            }
    }

    [Fact]
    public void The_first_step_of_Adam_moves_every_weight_by_the_rate_against_its_gradient()
    {
        var layer = new DenseLayer(2, 1, new RandomStream(1));
        var before = (double[])layer.Parameters.Clone();
        layer.Backward([2, -3], [0.5], []);
        var ratio = layer.Step(1, 0.01, 0);
        Assert.Equal([before[0] - 0.01, before[1] + 0.01, before[2] - 0.01], layer.Parameters.Select(p => Math.Round(p, 15)),
            (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(0.01 * Math.Sqrt(3) / Math.Sqrt(before.Sum(b => b * b)), ratio, 1e-9);
        Assert.All(layer.Gradient, g => Assert.Equal(0, g));
    }

    [Fact]
    public void It_learns_what_no_line_can_part_and_shows_every_epoch()
    {
        var random = new RandomStream(4);
        var x = new DenseMatrix(200, 2);
        for (var i = 0; i < 400; i++) x.Data[i] = (2 * random.NextDouble()) - 1;
        var y = Enumerable.Range(0, 200).Select(i => x[i, 0] * x[i, 1] > 0 ? 1 : 0).ToArray();
        var epochs = new List<int>();
        var network = new MultilayerPerceptron(new() { HiddenUnits = [16], Epochs = 60, LearningRate = 0.02 })
            .Fit(x, y, 2, default, random, (e, _) => epochs.Add(e), TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 60), epochs);
        var p = network.PredictProbabilities(x);
        Assert.InRange(Enumerable.Range(0, 200).Count(i => (p[(2 * i) + 1] > 0.5 ? 1 : 0) == y[i]), 185, 200);
        Assert.Equal(16 * 3 + 2 * 17, network.ParameterCount);
    }

    [Fact]
    public void Every_wrong_option_is_named_at_once() =>
        Assert.Equal(5, Assert.Throws<InvalidOptionsException>(() =>
            new MultilayerPerceptronOptions { HiddenUnits = [0], Epochs = 0, BatchSize = 0, LearningRate = 0, WeightDecay = -1 }.Validate())
            .Faults.Count);
}
