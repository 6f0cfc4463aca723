using Counterpoise.Torch;
using Counterpoise.Vision.Images;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Serving.Models;

/// <summary>A model on frozen features of images, with its networks loaded; its own decision is in the card.</summary>
internal sealed class FeatureImageModel : IServedModel
{
    private readonly LoadedFeatureModel _model;
    private readonly DecodeOptions _decoding;

    public FeatureImageModel(string file, long maximumPixels)
    {
        // What cannot be loaded is said before the model is read.
        LibTorch.Load();
        _model = LoadedFeatureModel.Open(file);
        _decoding = new DecodeOptions { MaximumPixels = maximumPixels };
        var card = ServedCard.FromImages(file, _model.Card);
        Card = _model.TableCard is { } table ? card.DecidedBy(table.Decision, table.PositiveClass) : card;
    }

    public ServedCard Card { get; }

    internal LoadedFeatureModel Loaded => _model;

    public IReadOnlyList<ScoredInput> Predict(IReadOnlyList<byte[]> inputs)
    {
        var (places, probabilities, faults) = _model.Predict([.. inputs.Select((bytes, i) => new UploadedImage($"image {i}", bytes))],
            _decoding);
        return ImageBatches.Place(inputs.Count, places, probabilities, faults);
    }

    public void Dispose() => _model.Dispose();
}
