using Counterpoise.Torch;
using Counterpoise.Vision.Models;

namespace Counterpoise.Serving.Models;

/// <summary>A model that a run has trained, by its own forward pass.</summary>
internal sealed class TrainedImageModel : IServedModel
{
    private readonly ImageClassifier _classifier;
    private readonly long _maximumPixels;

    public TrainedImageModel(string file, long maximumPixels)
    {
        // Other models need no libtorch: what cannot be loaded is said before the weights are read.
        LibTorch.Load();
        _classifier = ImageClassifier.Load(file);
        _maximumPixels = maximumPixels;
        Card = ServedCard.FromImages(file, _classifier.Card);
    }

    public ServedCard Card { get; }

    public IReadOnlyList<ScoredInput> Predict(IReadOnlyList<byte[]> inputs)
    {
        var (batch, faults) = ImageBatches.Load(inputs, Card.Classes, _classifier.Evaluation, _classifier.Normalization, _maximumPixels,
            _classifier.Card.SixteenBitDepth);
        if (batch is null || batch.Count == 0) return ImageBatches.Place(inputs.Count, [], [], faults);
        using (batch)
        {
            using var scope = torch.NewDisposeScope();
            using var unrecorded = torch.no_grad();
            var logits = _classifier.Network.Predict(batch.ToTensor().Clone(MemoryFormat.ChannelsLast)).Logits;
            return ImageBatches.Place(inputs.Count, batch.Indices, logits.Double().Softmax(1).ToArray<double>(), faults);
        }
    }

    public void Dispose() => _classifier.Dispose();
}
