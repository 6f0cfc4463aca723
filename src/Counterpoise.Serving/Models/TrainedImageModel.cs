using Counterpoise.Torch;
using Counterpoise.Vision.Explanations;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Serving.Models;

/// <summary>A model that a run has trained, by its own forward pass.</summary>
internal sealed class TrainedImageModel : IExplainingModel
{
    private readonly ImageClassifier _classifier;
    private readonly long _maximumPixels;

    public TrainedImageModel(string file, long maximumPixels)
    {
        // Other models need no libtorch: what cannot be loaded is said before the weights are read.
        LibTorch.Load();
        _classifier = ImageClassifier.Load(file);
        _maximumPixels = maximumPixels;
        Card = ServedCard.FromImages(file, _classifier.Card) with { Explanation = Explanation.GradCam };
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

    public Explanation Explain(byte[] input, int? classIndex, CancellationToken cancellationToken)
    {
        var score = Predict([input])[0];
        if (score.Probabilities is not { } probabilities) throw new FormatException($"the image cannot be read: {score.Fault}");
        var chosen = classIndex ?? RequestedDecision.Parse(null, null, Card).Apply(probabilities).Class;
        var dataset = new ImageDataset("request", Card.Classes, [new ImageSample(0, new UploadedImage("image", input), 0)]);
        var seen = _classifier.See(dataset, 0, new DecodeOptions { MaximumPixels = _maximumPixels,
            SixteenBitDepth = _classifier.Card.SixteenBitDepth });
        var drawn = GradCam.Draw(_classifier, seen, chosen) ?? throw new FormatException(
            $"a {Card.Architecture} has no maps of positions, so no Grad-CAM can be drawn");
        return new(Explanation.GradCam, Card.Classes[chosen], Card.Version)
        {
            Meaning = "Grad-CAM: the lighter a place, the more it speaks for the class. It shows what the answer rests on, not whether it "
                + "is right.",
            Probability = probabilities[chosen],
            Picture = $"data:image/png;base64,{Convert.ToBase64String(ImageCodec.EncodePng(drawn))}",
        };
    }

    public void Dispose() => _classifier.Dispose();
}
