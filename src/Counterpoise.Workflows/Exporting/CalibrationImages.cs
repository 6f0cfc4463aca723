using Counterpoise.Deploy.Quantization;
using Counterpoise.LayerGraphs;
using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.QuantizationAware;

namespace Counterpoise.Workflows.Exporting;

/// <summary>The images of a model's training split that ranges are taken from, and those of its test split.</summary>
internal sealed class CalibrationImages
{
    private const int BatchSize = 32;
    private const long CacheBytes = 256L << 20;

    private readonly ImageClassifier _classifier;
    private readonly ImageDataset _dataset;
    private readonly Normalization _normalization;
    private readonly ulong _seed;
    private readonly CancellationToken _cancellationToken;
    private readonly int[] _train;
    private readonly int[] _validation;
    private readonly int[] _test;

    public CalibrationImages(ExportingOptions options, ImageClassifier classifier, Normalization normalization,
        IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        (_classifier, _normalization, _seed, _cancellationToken) = (classifier, normalization, options.Seed, cancellationToken);
        var data = new ImageData(options.Data!, events);
        _dataset = data.Readable(ImageEvaluation.Matching(data.Find(classifier.Card.ClassNames), classifier.Card, options.Model, events),
            cancellationToken);
        int[] Rows(EvaluatedSplit split) => ImageEvaluation.Rows(_dataset, data, new ImageEvaluationOptions
        {
            Model = options.Model, Data = options.Data!, Split = split, Measures = new EvaluationOptions { Seed = options.Seed },
        }, events);
        (_train, _validation, _test) = (Rows(EvaluatedSplit.Train), Rows(EvaluatedSplit.Validation), Rows(EvaluatedSplit.Test));
        if (_train.Length == 0) throw new InputException($"{_dataset.Name} has no training split to take int8 ranges from");
    }

    /// <summary>Up to so many training images of each class, as pixels, channels fastest.</summary>
    public IReadOnlyList<float[]> Stratified(int perClass)
    {
        var order = (int[])_train.Clone();
        new RandomStream(_seed, "calibration").Shuffle(order);
        return Load([.. order.GroupBy(i => _dataset.Samples[i].Label).OrderBy(g => g.Key).SelectMany(g => g.Take(perClass))]).Rows;
    }

    /// <summary>The test split.</summary>
    public (IReadOnlyList<float[]> Rows, IReadOnlyList<int> Labels) Test() => Load(_test);

    /// <summary>Trains the network on with int8 in view, on the training split as it is seen in prediction.</summary>
    /// <param name="graph">The network, which reads pixels.</param>
    /// <param name="ranges">Ranges of its values.</param>
    /// <param name="options">How.</param>
    /// <param name="events">Told how far it is.</param>
    public QuantizationAwareResult Train(LayerGraph graph, IReadOnlyList<ValueRange> ranges, QuantizationAwareOptions options,
        IProgress<WorkflowEvent>? events)
    {
        ImageBatchSource Source(int[] rows) => new(_dataset.Subset(rows), _classifier.Evaluation, new ImageLoaderOptions
        {
            Normalization = _normalization,
            SixteenBitDepth = _classifier.Card.SixteenBitDepth,
            Seed = options.Seed,
            CacheBytes = CacheBytes,
        });
        if (_validation.Length == 0)
            events.Warn($"{_dataset.Name} has no validation split: the last epoch is kept, whether int8 gains from it or not");
        return QuantizationAwareTraining.Run(graph, ranges, Source(_train), _validation.Length == 0 ? null : Source(_validation), options,
            events.Count("trained with int8 in view:", options.Epochs, "epochs"), _cancellationToken);
    }

    private (IReadOnlyList<float[]> Rows, IReadOnlyList<int> Labels) Load(int[] places)
    {
        var (rows, labels) = (new List<float[]>(), new List<int>());
        if (places.Length == 0) return (rows, labels);
        var options = new ImageLoaderOptions { Normalization = _normalization, ChannelsLast = true,
            SixteenBitDepth = _classifier.Card.SixteenBitDepth };
        var loader = new ImageLoader(_dataset.Subset(places), _classifier.Evaluation, options);
        foreach (var batch in loader.Load(ImageLoader.InOrder(places.Length, BatchSize), 0, cancellationToken: _cancellationToken))
        {
            using (batch)
            {
                rows.AddRange(batch.Pixels.ToArray().Chunk(batch.Size * batch.Size * 3));
                labels.AddRange(batch.Labels.Select(l => (int)l));
            }
        }

        return (rows, labels);
    }
}
