using Counterpoise.Workflows.Images;

namespace Counterpoise.Serving.Models;

/// <summary>A model that <c>export</c> has written, through ONNX Runtime.</summary>
internal sealed class OnnxImageModel : IServedModel
{
    private readonly OnnxClassifier _model;
    private readonly long _maximumPixels;

    public OnnxImageModel(string file, long maximumPixels)
    {
        (_model, _maximumPixels) = (OnnxClassifier.Open(file), maximumPixels);
        var card = ServedCard.FromImages(file, _model.Card);
        Card = _model.PositiveClass is { } positive ? card.DecidedBy(_model.Decision, positive) : card;
    }

    public ServedCard Card { get; }

    public IReadOnlyList<ScoredInput> Predict(IReadOnlyList<byte[]> inputs)
    {
        var (batch, faults) = ImageBatches.Load(inputs, Card.Classes, _model.Evaluation, OnnxClassifier.Normalization, _maximumPixels,
            _model.Card.SixteenBitDepth);
        if (batch is null || batch.Count == 0) return ImageBatches.Place(inputs.Count, [], [], faults);
        using (batch) return ImageBatches.Place(inputs.Count, batch.Indices, _model.Predict(batch), faults);
    }

    public void Dispose() => _model.Dispose();
}
