using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Classifiers;
using Counterpoise.Files;
using Counterpoise.Numerics;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tabular.RgNet;

/// <summary>An RGNet or skip perceptron that has learned; predicting is safe from several threads. Dispose of it.</summary>
public sealed class FittedScaleNetwork : IFittedClassifier, IDisposable
{
    private const string Key = "counterpoise.scale-network";
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly ScaleNetwork _network;
    private readonly int[] _order;

    internal FittedScaleNetwork(ScaleNetwork network, int[] order) => (_network, _order) = (network, order);

    /// <inheritdoc/>
    public int ClassCount => Shape.ClassCount;

    /// <summary>Widths, classes and what lies between the scales.</summary>
    public ScaleShape Shape => _network.Shape;

    /// <summary>Which column of the rows each input of the network is.</summary>
    public IReadOnlyList<int> ColumnOrder => _order;

    /// <summary>
    /// Average precision on the validation rows after each epoch; empty where there were too few of them, and training did not stop early.
    /// </summary>
    public IReadOnlyList<double> ValidationCurve { get; init; } = [];

    /// <summary>The epoch whose weights these are, from 1.</summary>
    public int BestEpoch { get; init; }

    /// <inheritdoc/>
    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, _order.Length);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var logits = _network.forward(Input(features)).Double();
        if (Shape.Outputs > 1)
        {
            return logits.Softmax(1).ToArray<double>();
        }

        var positive = logits.Sigmoid().ToArray<double>();
        var probabilities = new double[2 * positive.Length];
        for (var i = 0; i < positive.Length; i++)
        {
            (probabilities[2 * i], probabilities[(2 * i) + 1]) = (1 - positive[i], positive[i]);
        }

        return probabilities;
    }

    /// <summary>The representation of rows at every scale: the flow.</summary>
    /// <param name="features">n × d finite numbers, scaled as the training rows were.</param>
    /// <returns>h_0 to h_L, each n × d_l; the first holds the rows themselves in <see cref="ColumnOrder"/>.</returns>
    /// <exception cref="ArgumentException">The number of columns differs, or a value is not finite.</exception>
    public IReadOnlyList<DenseMatrix> Flow(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, _order.Length);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        return [.. _network.Flow(Input(features)).Select(h =>
            new DenseMatrix(features.Rows, (int)h.Size(1), h.Double().ToArray<double>()))];
    }

    /// <summary>Writes the network to one safetensors file, which replaces an existing one as a whole.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using var scope = torch.NewDisposeScope();
        var card = JsonSerializer.Serialize(new Card(Shape, _order, BestEpoch, [.. ValidationCurve]), Json);
        SafetensorsFile.Save(path, _network.StateDict(), new Dictionary<string, string> { [Key] = card, [FileFormat.Key] = "1" });
    }

    /// <summary>Reads a network that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file holds no such network.</exception>
    public static FittedScaleNetwork Load(string path)
    {
        using var scope = torch.NewDisposeScope();
        using var archive = SafetensorsFile.Open(path);
        if (!archive.Metadata.TryGetValue(Key, out var text))
        {
            throw new InvalidDataException(
                $"{path}: holds tensors but no '{Key}' in its metadata; expected a file that FittedScaleNetwork.Save wrote");
        }

        FileFormat.Require(path, archive.Metadata, 1, "train the network again");
        ScaleNetwork? network = null;
        try
        {
            var card = JsonSerializer.Deserialize<Card>(text, Json) ?? throw new JsonException("null");
            if (!card.Order.Order().SequenceEqual(Enumerable.Range(0, card.Shape.Widths[0])))
            {
                throw new JsonException($"the order of {card.Order.Length} columns is not one of {card.Shape.Widths[0]}");
            }

            network = new ScaleNetwork(card.Shape);
            network.LoadStateDict(archive.ToTensors());
            network.eval();
            return new FittedScaleNetwork(network, card.Order) { BestEpoch = card.BestEpoch, ValidationCurve = card.Curve };
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or KeyNotFoundException or IndexOutOfRangeException)
        {
            network?.Dispose();
            throw new InvalidDataException($"{path}: the network in it cannot be built: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private Tensor Input(DenseMatrix features) => Tensor.FromArray(ScaleTraining.Ordered(features, _order), features.Rows, _order.Length);

    private sealed record Card(ScaleShape Shape, int[] Order, int BestEpoch, double[] Curve);
}
