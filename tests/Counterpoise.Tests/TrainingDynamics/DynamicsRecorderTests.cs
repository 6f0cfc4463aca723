using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.TrainingDynamics;

namespace Counterpoise.Tests.TrainingDynamics;

public sealed class DynamicsRecorderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Confidence_and_variability_of_rows_equal_the_oracle()
    {
        double[][] rows = [[.2, .4, .6, .8], [.9, .95, .97, .99]];
        var recorder = new DynamicsRecorder([0, 1], 2);
        for (var e = 0; e < 4; e++)
        {
            recorder.EndEpoch([rows[0][e], 1 - rows[0][e], 1 - rows[1][e], rows[1][e]]);
        }

        var samples = recorder.Record().Samples;
        var oracle = OracleJson.Read("transfer_and_overlap.json");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(oracle.Doubles("carto_conf")[i], samples[i].Confidence, 1e-9);
            Assert.Equal(oracle.Doubles("carto_var")[i], samples[i].Variability, 1e-9);
        }

        Assert.Equal((.5, 1), (samples[0].Correctness, samples[1].Correctness));
    }

    [Fact]
    public void Moments_of_a_gradient_are_those_of_its_entries_and_a_dead_layer_has_no_shape()
    {
        double[] g = [1, -2, 3, 0, 1e-9, 4];
        var found = GradientMoments.From(g);
        double mean = g.Average(), deviation = Math.Sqrt(g.Average(v => (v - mean) * (v - mean)));
        Assert.Equal(Math.Sqrt(g.Sum(v => v * v)), found.Norm, 1e-12);
        Assert.Equal((mean, deviation, 2 / 6.0), (found.Mean, found.Deviation, found.TinyShare));
        Assert.Equal(g.Average(v => Math.Pow((v - mean) / deviation, 3)), found.Skewness, 1e-9);
        Assert.Equal(g.Average(v => Math.Pow((v - mean) / deviation, 4)) - 3, found.ExcessKurtosis, 1e-9);
        var dead = GradientMoments.From(new double[5]);
        Assert.Equal((0, 1), (dead.Norm, dead.TinyShare));
        Assert.True(double.IsNaN(dead.Skewness) && double.IsNaN(dead.ExcessKurtosis));
        Assert.Throws<ArgumentException>(() => GradientMoments.From([]));
    }

    [Fact]
    public void Gradients_that_are_logged_are_those_of_differences_of_the_loss()
    {
        var (x, y) = Blobs(12, 4);
        var options = new MultilayerPerceptronOptions { HiddenUnits = [3], Epochs = 1, BatchSize = 100, LearningRate = 1e-12 };
        var record = WatchedPerceptron.Fit(x, y, 2, null, options, new RandomStream(1));
        var network = new MultilayerPerceptron(options).Fit(x, y, 2, [], new RandomStream(1), null);
        double Loss()
        {
            var p = network.PredictProbabilities(x);
            return y.Select((label, i) => -Math.Log(p[(2 * i) + label])).Average();
        }

        for (var l = 0; l < network.Layers.Length; l++)
        {
            var squares = 0.0;
            for (var k = 0; k < network.Layers[l].Parameters.Length; k++)
            {
                ref var p = ref network.Layers[l].Parameters[k];
                var start = p;
                p = start + 1e-6;
                var above = Loss();
                p = start - 1e-6;
                var below = Loss();
                p = start;
                squares += Math.Pow((above - below) / 2e-6, 2);
            }

            Assert.Equal(Math.Sqrt(squares), record.Epochs[0].Layers[l].Gradient.Norm, 1e-6);
        }
    }

    [Fact]
    public void Watching_changes_nothing_and_equal_seeds_give_equal_records()
    {
        var (x, y) = Blobs(60, 10);
        var options = new MultilayerPerceptronOptions { HiddenUnits = [8], Epochs = 12, LearningRate = .01 };
        var first = WatchedPerceptron.Fit(x, y, 2, (x, y), options, new RandomStream(3), 5);
        var again = WatchedPerceptron.Fit(x, y, 2, (x, y), options, new RandomStream(3), 5);
        var plain = new MultilayerPerceptron(options).Fit(x, y, 2, [], new RandomStream(3), null).PredictProbabilities(x);
        Assert.Equal(first.Trajectory("validation_loss"), again.Trajectory("validation_loss"));
        Assert.Equal(y.Select((label, i) => -Math.Log(plain[(2 * i) + label])).Average(), first.Epochs[^1].TrainingLoss, 1e-12);
        Assert.Equal(first.Trajectory("training_loss"), first.Trajectory("validation_loss"));
        Assert.Equal(1, first.RareClass);
        Assert.Equal([5, 10], first.Epochs.Where(e => !double.IsNaN(e.ClassCosine)).Select(e => e.Epoch));
        Assert.InRange(first.Epochs[4].ClassCosine, -1, 1);
        Assert.True(first.Epochs[^1].TrainingLoss < first.Epochs[0].TrainingLoss);
        Assert.InRange(first.Epochs[0].Layers[0].UpdateRatio, 1e-6, 1);
    }

    [Fact]
    public void A_record_is_written_as_a_line_for_each_epoch()
    {
        var (x, y) = Blobs(20, 5);
        var record = WatchedPerceptron.Fit(x, y, 2, null, new() { Epochs = 3, HiddenUnits = [4] }, new RandomStream(1));
        record.WriteCsv(_folder.File("dynamics.csv"));
        var lines = File.ReadAllLines(_folder.File("dynamics.csv"));
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("epoch,training_loss,validation_loss,training_error_rare", lines[0]);
        Assert.StartsWith("1,", lines[1]);
        Assert.Equal(lines[0].Count(c => c == ','), lines[3].Count(c => c == ','));
    }

    [Fact]
    public void Probabilities_of_another_number_and_labels_that_are_no_class_are_refused()
    {
        Assert.Contains("expected 4 and 0", Assert.Throws<ArgumentException>(() => new DynamicsRecorder([0, 1], 2).EndEpoch([1, 0]))
            .Message);
        Assert.Throws<ArgumentException>(() => new DynamicsRecorder([0, 2], 2));
        Assert.Throws<ArgumentException>(() => new DynamicsRecorder([], 2));
    }

    internal static (DenseMatrix X, int[] Y) Blobs(int common, int rare, double apart = 2, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        var (x, y) = (new DenseMatrix(common + rare, 3), new int[common + rare]);
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = i < common ? 0 : 1;
            for (var j = 0; j < 3; j++)
            {
                x[i, j] = random.NextNormal() + (j == 0 ? apart * y[i] : 0);
            }
        }

        return (x, y);
    }
}
