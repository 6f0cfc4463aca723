using Counterpoise.Deploy.Quantization;
using Counterpoise.LayerGraphs;
using Counterpoise.Learning.Batches;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.TableModels;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.QuantizationAware;

namespace Counterpoise.Workflows.Embedded;

/// <summary>Features as a network takes them: centred and scaled by figures of the training windows.</summary>
internal sealed class PreparedWindows(TableModelCard card)
{
    private readonly FeaturePreparation _preparation = FeaturePreparation.From(card.Columns);
    private readonly Dictionary<SensorRows, float[][]> _rows = [];

    /// <summary>The card of the model whose figures they are.</summary>
    public TableModelCard Card => card;

    /// <summary>The rows of a split.</summary>
    public float[][] Rows(SensorRows split)
    {
        if (_rows.TryGetValue(split, out var known)) return known;
        var matrix = _preparation.Apply(split.Rows);
        return _rows[split] = [.. Enumerable.Range(0, matrix.Rows).Select(i => Array.ConvertAll(matrix.Row(i).ToArray(), v => (float)v))];
    }

    /// <summary>Trains the network on with int8 in view.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="ranges">Ranges of its values.</param>
    /// <param name="train">Windows that are trained on.</param>
    /// <param name="validation">Windows that decide which epoch is kept.</param>
    /// <param name="options">How.</param>
    /// <param name="events">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public QuantizationAwareResult Train(LayerGraph graph, IReadOnlyList<ValueRange> ranges, SensorRows train, SensorRows validation,
        QuantizationAwareOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        TensorBatchSource Source(SensorRows split)
        {
            var rows = Rows(split);
            float[] numbers = [.. split.Labelled.SelectMany(i => rows[i])];
            return new TensorBatchSource(torch.tensor(numbers, [split.Labelled.Length, graph.Input.Length]), split.Labels);
        }

        return QuantizationAwareTraining.Run(graph, ranges, Source(train), Source(validation), options,
            events.Count("trained with int8 in view:", options.Epochs, "epochs"), cancellationToken);
    }

    /// <summary>Training rows for the ranges of int8: as many of each class, the rare ones too.</summary>
    public float[][] Calibration(SensorRows split, int perClass, ulong seed)
    {
        var random = new RandomStream(seed, "calibration");
        return [.. split.Labelled.GroupBy(i => split.Windows[i].Label).OrderBy(g => g.Key).SelectMany(g =>
        {
            int[] rows = [.. g];
            random.Shuffle<int>(rows);
            return rows.Take(perClass);
        }).Select(i => Rows(split)[i])];
    }
}
