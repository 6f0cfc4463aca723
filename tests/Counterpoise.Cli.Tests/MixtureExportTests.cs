using Counterpoise.Classifiers;
using Counterpoise.Deploy.FeatureExport;
using Counterpoise.LayerGraphs;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Vision.Mixtures;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterpoise.Tests.Cli;

/// <summary>A mixture whose gate has much to say, on networks that hand on three of six numbers each, beside its ONNX file.</summary>
public sealed class MixtureExportTests
{
    private const int Rows = 400, Width = 3;

    [Theory]
    [InlineData(MixingSpace.Probability, 0)]
    [InlineData(MixingSpace.Probability, 30)]
    [InlineData(MixingSpace.Logit, 0)]
    [InlineData(MixingSpace.Logit, 30)]
    public void Gate_corrections_and_temperatures_are_those_of_the_mixture(MixingSpace space, int refinement)
    {
        var (features, labels) = Halves();
        var learner = new Standardized(new LogisticRegression(new() { Ridge = 1 }));
        MixtureExpert[] experts = [new("first", features[0], learner), new("second", features[1], learner)];
        using var mixture = SoftMixtureTraining.Fit(experts, labels, ["a", "b"],
            MixtureRows.Split(labels, null, [.. Enumerable.Range(0, 300)], [.. Enumerable.Range(300, 40)], 0.3, 1),
            new() { GateHidden = 8, GateEpochs = 20, GateLearningRate = 0.02, RefinementEpochs = refinement,
                RefinementLearningRate = 0.02, GateTemperature = 1.5, Space = space, Seed = 7 },
            cancellationToken: TestContext.Current.CancellationToken);
        var expected = mixture.Predict(features);
        Assert.InRange(expected.Gates.Max() - expected.Gates.Min(), 0.5, 1);
        Assert.NotEqual(1, mixture.Temperatures[0]);
        Assert.Equal(refinement > 0 ? 2 : 0, mixture.Describe().Corrections.Count);

        using var session = new InferenceSession(FeatureOnnxExporter.Export([.. mixture.Experts.Select((classifier, k) =>
            new FeatureOnnxExpert(mixture.Names[k], Network(k), classifier))], mixture.Describe(), new() { Classes = ["a", "b"] }));
        float[] values = [.. Enumerable.Range(0, Rows).SelectMany(i => features.SelectMany(f => f.Row(i).ToArray())).Select(v => (float)v)];
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("input",
            new DenseTensor<float>(values, [Rows, 2 * Width, 1, 1]))], ["output", "class"]);
        var found = results[0].AsEnumerable<float>().ToArray();
        Assert.All(expected.Probabilities.Zip(found), p => Assert.Equal(p.First, p.Second, 1e-5));
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => found[2 * i] >= found[(2 * i) + 1] ? 0L : 1),
            results[1].AsEnumerable<long>());
    }

    [Fact]
    public void Experts_on_images_of_different_sizes_are_refused()
    {
        var (features, labels) = Halves();
        using var mixture = SoftMixtureTraining.Fit([new("first", features[0], new LogisticRegression()),
            new("second", features[1], new LogisticRegression())], labels, ["a", "b"],
            MixtureRows.Split(labels, null, [.. Enumerable.Range(0, 300)], [.. Enumerable.Range(300, 40)], 0.3, 1),
            new() { GateEpochs = 1, RefinementEpochs = 0 }, cancellationToken: TestContext.Current.CancellationToken);
        var other = new LayerGraph(new LayerShape(1, 1, Width), [new ShiftLayer(0, new float[Width])]);
        Assert.Contains("expected 2 on one size", Assert.Throws<ArgumentException>(() => FeatureOnnxExporter.Export(
            [new("first", Network(0), mixture.Experts[0]), new("second", other, mixture.Experts[1])], mixture.Describe(),
            new() { Classes = ["a", "b"] })).Message, StringComparison.Ordinal);
    }

    /// <summary>Takes its three of the six channels of an image of one pixel.</summary>
    private static LayerGraph Network(int expert)
    {
        var weights = new float[Width * 2 * Width];
        for (var j = 0; j < Width; j++) weights[(j * 2 * Width) + (expert * Width) + j] = 1;
        return new(new LayerShape(1, 1, 2 * Width), [new DenseLayer(0, weights, new float[Width])]);
    }

    /// <summary>Rows of two halves; each expert sees the class in its own half, mostly a coin in the other, and which half it is.</summary>
    private static (DenseMatrix[] Features, int[] Labels) Halves()
    {
        var random = new RandomStream(6, "halves");
        var labels = new int[Rows];
        DenseMatrix[] features = [new(Rows, Width), new(Rows, Width)];
        for (var i = 0; i < Rows; i++)
        {
            labels[i] = (int)random.NextInteger(2);
            var first = random.NextDouble() < 0.5;
            for (var k = 0; k < 2; k++)
            {
                var shown = first == (k == 0) ? labels[i] : (int)random.NextInteger(2);
                double[] row = [(shown == 1 ? 1 : -1) + random.NextNormal(), (first ? 2 : -2) + random.NextNormal(), random.NextNormal()];
                // The file takes numbers of single precision.
                for (var j = 0; j < Width; j++) features[k][i, j] = (float)row[j];
            }
        }

        return (features, labels);
    }
}
